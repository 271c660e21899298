"""The card «4 → Эмгек»: only in the campaign, and never a guess."""

import pytest
from django.utils import translation

from elections.documents import ElectionDocument, PartyDocument
from elections.voting_card import voting_card
from tests import factories as make
from tests.factories import AFTER, BEFORE, CAMPAIGN, SILENCE, VOTING, moment

PARTY = PartyDocument(object_id=1, slug="party", original="en", language="en", title="Sample")


def election(**fields) -> ElectionDocument:
    """Return the election of 11 July with number 4."""
    calendar = {
        "campaign_starts_at": moment(6, 21),
        "silence_starts_at": moment(7, 10, 8),
        "polls_open_at": moment(7, 11, 8),
        "polls_close_at": moment(7, 11, 20),
    }
    known = {"object_id": 1, "slug": "july", "original": "en", "election_type": "repeat", "ballot_number": 4}
    return ElectionDocument(**known | {"voting_day": moment(7, 11).date()} | calendar | fields)


def card(at=CAMPAIGN, place=None, **fields):
    """Return the card of a reader of English."""
    with translation.override("en"):
        return voting_card(election(**fields), PARTY, at, place=place)


@pytest.mark.parametrize("at", [BEFORE, SILENCE, VOTING, AFTER])
def test_nobody_is_called_outside_the_campaign(at):
    assert card(at) is None


def test_nobody_is_called_to_an_annulled_vote_or_without_party_or_election():
    assert card(is_annulled=True) is None
    assert voting_card(None, PARTY, CAMPAIGN) is None
    assert voting_card(election(), None, CAMPAIGN) is None


@pytest.mark.parametrize("preference", [None, False])
def test_place_on_the_list_is_no_number_to_mark_unless_the_rule_is_on(preference):
    told = card(place=12, preference_vote=preference)

    assert (told.number, told.place) == (4, None)
    assert "12" not in told.sentence


def test_place_on_the_list_is_to_be_marked_where_the_rule_is_on():
    told = card(place=12, preference_vote=True)

    assert (told.number, told.place) == (4, 12)
    assert told.sentence == "One mark beside number 4. The candidate's number on our list: 12, to be marked too."


def test_place_without_a_number_on_the_ballot_says_nothing_to_mark():
    told = card(place=12, preference_vote=True, ballot_number=None)

    assert (told.number, told.place) == (None, None)
    assert told.sentence == "Our number on the ballot is not known yet."


@pytest.mark.django_db
def test_candidates_page_joins_both_numbers_in_the_campaign_only(client, at):
    july = make.make_election(slug="july", ballot_number=4, preference_vote=True)
    make.make_imprint(july)
    make.go_live(make.make_party(), july, at=BEFORE)
    person = make.make_candidate(july, position=12, slug="person")
    make.go_live(person)

    page = client.get("/en/candidates/person/").text
    at(SILENCE)
    silent = client.get("/en/candidates/person/").text

    assert '<b class="number">№ 12</b>' in page
    assert 'class="card"' not in silent


@pytest.mark.django_db
def test_who_left_the_list_has_no_card(client, at):
    july = make.make_election(slug="july", ballot_number=4, preference_vote=True)
    make.make_imprint(july)
    make.go_live(make.make_party(), july, at=BEFORE)
    person = make.make_candidate(july, position=12, slug="person")
    person.candidacies.update(status="withdrawn")
    make.go_live(person)

    assert 'class="card"' not in client.get("/en/candidates/person/").text
