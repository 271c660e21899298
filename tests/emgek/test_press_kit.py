"""The press kit: what is in it, whose it is, and that it is the same whenever nothing changed."""

import csv
from datetime import timedelta
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from django.core.management import call_command
from PIL import Image

from emgek.press_kit import contents
from emgek.press_kit.contents import BATCH
from tests import factories as make
from tests.factories import CAMPAIGN, moment
from tests.public_pages import face

pytestmark = [pytest.mark.django_db, pytest.mark.walk]


@pytest.fixture
def media(settings, tmp_path):
    """Keep files in a folder of the test's own."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def kit(client, language="ky") -> ZipFile:
    """Return the kit, read whole."""
    response = client.get(f"/{language}/press-kit.zip")
    assert response["Content-Type"] == "application/zip"
    assert f'filename="press-kit-{language}.zip"' in response["Content-Disposition"]
    archive = ZipFile(BytesIO(b"".join(response.streaming_content)))
    assert archive.testzip() is None
    return archive


def text(archive: ZipFile, name: str) -> str:
    """Return one text of the kit."""
    return archive.read(name).decode("utf-8-sig")


def rights(archive: ZipFile) -> list[list[str]]:
    """Return the table of rights without its head."""
    return list(csv.reader(StringIO(text(archive, "portraits/rights.csv"))))[1:]


def with_portrait(site, credit="Үлгү автор", **fields):
    """Return a public candidate with a portrait."""
    alt = make.translated("ky ru en", portrait_alt="Күлүп турат")
    person = make.make_candidate(site.election, portrait=face(), portrait_credit=credit, **alt, **fields)
    make.go_live(person)
    return person


def test_kit_has_logo_facts_and_imprint(client, site):
    archive = kit(client)

    assert {"logo/logo.svg", "logo/logo.png", "facts.txt", "imprint.txt", "read-me.txt"} <= set(archive.namelist())
    assert "<text" not in text(archive, "logo/logo.svg")  # outlines, which need no font
    assert Image.open(BytesIO(archive.read("logo/logo.png"))).mode == "RGBA"
    assert "Бюллетендеги номери: 4" in text(archive, "facts.txt")
    assert "2021-жылдын 11-июлу, 08:00–20:00" in text(archive, "facts.txt")
    assert text(archive, "imprint.txt").startswith("Аткаруучу: Үлгү")


def test_kit_speaks_the_language_it_is_asked_in(client, site):
    assert "Number on the ballot: 4" in text(kit(client, "en"), "facts.txt")
    assert text(kit(client, "ru"), "imprint.txt").startswith("Изготовитель: Үлгү")


def test_contacts_that_nobody_gave_are_said_to_be_missing(client, site):
    assert "Contacts: not given" in text(kit(client, "en"), "facts.txt")
    site.party.email = "press@example.kg"
    site.party.save()
    make.go_live(site.party)

    told = text(kit(client, "en"), "facts.txt")

    assert "E-mail: press@example.kg" in told
    assert "not given" not in told


def test_portrait_comes_in_its_largest_size_with_who_took_it(client, site, media):
    person = with_portrait(site)

    archive = kit(client)

    picture = Image.open(BytesIO(archive.read(f"portraits/{person.slug}.jpg")))
    assert (picture.format, picture.size) == ("JPEG", (960, 960))
    assert rights(archive) == [
        [f"portraits/{person.slug}.jpg", "Үлгү ky Мисалов ky", "Үлгү автор", "Күлүп турат ky", ""]
    ]
    assert not any("portraits/" in name and name.endswith(".jpeg") for name in archive.namelist())


def test_portrait_without_a_photographer_is_left_out_and_named(client, site, media):
    with_portrait(site, credit="")

    archive = kit(client, "en")

    assert [name for name in archive.namelist() if name.endswith(".jpg")] == []
    assert rights(archive) == [["", "Үлгү en Мисалов en", "", "Күлүп турат en", "left out: no photographer recorded"]]


def test_portrait_whose_file_is_gone_is_named_too(client, site, media):
    with_portrait(site)
    for path in media.rglob("*.*"):
        path.unlink()

    assert rights(kit(client, "en"))[0][-1] == "left out: the file is not there"


def test_word_that_would_be_a_formula_stays_a_word(client, site, media):
    with_portrait(site, credit="=1+1")

    assert rights(kit(client))[0][2] == "'=1+1"


def test_kit_is_the_same_until_something_changes(client, site, media, at):
    def whole():
        return b"".join(client.get("/ky/press-kit.zip").streaming_content)

    before = whole()
    at(CAMPAIGN + timedelta(hours=1))
    assert whole() == before
    person = make.make_candidate(site.election)
    make.go_live(person, at=moment(7, 9))
    at(moment(7, 9))

    assert whole() != before


def test_kit_takes_candidates_in_batches(client, site, monkeypatch, django_assert_num_queries):
    assert BATCH > 3
    monkeypatch.setattr(contents, "BATCH", 3)
    make.go_live(*[make.make_candidate(site.election) for _ in range(6)])

    with django_assert_num_queries(1 + 3):
        told = text(kit(client, "en"), "facts.txt")

    assert "Candidates on this site: 7" in told


def test_site_without_an_election_still_has_a_kit(client, at):
    make.go_live(make.make_party(), at=make.BEFORE)

    assert "Party: Үлгү en" in text(kit(client, "en"), "facts.txt")


def test_press_page_of_the_demo_leads_to_the_kit(client, settings, media):
    settings.DEMO = True
    call_command("load_demo", verbosity=0, stdout=StringIO())

    for code in ("ky", "ru", "en"):
        assert f'href="/{code}/press-kit.zip"' in client.get(f"/{code}/press/").text.partition("<footer")[0]
        assert f'href="/{code}/press-kit.zip"' in client.get(f"/{code}/").text
