"""What became of a measure, as far as it may be said.

No verdict before the council sits: none is shown, or accepted, while the polls are open or the result is not public.
Late is not kept: what was done after the council's term is a stage of its own. There are stages, never percentages
(research/peers.md A 24-27).
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from elections.documents import ElectionDocument
from programs.documents import MeasureDocument, StatusChangeDocument
from publishing.cards import Chrome
from publishing.dates import date_of


class Status(models.TextChoices):
    """What became of a measure; the words follow the pledge trackers (research/peers.md §3)."""

    NOT_RATED = "not_rated", _("not rated")
    IN_THE_WORKS = "in_the_works", _("in the works")
    STALLED = "stalled", _("stalled")
    COMPROMISE = "compromise", _("compromise")
    KEPT = "kept", _("kept")
    BROKEN = "broken", _("broken")


LATE = "late"
"""Kept after the term for which it was promised; nobody enters this, it follows from the day."""

WORDS = {**{status.value: status.label for status in Status}, LATE: _("kept late, after the term")}
ORDER = (Status.NOT_RATED, Status.IN_THE_WORKS, Status.STALLED, Status.COMPROMISE, Status.KEPT, LATE, Status.BROKEN)


@dataclass(frozen=True, slots=True)
class Stage:
    """How a measure stands, or stood after one change: which square is drawn, and since which day.

    `change` is what brought it there, with its note and source; a measure that nobody has rated has none.
    """

    value: str
    change: StatusChangeDocument | None = None

    @property
    def word(self) -> str:
        """Return the word that always stands beside the square."""
        return str(WORDS[self.value])

    @property
    def day(self) -> date | None:
        """Return the day since which it stands so."""
        return self.change.day if self.change else None


@dataclass(frozen=True, slots=True)
class Judging:
    """From which day to which what became of the measures of one election may be said, and when its term is over."""

    is_open: bool = False
    since: date = date.max
    until: date = date.min
    term_ends: date | None = None

    @classmethod
    def of(cls, election: ElectionDocument | None, at: datetime) -> Self:
        """Return how it is at a moment: open once the polls have closed and the result is public.

        An annulled vote seats nobody, so nothing is ever judged by it.
        """
        if election is None or election.is_annulled or election.seats_won is None or at < election.polls_close_at:
            return cls()
        return cls(True, election.voting_day, date_of(at), term_end(election))

    @classmethod
    def within(cls, election: int, chrome: Chrome) -> Self:
        """Return how it is for the measures that were promised for an election, as the site is seen."""
        return cls.of(next((card.document for card in chrome.elections if card.object_id == election), None), chrome.at)

    def history(self, measure: MeasureDocument) -> list[Stage]:
        """Return how a measure stood after each change that may be said, the oldest first."""
        if not self.is_open:
            return []
        return [Stage(self.named(c), c) for c in measure.changes if self.since <= c.day <= self.until]

    def stage(self, measure: MeasureDocument) -> Stage:
        """Return how a measure stands now."""
        history = self.history(measure)
        return history[-1] if history else Stage(Status.NOT_RATED)

    def named(self, change: StatusChangeDocument) -> str:
        """Return the stage a change leads to; what was kept after the term was kept late."""
        is_late = self.term_ends is not None and change.day > self.term_ends
        return LATE if change.status == Status.KEPT and is_late else change.status

    def tally(self, measures: Iterable[MeasureDocument]) -> list[tuple[Stage, int]]:
        """Return the stages at which some measures stand, with how many; nothing before anything may be said.

        Where only one stands at a stage, its last change is known too.
        """
        stages = [self.stage(measure) for measure in measures] if self.is_open else []
        alike = [[stage for stage in stages if stage.value == value] for value in ORDER]
        return [(some[0] if len(some) == 1 else Stage(some[0].value), len(some)) for some in alike if some]


def term_end(election: ElectionDocument) -> date | None:
    """Return the last day of the term that an election fills, counted from the vote; None while it is not known."""
    if not election.term_years:
        return None
    day = election.voting_day
    year = day.year + election.term_years
    return date(year, 2, 28) if (day.month, day.day) == (2, 29) else day.replace(year=year)


def key() -> list[Stage]:
    """Return the stages with their words, for the key beside a list."""
    return [Stage(value) for value in ORDER]
