"""The register: every edition of campaign matter that is or was public, the newest first.

It proves what was public when. Of an ended edition it tells the period and the change notes, never the text
(design.md §2.11); what was erased has left its number and its period.
"""

from dataclasses import dataclass
from datetime import datetime

from publishing import kinds
from publishing.cards import Card
from publishing.journal import Head
from publishing.reading import BODY, COLUMNS, JOIN_BODY, STANDS, card_of, moment_of, moment_value, query

PAGE_SIZE = 50

# What cannot be public without another thing fell with it, though no act named it (design.md §2.7).
FELL = f"""CASE WHEN {STANDS.format("e")} THEN NULL ELSE (
SELECT MAX(t.ends_at) FROM publishing_reference q JOIN publishing_edition t ON t.kind = q.target_kind
AND t.object_id = q.target_id AND t.language = q.language AND t.ends_at > t.starts_at AND t.ends_at <= %s
WHERE q.edition_id = e.id AND q.is_required) END"""
REGISTER = f"""
WITH page AS (
SELECT rel.note, fin.note AS ended_note, fin_act.verb, {COLUMNS}, {BODY} FROM publishing_edition e {JOIN_BODY}
JOIN publishing_act a ON a.number = e.act_id JOIN publishing_release rel ON rel.id = a.release_id
LEFT JOIN publishing_act fin_act ON fin_act.number = e.ended_by AND e.ends_at <= %s
LEFT JOIN publishing_release fin ON fin.id = fin_act.release_id
WHERE e.kind IN ({{kinds}}) {{of}} AND e.starts_at <= %s AND (e.ends_at IS NULL OR e.ends_at > e.starts_at) {{before}}
ORDER BY e.starts_at DESC, e.id DESC LIMIT %s)
SELECT {FELL}, e.* FROM page e ORDER BY e.starts_at DESC, e.id DESC
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """One edition in the register; `ended_at` is empty while it is public, `card.document` when it was erased."""

    card: Card
    note: str
    ended_at: datetime | None
    ended_note: str
    is_withdrawn: bool


def campaign_kinds() -> list[str]:
    """Return the kinds whose editions are campaign material."""
    return list(kinds.campaign_kinds())


def entries(
    at: datetime,
    *,
    before: tuple[datetime, int] | None = None,
    limit: int = PAGE_SIZE,
    of: tuple[str, int] | None = None,
) -> list[Entry]:
    """Return the newest entries that began before (start, edition id) of the last one seen. One query.

    They are those of campaign material, or `of` one object (kind, id), whatever its kind.
    """
    chosen, moment = [of[0]] if of else [*campaign_kinds()], moment_value(at)
    sql = REGISTER.format(
        kinds=", ".join(["%s"] * len(chosen)),
        of="AND e.object_id = %s" if of else "",
        before="AND (e.starts_at, e.id) < (%s, %s)" if before else "",
    )
    seen = [moment_value(before[0]), before[1]] if before else []
    chosen += [of[1]] if of else []
    return [entry_of(row, at) for row in query(sql, [moment, *chosen, moment, *seen, limit, *[moment] * 3])]


def entry_of(row: tuple, at: datetime) -> Entry:
    """Return one entry from a row of `REGISTER`; an end that lies ahead is not told."""
    fell_at, note, ended_note, ended_verb = row[:4]
    card = card_of(row[4:])
    has_ended = card.ends_at and card.ends_at <= at
    ended_at = card.ends_at if has_ended else moment_of(fell_at)
    is_withdrawn = ended_verb == "withdraw" or (bool(fell_at) and not has_ended)
    return Entry(card, note, ended_at, ended_note if is_withdrawn else "", is_withdrawn)


def head() -> Head:
    """Return the end of the journal: its newest number and hash. One query."""
    return Head._base_manager.get(pk=1)


ENDS = """SELECT h.number, h.hash, COALESCE((SELECT a.hash FROM publishing_act a WHERE a.number = 1), h.hash)
FROM publishing_head h"""


@dataclass(frozen=True, slots=True)
class Ends:
    """Both ends of the journal: the first act's hash, which no other installation has, and the newest act."""

    first: str
    number: int
    newest: str


def ends() -> Ends:
    """Return both ends of the journal. One query."""
    number, newest, first = query(ENDS, [])[0]
    return Ends(first, number, newest)
