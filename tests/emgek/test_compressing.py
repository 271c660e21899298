"""Pages are compressed for readers, and for nobody who has something to lose by it."""

import gzip

import pytest

from emgek.compressing import WAYS, compressed
from tests.fronts import Readers

pytestmark = pytest.mark.django_db


def test_readers_page_travels_compressed(site):
    readers = Readers()
    plain, packed = readers.get("/ky/"), readers.get("/ky/", accept_encoding="gzip")

    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert len(packed.content) < len(plain.content) / 2


def test_page_with_a_token_is_sent_as_it_is(site):
    response = Readers().get("/ky/admin/login/", accept_encoding="gzip, br")

    assert "csrftoken" in response.headers["Set-Cookie"]
    assert "Content-Encoding" not in response.headers


@pytest.mark.parametrize(
    ("kind", "is_packed"),
    [("text/calendar", True), ("application/atom+xml", True), ("image/jpeg", False), ("application/zip", False)],
)
def test_only_text_is_compressed(kind, is_packed):
    assert set(compressed(b"a" * 5000, kind, WAYS)) == ({"", *WAYS} if is_packed else {""})
