"""What is said of the polling stations, by the hour: when they open, until when they are open, that they have closed.

A sentence names a time of day, so it stays true on a page that was left open or was kept by somebody; what is left is
told beside it in whole hours, never more than there is. Days are those of Bishkek, also where the polls are open
across midnight.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from elections.documents import ElectionDocument
from publishing.dates import clock, date_of, midnight, short_day

HOUR = timedelta(hours=1)


class State(StrEnum):
    """How the polling stations stand at a moment."""

    AHEAD = "ahead"
    TOMORROW = "tomorrow"
    TODAY = "today"
    OPEN = "open"
    CLOSED = "closed"
    OVER = "over"


@dataclass(frozen=True, slots=True)
class Polls:
    """What the pages say: a sentence, and `left` beside its `term`; `until` is the moment that is waited for.

    What is left is true from `holds_from` to `holds_to`: a browser whose clock lies elsewhere does not count on.
    """

    state: State
    sentence: str
    term: str = ""
    left: str = ""
    until: datetime | None = None
    holds_from: datetime | None = None
    holds_to: datetime | None = None

    @property
    def note(self) -> str:
        """Return what is left as words that stand after the sentence."""
        return f"{self.term}: {self.left}" if self.term else self.left


def state(election: ElectionDocument, at: datetime) -> State:
    """Return how the polling stations stand; on the day on which they close they have just closed."""
    opens, closes = election.polls_open_at, election.polls_close_at
    if at >= closes:
        return State.CLOSED if days_until(closes, at) == 0 else State.OVER
    if at >= opens:
        return State.OPEN
    return {0: State.TODAY, 1: State.TOMORROW}.get(days_until(opens, at), State.AHEAD)


def polls(election: ElectionDocument, at: datetime) -> Polls:
    """Return what is said of the polling stations at a moment."""
    now, opens, closes = state(election, at), election.polls_open_at, election.polls_close_at
    if now is State.OVER:
        return Polls(now, _("The vote is over"))
    if now is State.CLOSED:
        sentence = _("The polls closed at %(time)s") % {"time": clock(closes)}
        known = election.seats_won is not None or election.is_annulled
        return Polls(now, sentence, left="" if known else _("The votes are being counted"))
    if now is State.OPEN:
        sentence = _("The polls are open until %(moment)s") % {"moment": seen_from(closes, at)}
        left, term = hours_left(closes - at), _("Until the polls close")
        return Polls(now, sentence, term, left, closes, *same_hour(closes, at))
    sentence = {
        State.TODAY: _("The polls open today at %(moment)s"),
        State.TOMORROW: _("The polls open tomorrow at %(moment)s"),
        State.AHEAD: _("The polls open: %(moment)s"),
    }[now] % {"moment": clock(opens) if now is not State.AHEAD else seen_from(opens, at)}
    term = _("Until the polls open")
    if now is State.AHEAD:
        return Polls(now, sentence, term, days_left(days_until(opens, at)), opens, midnight(at), midnight(at, days=1))
    return Polls(now, sentence, term, hours_left(opens - at), opens, *same_hour(opens, at))


def same_hour(moment: datetime, at: datetime) -> tuple[datetime, datetime]:
    """Return from when until when as many whole hours are left until a moment as there are now."""
    ends = moment - (moment - at) // HOUR * HOUR
    return ends - HOUR, ends


def days_until(moment: datetime, at: datetime) -> int:
    """Return how many midnights of Bishkek lie between two moments; a past day is less than nothing."""
    return (date_of(moment) - date_of(at)).days


def seen_from(moment: datetime, at: datetime) -> str:
    """Return a time of day; if it is not today's, with its day."""
    return f"{short_day(moment, get_language())}, {clock(moment)}" if days_until(moment, at) else clock(moment)


def days_left(count: int) -> str:
    """Return some days in words."""
    return ngettext("%(count)d day", "%(count)d days", count) % {"count": count}


def hours_left(left: timedelta) -> str:
    """Return how many whole hours there are, or that there is not one."""
    count = left // HOUR
    return ngettext("%(count)d hour", "%(count)d hours", count) % {"count": count} if count else _("under an hour")
