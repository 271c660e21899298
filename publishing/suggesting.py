"""Suggesting: titles in which every word begins as it was typed so far. One query, no word is guessed."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from publishing import kinds
from publishing.addresses import address
from publishing.cards import Card
from publishing.finding.asked import Query
from publishing.finding.marking import Marker, Piece, marked
from publishing.finding.matching import ORDER, TITLE, Stretches, cost, groups, matching
from publishing.finding.vocabulary import Sought
from publishing.reading import COLUMNS, LIVE, NO_BODY, card_of, moment_value, query

MOST = 8
#: So many titles are put in order at most.
RANKED = 300

SUGGEST = f"""
WITH matched AS MATERIALIZED ({{matched}}),
found AS (
  SELECT s.id, e.kind, CASE WHEN s.part IS NULL THEN 0 ELSE 1 END AS is_part, e.sort_key, {{cost}} AS cost
  FROM matched m JOIN publishing_searchentry s ON s.id = m.id JOIN publishing_edition e ON e.id = s.edition_id),
shown AS (SELECT found.*, ROW_NUMBER() OVER (ORDER BY {ORDER}) AS place FROM found ORDER BY place LIMIT %s)
SELECT w.place, s.part, s.title, o.slug, {COLUMNS}, {NO_BODY}
FROM shown w JOIN publishing_searchentry s ON s.id = w.id JOIN publishing_edition e ON e.id = s.edition_id
LEFT JOIN publishing_edition o ON o.kind = 'election' AND o.object_id = e.election_id AND o.language = e.language
  AND {LIVE.format("o")}
ORDER BY w.place
"""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A title that may be meant, and where it stands."""

    card: Card
    part: int | None
    title: list[Piece]
    url: str


def suggestions(asked: Query, language: str, at: datetime, *, without: Sequence[str] = ()) -> list[Suggestion]:
    """Return at most eight titles that begin like what was typed; nothing for less than two letters. One query."""
    words = [Sought(word) for word in asked.words]
    stretches = [Stretches.of(word, is_lenient=False) for word in words]
    wanted = groups(stretches)
    if not wanted:
        return []
    moment = moment_value(at)
    matched, values = matching(wanted, TITLE, language, moment, RANKED, without)
    price, prices = cost(stretches, asked.folded)
    sql = SUGGEST.format(matched=matched, cost=price)
    marker = Marker(words, is_lenient=False)
    return [_suggestion(row, marker) for row in query(sql, [*values, *prices, MOST, moment, moment])]


def _suggestion(row: tuple, marker: Marker) -> Suggestion:
    part, title, election = row[1:4]
    card = card_of(row[4:])
    under = (election or "") if kinds.model_of(card.kind).lies_under_election else ""
    url = address(card.kind, card.slug, card.language, part=part, election=under)
    return Suggestion(card, part, list(marked(title, marker)), url)
