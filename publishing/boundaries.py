"""Between which moments nothing becomes public, or ends, by itself (design.md §2.13)."""

from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from publishing.reading import moment_of, moment_value, query

HEAD = "SELECT number, rebuilt FROM publishing_head WHERE id = 1"
AROUND = """
SELECT h.number, h.rebuilt, (SELECT MAX(starts_at) FROM publishing_edition WHERE starts_at <= %s),
(SELECT MAX(ends_at) FROM publishing_edition WHERE ends_at <= %s),
(SELECT MIN(starts_at) FROM publishing_edition WHERE starts_at > %s),
(SELECT MIN(ends_at) FROM publishing_edition WHERE ends_at > %s)
FROM publishing_head h WHERE h.id = 1
"""
ERASED = "SELECT 1 FROM publishing_act WHERE number > %s AND number <= %s AND verb = 'erase' LIMIT 1"

type Journal = tuple[int, int]
"""How far the journal has come: the number of its last act, and how often what is derived was made anew."""


@dataclass(frozen=True, slots=True)
class Around:
    """What the editions say of a moment: the journal's end, the bounds of periods passed last, and those to come."""

    journal: Journal
    passed: tuple[datetime, ...]
    coming: tuple[datetime, ...]


def journal_end() -> Journal:
    """Return how far the journal has come. One query of one row."""
    with connection.cursor() as cursor:
        cursor.execute(HEAD)
        return tuple(cursor.fetchone())


def is_erased_between(first: Journal, last: Journal) -> bool:
    """Say whether anything was erased after one end of the journal, up to another. At most one query."""
    return first[0] != last[0] and bool(query(ERASED, [first[0], last[0]]))


def around(at: datetime) -> Around:
    """Return the bounds of periods on both sides of a moment, read together with the journal's end. One query."""
    number, rebuilt, *bounds = query(AROUND, [moment_value(at)] * 4)[0]
    begun, ended, begins, ends = (moment_of(bound) for bound in bounds)
    known = tuple(bound for bound in (begun, ended) if bound), tuple(bound for bound in (begins, ends) if bound)
    return Around((number, rebuilt), *known)
