"""The pictures of a page: what they say in which phase, at which address, and what becomes of it."""

from io import BytesIO, StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from PIL import Image

from candidates.models import CandidacyStatus
from candidates.portraits import re_encoded, written
from emgek.portrait_drawing import draw as draw_face
from emgek.shares import image_of, images_of, storing
from emgek.shares.composing import Shown, poster_of
from emgek.shares.wording import loose
from publishing import clock, reading
from publishing.acts import withdraw
from publishing.erasing import erase
from tests.factories import AFTER, CAMPAIGN, MACHINE, SILENCE, VOTING, go_live, make_candidate, moment

pytestmark = pytest.mark.django_db
LATER = moment(7, 8, 13)


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    """Keep drawn files where no other test looks."""
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def found(kind: str, row, language: str = "ky"):
    """Return a live object with its chrome at the site's moment."""
    return reading.page_of_object(kind, row.pk, reading.chrome(language, clock.now()))


def person_of(answer):
    """Return the card of an interview's candidate."""
    links = reading.links([answer.card], answer.chrome.at)
    return next((link.card for link in links if link.role == "candidate"), None)


def poster(kind: str, row, language: str = "ky", part: int | None = None):
    """Return the poster of a live object at the site's moment."""
    answer = found(kind, row, language)
    person = person_of(answer) if kind == "interview" else None
    return poster_of(Shown(answer.card, answer.chrome, person, part))


def url(kind: str, row, language: str = "ky", size: str = "wide", part: int | None = None) -> str:
    """Return the present address of a picture."""
    answer = found(kind, row, language)
    person = person_of(answer) if kind == "interview" else None
    return image_of(answer, answer.chrome, size=size, part=part, person=person).url


def with_portrait(person, **fields):
    """Give somebody a drawn portrait and publish it."""
    face = re_encoded(BytesIO(written(draw_face(3), "jpeg", {"quality": 80})))
    person.portrait.save(face.name, face, save=False)
    alts = {f"portrait_alt_{code}": "Үлгү" for code in ("ky", "ru", "en")} | {"portrait_rights": "Үлгү"}
    for name, value in (alts | fields).items():
        setattr(person, name, value)
    person.save()
    go_live(person)


# What a picture says -------------------------------------------------------------------------------------------------


def test_a_candidate_is_shown_with_name_number_party_and_imprint(site):
    one = poster("candidate", site.person)

    assert one.names == ("Жылдыз", "Өмүрзакова")
    assert (one.number, one.party) == ("4", "Үлгү ky")
    assert one.imprint == found("candidate", site.person).document.imprint.line
    assert all(word in one.imprint for word in ("Буйрутмачы: Үлгү", "Чыккан күнү: 08.07.2021", "Нускасы: 1"))
    assert one.when == "2021-жылдын 11-июлу"


@pytest.mark.parametrize("kind", ["candidate", "interview", "plank", "program"])
def test_campaign_matter_bears_the_mark_only_in_the_campaign(site, at, kind):
    row = {"candidate": site.person, "interview": site.talk}.get(kind) or getattr(site, kind)
    marks = {}
    for now in (CAMPAIGN, SILENCE, VOTING, AFTER):
        at(now)
        marks[now] = bool(poster(kind, row).mark[0])

    assert marks == {CAMPAIGN: True, SILENCE: False, VOTING: False, AFTER: False}
    assert poster(kind, row).when == "Добуш берүү өттү: 11.07.2021"
    assert poster(kind, row).imprint


@pytest.mark.parametrize("kind", ["party", "election"])
def test_what_is_no_campaign_matter_has_neither_mark_nor_imprint_nor_slogan(site, kind):
    one = poster(kind, getattr(site, kind))

    assert (one.mark, one.imprint) == (("", ""), "")
    assert "Үлгү ураан" not in repr(one)
    assert one.number == "4"


def test_an_election_says_its_day_and_hours_and_afterwards_what_came_out(site, at):
    assert poster("election", site.election).day == ("11", "июль 2021", "Жекшемби, 08:00–20:00")

    at(AFTER)
    assert poster("election", site.election).day[2] == "Жекшемби"
    site.election.seats_won = 11
    site.election.save()
    go_live(site.election, at=AFTER)
    assert "11" in poster("election", site.election).day[2]


def test_a_candidate_who_left_bears_no_mark_and_says_so(site):
    site.person.candidacies.update(status=CandidacyStatus.WITHDRAWN, status_date="2021-07-05")
    go_live(site.person)

    one = poster("candidate", site.person)

    assert one.mark == ("", "")
    assert "05.07.2021" in one.about


def test_an_answer_is_quoted_by_its_first_sentence_beside_its_question(site):
    site.talk.blocks.filter(number=2).update(answer_ky="Биринчи сүйлөм. Экинчи сүйлөм.")
    site.talk.form = "retold"
    site.talk.save()
    go_live(site.talk)

    one = poster("interview", site.talk, part=2)

    assert (loose(one.title), loose(one.text)) == ("Биринчи сүйлөм.", "2-суроо? ky")
    assert one.names == ("Жылдыз", "Өмүрзакова")
    assert one.about == "Маек. Кыска баян"


def test_a_translation_says_what_it_was_made_from(site):
    assert poster("interview", site.talk, "ru").note == "Перевод с кыргызского"
    assert poster("interview", site.talk, "ky").note == ""


def test_who_took_the_photograph_is_named_with_the_candidate_and_the_interview(site):
    with_portrait(site.person, portrait_credit="Мисалов Ү.")

    assert poster("candidate", site.person).note == "Сүрөт: Мисалов Ү."
    assert poster("interview", site.talk).note == "Сүрөт: Мисалов Ү."
    assert poster("interview", site.talk).portrait.endswith("-960.jpg")


def test_without_a_photograph_the_initials_stand_in_the_square(site):
    assert (poster("candidate", site.person).portrait, poster("candidate", site.person).initials) == ("", "ЖӨ")


def test_an_interview_without_a_known_candidate_shows_the_party(site):
    answer = found("interview", site.talk)

    assert "/party/" in image_of(answer, answer.chrome).url


# Addresses -----------------------------------------------------------------------------------------------------------


def test_a_page_learns_its_pictures_without_a_query(site, django_assert_num_queries):
    answer = found("candidate", site.person)

    with django_assert_num_queries(0):
        pictures = list(images_of(answer, answer.chrome))

    assert [(one.size, one.width, one.height) for one in pictures] == [
        ("wide", 1200, 630),
        ("square", 1080, 1080),
        ("tall", 1080, 1920),
    ]
    assert pictures[0].alt == "Жылдыз Өмүрзакова. Үлгү ky. Бюллетендеги номери: 4"


def test_a_page_without_a_picture_of_its_own_shows_the_party(site):
    chrome = reading.chrome("en", clock.now())

    assert image_of(None, chrome).url.startswith(f"/share/en/party/{site.party.pk}/wide.")


def test_before_a_party_is_public_there_is_no_picture(db, at):
    assert image_of(None, reading.chrome("ky", clock.now())) is None


def test_a_page_names_its_picture_in_its_head(site, client):
    page = client.get(f"/ky/candidates/{site.person.slug}/").content.decode()

    assert f'<meta property="og:image" content="http://testserver{url("candidate", site.person)}">' in page


def test_an_answer_leads_to_its_present_picture_but_not_in_the_silence(site, client, at):
    link = f'href="/share/ky/interview/{site.talk.pk}/2/square/"'

    assert link in client.get("/ky/interviews/talk/").content.decode()
    at(SILENCE)
    assert link not in client.get("/ky/interviews/talk/").content.decode()
    response = client.get(f"/share/ky/interview/{site.talk.pk}/2/square/")
    assert (response.status_code, response["Location"]) == (302, url("interview", site.talk, size="square", part=2))


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
@pytest.mark.parametrize("kind", ["candidate", "interview", "plank", "program", "election", "party"])
def test_every_kind_has_its_picture_in_every_language(site, client, kind, language):
    row = {"candidate": site.person, "interview": site.talk}.get(kind) or getattr(site, kind)

    response = client.get(url(kind, row, language))

    assert (response.status_code, response["Content-Type"]) == (200, "image/png")
    assert Image.open(BytesIO(response.content)).size == (1200, 630)
    assert "immutable" in response["Cache-Control"]
    assert "Cookie" not in response.get("Vary", "")
    assert f"-{language}-1200x630.png" in response["Content-Disposition"]


def test_a_picture_with_a_photograph_is_served_as_what_it_is(site, client):
    with_portrait(site.person)

    response = client.get(url("candidate", site.person, size="tall"))

    assert response["Content-Type"] == "image/jpeg"
    assert Image.open(BytesIO(response.content)).format == "JPEG"


def test_a_picture_takes_three_queries_at_most(site, client, django_assert_max_num_queries):
    address = url("interview", site.talk, part=1)

    with django_assert_max_num_queries(3):
        assert client.get(address).status_code == 200


def test_the_address_changes_with_what_is_drawn_and_the_old_one_leads_on(site, client, at):
    before = url("candidate", site.person)
    talk_before = url("interview", site.talk)
    site.person.family_name_ky = "Өмүрова"
    site.person.save()
    at(LATER)
    go_live(site.person, at=LATER)

    after = url("candidate", site.person)
    response = client.get(before)

    assert after != before
    assert url("interview", site.talk) != talk_before
    assert (response.status_code, response["Location"]) == (302, after)
    assert "immutable" not in response["Cache-Control"]


def test_in_the_silence_an_address_of_the_campaign_leads_to_the_facts(site, client, at):
    marked = url("candidate", site.person)
    at(SILENCE)

    assert client.get(marked)["Location"] == url("candidate", site.person) != marked


def test_what_was_withdrawn_is_gone(site, client, at):
    address = url("plank", site.plank)
    client.get(address)
    at(LATER)
    withdraw([site.plank], ["ky"], at=LATER, who=MACHINE, note="")

    assert client.get(address).status_code == 410
    assert client.get(url("plank", site.plank, "ru")).status_code == 200


def test_an_interview_is_gone_with_its_candidate(site, client, at):
    address = url("interview", site.talk)
    at(LATER)
    withdraw([site.person, site.talk], ["ky"], at=LATER, who=MACHINE, note="")

    assert client.get(address).status_code == 410


@pytest.mark.parametrize(
    "path",
    [
        "candidate/999/wide.00.png",
        "candidate/999999999999999999/wide.00.png",
        "nothing/1/wide.00.png",
        "page/1/wide.00.png",
        "party/{party}/3/wide.00.png",
        "interview/{talk}/99/wide.00.png",
        "plank/{plank}/1/wide.00.png",
    ],
)
def test_what_is_not_there_has_no_picture(site, client, path):
    whole = path.format(party=site.party.pk, talk=site.talk.pk, plank=site.plank.pk)

    assert client.get(f"/share/ky/{whole}").status_code == 404


def test_what_only_waits_is_not_drawn(site, client):
    person = make_candidate(site.election)
    go_live(person, starts_at=LATER)

    assert client.get(f"/share/ky/candidate/{person.pk}/wide.00.png").status_code == 404


def test_staff_who_look_at_another_moment_leave_nothing_in_caches(site, admin_client):
    session = admin_client.session
    session["site_moment"] = AFTER.isoformat()
    session.save()

    response = admin_client.get(url("candidate", site.person))

    assert response.status_code == 302
    assert "no-store" in response["Cache-Control"]


# What is kept --------------------------------------------------------------------------------------------------------


def files(media: Path) -> list[str]:
    """Return the drawn pictures that are kept."""
    return sorted(path.name for path in (media / "shares").glob("*"))


def test_a_picture_is_drawn_once(site, client, monkeypatch):
    address = url("candidate", site.person)
    first = client.get(address).content
    monkeypatch.setattr(storing, "draw", None)

    assert client.get(address).content == first


def test_what_nobody_needs_is_forgotten_and_the_rest_is_kept(site, client, at, media):
    client.get(url("candidate", site.person))
    kept = url("interview", site.talk, "ru", part=2)
    site.plank.title_ky = "Башка"
    site.plank.save()
    client.get(url("plank", site.plank))
    at(LATER)
    go_live(site.plank, at=LATER)
    client.get(kept)

    call_command("forget_shares", stdout=StringIO())

    assert files(media) == sorted(f"{one.split('.')[1]}.png" for one in (url("candidate", site.person), kept))


def test_erasing_removes_every_drawn_picture(site, client, at, media, django_capture_on_commit_callbacks):
    client.get(url("candidate", site.person))
    client.get(url("plank", site.plank))
    at(LATER)
    withdraw([site.talk], ["ky", "ru", "en"], at=LATER, who=MACHINE, note="")
    assert len(files(media)) == 2

    with django_capture_on_commit_callbacks(execute=True):
        erase(site.talk, at=LATER, who=MACHINE, note="Мыйзам")

    assert files(media) == []


def test_a_lost_portrait_is_no_error_of_the_server(site, client, media):
    with_portrait(site.person)
    for path in (media / "portraits").glob("*"):
        path.unlink()

    assert client.get(url("candidate", site.person)).status_code == 404


def test_a_portrait_whose_renditions_are_not_made_yet_is_drawn_all_the_same(site, client, media):
    with_portrait(site.person)
    assert not list(media.glob("renditions/*"))
    assert client.get(url("candidate", site.person)).status_code == 200
