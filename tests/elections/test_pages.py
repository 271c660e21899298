"""The pages of an election, in every phase."""

import pytest

from tests import factories as make
from tests.factories import AFTER, BEFORE, CAMPAIGN, SILENCE, VOTING

pytestmark = pytest.mark.django_db

STEPS = "Take a document\nA passport or an ID card.\n\nMark the square"


@pytest.fixture
def july(at):
    """Return the election of July, which repeats the annulled vote of April; both are public."""
    april = make.make_election(
        slug="april",
        title_en="April vote",
        is_annulled=True,
        ballot_number=22,
        campaign_starts_at=make.moment(3, 12),
        silence_starts_at=make.moment(4, 10, 8),
        polls_open_at=make.moment(4, 11, 8),
        polls_close_at=make.moment(4, 11, 20),
    )
    july = make.make_election(
        slug="july", title_en="July vote", repeats=april, ballot_number=4, seats=45, term_years=4, how_to_vote_en=STEPS
    )
    july.key_dates.create(day=make.moment(7, 11).date(), **make.translated("ky ru en", what="Voting"))
    make.go_live(make.make_party(title_en="Sample"), april, july, at=BEFORE)
    return july


def test_current_election_is_a_poster_in_the_campaign(client, july):
    page = client.get("/en/election/").text

    assert "page-head--poster" in page
    assert "The campaign is under way" in page
    assert "The campaign ends: " in page
    assert "10 July, 08:00" in page
    assert "Take a document" in page


@pytest.mark.parametrize(
    ("moment", "sentence"),
    [
        (BEFORE, "The campaign has not begun"),
        (SILENCE, "Silence before the vote"),
        (VOTING, "The polls are open"),
        (AFTER, "The vote is over"),
    ],
)
def test_election_calls_nobody_to_vote_outside_the_campaign(client, july, at, moment, sentence):
    at(moment)

    page = client.get("/en/election/").text

    assert sentence in page
    assert "page-head--poster" not in page
    assert 'class="slip"' not in page


def test_election_leads_to_the_annulled_vote_it_repeats(client, july):
    page = client.get("/en/elections/july/").text

    assert 'href="/en/elections/april/"' in page
    assert "Our number on the ballot: 22" in page


def test_annulled_election_says_so_and_shows_no_phase(client, july):
    page = client.get("/en/elections/april/").text

    assert "The vote was annulled." in page
    assert 'class="phase"' not in page


def test_dates_say_how_far_off_they_are(client, july, at):
    said = []
    for moment in (CAMPAIGN, SILENCE, VOTING, AFTER):
        at(moment)
        said.append(client.get("/en/election/").text.partition('"dates__aside">')[2].partition("<")[0])

    assert said == ["In 3 days", "Tomorrow", "Today", "Passed"]


def test_result_is_told_when_it_is_known(client, july, at):
    at(AFTER)
    before = client.get("/en/election/").text
    july.seats_won = 11
    july.save()
    make.go_live(july, at=AFTER)
    after = client.get("/en/election/").text

    assert "The commission has not announced it yet." in before
    assert "<dt>Our seats</dt><dd>11</dd>" in after


def test_elections_are_listed_newest_first(client, july):
    page = client.get("/en/elections/").text

    assert page.index("July vote") < page.index("April vote")


def test_election_that_is_not_translated_says_where_it_is(client, at):
    make.go_live(make.make_election("ky", slug="july"), at=BEFORE, languages=["ky"])

    response = client.get("/en/election/")

    assert response.status_code == 404
    assert 'href="/ky/election/"' in response.text


@pytest.mark.parametrize("address", ["/en/election/", "/en/elections/", "/en/elections/july/"])
def test_page_of_an_election_takes_one_query(client, july, address, django_assert_num_queries):
    with django_assert_num_queries(1):
        client.get(address)


def test_site_without_election_has_no_page_of_it(client, at, db):
    assert client.get("/en/election/").status_code == 404
