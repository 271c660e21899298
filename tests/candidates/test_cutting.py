"""What pages show of a portrait: made off the request, right meanwhile, found again when lost; originals never."""

from io import BytesIO, StringIO
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.core.management import call_command
from django.urls import get_resolver
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from candidates import cutting
from candidates.models import Candidate
from candidates.portraits import preview, preview_name
from publishing.editions import StoredPicture
from publishing.erasing import erase
from tests.factories import CAMPAIGN, MACHINE, go_live, make_candidate, open_campaign
from tests.public_pages import face

ALT = {f"portrait_alt_{code}": "Үлгү" for code in ("ky", "ru", "en")}


@pytest.fixture
def store(settings, tmp_path):
    """Return a store without pictures, in which the tasks wait for a worker."""
    settings.MEDIA_ROOT = tmp_path
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
    return tmp_path


@pytest.fixture
def person(store, db, django_capture_on_commit_callbacks):
    """Return somebody whose portrait was saved; its task waits."""
    with django_capture_on_commit_callbacks(execute=True):
        return make_candidate(open_campaign(), portrait=face(), portrait_ppoi="0.25x0.4", **ALT)


def files(store: Path, folder: str) -> list[str]:
    """Return the names of the files in a folder of the store."""
    return sorted(path.name for path in store.glob(f"{folder}/*"))


def names(person) -> list[str]:
    """Return the names of what pages show of somebody."""
    return [one.name for one in cutting.rendition_names(person.portrait.name, person.portrait_ppoi)]


def test_saving_and_publishing_leave_the_work_to_the_worker(person, store):
    go_live(person, at=CAMPAIGN)
    assert files(store, "renditions") == []
    (task,) = DBTaskResult.objects.all()
    assert task.args_kwargs["args"] == [person.portrait.name, "0.25x0.4"]


@pytest.mark.django_db(transaction=True)
def test_the_worker_makes_every_size_and_format(store):
    person = make_candidate(portrait=face(), portrait_ppoi="0.25x0.4")
    call_command("do_tasks", batch=True, interval=0, startup_delay=False, reload=False, verbosity=0)
    assert [task.status for task in DBTaskResult.objects.all()] == ["SUCCESSFUL"]
    assert sorted(f"renditions/{name}" for name in files(store, "renditions")) == sorted(names(person))
    for name in names(person):
        with Image.open(store / name) as made:
            assert f"-{made.width}." in name


def test_a_page_is_right_before_the_worker_came(person, store, client):
    go_live(person, at=CAMPAIGN)
    for name in names(person):
        answer = client.get(f"/media/{name}")
        assert answer.status_code == 200
        with Image.open(BytesIO(b"".join(answer.streaming_content))) as shown:
            assert f"-{shown.width}." in name
            assert shown.width == shown.height
    assert len(files(store, "renditions")) == len(names(person))


def test_nobody_has_pictures_made_that_no_edition_shows(person, store, client, admin_client):
    for name in names(person):
        assert client.get(f"/media/{name}").status_code == 404
    assert files(store, "renditions") == []
    seen = admin_client.get(f"/media/{names(person)[0]}")  # the desk's preview shows it
    assert seen.status_code == 200
    seen.close()


def test_what_was_lost_is_found_again(person, store):
    go_live(person, at=CAMPAIGN)
    before = names(person)
    DBTaskResult.objects.all().delete()
    Candidate.objects.update(portrait_ppoi="0.75x0.5")
    call_command("mend_pictures", stdout=(out := StringIO()))
    person.refresh_from_db()
    assert "18 renditions made" in out.getvalue()
    assert {f"renditions/{name}" for name in files(store, "renditions")} == {*before, *names(person)}
    call_command("mend_pictures", stdout=(out := StringIO()))
    assert "0 renditions made" in out.getvalue()


def test_what_cannot_be_made_is_named(person, store):
    go_live(person, at=CAMPAIGN)
    (store / person.portrait.name).unlink()
    call_command("mend_pictures", stdout=StringIO(), stderr=(err := StringIO()))
    assert err.getvalue().count("its original is gone") == len(names(person))


def test_erasing_removes_every_rendition_and_a_late_task_makes_none(person, store, django_capture_on_commit_callbacks):
    name, ppoi = person.portrait.name, person.portrait_ppoi
    cutting.make_renditions(default_storage, name, ppoi)
    cutting.make_renditions(default_storage, name, "0.1x0.1")
    preview(default_storage, person.portrait.name)
    with django_capture_on_commit_callbacks(execute=True):
        erase(person, at=CAMPAIGN, who=MACHINE, note="Мыйзам")
    cutting.cut.call(name, ppoi)
    assert [path for path in store.rglob("*") if path.is_file()] == []


@pytest.mark.parametrize(
    "name",
    [
        "renditions/../portraits/{stem}.jpeg",
        "renditions/{stem}-02500400-2400.jpg",
        "renditions/{stem}-02500400-961.jpg",
        "renditions/{stem}-99990400-160.jpg",
        "renditions/{stem}.jpeg",
        "renditions/{stem}-02500400-160.svg",
        "portraits/{stem}.jpeg",
    ],
)
def test_nothing_else_is_made_by_a_name(person, store, name):
    assert not cutting.make_one(default_storage, name.format(stem=Path(person.portrait.name).stem))
    assert files(store, "renditions") == []


@pytest.mark.parametrize("is_demo", [True, False])
def test_originals_have_no_address(person, store, client, admin_client, settings, is_demo):
    settings.DEMO = is_demo
    go_live(person, at=CAMPAIGN)
    stem, original = Path(person.portrait.name).stem, (store / person.portrait.name).read_bytes()
    preview(default_storage, person.portrait.name)
    ways = [
        *(person.portrait.name, preview_name(person.portrait.name), f"renditions/../{person.portrait.name}"),
        *(f"renditions/%2e%2e/{person.portrait.name}", f"renditions//{stem}.jpeg", f"./{person.portrait.name}"),
        *(f"renditions/{stem}.jpeg", f"RENDITIONS/../{person.portrait.name}", "", "renditions/", "portraits/"),
    ]
    for reader in (client, admin_client):
        for before in ("/media/", "/static/", "/"):
            for way in ways if before == "/media/" else ways[:2]:
                assert reader.get(f"{before}{way}", follow=True).status_code == 404, way
    for name in names(person):
        assert b"".join(client.get(f"/media/{name}").streaming_content) != original
    seen = admin_client.get(f"/ky/admin/candidates/candidate/picture/{stem}.jpeg")
    assert seen.status_code == 200
    assert seen.content != original


def test_one_view_alone_hands_out_stored_files(db):
    found = [str(pattern.pattern) for pattern in get_resolver().url_patterns if "media" in str(pattern.pattern)]
    assert found == ["media/<path:path>"]


def test_a_public_page_names_no_original(person, store, client, at):
    go_live(person, at=CAMPAIGN)
    at(CAMPAIGN)
    page = client.get(f"/ky/candidates/{person.slug}/").text
    assert all(name in page for name in names(person))
    assert "portraits/" not in page
    assert "previews/" not in page


def test_editions_name_the_files_they_show(person, store):
    go_live(person, at=CAMPAIGN)
    assert {*names(person), person.portrait.name} == {*StoredPicture.objects.values_list("name", flat=True)}


@given(across=st.floats(0, 1), down=st.floats(0, 1), width=st.integers(1, 90), height=st.integers(1, 90))
def test_the_square_never_leaves_the_picture(across, down, width, height):
    cut = cutting.square(Image.new("L", (width, height), 9), (across, down))
    assert cut.size == (min(width, height),) * 2
    assert cut.getextrema() == (9, 9)


def test_a_face_at_the_edge_of_the_square_is_asked_about(person):
    def codes():
        return {problem.code for problem in person.checks(person.build_document("ky", issued=timezone.localdate()))}

    assert "face_cut_off" not in codes()
    person.portrait_ppoi = "0.02x0.5"
    assert "face_cut_off" in codes()


def test_checks_ask_who_took_it_and_by_what_right(person):
    def codes():
        return {problem.code for problem in person.checks(person.build_document("ky", issued=timezone.localdate()))}

    person.portrait_rights = ""
    assert {"no_credit", "no_rights"} <= codes()
    person.portrait_credit, person.portrait_rights = "Үлгү Автор", "Келишим, 2021-жылдын 1-июлу"
    assert not {"no_alt", "no_credit", "no_rights"} & codes()
    person.portrait_alt_ky = ""
    assert "no_alt" in codes()
