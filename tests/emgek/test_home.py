"""The front door and the home page."""

import pytest

from publishing.acts import publish
from publishing.journal import Who
from tests import factories as make
from tests.factories import AFTER, SILENCE, VOTING

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("header", "home"),
    [("", "/ky/"), ("de", "/ky/"), ("ru-KG,ru;q=0.9", "/ru/"), ("de, en-GB;q=0.8, ru;q=0.5", "/en/"), ("*", "/ky/")],
)
def test_front_door_leads_to_the_readers_language(client, header, home):
    response = client.get("/", headers={"accept-language": header})

    assert (response.status_code, response["Location"]) == (302, home)
    assert "Accept-Language" in response["Vary"]
    assert not response.cookies


def test_home_shows_ballot_planks_people_and_how_to_vote(client, site):
    page = client.get("/ky/").text

    assert 'class="ballot__number number">4<' in page
    assert "Ышсыз Бишкек" in page
    assert "Жылдыз Өмүрзакова" in page
    assert 'class="slip"' in page


def test_home_takes_three_queries_whatever_it_shows(client, site, django_assert_num_queries):
    people = [make.make_candidate(site.election, position=place) for place in range(2, 60)]
    make.go_live(*people)

    with django_assert_num_queries(3):
        response = client.get("/ky/")

    assert response.text.count('<li class="row') == 5


@pytest.mark.parametrize("moment", [SILENCE, VOTING])
def test_home_has_no_call_to_vote_in_silence_and_on_voting_day(client, site, at, moment):
    at(moment)

    page = client.get("/ky/").text

    assert "ballot__number" not in page
    assert 'class="slip"' not in page
    assert page.index("Документ алыңыз") < page.index("Ышсыз Бишкек")


def test_home_tells_the_result_afterwards(client, site, at):
    site.election.seats_won = 11
    site.election.save()
    publish([site.election], ["ky", "ru", "en"], at=make.moment(7, 26), who=Who.user(None))
    at(AFTER)

    page = client.get("/en/").text

    assert "Our result: 11 seats" in page
    assert "What we promised" in page
    assert "ballot__number" not in page


def test_home_of_an_empty_site_says_so(client, db):
    response = client.get("/en/")

    assert response.status_code == 200
    assert "Nothing is public here yet." in response.text


def test_home_names_in_their_language_those_who_are_not_translated(client, site):
    only_ky = make.make_candidate(site.election, "ky", position=2, family_name_ky="Жалгызова")
    make.go_live(only_ky, languages=["ky"])

    page = client.get("/ru/").text

    assert '<h3 class="row__name" lang="ky"><a href="/ky/candidates/' in page


def test_theme_is_served_under_the_hash_of_its_content_only(client, site):
    page = client.get("/ky/").text
    address = page.partition('<link rel="stylesheet" href="/theme.')[2].partition('"')[0]

    response = client.get(f"/theme.{address}")

    assert response["Content-Type"].startswith("text/css")
    assert "immutable" in response["Cache-Control"]
    assert "--mark" in response.text
    assert client.get("/theme.0123456789abcdef.css").status_code == 404
