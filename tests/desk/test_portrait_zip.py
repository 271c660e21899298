"""Portraits in bulk: whose a picture is by the name of its file, and what is refused without stopping the others."""

import io
import zipfile

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from candidates.desk import portrait_zip
from candidates.desk.portrait_widget import address_of
from candidates.desk.portrait_zip import faces_of, whose
from candidates.models import Candidate, PortraitBatch
from tests.desk.test_portraits import REFUSED, picture
from tests.factories import make_candidate, make_election

COLOURS = ("navy", "green", "maroon", "olive")


@pytest.fixture
def election(db):
    """Return an election with three people on the list."""
    election = make_election(slug="ulgu")
    names = [("Асанбердиев", "Назир"), ("Өмүрзакова", "Жылдыз"), ("Үсөнова", "Айгүл")]
    for place, (family, given) in enumerate(names, start=1):
        make_candidate(election, languages="", family_name_ky=family, given_name_ky=given, position=place)
    return election


def zipped(files: dict[str, bytes], change=None) -> bytes:
    """Return a ZIP; `change` may spoil each entry."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in files.items():
            entry = zipfile.ZipInfo(name)
            entry.compress_type = zipfile.ZIP_DEFLATED
            if change:
                change(entry)
            package.writestr(entry, data)
    return out.getvalue()


def send(client, election, data: bytes):
    """Upload a ZIP in English and follow to where it leads."""
    address = reverse("admin:candidates_candidate_list_portraits", args=[election.pk]).replace("/ky/", "/en/")
    return client.post(address, {"pictures": SimpleUploadedFile("сүрөттөр.zip", data)}, follow=True)


def giving(batch) -> dict:
    """Return the form as it stands when the page opens: whom each picture was recognised as."""
    return {f"who-{place}": one["person"] for place, one in enumerate(batch.pictures) if one["person"]}


@pytest.mark.parametrize(
    ("name", "place"),
    [
        ("nazir-asanberdiev.jpg", 1),
        ("жаңы/Асанбердиев Назир.PNG", 1),
        ("назир_асанбердиев (1).jpg", 1),
        ("2.jpg", 2),
        ("№002.jpg", 2),
        ("02 Омурзакова Жылдыз Асановна.webp", 2),
        ("Zhyldyz Omurzakova.jpg", 2),
        ("усонова.jpg", 3),
        ("IMG_2031.jpg", None),
        ("9.jpg", None),
    ],
)
def test_a_picture_is_known_by_address_place_or_name_in_any_spelling(election, name, place):
    found = whose(name, faces_of(election))
    assert [election.candidacies.get(candidate=pk).list_position for pk in found] == ([place] if place else [])


def test_portraits_are_seen_and_given(admin_client, election):
    names = ["1.jpg", "Өмүрзакова.png", "кимдир бирөө.jpg"]
    files = {name: picture(colour=colour) for name, colour in zip(names, COLOURS, strict=False)}
    seen = send(admin_client, election, zipped(files))
    assert "Nobody on the list is called so" in seen.text
    batch = PortraitBatch.objects.get()
    for one in batch.pictures:
        shown = admin_client.get(address_of(one["stored"]))
        assert Image.open(io.BytesIO(shown.content)).size == (900, 675)
    done = admin_client.post(seen.request["PATH_INFO"], giving(batch), follow=True)
    assert "Portraits given: 2." in done.text
    assert [bool(person.portrait) for person in Candidate.objects.order_by("pk")] == [True, True, False]
    assert "кимдир бирөө.jpg</b>: Nobody was chosen for it." in done.text


def give_all(client, election, **words):
    """Give two people their portraits, with words for both, and return the page of what was given."""
    seen = send(client, election, zipped({"1.jpg": picture(), "2.jpg": picture(colour="teal")}))
    return client.post(seen.request["PATH_INFO"], giving(PortraitBatch.objects.get()) | words, follow=True)


def test_words_for_all_are_written_once_with_each_name(admin_client, election):
    Candidate.objects.filter(family_name_ky="Өмүрзакова").update(family_name_ru="Омурзакова", given_name_ru="Жылдыз")
    alt = {"portrait_alt_ky": "{name}, портрет", "portrait_alt_ru": "{name}, портрет"}
    give_all(admin_client, election, **alt, portrait_credit="Үлгү Фото")
    first, second, _third = Candidate.objects.order_by("pk")
    assert (first.portrait_alt_ky, first.portrait_alt_ru or "") == ("Назир Асанбердиев, портрет", "")
    assert (second.portrait_alt_ru, second.portrait_credit) == ("Жылдыз Омурзакова, портрет", "Үлгү Фото")


def test_portraits_are_taken_back_as_one_but_for_what_was_changed_since(admin_client, election):
    page = give_all(admin_client, election, portrait_credit="Үлгү Фото")
    first, second, _third = Candidate.objects.order_by("pk")
    second.portrait_credit = "Башка"
    second.save()
    undone = admin_client.post(page.request["PATH_INFO"], {"do": "undo"}, follow=True)
    assert "Portraits taken back: 1." in undone.text
    assert "was changed since" in undone.text
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.portrait.name, first.portrait_credit) == ("", "")
    assert second.portrait.name
    assert not PortraitBatch.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_pictures_that_are_thrown_away_leave_no_file(admin_client, election):
    seen = send(admin_client, election, zipped({"1.jpg": picture(colour="teal", size=(901, 900))}))
    stored = PortraitBatch.objects.get().pictures[0]["stored"]
    assert default_storage.exists(stored)
    admin_client.post(seen.request["PATH_INFO"], {"do": "drop"})
    assert not default_storage.exists(stored)


def test_one_bad_file_stops_no_other_and_each_is_named_with_its_reason(admin_client, election):
    bad = {f"{kind}.jpg": data for kind, (data, _reason) in REFUSED.items()}
    seen = send(
        admin_client, election, zipped({**bad, "1.jpg": picture(), "__MACOSX/._1.jpg": b"x", ".DS_Store": b"x"})
    )
    batch = PortraitBatch.objects.get()
    assert {one["file"] for one in batch.pictures if one["trouble"]} == set(bad)
    assert [one["file"] for one in batch.pictures if one["stored"]] == ["1.jpg"]
    assert "more than 50 million pixels" in seen.text


def test_two_pictures_of_one_person_are_asked_about_and_not_both_given(admin_client, election):
    seen = send(admin_client, election, zipped({"1.jpg": picture(), "nazir-asanberdiev.jpg": picture(colour="teal")}))
    assert seen.text.count("Two pictures seem to show one person.") == 2
    person = election.candidacies.get(list_position=1).candidate_id
    both = admin_client.post(seen.request["PATH_INFO"], {"who-0": person, "who-1": person})
    assert "One person was chosen for two pictures." in both.text
    assert not Candidate.objects.exclude(portrait="").exists()


def test_nobody_outside_the_list_is_given_a_picture(admin_client, election):
    stranger = make_candidate()
    seen = send(admin_client, election, zipped({"x.jpg": picture()}))
    answer = admin_client.post(seen.request["PATH_INFO"], {"who-0": stranger.pk})
    assert "No picture was chosen." in answer.text


def linked(entry):
    """Make an entry a symbolic link."""
    entry.external_attr = 0o120777 << 16


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"no zip", "This is no ZIP file"),
        (zipped({}), "There are no pictures in it."),
        (zipped({"../1.jpg": b"x"}), "outside its folder"),
        (zipped({"/etc/1.jpg": b"x"}), "outside its folder"),
        (zipped({"C:/1.jpg": b"x"}), "outside its folder"),
        (zipped({"..\\1.jpg": b"x"}), "outside its folder"),
        (zipped({"1.jpg": b"x"}, linked), "There is a link in it"),
        (zipped({"1.jpg": b"\0" * 30_000_000}), "unpacks to far more"),
        (zipped({f"{number}.jpg": b"" for number in range(301)}), "too many files"),
    ],
    ids=["no zip", "empty", "up", "root", "drive", "backslash", "link", "bomb", "many"],
)
def test_a_zip_that_plays_tricks_is_refused_whole(admin_client, election, data, reason):
    answer = send(admin_client, election, data)
    assert reason in answer.text
    assert not PortraitBatch.objects.exists()


def test_a_member_that_is_larger_than_it_says_is_not_read_to_its_end(admin_client, election, monkeypatch):
    monkeypatch.setattr(portrait_zip, "LARGEST_FILE", 1000)
    send(admin_client, election, zipped({"1.jpg": picture()}))
    assert PortraitBatch.objects.get().pictures[0]["trouble"].startswith("It is broken, or larger")


def test_a_name_written_by_windows_in_russian_is_read(admin_client, election):
    raw = zipped({"A" * 18: picture()}).replace(b"A" * 18, "Асанбердиев Н.".encode("cp866") + b".jpg")
    send(admin_client, election, raw)
    assert PortraitBatch.objects.get().pictures[0]["file"] == "Асанбердиев Н..jpg"
    assert PortraitBatch.objects.get().pictures[0]["person"] == election.candidacies.get(list_position=1).candidate_id
