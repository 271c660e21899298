"""What changed on a page after it came out: the days and the change notes, never the text before (design.md §2.11)."""

from dataclasses import dataclass
from datetime import datetime

from publishing.cards import Card
from publishing.reading import moment_of, moment_value, query

CORRECTIONS = """
SELECT told.starts_at, told.note FROM (
  SELECT e.starts_at, rel.note, d.body, LAG(d.body) OVER (ORDER BY e.starts_at) AS before,
  ROW_NUMBER() OVER (ORDER BY e.starts_at) AS place
  FROM publishing_edition e JOIN publishing_storeddocument d ON d.id = e.document_id
  JOIN publishing_act a ON a.number = e.act_id JOIN publishing_release rel ON rel.id = a.release_id
  WHERE e.kind = %s AND e.object_id = %s AND e.language = %s AND e.starts_at <= %s
  AND (e.ends_at IS NULL OR e.ends_at > e.starts_at)) AS told
WHERE told.place > 1 AND COALESCE(told.body, '') <> COALESCE(told.before, '') ORDER BY told.starts_at DESC
"""


@dataclass(frozen=True, slots=True)
class Correction:
    """A moment at which the page became another one, and why; the note is in whatever language it was written."""

    at: datetime
    note: str


def corrections(card: Card, at: datetime) -> list[Correction]:
    """Return the corrections of a page in its language, the newest first: one query, none for a first edition.

    An edition that says what the one before said (it was withdrawn and put back, say) corrects nothing.
    """
    if card.number == 1:
        return []
    rows = query(CORRECTIONS, [*card.key, card.language, moment_value(at)])
    return [Correction(moment_of(began), note) for began, note in rows]
