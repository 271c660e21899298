"""The dates of an election as a calendar file (RFC 5545), for the reader's own calendar.

Voting day and the key dates are facts for everybody: nothing in the file calls to vote for the party, so it is the
same in every phase. Times are in UTC, which every program shows in its reader's own time. An event keeps its UID as
long as the election keeps the date; the edition's number and its start say which of two files is the newer one.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, time, timedelta

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from icalendar import Calendar, Event

from elections.documents import ElectionDocument, KeyDateDocument
from publishing.cards import Card
from publishing.dates import BISHKEK

PRODUCT = "-//emgek//elections//EN"
VOTING = "voting"


def calendar(card: Card, url: str, *, number: int | None = None) -> bytes | None:
    """Return the file of an edition of an election, which lives at `url`: all dates, or the one of a number, if any."""
    events = [event for key, event in events_of(card, url) if number in (None, key)]
    if not events:
        return None
    found = Calendar()
    found.add("prodid", PRODUCT)
    found.add("version", "2.0")
    found.add("calscale", "GREGORIAN")
    found.add("method", "PUBLISH")
    found.add("name", card.title, parameters={"language": card.language})
    found.add("x-wr-calname", card.title)
    found.add("last-modified", card.starts_at.astimezone(UTC))
    found.add("url", url)
    for event in events:
        found.add_component(event)
    return found.to_ical()


def events_of(card: Card, url: str) -> Iterator[tuple[int | None, Event]]:
    """Yield the events in their order, each with the number of its key date; voting day is there even without one."""
    election = card.document
    if not any(is_voting(key_date, election) for key_date in election.key_dates):
        yield None, voting(card, url)
    for key_date in election.key_dates:
        event = voting(card, url, key_date) if is_voting(key_date, election) else dated(card, url, key_date)
        yield key_date.number, event


def is_voting(key_date: KeyDateDocument, election: ElectionDocument) -> bool:
    """Say whether a key date is the opening of the polls itself."""
    return bool(key_date.time) and begins(key_date) == election.polls_open_at


def begins(key_date: KeyDateDocument) -> datetime:
    """Return the moment of a key date that has a time of day."""
    return datetime.combine(key_date.day, time.fromisoformat(key_date.time), BISHKEK)


def voting(card: Card, url: str, key_date: KeyDateDocument | None = None) -> Event:
    """Return the hours in which the polls are open, in the words of the key date that names them."""
    election = card.document
    event = titled(card, url, VOTING, key_date.what if key_date else _("Voting"), key_date.note if key_date else "")
    event.add("dtstart", election.polls_open_at.astimezone(UTC))
    event.add("dtend", election.polls_close_at.astimezone(UTC))
    return event


def dated(card: Card, url: str, key_date: KeyDateDocument) -> Event:
    """Return a key date: a moment, or a whole day, on which nobody is busy."""
    event = titled(card, f"{url}#p{key_date.number}", str(key_date.number), key_date.what, key_date.note)
    if key_date.time:
        event.add("dtstart", begins(key_date).astimezone(UTC))
    else:
        event.add("dtstart", key_date.day)
        event.add("dtend", key_date.day + timedelta(days=1))
    event.add("transp", "TRANSPARENT")
    return event


def titled(card: Card, url: str, name: str, what: str, note: str) -> Event:
    """Return an event with its words, and with what tells it from all others and from its own older editions."""
    election, changed = card.document, card.starts_at.astimezone(UTC)
    language = {"language": card.language}
    annulled = _("The vote was annulled.") if election.is_annulled else ""
    event = Event()
    event.add("uid", f"election-{card.object_id}-{name}-{card.language}@{host(url)}")
    event.add("dtstamp", changed)
    event.add("last-modified", changed)
    event.add("sequence", card.number - 1)
    event.add("summary", capfirst(what), parameters=language)
    lines = "\n".join(filter(None, [election.title, note, annulled, url]))
    event.add("description", lines, parameters=language)
    event.add("url", url)
    return event


def host(url: str) -> str:
    """Return the host of an address: half of an event's UID."""
    return url.split("/")[2]
