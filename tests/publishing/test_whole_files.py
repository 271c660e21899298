"""A file is there whole or not at all, and what a killed process left is swept."""

import os
from datetime import timedelta
from io import BytesIO, StringIO

import pytest
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.utils import timezone

from candidates.portrait_files import sweep
from candidates.portraits import preview, preview_name
from elections.attachments import private_store
from publishing.erasing import every_file
from publishing.versions import keep
from tests.factories import make_candidate
from tests.public_pages import face

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def own_folders(settings, tmp_path):
    """Keep files apart from those of other tests."""
    private = settings.STORAGES["private"]
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.STORAGES = settings.STORAGES | {
        "private": private | {"OPTIONS": private["OPTIONS"] | {"location": tmp_path / "private"}}
    }


class Stopped(BytesIO):
    """An upload that is never read to its end."""

    def read(self, size=-1):
        """Give a part, then stop."""
        if self.tell():
            raise KeyboardInterrupt
        return super().read(5)


@pytest.mark.parametrize("store", [lambda: default_storage, private_store], ids=["public", "private"])
def test_file_that_was_not_written_to_its_end_is_not_there(store):
    with pytest.raises(KeyboardInterrupt):
        store().save("portraits/half.jpeg", File(Stopped(b"a whole picture")))

    assert not store().exists("portraits/half.jpeg")


def test_two_files_of_one_name_are_both_kept():
    names = {default_storage.save("portraits/a.jpeg", ContentFile(data)) for data in (b"one", b"two")}

    assert len(names) == 2
    assert set(every_file(default_storage, "")) == names


def older(storage, hours=25):
    """Let all files be as old as that."""
    moment = (timezone.now() - timedelta(hours=hours)).timestamp()
    for name in every_file(storage, ""):
        os.utime(storage.path(name), (moment, moment))


def test_what_a_killed_process_left_is_swept_and_nothing_else():
    person = make_candidate(portrait=face())
    shown, earlier = person.portrait.name, default_storage.save("portraits/earlier.jpeg", ContentFile(b"x"))
    preview(default_storage, shown)
    person.portrait = earlier
    person.save()
    keep(type(person), person.pk, user=None)
    person.portrait = shown
    person.save()
    kept = set(every_file(default_storage, ""))
    for name in (
        "portraits/lost.jpeg",
        "previews/gone.jpeg",
        "renditions/gone-05000500-160.avif",
        "portraits/b.jpeg.1.part",
    ):
        default_storage.save(name, ContentFile(b"x"))
    private_store().save("attachments/lost", ContentFile(b"x"))
    assert sweep(timezone.now() - timedelta(hours=24)) == 0  # it may belong to a form that is being saved

    older(default_storage)
    older(private_store())
    call_command("mend_pictures", stdout=(out := StringIO()))

    assert "5 files swept" in out.getvalue()
    made = {name for name in every_file(default_storage, "") if name.startswith("renditions/")}
    assert set(every_file(default_storage, "")) - made == kept
    assert preview_name(shown) in kept
    assert list(every_file(private_store(), "")) == []
