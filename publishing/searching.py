"""Searching: every word of the query in one entry, in any of its spellings, in what is public at a moment.

The folded text of an entry is searched for folded spellings (publishing.kyrgyz), so case, ң ө ү and Latin typing do
not matter. What matches as it was typed comes first: folded, он and өн are the same (language-and-law.md §3.3).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from publishing.cards import Card
from publishing.kyrgyz import fold, query_words
from publishing.reading import COLUMNS, LIVE, NO_BODY, PUBLIC, card_of, moment_value, query

LONGEST = 100
MOST_WORDS = 8
MOST_HITS = 200
EXCERPT = 220

WORD = re.compile(r"\w[\w\u00ad\u0301\u200b-\u200d]*")

# Few of a kind stand before many of a kind, so that a limit cuts off candidates and answers and nothing else.
SEARCH = f"""
SELECT s.part, s.title, s.body, t.title, {COLUMNS}, {NO_BODY}
FROM publishing_searchentry s JOIN publishing_edition e ON e.id = s.edition_id
LEFT JOIN publishing_reference r ON r.edition_id = e.id AND r.is_required
LEFT JOIN publishing_edition t ON t.kind = r.target_kind AND t.object_id = r.target_id AND t.language = r.language
  AND {LIVE.format("t")}
WHERE s.language = %s AND {PUBLIC.format("e")} AND {{words}}
ORDER BY CASE e.kind WHEN 'candidate' THEN 1 WHEN 'interview' THEN 2 ELSE 0 END, e.kind, e.sort_key, e.id, s.part
LIMIT %s
"""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; a match is one word that was searched for."""

    text: str
    is_match: bool


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that was found: the card of its page, the part of it, and of whom or what it is a part."""

    card: Card
    part: int | None
    title: list[Piece]
    excerpt: list[Piece]
    source: str
    rank: tuple


@dataclass(frozen=True, slots=True)
class Query:
    """What a reader typed, as far as it is searched for."""

    text: str
    words: tuple[tuple[str, ...], ...]
    is_cut: bool

    @classmethod
    def typed(cls, text: str) -> "Query":
        """Return a query from what was typed: at most 100 signs and 8 words of it.

        >>> Query.typed("  Ышсыз   Бишкек ").words
        (('ышсыз',), ('бишкек',))
        """
        text = " ".join(text.replace("\x00", " ").split())
        words = query_words(text[:LONGEST])
        return cls(text[:LONGEST], words[:MOST_WORDS], len(text) > LONGEST or len(words) > MOST_WORDS)


def search(asked: Query, language: str, at) -> list[Hit]:
    """Return what is found, the best first; nothing for no words. One query."""
    if not asked.words:
        return []
    one_of = (" OR ".join(["s.folded LIKE %s"] * len(spellings)) for spellings in asked.words)
    sql = SEARCH.format(words=" AND ".join(f"({alternatives})" for alternatives in one_of))
    moment = moment_value(at)
    patterns = [f"%{spelling}%" for spellings in asked.words for spelling in spellings]
    rows = query(sql, [moment, moment, language, *[moment] * 4, *patterns, MOST_HITS])
    # What requires two things would come twice.
    once = {(row[4], row[0]): row for row in reversed(rows)}
    return sorted((hit_of(row, asked) for row in reversed(once.values())), key=lambda hit: hit.rank)


def hit_of(row: tuple, asked: Query) -> Hit:
    """Return one hit from a row of `SEARCH`."""
    part, title, body, source = row[:4]
    card = card_of(row[4:])
    whole = f"{title} {body}".casefold()
    typed = all(word in whole for word in asked.text.casefold().split())
    titled = all(any(spelling in fold(title) for spelling in spellings) for spellings in asked.words)
    rank = (not typed, not titled, part is not None)
    return Hit(card, part, list(marked(title, asked)), list(excerpt(body, asked)), source or "", rank)


def marked(text: str, asked: Query) -> Iterator[Piece]:
    """Yield the text in pieces, the words that were searched for apart.

    >>> [piece.text for piece in marked("Ышсыз Бишкектин абасы", Query.typed("bishkek")) if piece.is_match]
    ['Бишкектин']
    """
    spellings = [spelling for word in asked.words for spelling in word]
    done = 0
    for found in WORD.finditer(text):
        folded = fold(found[0])
        if any(spelling in folded for spelling in spellings):
            if found.start() > done:
                yield Piece(text[done : found.start()], False)
            yield Piece(found[0], True)
            done = found.end()
    if done < len(text):
        yield Piece(text[done:], False)


def excerpt(body: str, asked: Query) -> Iterator[Piece]:
    """Yield the stretch of a text around its first match, cut between words."""
    pieces = list(marked(body, asked))
    before = 0
    for piece in pieces:
        if piece.is_match:
            break
        before += len(piece.text)
    start = 0 if before < EXCERPT // 2 or before == len(body) else body.rfind(" ", 0, before - EXCERPT // 4) + 1
    end = len(body) if len(body) <= start + EXCERPT else body.rfind(" ", start + 1, start + EXCERPT)
    end = end if end > start else start + EXCERPT
    cut = f"{'… ' if start else ''}{body[start:end]}{' …' if end < len(body) else ''}"
    yield from marked(cut, asked)
