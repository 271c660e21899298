"""What the pages say of an election: its phases, dates and figures, in the language of the page.

Only the live document of the election is read; `at` is the moment at which the site is seen.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from elections.calendar import Phase, phase
from elections.documents import ElectionDocument, KeyDateDocument
from elections.polls import State, days_until, polls
from publishing.dates import clock, date_of, short_day, weekday
from publishing.dates import month as month_name

BLANK_LINE = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class Stop:
    """One of the four phases in the line at the head of the election's page."""

    name: str
    when: str
    is_present: bool


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a timetable: what it is, its value, and a word more; `until` is the moment a value counts to."""

    term: str
    value: str
    small: str = ""
    until: datetime | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One step of how to vote."""

    heading: str
    text: str


@dataclass(frozen=True, slots=True)
class DatedEvent:
    """A key date as it is seen on a day: `left` says how far off it is."""

    key_date: KeyDateDocument
    month: str
    left: str
    is_past: bool


def hours(election: ElectionDocument) -> str:
    """Return when the polls are open: «08:00–20:00»; across midnight the day on which they close is told."""
    opens, closes = election.polls_open_at, election.polls_close_at
    return (
        f"{clock(opens)} – {moment_of_year(closes)}" if days_until(closes, opens) else f"{clock(opens)}–{clock(closes)}"
    )


def days_left(day: date, at: datetime) -> str:
    """Return how far off a day is, in words."""
    count = (day - date_of(at)).days
    if count < 0:
        return _("Passed")
    if count == 0:
        return _("Today")
    if count == 1:
        return _("Tomorrow")
    return ngettext("In %(count)d day", "In %(count)d days", count) % {"count": count}


def stops(election: ElectionDocument, at: datetime) -> list[Stop]:
    """Return the four phases, the present one marked; before the campaign none is."""
    now, language, unknown = phase(election, at), get_language(), _("not set yet")
    days = {
        Phase.CAMPAIGN: short_day(election.campaign_starts_at, language) if election.campaign_starts_at else unknown,
        Phase.SILENCE: moment_of_year(election.silence_starts_at) if election.silence_starts_at else unknown,
        Phase.VOTING: f"{short_day(election.voting_day, language)}, {hours(election)}",
        Phase.AFTER: outcome(election),
    }
    names = {
        Phase.CAMPAIGN: _("Campaign"),
        Phase.SILENCE: _("Silence"),
        Phase.VOTING: _("Voting"),
        Phase.AFTER: _("Result"),
    }
    return [Stop(name, days[stop], stop is now) for stop, name in names.items()]


def outcome(election: ElectionDocument) -> str:
    """Return what came out for the party, or who will say it."""
    won = election.seats_won
    if won is None:
        return _("announced by the commission")
    return ngettext("Our result: %(won)s seat", "Our result: %(won)s seats", won) % {"won": won}


def moment_of_year(at: datetime) -> str:
    """Return a day without its year, with the time of day."""
    return f"{short_day(at, get_language())}, {clock(at)}"


def next_change(election: ElectionDocument, at: datetime) -> Cell | None:
    """Return what comes next in the calendar and when; nothing after the vote."""
    now = phase(election, at)
    nexts = {
        Phase.BEFORE: (_("The campaign starts"), election.campaign_starts_at),
        Phase.CAMPAIGN: (_("The campaign ends"), election.silence_starts_at or election.polls_open_at),
        Phase.SILENCE: (_("The polls open"), election.polls_open_at),
        Phase.VOTING: (_("The polls close"), election.polls_close_at),
        Phase.AFTER: ("", None),
    }
    what, when = nexts[now]
    return Cell(what, moment_of_year(when)) if when else None


def events(election: ElectionDocument, at: datetime) -> list[DatedEvent]:
    """Return the key dates as they are seen at a moment."""
    return [event(key_date, at) for key_date in election.key_dates]


def event(key_date: KeyDateDocument, at: datetime) -> DatedEvent:
    """Return one key date: its month, with the time or the day of the week, and how far off it is."""
    beside = key_date.time or weekday(key_date.day, get_language())
    month = f"{month_name(key_date.day, get_language())}, {beside}"
    return DatedEvent(key_date, month, days_left(key_date.day, at), key_date.day < date_of(at))


def steps(election: ElectionDocument) -> list[Step]:
    """Return how to vote, step by step; the first line of a paragraph is its heading."""
    parts = (part.strip() for part in BLANK_LINE.split(election.how_to_vote))
    lines = (part.partition("\n") for part in parts if part)
    return [Step(heading, text.strip()) for heading, _newline, text in lines]


def figures(election: ElectionDocument) -> Iterator[Cell]:
    """Yield the figures of an election that are known."""
    known = [
        (_("Seats"), election.seats),
        (_("Term in years"), election.term_years),
        (_("Threshold, per cent"), election.threshold_percent),
        (_("Parties on the ballot"), election.lists_on_ballot),
    ]
    yield from (Cell(term, str(value)) for term, value in known if value)


def strip(election: ElectionDocument, at: datetime) -> list[Cell]:
    """Return the cells under the head of the home page: when, how far off, hours, seats; afterwards how it came out."""
    if phase(election, at) is Phase.AFTER:
        cells = [voting_day(election), result(election), number(election)]
    else:
        cells = when(election, at)
    return [*cells, seats(election)] if election.seats else cells


def voting(election: ElectionDocument, at: datetime) -> list[Cell]:
    """Return the cells under the head of the election's page while one can still vote: when, and our number."""
    return [*when(election, at), number(election)]


def when(election: ElectionDocument, at: datetime) -> list[Cell]:
    """Return day, how far off it is, and hours."""
    return [voting_day(election), countdown(election, at), Cell(_("Hours"), hours(election), _("at every station"))]


def voting_day(election: ElectionDocument) -> Cell:
    """Return the day of the vote, with its weekday and year."""
    language, day = get_language(), election.voting_day
    year = _("%(weekday)s, %(year)s") % {"weekday": weekday(day, language), "year": day.year}
    return Cell(_("Day"), short_day(day, language), year)


def countdown(election: ElectionDocument, at: datetime) -> Cell:
    """Return how long it is until the vote in days, then in hours until the polls open or close."""
    now, said = _("today: %(day)s") % {"day": short_day(date_of(at), get_language())}, polls(election, at)
    if said.state is State.AHEAD:
        return Cell(_("Left"), said.left, now)
    return Cell(said.term, said.left, now, said.until)


def number(election: ElectionDocument) -> Cell:
    """Return the party's number on the ballot, or that it is not known."""
    return Cell(_("On the ballot"), f"№ {election.ballot_number}" if election.ballot_number else _("not known yet"))


def seats(election: ElectionDocument) -> Cell:
    """Return how many members are elected, and for how long."""
    value = ngettext("%(count)d member", "%(count)d members", election.seats) % {"count": election.seats}
    years = election.term_years
    term = ngettext("for %(count)d year", "for %(count)d years", years) % {"count": years} if years else ""
    return Cell(_("Elected are"), value, term)


def result(election: ElectionDocument) -> Cell:
    """Return what the party won, or that it is not known yet."""
    if election.seats_won is None:
        return Cell(_("Result"), _("Not announced yet"))
    value = ngettext("%(count)d seat", "%(count)d seats", election.seats_won) % {"count": election.seats_won}
    return Cell(_("We won"), value)


def is_poster(election: ElectionDocument, at: datetime) -> bool:
    """Say whether the pages may call to vote for the party: only in the campaign, for a number that is known."""
    return phase(election, at) is Phase.CAMPAIGN and bool(election.ballot_number) and not election.is_annulled
