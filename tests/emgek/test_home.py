"""The front door and the home page."""

import pytest

from publishing.acts import publish
from publishing.journal import Who
from tests import factories as make
from tests.factories import AFTER, BEFORE, SILENCE, VOTING

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
    assert 'class="ballot__number number" aria-hidden="true">11<' in page
    assert "What we promised and what became of it" in page
    assert 'class="mark"' not in page
    assert "How to vote</h2>" not in page


def test_home_of_an_empty_site_says_so(client, db):
    response = client.get("/en/")

    assert response.status_code == 200
    assert "Nothing is public here yet." in response.text


def test_home_of_a_party_without_an_election_introduces_the_party(client, at, db):
    make.go_live(make.make_party(title_en="Sample", about_en="What this site is."), at=BEFORE)

    page = client.get("/en/").text.partition("<main")[2].partition("</main>")[0]

    assert "<h1>Sample</h1>" in page
    assert "No election is public yet." in page
    assert "What this site is." in page


def test_home_names_in_their_language_those_who_are_not_translated(client, site):
    only_ky = make.make_candidate(site.election, "ky", position=2, family_name_ky="Жалгызова")
    make.go_live(only_ky, languages=["ky"])

    page = client.get("/ru/").text

    assert '<h3 class="row__name" lang="ky"><a href="/ky/candidates/' in page


def test_home_says_by_the_hour_how_long_the_polls_are_open(client, site, at):
    at(make.moment(7, 11, 17))
    page = client.get("/en/").text

    assert "The polls are open until 20:00." in page
    assert '<dt>Until the polls close</dt><dd><span data-until="2021-07-11T20:00:00+06:00">3 hours</span>' in page


def test_home_waits_for_the_result_without_a_word_of_the_campaign(client, site, at):
    at(make.moment(7, 11, 20, 30))
    evening = client.get("/en/").text
    at(make.moment(7, 20))
    later = client.get("/en/").text

    assert "<h1>The polls closed at 20:00</h1>" in evening
    assert "The votes are being counted" in evening
    assert "<h1>The vote is over</h1>" in later
    for page in (evening, later):
        assert "The commission has not announced the result yet." in page
        assert "ballot__number" not in page
        assert "What we promised</h2>" in page
        assert "what became of it" not in page
        assert "What we will do" not in page
        assert "Who will do it" not in page


def test_home_names_those_who_were_elected_once_it_is_known(client, site, at):
    other = make.make_candidate(site.election, position=2, family_name_ky="Үлгүева", given_name_ky="Сынак")
    other.candidacies.update(status="elected", status_date=make.moment(7, 26).date())
    at(AFTER)
    make.go_live(other, at=AFTER)

    page = client.get("/ky/").text

    assert "Ким шайланды" in page
    assert "Сынак Үлгүева" in page
    assert "Жылдыз Өмүрзакова</a></h3>" not in page  # stood, but no seat of hers is known


def test_home_after_the_vote_takes_three_queries(client, site, at, django_assert_num_queries):
    at(AFTER)

    with django_assert_num_queries(3):
        client.get("/ky/")


def test_home_before_the_campaign_states_facts_only(client, at, db):
    make.go_live(make.make_party(slogan_en="Sample call"), make.make_election(ballot_number=4), at=BEFORE)
    at(BEFORE)

    page = client.get("/en/").text

    assert "The campaign has not begun." in page
    assert "The campaign starts: " in page
    assert 'class="mark"' not in page
    assert "What we will do" not in page


def test_home_shows_the_next_of_two_elections_and_names_the_other(client, at, db):
    hours = {"polls_open_at": make.moment(11, 28, 8), "polls_close_at": make.moment(11, 28, 20)}
    later = make.make_election(slug="later", title_en="Vote of November", ballot_number=12, **hours)
    make.go_live(make.make_party(), make.make_election(slug="july", ballot_number=4), later, at=BEFORE)

    page = client.get("/en/").text

    assert 'class="ballot__number number">4<' in page
    assert "Also ahead" in page
    assert 'href="/en/elections/later/"' in page


def test_number_that_is_not_drawn_yet_gives_no_poster(client, at, db):
    make.go_live(make.make_party(), make.make_election(slug="july"), at=BEFORE)

    page = client.get("/en/").text

    assert "ballot__number" not in page
    assert "Our number on the ballot is not known yet." in page
    assert "The campaign has not begun" not in page
    assert "not known yet" in client.get("/en/election/").text
    assert "None" not in page
