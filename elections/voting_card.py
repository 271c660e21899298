"""The card «4 → Эмгек»: the party's number on the ballot turned into one instruction (peers.md A, capability 3).

It calls to vote, so it is there in the campaign only. With a preference vote a candidate's number on the list is the
second half of it; what is not known yet, the number or the rule, is not guessed.
"""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from elections.calendar import Phase, phase
from elections.documents import ElectionDocument, PartyDocument


@dataclass(frozen=True, slots=True)
class VotingCard:
    """Whom to mark: the party's `number`, and the `place` of one candidate where he may be marked too."""

    number: int | None
    party: str
    place: int | None
    sentence: str


def voting_card(
    election: ElectionDocument | None, party: PartyDocument | None, at: datetime, *, place: int | None = None
) -> VotingCard | None:
    """Return the card of an election, or of a candidate at a place on its list; None where nobody may be called."""
    if election is None or party is None or election.is_annulled or phase(election, at) is not Phase.CAMPAIGN:
        return None
    marked = place if election.preference_vote and election.ballot_number else None
    return VotingCard(election.ballot_number, party.title, marked, sentence(election, marked))


def sentence(election: ElectionDocument, place: int | None) -> str:
    """Return how the mark is made, as far as the rule of this election is known."""
    number = election.ballot_number
    if not number:
        return _("Our number on the ballot is not known yet.")
    if place:
        words = _("One mark beside number %(number)s. The candidate's number on our list: %(place)s, to be marked too.")
    elif election.preference_vote:
        words = _(
            "Our row on the ballot: number %(number)s. One mark in its square;"
            " one candidate of our list may be marked too, by the number on the list."
        )
    elif election.preference_vote is False:
        words = _(
            "Our row on the ballot: number %(number)s. One mark in its square:"
            " one votes for the list as a whole, no candidate is marked."
        )
    else:
        words = _("Our row on the ballot: number %(number)s. One mark in its square, and nothing else is written.")
    return words % {"number": number, "place": place}
