"""What came out last, whole: the entries of feeds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from publishing.cards import Card
from publishing.reading import BODY, COLUMNS, JOIN_BODY, PUBLIC, card_of, moment_of, moment_value, query

FIRST = """(SELECT MIN(f.starts_at) FROM publishing_edition f WHERE f.kind = e.kind AND f.object_id = e.object_id
AND f.language = e.language AND (f.ends_at IS NULL OR f.ends_at > f.starts_at))"""
# The object itself, and what cannot be public without it: a candidate and his interviews.
ABOUT = """AND (e.kind = %s AND e.object_id = %s OR EXISTS (SELECT 1 FROM publishing_reference r
WHERE r.edition_id = e.id AND r.is_required AND r.target_kind = %s AND r.target_id = %s))"""
NEWEST = f"""
SELECT {FIRST}, {COLUMNS}, {BODY} FROM publishing_edition e {JOIN_BODY}
WHERE e.kind IN ({{kinds}}) AND e.language = %s AND {PUBLIC.format("e")} {{about}}
ORDER BY e.starts_at DESC, e.id DESC LIMIT %s
"""


@dataclass(frozen=True, slots=True)
class News:
    """A live edition, and when its object was first public in its language."""

    card: Card
    published_at: datetime


def newest(
    kinds: Sequence[str], language: str, at: datetime, *, limit: int, about: tuple[str, int] | None = None
) -> list[News]:
    """Return the live editions of some kinds in one language, the one that began last first. One query.

    `about` is (kind, object id): only that object, and what requires it.
    """
    sql = NEWEST.format(kinds=", ".join(["%s"] * len(kinds)), about=ABOUT if about else "")
    values = [*kinds, language, *[moment_value(at)] * 4, *(about or ()), *(about or ()), limit]
    return [News(card_of(row[1:]), moment_of(row[0])) for row in query(sql, values)]
