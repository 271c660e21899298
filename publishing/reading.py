"""What the public reads: live editions, and nothing else (design.md §2.5).

Every public output goes through here with a kind, a language and a moment. The queries are plain SQL over cursors: the
ORM costs three times the whole page (research/editions.md §5). A page is designed for three of them: itself with the
chrome of the site, its references in both directions, and its list.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

import msgspec
from django.db import connection
from django.utils.dateparse import parse_datetime

from publishing import kinds
from publishing.cards import Card, Chrome, Found, Link
from publishing.documents import decode
from publishing.languages import LANGUAGES
from publishing.reads import note_read

COLUMNS = (
    "e.id, e.kind, e.object_id, e.language, e.number, e.slug, e.is_original, e.election_id, e.position, e.sort_key,"
    " e.title, e.summary, e.starts_at, e.ends_at, e.is_backdated"
)
LIVE = "{0}.starts_at <= %s AND ({0}.ends_at IS NULL OR {0}.ends_at > %s)"
# As `LIVE`, of a few among many: nobody looks for them in the index of starts, where nearly all there are come first.
LIVE_OF_FEW = LIVE.replace("{0}.starts_at", "COALESCE({0}.starts_at, {0}.starts_at)", 1)
# A dependent of something withdrawn is as withdrawn as that: an interview without its candidate (design.md §2.7).
# That its number is asked for, which every edition has, keeps SQLite from walking all of a kind by an index of lists.
STANDS = f"""NOT EXISTS (
SELECT 1 FROM publishing_reference q WHERE q.edition_id = {{0}}.id AND q.is_required AND NOT EXISTS (
SELECT 1 FROM publishing_edition t WHERE t.kind = q.target_kind AND t.object_id = q.target_id
AND t.language = q.language AND t.number > 0 AND {LIVE.format("t")}))"""
PUBLIC = f"{LIVE} AND {STANDS}"
NO_BODY = "CAST(NULL AS smallint) AS version, CAST(NULL AS text) AS body"
BODY = "d.version, d.body"
JOIN_BODY = "JOIN publishing_storeddocument d ON d.id = e.document_id"
RANK = (
    "CASE WHEN {0}.language = %s THEN 0 WHEN {0}.is_original THEN 1"
    " WHEN {0}.language = 'ky' THEN 2 WHEN {0}.language = 'ru' THEN 3 ELSE 4 END"
)


def moment_value(at: datetime):
    """Return a moment as the database compares it."""
    return connection.ops.adapt_datetimefield_value(at)


def moment_of(value) -> datetime | None:
    """Return a moment as the database gave it, with its zone; SQLite keeps UTC without saying so."""
    if isinstance(value, str):
        value = parse_datetime(value)
    return value.replace(tzinfo=UTC) if value is not None and value.tzinfo is None else value


def query(sql: str, params: list) -> list[tuple]:
    """Run one query."""
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return cursor.fetchall()


def card_of(row: tuple) -> Card:
    """Return a card from the columns `COLUMNS, version, body`."""
    (pk, kind, object_id, language, number, slug, is_original, election_id, position, sort_key, title) = row[:11]
    summary, starts_at, ends_at, is_backdated, version, body = row[11:17]
    note_read(pk)
    return Card(
        pk,
        kind,
        object_id,
        language,
        number,
        slug,
        bool(is_original),
        election_id,
        position,
        sort_key,
        title,
        msgspec.json.decode(summary),
        moment_of(starts_at),
        moment_of(ends_at),
        bool(is_backdated),
        decode(kinds.document_of(kind), version, body) if body is not None else None,
    )


# Pages ----------------------------------------------------------------------------------------------------------------

CHROME = f"""
SELECT {COLUMNS}, {BODY} FROM publishing_edition e
LEFT JOIN publishing_storeddocument d ON d.id = e.document_id AND e.kind <> 'page'
WHERE e.kind IN ('party', 'election', 'page') AND {LIVE_OF_FEW.format("e")}
"""

# Whose editions: of the object at an address, or of the one of its kind that belongs to an election.
AT_ADDRESS = "SELECT object_id FROM publishing_slugclaim WHERE kind = %s AND scope = %s AND slug = %s"
OF_ELECTION = (
    "SELECT p.object_id FROM publishing_edition p WHERE p.kind = %s AND p.election_id = %s"
    " ORDER BY p.id + 0 DESC LIMIT 1"  # a sum, so that nobody walks back through all editions by their numbers
)

OWN = f"""
SELECT CASE WHEN {STANDS.format("e")} THEN 1 ELSE 2 END, {COLUMNS}, d.version, d.body FROM publishing_edition e
LEFT JOIN publishing_storeddocument d ON d.id = e.document_id AND e.language = %s
WHERE e.kind = %s AND e.object_id = ({{whose}}) AND {LIVE.format("e")}
UNION ALL SELECT * FROM (
  SELECT 1, {COLUMNS}, {NO_BODY} FROM publishing_edition e
  WHERE e.kind = %s AND e.object_id = ({{whose}})
  AND e.ends_at <= %s AND e.ends_at > e.starts_at AND e.language = %s ORDER BY e.ends_at DESC LIMIT 1) AS ended
"""
PAGE = f"{OWN.format(whose=AT_ADDRESS)} UNION ALL SELECT 0, around.* FROM ({CHROME}) AS around"
OWN_OF_ELECTION = OWN.format(whose=OF_ELECTION)
OWN_OF_OBJECT = OWN.format(whose="%s")
OWN_WITHIN = OWN.format(
    whose=f"SELECT object_id FROM publishing_slugclaim WHERE kind = %s AND slug = %s AND scope = ({OF_ELECTION})"
)
CARRIED = """
SELECT 1 FROM publishing_edition WHERE kind = %s AND object_id = %s AND slug = %s
AND starts_at <= %s AND (ends_at IS NULL OR ends_at > starts_at) LIMIT 1
"""
FELL = """
SELECT MAX(t.ends_at) FROM publishing_reference q JOIN publishing_edition t ON t.kind = q.target_kind
AND t.object_id = q.target_id AND t.language = q.language AND t.ends_at > t.starts_at AND t.ends_at <= %s
WHERE q.edition_id = %s AND q.is_required
"""


def chrome(language: str, at: datetime) -> Chrome:
    """Return what stands around a page that has no edition of its own: a list, the home page. One query."""
    moment = moment_value(at)
    return Chrome(language, at, [card_of(row) for row in query(CHROME, [moment, moment])])


def page(kind: str, slug: str, language: str, at: datetime, *, scope: int = 0) -> Found:
    """Find what an address shows at a moment, with the chrome around it. One query.

    `card` is the live edition in the language; without one, `languages` says where it is live, and `withdrawn_at`
    when it ended in this language. All empty: it was never public.
    """
    moment = moment_value(at)
    whose = [kind, scope, slug]
    own = [moment, moment, language, kind, *whose, moment, moment, kind, *whose, moment, language]
    rows = query(PAGE, [*own, moment, moment])
    around = Chrome(language, at, [card_of(row[1:]) for row in rows if not row[0]])
    return found_among([row for row in rows if row[0]], around)


def page_of_election(kind: str, election_id: int, around: Chrome, *, within: str = "", slug: str = "") -> Found:
    """Find what belongs to an election, as `page` does: its one object of a kind (the programme), or what lies at an
    address `within` that (a plank). One query."""
    moment, sql = moment_value(around.at), OWN_WITHIN if within else OWN_OF_ELECTION
    whose = [kind, slug, within, election_id] if within else [kind, election_id]
    own = [moment, moment, around.language, kind, *whose, moment, moment, kind, *whose, moment, around.language]
    return found_among(query(sql, own), around)


def page_of_object(kind: str, object_id: int, around: Chrome) -> Found:
    """Find what an object shows, as `page` does for an address. One query."""
    moment, whose = moment_value(around.at), [kind, object_id]
    own = [moment, moment, around.language, *whose, moment, moment, *whose, moment, around.language]
    return found_among(query(OWN_OF_OBJECT, own), around)


def carried(card: Card, slug: str, at: datetime) -> bool:
    """Say whether an object has been public at an address by a moment. One query."""
    values = [card.kind, card.object_id, slug, moment_value(at)]
    return bool(query(CARRIED, values))


def found_among(rows: list[tuple], around: Chrome) -> Found:
    """Sort the editions of one object into an answer; rows begin with 2 where one lives without what it requires."""
    mine = [card_of(row[1:]) for row in rows if row[0] == 1]
    live = {card.language: card for card in mine if card.ends_at is None or card.ends_at > around.at}
    asked = live.get(around.language)
    ended = None if asked else next((card.ends_at for card in mine if card.language not in live), None)
    fallen = next((row[1] for row in rows if row[0] == 2 and row[4] == around.language), None)
    if fallen:
        ended = moment_of(query(FELL, [moment_value(around.at), fallen])[0][0])
    return Found(around, asked, sorted(live.values(), key=lambda card: LANGUAGES.index(card.language)), ended)


# References -----------------------------------------------------------------------------------------------------------

LINKS = f"""
SELECT r.role, r.edition_id, 0, r.target_part, r.source_part, r.excerpt, r.sort_key, {COLUMNS}, {{body}}
FROM publishing_reference r JOIN publishing_edition e
ON e.kind = r.target_kind AND e.object_id = r.target_id AND e.language = r.language {{join}}
WHERE r.edition_id IN ({{ids}}) AND {PUBLIC.format("e")}
"""
# CROSS JOIN keeps SQLite from beginning with all editions there are instead of those that point to the target.
BACKLINKS = f"""
SELECT r.role, r.edition_id, 1, r.source_part, r.target_part, r.excerpt, r.sort_key, {COLUMNS}, {{body}}
FROM publishing_reference r CROSS JOIN publishing_edition e {{join}} WHERE e.id = r.edition_id
AND r.target_kind = %s AND r.target_id = %s AND r.language = %s AND r.role IN ({{roles}}) AND {PUBLIC.format("e")}
"""


def link_of(row: tuple) -> Link:
    """Return a link from a row of `LINKS` or `BACKLINKS`."""
    role, edition, incoming, part, own_part, excerpt, sort_key = row[:7]
    return Link(role, edition, card_of(row[7:]), bool(incoming), part, own_part, excerpt, sort_key)


def links(
    cards: list[Card], at: datetime, *, back: tuple[str, ...] = (), documents: tuple[str, ...] = ()
) -> list[Link]:
    """Return the live references of some editions, and those that point to the first of them. One query.

    `back` names the roles of incoming references that are wanted; `documents` the kinds whose documents are needed.
    """
    if not cards:
        return []
    moment = moment_value(at)
    body, join = NO_BODY, ""
    if documents:
        body = BODY
        kinds_sql = ", ".join(["%s"] * len(documents))
        join = f"LEFT JOIN publishing_storeddocument d ON d.id = e.document_id AND e.kind IN ({kinds_sql})"
    ids = ", ".join(["%s"] * len(cards))
    sql = LINKS.format(body=body, join=join, ids=ids)
    params = [*documents, *(card.id for card in cards), *[moment] * 4]
    if back:
        own = cards[0]
        sql += " UNION ALL " + BACKLINKS.format(body=body, join=join, roles=", ".join(["%s"] * len(back)))
        params += [*documents, own.kind, own.object_id, own.language, *back, *[moment] * 4]
    found = (link_of(row) for row in query(sql, params))
    return sorted(found, key=lambda link: (link.sort_key, link.card.object_id, link.edition))


# Lists ----------------------------------------------------------------------------------------------------------------

BEST = f"""NOT EXISTS (
SELECT 1 FROM publishing_edition b WHERE b.kind = e.kind AND b.object_id = e.object_id AND {PUBLIC.format("b")}
AND {RANK.format("b")} < {RANK.format("e")})"""
LISTED = f"""
SELECT r.role, r.edition_id, 1, r.source_part, r.target_part, r.excerpt, r.sort_key, {COLUMNS}, {{body}}
FROM publishing_reference r CROSS JOIN publishing_edition e {{join}} WHERE e.id = r.edition_id
AND r.target_kind = %s AND r.target_id = %s AND r.role = %s AND r.source_kind = %s AND {PUBLIC.format("e")}
AND {BEST}
{{after}}
ORDER BY r.sort_key, r.source_id {{limit}}
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """A list that is wanted: the objects of a kind that point to a target; `after` is (sort key, object id)."""

    target: tuple[str, int]
    role: str
    kind: str
    limit: int | None = None
    after: tuple[str, int] | None = None
    documents: bool = False

    def sql(self, language: str, moment) -> tuple[str, list]:
        """Return the query of this list and its values."""
        body, join = (BODY, JOIN_BODY) if self.documents else (NO_BODY, "")
        after = "AND (r.sort_key, r.source_id) > (%s, %s)" if self.after else ""
        text = LISTED.format(body=body, join=join, after=after, limit="LIMIT %s" if self.limit else "")
        values = [*self.target, self.role, self.kind, *[moment] * 8, language, language]
        return text, [*values, *(self.after or ()), *([self.limit] if self.limit else [])]


def listed(
    target: tuple[str, int],
    role: str,
    kind: str,
    language: str,
    at: datetime,
    *,
    limit: int | None = None,
    after: tuple[str, int] | None = None,
    documents: bool = False,
) -> list[Link]:
    """Return the objects of a kind that point to a target, in their order, without holes. One query.

    An object that is live only in another language is there with that language's card (design.md §5): the one of its
    original, else the first of ky, ru, en. `after` is (sort key, object id) of the last one seen.
    """
    wanted = Wanted(target=target, role=role, kind=kind, limit=limit, after=after, documents=documents)
    return [link_of(row) for row in query(*wanted.sql(language, moment_value(at)))]


def listed_together(lists: Sequence[Wanted], language: str, at: datetime) -> list[list[Link]]:
    """Return several lists as `listed` does each, in one query."""
    parts = [wanted.sql(language, moment_value(at)) for wanted in lists]
    texts = [f"SELECT {i} AS list, l{i}.* FROM ({text}) AS l{i}" for i, (text, _values) in enumerate(parts)]
    values = [value for _text, values in parts for value in values]
    found = [[] for _wanted in lists]
    for row in query(" UNION ALL ".join(texts), values):
        found[row[0]].append(link_of(row[1:]))
    return [sorted(links, key=lambda link: (link.sort_key, link.card.object_id)) for links in found]


EVERY = f"""
SELECT {COLUMNS}, {{body}} FROM publishing_edition e {{join}}
WHERE e.kind = %s AND {PUBLIC.format("e")} AND {BEST} {{after}} ORDER BY e.sort_key, e.object_id {{limit}}
"""


def every(
    kind: str,
    language: str,
    at: datetime,
    *,
    limit: int | None = None,
    after: tuple[str, int] | None = None,
    documents: bool = False,
) -> list[Card]:
    """Return the objects of a kind in their order, without holes: in another language where need be. One query."""
    body, join = (BODY, JOIN_BODY) if documents else (NO_BODY, "")
    sql = EVERY.format(
        body=body,
        join=join,
        after="AND (e.sort_key, e.object_id) > (%s, %s)" if after else "",
        limit="LIMIT %s" if limit else "",
    )
    values = [kind, *[moment_value(at)] * 8, language, language, *(after or ())]
    return [card_of(row) for row in query(sql, [*values, *([limit] if limit else [])])]


def cards_of(keys: set[tuple[str, int]], language: str, at: datetime) -> dict[tuple[str, int], Card]:
    """Return the live cards of some objects in a language. One query; none for no keys."""
    if not keys:
        return {}
    moment = moment_value(at)
    wanted = " OR ".join(["(e.kind = %s AND e.object_id = %s)"] * len(keys))
    live = f"e.language = %s AND {PUBLIC.format('e')}"
    sql = f"SELECT {COLUMNS}, {NO_BODY} FROM publishing_edition e WHERE ({wanted}) AND {live}"
    flat = [value for key in sorted(keys) for value in key]
    return {card.key: card for card in (card_of(row) for row in query(sql, [*flat, language, *[moment] * 4]))}
