"""Searching: what is public at a moment and answers a reader's words, the best first (design.md §2.7).

Every needed word must be there: as typed, as the beginning of a word, or in another form. Where hardly anything is,
slips of the finger and the inside of words pass too, and one word may be missing. Two or three queries in all.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from publishing.cards import Card
from publishing.finding.asked import Query
from publishing.finding.marking import Marker, Piece, excerpt, marked
from publishing.finding.matching import ANYWHERE, ORDER, TITLED, WITHOUT, Stretches, cost, groups, matching
from publishing.finding.vocabulary import Sought, sought
from publishing.reading import COLUMNS, LIVE, NO_BODY, card_of, moment_value, query

PAGE = 20
#: So many entries are put in order at most; who finds more should say more.
RANKED = 1000
# Where more titles match than are put in order, texts are not asked at all; one more than that says there is more.
REST = f"(SELECT CASE WHEN COUNT(*) > {RANKED} THEN 0 ELSE {RANKED + 1} END FROM titled)"
#: With fewer whole answers than this, near ones are shown too.
FEW = 5
MOST_NEAR = 10
#: Words that may be missing, by how many there are.
MISSING = {1: 0, 2: 1, 3: 1}
MOST_NEAR_WORDS = 5

SEARCH = f"""
WITH titled AS MATERIALIZED ({{titled}}),
matched AS MATERIALIZED (SELECT id FROM titled UNION SELECT id FROM ({{anywhere}}) AS a),
found AS MATERIALIZED (
  SELECT s.id, e.kind, CASE WHEN s.part IS NULL THEN 0 ELSE 1 END AS is_part, e.sort_key, {{cost}} AS cost
  FROM matched m JOIN publishing_searchentry s ON s.id = m.id JOIN publishing_edition e ON e.id = s.edition_id),
counted AS (
  SELECT kind, is_part, SUM(CASE WHEN cost < {WITHOUT} THEN 1 ELSE 0 END) AS many FROM found GROUP BY kind, is_part),
shown AS (
  SELECT found.*, ROW_NUMBER() OVER (ORDER BY {ORDER}) AS place FROM found WHERE {{chosen}}
  ORDER BY place LIMIT %s OFFSET %s)
SELECT c.kind, c.is_part, c.many, w.place, w.cost, s.part, s.title, s.body, t.title, {COLUMNS}, {NO_BODY}
FROM counted c LEFT JOIN shown w ON w.kind = c.kind AND w.is_part = c.is_part
LEFT JOIN publishing_searchentry s ON s.id = w.id LEFT JOIN publishing_edition e ON e.id = s.edition_id
LEFT JOIN publishing_reference r ON r.edition_id = e.id AND r.is_required
LEFT JOIN publishing_edition t ON t.kind = r.target_kind AND t.object_id = r.target_id AND t.language = r.language
  AND {LIVE.format("t")}
ORDER BY w.place
"""

#: A kind of result: the kind of the object, and whether it is a part of it.
Sort = tuple[str, bool]


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found: the card of its page, the part of it, and of whom or what it is a part."""

    card: Card
    part: int | None
    title: list[Piece]
    excerpt: list[Piece]
    source: str
    cost: int

    @property
    def is_whole(self) -> bool:
        """Say whether it answers every word that was needed."""
        return self.cost < WITHOUT

    @property
    def key(self) -> tuple[str, int, int | None]:
        """Return what it is, whatever edition it was found in."""
        return self.card.kind, self.card.object_id, self.part


@dataclass(slots=True)
class Results:
    """One page of what was found: `hits` answer every word, `near` do not; `counts` are of whole answers by sort."""

    hits: list[Hit] = field(default_factory=list)
    near: list[Hit] = field(default_factory=list)
    counts: dict[Sort, int] = field(default_factory=dict)
    instead: str = ""

    @property
    def count(self) -> int:
        """Return how many there are, of all sorts, on all pages."""
        return sum(self.counts.values())

    @property
    def is_more_than_ranked(self) -> bool:
        """Say whether there is more than was put in order."""
        return self.count > RANKED


def search(
    asked: Query,
    language: str,
    at: datetime,
    *,
    sort: Sort | None = None,
    page: int = 1,
    without: Sequence[str] = (),
) -> Results:
    """Return a page of what is found, the best first; nothing for no words. At most three queries.

    `without` names the kinds that are not to be found.
    """
    if not asked.needed:
        return Results()
    words = sought(asked, language)
    strict = _asked(asked, words, language, at, sort=sort, page=page, without=without)
    if strict.count >= FEW or (strict.count and len(asked.needed) == 1) or page > 1 and strict.count:
        return strict
    lenient = _asked(asked, words, language, at, sort=sort, page=page, without=without, is_lenient=True)
    if not strict.count:
        return lenient
    seen = {hit.key for hit in strict.hits}
    strict.near = [hit for hit in lenient.hits + lenient.near if hit.key not in seen][:MOST_NEAR]
    return strict


def _asked(
    asked: Query,
    words: list[Sought],
    language: str,
    at: datetime,
    *,
    sort: Sort | None,
    page: int,
    without: Sequence[str] = (),
    is_lenient: bool = False,
) -> Results:
    """Return what one reading of the query finds."""
    stretches = [Stretches.of(word, is_lenient=is_lenient) for word in words]
    missing = MISSING.get(len(asked.needed), 2) if is_lenient and len(asked.needed) <= MOST_NEAR_WORDS else 0
    wanted = groups(stretches, missing=missing)
    if not wanted:
        return Results()
    moment = moment_value(at)
    titled, titles = matching(wanted, TITLED, language, moment, RANKED + 1, without)
    anywhere, texts = matching(wanted, ANYWHERE, language, moment, REST, without)
    price, prices = cost(stretches, asked.folded)
    chosen, choice = ("kind = %s AND is_part = %s", [sort[0], int(sort[1])]) if sort else ("1 = 1", [])
    sql = SEARCH.format(titled=titled, anywhere=anywhere, cost=price, chosen=chosen)
    rows = query(sql, [*titles, *texts, *prices, *choice, PAGE, PAGE * (page - 1), moment, moment])
    return _results(rows, Marker(words, is_lenient=is_lenient))


def _results(rows: list[tuple], marker: Marker) -> Results:
    """Return the results of the rows of `SEARCH`; what requires two things comes twice and is shown once."""
    counts = {(row[0], bool(row[1])): int(row[2]) for row in rows if row[2]}
    once = {row[3]: row for row in reversed(rows) if row[3] is not None}
    hits = [_hit(once[place], marker) for place in sorted(once)]
    whole = [hit for hit in hits if hit.is_whole]
    near = [hit for hit in hits if not hit.is_whole][:MOST_NEAR]
    return Results(whole, near, counts, _instead(whole, marker))


def _instead(hits: list[Hit], marker: Marker) -> str:
    """Return the query with the words that were found instead of those that nobody wrote, nothing if all are written.

    What is proposed stands in what is shown, as it is written there: no word is given away early.
    """
    written = [piece.text for hit in hits for piece in [*hit.title, *hit.excerpt] if piece.is_match]
    proposed = [marker.meant(place, written) or sought.word.typed for place, sought in enumerate(marker.words)]
    typed = [sought.word.typed for sought in marker.words]
    return " ".join(proposed) if proposed != typed else ""


def _hit(row: tuple, marker: Marker) -> Hit:
    price, part, title, body, source = row[4:9]
    return Hit(
        card_of(row[9:]), part, list(marked(title, marker)), list(excerpt(body, marker)), source or "", int(price)
    )
