"""Rows of the list of candidates and lines of the list of interviews, made from live cards."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.text import capfirst
from django.utils.translation import get_language

from candidates.models import CandidacyStatus
from publishing.addresses import address_of
from publishing.cards import Card, Chrome, Link
from publishing.dates import numeric_day
from publishing.languages import ONLY_IN

LEFT = {CandidacyStatus.WITHDRAWN, CandidacyStatus.EXCLUDED}
WORTH_SAYING = LEFT | {CandidacyStatus.ELECTED, CandidacyStatus.NOT_ELECTED}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A candidate in a list: number or none, name, what they do, small print, square."""

    number: int | None
    name: str
    url: str
    language: str
    what: str
    small: tuple[str, ...]
    portrait: list
    initials: str
    is_turned: bool
    is_out: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """An interview in a list."""

    card: Card
    url: str
    person: str
    only_in: str


def rows(links: Iterable[Link], election: int, chrome: Chrome) -> list[Row]:
    """Return the candidates of an election as rows; squares without a photograph are turned by turns."""
    return [row(link.card, election, chrome, is_turned=place % 2 == 0) for place, link in enumerate(links)]


def row(card: Card, election: int, chrome: Chrome, *, is_turned: bool = False) -> Row:
    """Return one candidate as a row."""
    place, status, day = card.summary["candidacies"].get(str(election), (None, "", ""))
    return Row(
        number=place,
        name=card.title,
        url=address_of(card, chrome),
        language=card.language,
        what=card.summary["profession"],
        small=tuple(filter(None, [status_words(status, day), only_in(card)])),
        portrait=card.summary["portrait"],
        initials=card.summary["initials"],
        is_turned=is_turned,
        is_out=status in LEFT,
    )


def talks(cards: Iterable[Card], links: Iterable[Link], chrome: Chrome) -> Iterator[Talk]:
    """Yield interviews with the name of who speaks, as `links` of their editions have it."""
    people = {link.edition: link.card.title for link in links if link.role == "candidate"}
    for card in cards:
        yield Talk(card=card, url=address_of(card, chrome), person=people.get(card.id, ""), only_in=only_in(card))


def status_words(status: str, day: str) -> str:
    """Return what a row says of a candidacy that has come to something, with its day."""
    if status not in WORTH_SAYING:
        return ""
    label = capfirst(CandidacyStatus(status).label)
    return f"{label}: {numeric_day(date.fromisoformat(day), get_language())}" if day else label


def only_in(card: Card) -> str:
    """Return in which language an entry is, when it is not that of the page."""
    return "" if card.language == get_language() else str(ONLY_IN[card.language])
