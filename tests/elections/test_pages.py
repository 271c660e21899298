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
        (VOTING, "The polls are open until 20:00"),
        (make.moment(7, 11, 20), "The polls closed at 20:00"),
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
        said.append(client.get("/en/election/").text.partition('"dates__aside">')[2].partition("<")[0].strip())

    assert said == ["In 3 days", "Tomorrow", "Today", "Passed"]


def test_result_is_told_when_it_is_known(client, july, at):
    at(AFTER)
    before = client.get("/en/election/").text
    july.seats_won = 11
    july.save()
    make.go_live(july, at=AFTER)
    after = client.get("/en/election/").text

    assert "The commission has not announced it yet." in before
    assert '<dt>Our seats</dt><dd class="number">11</dd>' in after
    assert '<dt>Seats in all</dt><dd class="number">45</dd>' in after
    assert after.count("h10v10h-10z") == 45  # a square for each seat


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("https://example.org/result", '<a href="https://example.org/result" rel="noopener">example.org</a>'),
        ("Protocol No. 1 <b>", "Source: Protocol No. 1 &lt;b&gt;"),
    ],
)
def test_result_names_its_source(client, july, at, source, shown):
    july.seats_won, july.result_source = 0, source
    july.save()
    make.go_live(july, at=AFTER)
    at(AFTER)

    page = client.get("/en/election/").text

    assert shown in page
    assert '<dt>Our seats</dt><dd class="number">0</dd>' in page


def test_silence_says_when_the_polls_open_and_voting_day_how_long_they_are(client, july, at):
    at(SILENCE)
    assert "The polls open tomorrow at 08:00" in client.get("/en/election/").text

    at(make.moment(7, 11, 17))
    page = client.get("/en/election/").text
    assert 'Until the polls close: <span data-until="2021-07-11T20:00:00+06:00">3 hours</span>' in page


def test_page_leads_to_the_calendar_file_of_what_is_still_to_come(client, july, at):
    (number,) = july.key_dates.values_list("number", flat=True)
    links = ["/en/elections/july/dates.ics", f"/en/elections/july/dates/{number}.ics"]
    before = client.get("/en/election/").text
    at(AFTER)
    after = client.get("/en/election/").text

    assert all(f'href="{link}"' in before and client.get(link).status_code == 200 for link in links)
    assert ".ics" not in after


def test_annulled_vote_leads_to_the_one_that_repeats_it_and_has_no_hours(client, july):
    page = client.get("/en/elections/april/").text

    assert 'href="/en/elections/july/"' in page
    assert "The election in its place" in page
    assert "08:00–20:00" not in page


@pytest.mark.parametrize(
    ("preference", "words"),
    [
        (False, "no candidate is marked"),
        (True, "one candidate of our list may be marked too"),
    ],
)
def test_page_says_what_may_be_marked_as_far_as_the_rule_is_known(client, july, preference, words):
    july.preference_vote = preference
    july.save()
    make.go_live(july)

    assert words in client.get("/en/election/").text


def test_page_does_not_guess_a_rule_that_is_not_known(client, july):
    page = client.get("/en/election/").text

    assert "One mark in its square, and nothing else is written." in page
    assert "candidate of our list" not in page


def test_page_without_a_number_on_the_ballot_says_so_and_draws_no_slip(client, july):
    july.ballot_number = None
    july.save()
    make.go_live(july)

    page = client.get("/en/election/").text

    assert "Our number on the ballot is not known yet." in page
    assert 'class="slip"' not in page
    assert "None" not in page


def test_election_of_which_only_the_day_is_known_has_a_page(client, july):
    far = make.make_election(
        slug="far",
        campaign_starts_at=None,
        silence_starts_at=None,
        polls_open_at=make.moment(11, 28, 8),
        polls_close_at=make.moment(11, 28, 20),
    )
    make.go_live(far)

    page = client.get("/en/elections/far/").text

    assert "The campaign has not begun" in page
    assert "not set yet" in page
    assert "None" not in page


def test_other_elections_that_are_ahead_are_named(client, july, at):
    later = make.make_election(
        slug="later",
        title_en="Vote of November",
        polls_open_at=make.moment(11, 28, 8),
        polls_close_at=make.moment(11, 29),
    )
    make.go_live(later)

    assert "Vote of November" in client.get("/en/election/").text
    at(make.moment(7, 12))
    assert "Vote of November" in client.get("/en/election/").text.partition("<h1>")[2]  # now it is the current one
    assert "Also ahead" not in client.get("/en/election/").text


def test_elections_stand_side_by_side_with_what_is_known_of_them(client, july, at):
    at(AFTER)
    july.seats_won = 11
    july.save()
    make.go_live(july, at=AFTER)

    page = client.get("/en/elections/").text
    first, second = page.partition("<tbody")[2].split("</tr>")[:2]

    assert "The vote is over" in first
    assert '<b class="number">4</b>' in first
    assert "</span>11</td>" in first
    assert "The vote was annulled" in second
    assert '<b class="number">22</b>' in second
    assert "not known" in second


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


@pytest.mark.parametrize("address", ["/en/election/", "/en/elections/"])
def test_site_without_an_election_says_so(client, at, db, address):
    response = client.get(address)

    assert response.status_code == 200
    assert "No election is public yet." in response.text
    assert client.get("/en/elections/july/").status_code == 404
