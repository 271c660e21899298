"""The party's elections side by side: day, number, seats, threshold, result, and how each stands at a moment."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from elections.calendar import Phase, phase
from elections.documents import ElectionDocument
from publishing.cards import Card


@dataclass(frozen=True, slots=True)
class Entry:
    """One election in the table; `won` is None while it is not known, and for a vote that was annulled."""

    card: Card
    election: ElectionDocument
    state: str
    won: int | None


def entries(cards: Iterable[Card], at: datetime) -> Iterator[Entry]:
    """Yield the elections, the newest first."""
    for card in sorted(cards, key=lambda card: card.document.polls_open_at, reverse=True):
        election = card.document
        won = None if election.is_annulled else election.seats_won
        yield Entry(card, election, state(election, phase(election, at)), won)


def state(election: ElectionDocument, now: Phase) -> str:
    """Return how an election stands, in a word or two."""
    if election.is_annulled:
        return _("The vote was annulled")
    return {
        Phase.BEFORE: _("The campaign has not begun"),
        Phase.CAMPAIGN: _("The campaign is under way"),
        Phase.SILENCE: _("Silence before the vote"),
        Phase.VOTING: _("The polls are open"),
        Phase.AFTER: _("The vote is over"),
    }[now]


def ahead(cards: Iterable[Card], current: ElectionDocument, at: datetime) -> list[Card]:
    """Return the other elections in which one can still vote, the next first; `cards` stand in the order of time."""
    others = (card for card in cards if card.object_id != current.object_id and not card.document.is_annulled)
    return [card for card in others if card.document.polls_close_at > at]
