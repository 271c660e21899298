"""Chains of references: what is said of a thing, and who stands behind it by what he said or because it is his view.

One query reads the whole chain around one edition, whatever its length: what it refers to, the parts of other things
that speak to it, the people these things are of, and how many such parts each of its own parts has. Who stands for
something is a fact of all languages: people are counted by what is public in any of them, and nobody is left out
because his page is in another one (design.md §5). What was said is listed in the language of the page.
"""

from dataclasses import dataclass

from publishing.cards import Card, Chrome, Link
from publishing.reading import BEST, BODY, COLUMNS, LIVE, NO_BODY, PUBLIC, card_of, link_of, moment_value, query

# Every row begins with: which list, two counts, whose words these are.
SPOKEN = f"""
SELECT r.id, r.edition_id, r.language, r.target_part, r.source_part, e.object_id
FROM publishing_reference r CROSS JOIN publishing_edition e WHERE e.id = r.edition_id
AND r.target_kind = %s AND r.target_id = %s AND r.role = %s AND {PUBLIC.format("e")}
"""
OWN = f"""
SELECT 0, 0, 0, CAST('' AS text), r.role, r.edition_id, 0, r.target_part, r.source_part, r.excerpt, r.sort_key,
{COLUMNS}, {BODY} FROM publishing_reference r
JOIN publishing_edition e ON e.kind = r.target_kind AND e.object_id = r.target_id AND e.language = r.language
LEFT JOIN publishing_storeddocument d ON d.id = e.document_id AND e.kind = %s
WHERE r.edition_id = %s AND {PUBLIC.format("e")}
"""
ANSWERS = f"""
SELECT * FROM (
SELECT 1, said.total, 0, COALESCE(t.title, ''), r.role, r.edition_id, 1, r.source_part, r.target_part, r.excerpt,
r.sort_key, {COLUMNS}, {NO_BODY}
FROM (
  SELECT MIN(id) AS id, COUNT(*) OVER () AS total FROM chosen WHERE language = %s GROUP BY edition_id, source_part
) AS said
JOIN publishing_reference r ON r.id = said.id JOIN publishing_edition e ON e.id = r.edition_id
LEFT JOIN publishing_reference b ON b.edition_id = e.id AND b.role = %s
LEFT JOIN publishing_edition t ON t.kind = b.target_kind AND t.object_id = b.target_id AND t.language = r.language
  AND {LIVE.format("t")}
{{after}} ORDER BY r.sort_key, r.id LIMIT %s) AS answers
"""
# CROSS JOIN keeps SQLite from beginning with all there are instead of those who spoke.
PEOPLE = f"""
SELECT * FROM (
SELECT 2, p.said, p.total, CASE WHEN p.own > 0 THEN 'own' ELSE '' END, CAST('' AS text), 0, 1,
CAST(NULL AS integer), CAST(NULL AS integer), CAST('' AS text), p.place, {COLUMNS}, {NO_BODY}
FROM (
  SELECT g.said, g.own, COUNT(*) OVER () AS total, COALESCE(k.sort_key, 'f') AS place, e.id AS edition_id
  FROM (
    SELECT who, SUM(said) AS said, SUM(own) AS own FROM (
      SELECT DISTINCT b.target_id AS who, c.object_id, c.source_part, 1 AS said, 0 AS own
      FROM chosen c JOIN publishing_reference b ON b.edition_id = c.edition_id AND b.role = %s
      UNION ALL
      SELECT v.target_id, 0, 0, 0, 1 FROM publishing_reference v WHERE v.edition_id = %s AND v.role = %s {{of}}
    ) AS every GROUP BY who
  ) AS g
  CROSS JOIN publishing_edition e
  LEFT JOIN publishing_reference k ON k.edition_id = e.id AND k.role = %s AND k.target_id = %s
  WHERE e.kind = %s AND e.object_id = g.who AND {PUBLIC.format("e")} AND {BEST}
) AS p JOIN publishing_edition e ON e.id = p.edition_id
{{after}} ORDER BY p.place, e.object_id LIMIT %s) AS people
"""
COUNTS = f"""
SELECT 3, c.said, 0, CAST('' AS text), CAST('' AS text), e.id, 1, c.target_part, CAST(NULL AS integer),
CAST('' AS text), CAST('' AS text), {COLUMNS}, {NO_BODY}
FROM (SELECT target_part, COUNT(*) AS said FROM spoken WHERE language = %s GROUP BY target_part) AS c
JOIN publishing_edition e ON e.id = %s
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Roles:
    """How the references of a chain are called: what speaks to it, by whom, whose own view it is, who is on the list.

    `people` is the kind of those who speak.
    """

    spoken: str
    by: str
    own: str
    listed: str
    people: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Extract:
    """Which part of a list is wanted: so many entries after the last one seen."""

    limit: int
    after: tuple | None = None


@dataclass(frozen=True, slots=True)
class Spoken:
    """A part of something that speaks to the edition, and the name of who said it."""

    link: Link
    who: str


@dataclass(frozen=True, slots=True)
class Supporter:
    """Who stands behind the edition: by how many answers, and whether a part of it is his own view."""

    card: Card
    answers: int
    has_own_view: bool
    place: str


@dataclass(frozen=True, slots=True)
class Chain:
    """All around one edition; `counts` says how many answers speak to each of its parts."""

    own: list[Link]
    answers: list[Spoken]
    answers_in_all: int
    people: list[Supporter]
    people_in_all: int
    counts: dict[int | None, int]


def chain(
    card: Card, chrome: Chrome, roles: Roles, *, answers: Extract, people: Extract, document: str, part: int | None
) -> Chain:
    """Read the chain around an edition, or around one part of it. One query.

    `document` is the kind whose document is needed among what the edition refers to; `people` are put in the order
    of the list of the edition's election.
    """
    moment, target = moment_value(chrome.at), [card.kind, card.object_id]
    live = [moment] * 4
    chosen, of = ("WHERE target_part = %s", "AND v.source_part = %s") if part else ("", "")
    only = [part] if part else []
    sql = " UNION ALL ".join(
        [
            f"WITH spoken AS ({SPOKEN}), chosen AS (SELECT * FROM spoken {chosen}) {OWN}",
            ANSWERS.format(after="WHERE r.sort_key > %s" if answers.after else ""),
            PEOPLE.format(of=of, after="WHERE (p.place, e.object_id) > (%s, %s)" if people.after else ""),
            COUNTS,
        ]
    )
    values = [
        *[*target, roles.spoken, *live, *only],
        *[document, card.id, *live],
        *[card.language, roles.by, moment, moment, *(answers.after or ()), answers.limit],
        *[roles.by, card.id, roles.own, *only, roles.listed, card.election_id],
        *[roles.people, *live, *live, card.language, card.language, *(people.after or ()), people.limit],
        *[card.language, card.id],
    ]
    return chain_of(query(sql, values))


def chain_of(rows: list[tuple]) -> Chain:
    """Sort the rows of the query into a chain."""
    lists = {number: [row[1:] for row in rows if row[0] == number] for number in range(4)}
    answers = [Spoken(link_of(row[3:]), row[2]) for row in lists[1]]
    people = [Supporter(card_of(row[10:]), row[0], bool(row[2]), row[9]) for row in lists[2]]
    return Chain(
        own=sorted((link_of(row[3:]) for row in lists[0]), key=lambda link: (link.sort_key, link.card.object_id)),
        answers=sorted(answers, key=lambda said: (said.link.sort_key, said.link.edition)),
        people=sorted(people, key=lambda one: (one.place, one.card.object_id)),
        answers_in_all=max((row[0] for row in lists[1]), default=0),
        people_in_all=max((row[1] for row in lists[2]), default=0),
        counts={row[6]: row[0] for row in lists[3]},
    )
