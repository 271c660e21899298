"""Sitemaps: every public address with its languages and the day it last changed (https://www.sitemaps.org).

One file holds a range of a kind's numbers, so that 10,000 candidates are ten files and an address keeps its file.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.urls import reverse

from publishing.addresses import address_of
from publishing.cards import Card, Chrome
from publishing.directory import Range
from publishing.languages import LANGUAGES

KINDS = ("candidate", "election", "interview", "page", "plank")
#: Pages without an edition of their own, and the kinds whose news they show; a programme has no slug in its address.
LISTS = {
    "home": ("candidate", "election", "interview", "plank"),
    "candidates": ("candidate",),
    "interviews": ("interview",),
    "questions": ("interview",),
    "elections": ("election",),
    "register": ("candidate", "interview", "plank"),
}


@dataclass(frozen=True, slots=True)
class Page:
    """A page in its languages: (language, address, when it last changed) of each."""

    tongues: tuple[tuple[str, str, datetime | None], ...]


def listed(
    ranges: Iterable[Range], programs: Iterable[Page], absolute: Callable[[str], str], lists: Iterable[str]
) -> list[Page]:
    """Return some of `LISTS`, which are there in every language, and the programmes."""
    newest = {}
    for one in ranges:
        newest[one.kind] = max(one.changed_at, newest.get(one.kind, one.changed_at))
    found = []
    for name in lists:
        changed = max((newest[kind] for kind in LISTS[name] if kind in newest), default=None)
        rest = reverse(name).split("/", 2)[2]
        found.append(Page(tuple((code, absolute(f"/{code}/{rest}"), changed) for code in LANGUAGES)))
    return [*found, *programs]


def of_cards(cards: Iterable[Card], chrome: Chrome, absolute: Callable[[str], str]) -> Iterator[Page]:
    """Yield the pages of objects; `cards` of one object stand together."""
    for _key, together in groupby(cards, key=lambda card: card.key):
        ordered = sorted(together, key=lambda card: LANGUAGES.index(card.language))
        yield Page(tuple((card.language, absolute(address_of(card, chrome)), card.starts_at) for card in ordered))
