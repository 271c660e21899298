"""Rows of the list of candidates and lines of the list of interviews, made from live cards."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import groupby

from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from candidates.models import CandidacyStatus
from candidates.questions import Reply
from candidates.roll import Entry, Order
from elections.documents import ElectionDocument, KeyDateDocument
from publishing.addresses import address, address_of
from publishing.cards import Card, Chrome, Link
from publishing.dates import date_of, numeric_day
from publishing.kyrgyz import fold
from publishing.kyrgyz.order import first_letter
from publishing.languages import ONLY_IN

LEFT = {CandidacyStatus.WITHDRAWN, CandidacyStatus.EXCLUDED}
ANNOUNCING = ("тизме", "талапкер", "список", "списк", "кандидат", "list of", "candidate")
"""What a key date that announces the list speaks of, folded, in any of the three languages."""
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
    is_in: bool


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under one heading; a quiet one is only read aloud."""

    heading: str
    is_quiet: bool
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer to a question that was put to many: who gives it, and where it stands."""

    reply: Reply
    row: Row
    url: str
    original_url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Talk:
    """An interview in a list: its card, without the document."""

    card: Card
    original: str
    url: str
    person: str
    only_in: str


def groups(entries: list[Entry], election: int, chrome: Chrome, order: Order, *, has_letters: bool) -> list[Group]:
    """Return a page of the roll under its headings: those without a place apart, or a letter of the alphabet each."""
    made = rows(entries, election, chrome, is_by_name=order is Order.NAME)
    if order is Order.NAME and has_letters:
        pairs = groupby(zip(entries, made, strict=True), key=lambda pair: first_letter(pair[0].card.sort_key))
        return [Group(letter, not letter, tuple(row for _entry, row in some)) for letter, some in pairs]
    is_by_place = order is Order.PLACE
    known = [row for row in made if row.number or not is_by_place]
    unknown = [row for row in made if is_by_place and not row.number]
    found = [Group(_("The list"), True, tuple(known)), Group(_("Place not stated"), False, tuple(unknown))]
    return [group for group in found if group.rows]


def rows(links: Iterable[Link | Entry], election: int, chrome: Chrome, *, is_by_name: bool = False) -> list[Row]:
    """Return the candidates of an election as rows; squares without a photograph are turned by turns."""
    return [
        row(link.card, election, chrome, is_turned=place % 2 == 0, is_by_name=is_by_name)
        for place, link in enumerate(links)
    ]


def row(card: Card, election: int, chrome: Chrome, *, is_turned: bool = False, is_by_name: bool = False) -> Row:
    """Return one candidate as a row; where rows stand by name, the family name comes first."""
    place, status, day = card.summary["candidacies"].get(str(election), (None, "", ""))
    by_name = f"{card.summary['family_name']} {card.summary['given_name']}".strip()
    return Row(
        number=place,
        name=by_name if is_by_name else card.title,
        url=address_of(card, chrome),
        language=card.language,
        what=card.summary["profession"],
        small=tuple(filter(None, [status_words(status, day), only_in(card)])),
        portrait=card.summary["portrait"],
        initials=card.summary["initials"],
        is_turned=is_turned,
        is_out=status in LEFT,
        is_in=status == CandidacyStatus.ELECTED,
    )


def answers(replies: Iterable[Reply], election: int, chrome: Chrome) -> Iterator[Answer]:
    """Yield what candidates said to one question, each with the very answer's address, or the original's."""
    for reply in replies:
        yield Answer(
            reply,
            row(reply.person, election, chrome),
            address_of(reply.talk, chrome, part=reply.number),
            address("interview", reply.talk.slug, reply.original, part=reply.number) if reply.original else "",
        )


def announcement(election: ElectionDocument, at: datetime) -> KeyDateDocument | None:
    """Return the next key date that speaks of the list or of candidates: what an empty list says of when it comes."""
    today = date_of(at)
    ahead = sorted((key for key in election.key_dates if key.day >= today), key=lambda key: key.day)
    return next((key for key in ahead if any(word in fold(key.what) for word in ANNOUNCING)), None)


def talks(cards: Iterable[Card], links: Iterable[Link], chrome: Chrome) -> Iterator[Talk]:
    """Yield interviews with the name of who speaks, as `links` of their editions have it."""
    people = {link.edition: link.card.title for link in links if link.role == "candidate"}
    for card in cards:
        yield Talk(
            card=replace(card, document=None),
            original=card.document.original,
            url=address_of(card, chrome),
            person=people.get(card.id, ""),
            only_in=only_in(card),
        )


def status_words(status: str, day: str) -> str:
    """Return what a row says of a candidacy that has come to something, with its day."""
    if status not in WORTH_SAYING:
        return ""
    label = capfirst(CandidacyStatus(status).label)
    return f"{label}: {numeric_day(date.fromisoformat(day), get_language())}" if day else label


def only_in(card: Card) -> str:
    """Return in which language an entry is, when it is not that of the page."""
    return "" if card.language == get_language() else str(ONLY_IN[card.language])
