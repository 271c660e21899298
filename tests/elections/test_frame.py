"""What every page says of the vote around its own matter: the masthead, a line above the page, the foot."""

import pytest

from tests import factories as make
from tests.factories import AFTER, BEFORE, CAMPAIGN, SILENCE, VOTING

pytestmark = pytest.mark.django_db
PAGE = "/en/about/"


@pytest.fixture
def page(client, at):
    """Return a function that opens a plain page at a moment, beside an election whose number is 4."""
    july = make.make_election(slug="july", ballot_number=4)
    make.go_live(make.make_party(), july, make.make_page(slug="about"), at=BEFORE)

    def opened(moment, address=PAGE):
        at(moment)
        return client.get(address).text

    return opened


@pytest.mark.parametrize(
    ("moment", "sentence"),
    [
        (SILENCE, "Silence before the vote. The polls open tomorrow at 08:00."),
        (VOTING, "The polls are open until 20:00."),
        (make.moment(7, 11, 20), "The polls closed at 20:00."),
        (AFTER, "Archive. The vote is over: 11 July 2021."),
    ],
)
def test_every_page_says_from_the_silence_on_where_the_vote_stands(page, moment, sentence):
    assert f'<p class="phase-note"><span>{sentence}</span>' in page(moment)


@pytest.mark.parametrize("moment", [BEFORE, CAMPAIGN])
def test_no_page_says_it_before_the_silence(page, moment):
    assert "phase-note" not in page(moment)


@pytest.mark.parametrize("address", ["/en/", "/en/election/", "/en/elections/", "/en/elections/july/"])
def test_home_and_the_pages_of_the_election_do_not_say_it_twice(page, address):
    assert "phase-note" not in page(SILENCE, address)


def test_number_and_call_leave_the_frame_with_the_vote(page):
    before, after = page(VOTING), page(AFTER)

    assert "</span>4</b>" in before
    assert ">How to vote</a>" in before
    assert "</span>4</b>" not in after
    assert ">How to vote</a>" not in after
    assert ">Result</a>" in after


def test_page_that_is_not_there_says_it_too(page):
    assert "phase-note" in page(VOTING, "/en/nothing/")


def test_site_without_an_election_says_nothing(client, at):
    make.go_live(make.make_party(), make.make_page(slug="about"), at=BEFORE)

    assert "phase-note" not in client.get(PAGE).text
