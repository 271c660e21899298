"""Timelines: the periods of one object in one language, and what each act does to them. Pure.

A period is half open, `[starts_at, ends_at)`; an empty one is how *cancelled* is stored. The publisher and
`verify_editions` use the same three functions, so the journal alone says what was public when (design.md §2.9-2.10).
"""

from dataclasses import dataclass, replace
from datetime import datetime


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """When edition `number`, made by act `act`, is public; `ended_by` is the act that set its end."""

    number: int
    act: int
    starts_at: datetime
    ends_at: datetime | None = None
    ended_by: int | None = None

    @property
    def is_empty(self) -> bool:
        """Say whether it was cancelled or replaced within its own moment."""
        return self.ends_at is not None and self.ends_at <= self.starts_at

    def covers(self, at: datetime) -> bool:
        """Say whether it is live at a moment."""
        return self.starts_at <= at and (self.ends_at is None or self.ends_at > at)

    def waits(self, at: datetime) -> bool:
        """Say whether it will start, but has not."""
        return self.starts_at > at and not self.is_empty


type Key = tuple[str, int, str]
"""Kind, object, language: whose timeline it is."""

type Timeline = dict[int, Period]


def live(timeline: Timeline, at: datetime) -> Period | None:
    """Return the period that covers a moment."""
    return next((period for period in timeline.values() if period.covers(at)), None)


def waiting(timeline: Timeline, at: datetime) -> list[Period]:
    """Return the periods that are still to start, the next one first."""
    return sorted((p for p in timeline.values() if p.waits(at)), key=lambda p: p.starts_at)


def begin(timeline: Timeline, *, number: int, act: int, starts_at: datetime) -> Timeline:
    """Start a new edition: it cuts the one that is live then, and inherits that one's planned end."""
    covering = live(timeline, starts_at)
    changed = dict(timeline)
    if covering:
        changed[covering.number] = replace(covering, ends_at=starts_at, ended_by=act)
        new = Period(number, act, starts_at, covering.ends_at, covering.ended_by)
    else:
        later = waiting(timeline, starts_at)
        new = (
            Period(number, act, starts_at, later[0].starts_at, later[0].act)
            if later
            else Period(number, act, starts_at)
        )
    changed[number] = new
    return changed


def cancel(timeline: Timeline, *, number: int, act: int) -> Timeline:
    """Empty a waiting period; only what it had cut gets its end back, so that a withdrawal is never undone.

    It may have cut two: one that waited for the very same moment, and one that runs until then. The first comes back
    whole, and the second now ends because of that one.
    """
    gone = timeline[number]
    changed = dict(timeline)
    cut = [p for p in timeline.values() if p.number != number and (p.ends_at, p.ended_by) == (gone.starts_at, gone.act)]
    heir = next((period for period in cut if period.is_empty), None)
    for period in cut:
        if heir and period is not heir:
            changed[period.number] = replace(period, ended_by=heir.act)
        else:
            changed[period.number] = replace(period, ends_at=gone.ends_at, ended_by=gone.ended_by)
    changed[number] = replace(gone, ends_at=gone.starts_at, ended_by=act)
    return changed


def withdraw(timeline: Timeline, *, at: datetime, act: int) -> Timeline:
    """End what is live at a moment; waiting editions stay."""
    covering = live(timeline, at)
    if covering is None:
        return dict(timeline)
    return timeline | {covering.number: replace(covering, ends_at=at, ended_by=act)}
