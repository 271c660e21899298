"""The roll of an election: who stands in it, by place on the list or by name, all or those of a name, and how many.

It has no holes: who is public only in another language is there with that language's card (publishing.reading.listed).
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db import connection

from candidates.models import CandidacyStatus
from publishing.cards import Card
from publishing.kyrgyz import fold, query_words
from publishing.kyrgyz.order import first_letter
from publishing.reading import BEST, BODY, COLUMNS, JOIN_BODY, PUBLIC, card_of, moment_value, query

LONGEST = 60
MOST_WORDS = 5


class Order(StrEnum):
    """How the list can be read."""

    PLACE = "place"
    NAME = "name"


KEYS = {Order.PLACE: "r.sort_key, r.source_id", Order.NAME: "e.sort_key, e.object_id"}
"""What each order goes by. Either stands in an index, which is read from the key that is asked for."""
# CROSS JOIN tells SQLite which of the two is gone through, so that no page is sorted out of everybody.
BY = {
    Order.PLACE: "publishing_reference r CROSS JOIN publishing_edition e",
    Order.NAME: "publishing_edition e CROSS JOIN publishing_reference r",
}
STANDING = f"""
WHERE e.id = r.edition_id AND e.kind = 'candidate'
AND r.target_kind = 'election' AND r.target_id = %s AND r.role = 'candidacy' AND r.source_kind = 'candidate'
AND {PUBLIC.format("e")} AND {BEST}
"""
ROLL = f"""
SELECT {{key}}, {COLUMNS}, {BODY} FROM {{by}} {JOIN_BODY} {STANDING} {{named}} {{after}}
ORDER BY {{key}} LIMIT %s
"""
# One word of a filter begins a given or a family name, the others any word said of the person: the patronymic is among
# these, and `bearing` puts away the rest.
NAMED = """
AND EXISTS (SELECT 1 FROM publishing_searchentry n WHERE n.edition_id = e.id AND n.part IS NULL
AND ({name}) AND {words})
"""
IN_NAME = "' ' || n.heading LIKE %s"
IN_WORDS = "' ' || n.folded LIKE %s"

# Where the status stands in the summary of a card, as either database asks for it: the expression, and the path.
STATUS = {
    "sqlite": ("JSON_EXTRACT(e.summary, %s)", '$.candidacies."{}"[1]'),
    "postgresql": ("CAST(e.summary AS json) #>> CAST(%s AS text[])", "{{candidacies,{},1}}"),
}
TALLY = f"""
SELECT SUBSTR(e.sort_key, 1, 2), {{status}}, COUNT(*) FROM {BY[Order.PLACE]} {STANDING} GROUP BY 1, 2 ORDER BY 1
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """One candidate on the roll; `key` is where the card stands in the order that was asked for."""

    key: str
    card: Card


@dataclass(frozen=True, slots=True)
class Tally:
    """How many are on the roll, by what became of their candidacies and by the first letter of the family name."""

    statuses: Counter
    letters: dict[str, str]
    """The letters there are, in the order of the alphabet, each with the key before all names that begin with it."""

    @property
    def everybody(self) -> int:
        """Return how many are on the list, those who left it too."""
        return self.statuses.total()

    @property
    def standing(self) -> int:
        """Return how many stand, without those who left the list."""
        return self.everybody - self.left

    @property
    def left(self) -> int:
        """Return how many stood down or were excluded."""
        return self.statuses[CandidacyStatus.WITHDRAWN] + self.statuses[CandidacyStatus.EXCLUDED]

    @property
    def elected(self) -> int:
        """Return how many were elected."""
        return self.statuses[CandidacyStatus.ELECTED]


def typed(text: str) -> str:
    """Return what a reader typed into the filter, as far as it is looked for; nothing for signs without a letter.

    >>> typed("  Үлгү   Мисалов "), typed("—")
    ('Үлгү Мисалов', '')
    """
    text = " ".join(text.replace("\x00", " ").split())[:LONGEST]
    return text if query_words(text) else ""


def roll(
    election: int,
    language: str,
    at: datetime,
    *,
    limit: int,
    order: Order = Order.PLACE,
    name: str = "",
    after: tuple[str, int] | None = None,
) -> list[Entry]:
    """Return who stands in an election, with their documents; `after` is (key, object id) of the last one seen.

    A `name` keeps those whose names begin with its words, in any order and any of their spellings. One query.
    """
    named, begun = named_so(query_words(name)[:MOST_WORDS])
    key = KEYS[order]
    sql = ROLL.format(key=key, by=BY[order], named=named, after=f"AND ({key}) > (%s, %s)" if after else "")
    values = [election, *[moment_value(at)] * 8, language, language, *begun, *(after or ()), limit]
    return [Entry(row[0], card_of(row[2:])) for row in query(sql, values)]


def named_so(words: Sequence[tuple[str, ...]]) -> tuple[str, list[str]]:
    """Return the condition that keeps those whom a filter may mean, and its values; an empty one for no words."""
    if not words:
        return "", []
    every = [f"% {spelling}%" for spellings in words for spelling in spellings]
    one_of = (" OR ".join([IN_WORDS] * len(spellings)) for spellings in words)
    all_of = " AND ".join(f"({alternatives})" for alternatives in one_of)
    return NAMED.format(name=" OR ".join([IN_NAME] * len(every)), words=all_of), every * 2


def bearing(entries: Sequence[Entry], name: str) -> list[Entry]:
    """Return those whose given name, family name and patronymic begin with all the words of a filter."""
    words = query_words(name)[:MOST_WORDS]
    return [entry for entry in entries if all(begins(one, entry.card) for one in words)]


def begins(spellings: tuple[str, ...], card: Card) -> bool:
    """Say whether one of a person's names begins with one of some spellings."""
    names = fold(f"{card.title} {card.document.patronymic}").split()
    return any(name.startswith(spellings) for name in names)


def tally(election: int, language: str, at: datetime) -> Tally:
    """Count who stands in an election. One query."""
    status, path = STATUS[connection.vendor]
    values = [path.format(election), election, *[moment_value(at)] * 8, language, language]
    statuses, letters = Counter(), {}
    for weight, became, count in query(TALLY.format(status=status), values):
        statuses[became or ""] += count
        letters[first_letter(weight)] = weight
    return Tally(statuses, letters)
