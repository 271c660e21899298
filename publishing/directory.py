"""Every address there is, in ranges of object numbers: what sitemaps are made of."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from publishing.cards import Card
from publishing.reading import COLUMNS, NO_BODY, PUBLIC, card_of, moment_of, moment_value, query

RANGE = 1000
"""How many object numbers one range has. A number never moves, so neither does an address from file to file."""

RANGES = f"""
SELECT e.kind, (e.object_id - 1) / {RANGE}, MAX(e.starts_at) FROM publishing_edition e
WHERE e.kind IN ({{kinds}}) AND {PUBLIC.format("e")} GROUP BY 1, 2 ORDER BY 1, 2
"""
WITHIN = f"""
SELECT {COLUMNS}, {NO_BODY} FROM publishing_edition e
WHERE e.kind = %s AND e.object_id > %s AND e.object_id <= %s AND {PUBLIC.format("e")}
ORDER BY e.object_id, e.language
"""


@dataclass(frozen=True, slots=True)
class Range:
    """Some live objects of a kind; `changed_at` is when the newest of their editions began."""

    kind: str
    number: int
    changed_at: datetime


def ranges(kinds: Sequence[str], at: datetime) -> list[Range]:
    """Return which ranges of some kinds have anything public. One query."""
    sql = RANGES.format(kinds=", ".join(["%s"] * len(kinds)))
    rows = query(sql, [*kinds, *[moment_value(at)] * 4])
    return [Range(kind, number, moment_of(changed)) for kind, number, changed in rows]


def within(kind: str, number: int, at: datetime) -> list[Card]:
    """Return the live editions of a range in all languages, those of one object together. One query."""
    values = [kind, number * RANGE, (number + 1) * RANGE]
    return [card_of(row) for row in query(WITHIN, [*values, *[moment_value(at)] * 4])]
