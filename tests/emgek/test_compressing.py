"""Pages are compressed for readers, and for nobody who has something to lose by it."""

import gzip

import pytest
from django.http import HttpResponse
from django.test import RequestFactory

from emgek.compressing import CompressForReaders

pytestmark = pytest.mark.django_db
TAKES = {"Accept-Encoding": "gzip, br"}


def test_readers_page_travels_compressed(client, site):
    plain, packed = client.get("/ky/"), client.get("/ky/", headers=TAKES)

    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert len(packed.content) < len(plain.content) / 2


def test_page_of_somebody_signed_in_is_sent_as_it_is(admin_client, site):
    assert "Content-Encoding" not in admin_client.get("/ky/", headers=TAKES)


def test_page_with_a_token_is_sent_as_it_is(client):
    response = client.get("/ky/admin/login/", headers=TAKES)

    assert "csrftoken" in response.cookies
    assert "Content-Encoding" not in response


@pytest.mark.parametrize(
    ("kind", "is_packed"),
    [("text/calendar", True), ("application/atom+xml", True), ("image/jpeg", False), ("application/zip", False)],
)
def test_only_text_is_compressed(kind, is_packed):
    request = RequestFactory().get("/", headers=TAKES)

    response = CompressForReaders(lambda request: HttpResponse("a" * 5000, content_type=kind))(request)

    assert response.has_header("Content-Encoding") == is_packed


def test_part_of_a_file_is_sent_as_it_is():
    request = RequestFactory().get("/", headers=TAKES)

    response = CompressForReaders(lambda request: HttpResponse("a" * 5000, content_type="text/plain", status=206))(
        request
    )

    assert not response.has_header("Content-Encoding")
