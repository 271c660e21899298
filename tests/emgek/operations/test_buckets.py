"""Pictures and private files in an S3-compatible store (an imitation of one, in this process)."""

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage, storages

from publishing.pictures import store_whole
from tests.factories import make_candidate
from tests.public_pages import face

pytestmark = [pytest.mark.slow, pytest.mark.django_db]


@pytest.fixture
def buckets(settings, monkeypatch):
    """Keep files in two buckets."""
    import boto3
    from moto import mock_aws

    keys = {"region_name": "us-east-1", "access_key": "a", "secret_key": "b"}
    with mock_aws():
        store = boto3.client("s3", region_name="us-east-1", aws_access_key_id="a", aws_secret_access_key="b")
        for name in ("pictures", "private"):
            store.create_bucket(Bucket=name)
        settings.STORAGES = settings.STORAGES | {
            "default": {"BACKEND": "emgek.operations.buckets.Pictures", "OPTIONS": keys | {"bucket_name": "pictures"}},
            "private": {
                "BACKEND": "emgek.operations.buckets.PrivateFiles",
                "OPTIONS": keys | {"bucket_name": "private"},
            },
        }
        yield store


def test_picture_is_stored_whole_and_has_an_address_at_this_site(buckets, client):
    store_whole(default_storage, "renditions/a.webp", b"first")
    store_whole(default_storage, "renditions/a.webp", b"a picture")

    assert default_storage.url("renditions/a.webp") == "/media/renditions/a.webp"
    response = client.get("/media/renditions/a.webp")
    assert (response.status_code, response["Content-Type"]) == (200, "image/webp")
    assert b"".join(response.streaming_content) == b"a picture"
    assert [one["Key"] for one in buckets.list_objects(Bucket="pictures")["Contents"]] == ["renditions/a.webp"]


def test_original_has_no_address_and_its_renditions_are_made(buckets, client):
    person = make_candidate(portrait=face())

    names = [one["Key"] for one in buckets.list_objects(Bucket="pictures")["Contents"]]

    assert person.portrait.name in names
    assert client.get(f"/media/{person.portrait.name}").status_code == 404


def test_private_file_is_never_written_over_and_has_no_address(buckets):
    private = storages["private"]

    first, second = (private.save("attachments/x", ContentFile(data)) for data in (b"1", b"2"))

    assert first != second
    with private.open(first) as file:
        assert file.read() == b"1"
    with pytest.raises(ValueError, match="no address"):
        private.url(first)
