"""Marking: the words of a text that were searched for, and the sentence that holds most of them."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from publishing.finding.matching import SHORTEST_INSIDE
from publishing.finding.vocabulary import Sought
from publishing.kyrgyz import fold

EXCERPT = 240
BEFORE = 60

WORD = re.compile(r"\w[\w\u00ad\u0301\u200b-\u200d]*")
SENTENCE = re.compile(r"[^.!?…\n]+[.!?…\n]*\s*")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; a match is one word that was searched for."""

    text: str
    is_match: bool


class Marker:
    """Knows which written words a query found."""

    def __init__(self, words: Iterable[Sought], *, is_lenient: bool):
        self.words, self.is_lenient = list(words), is_lenient

    def place(self, written: str) -> int | None:
        """Return which word of the query a written word answers, None for none; in order of how well it does."""
        parts = fold(written).split()
        for answers in (self._is_it, self._is_alike):
            for place, word in enumerate(self.words):
                if any(answers(word, part) for part in parts):
                    return place
        return None

    def meant(self, place: int, written: Iterable[str]) -> str:
        """Return the first of some written words that was found for a word with a slip, nothing if it needs none."""
        word = self.words[place]
        if not self.is_lenient or any(self._is_it(word, fold(one)) for one in written):
            return ""
        return next((one.casefold() for one in written if fold(one) in word.meant), "")

    def _is_it(self, sought: Sought, folded: str) -> bool:
        word = sought.word
        if word.is_number or len(word.folded) == 1 or not word.is_needed:
            return folded in word.spellings
        return folded.startswith(word.spellings) or folded in sought.kin

    def _is_alike(self, sought: Sought, folded: str) -> bool:
        if not self.is_lenient or sought.word.is_number:
            return False
        inside = (spelling for spelling in sought.word.spellings if len(spelling) >= SHORTEST_INSIDE)
        return folded in sought.meant or any(spelling in folded for spelling in inside)


def marked(text: str, marker: Marker) -> Iterator[Piece]:
    """Yield the text in pieces, the words that were searched for apart; nothing is added and nothing lost."""
    done = 0
    for found in WORD.finditer(text):
        if marker.place(found[0]) is None:
            continue
        if found.start() > done:
            yield Piece(text[done : found.start()], False)
        yield Piece(found[0], True)
        done = found.end()
    if done < len(text):
        yield Piece(text[done:], False)


def excerpt(body: str, marker: Marker) -> Iterator[Piece]:
    """Yield the sentence of a text that answers most words of the query, cut between words where it is long."""
    start, end = _sentence(body, marker)
    if end - start > EXCERPT:
        start, end = _cut(body, start, end, marker)
    shown = body[start:end].strip()
    before = "… " if body[:start].strip() else ""
    after = " …" if body[end:].strip() else ""
    yield from marked(f"{before}{shown}{after}", marker)


def _sentence(body: str, marker: Marker) -> tuple[int, int]:
    """Return where the best sentence begins and ends, with those after it that still fit."""
    sentences = [found.span() for found in SENTENCE.finditer(body)] or [(0, len(body))]
    counts = [len(_answered(body[start:end], marker)) for start, end in sentences]
    best = counts.index(max(counts))
    start, end = sentences[best]
    for _start, later in sentences[best + 1 :]:
        if later - start > EXCERPT:
            break
        end = later
    return start, end


def _answered(text: str, marker: Marker) -> set[int]:
    return {place for found in WORD.finditer(text) if (place := marker.place(found[0])) is not None}


def _cut(body: str, start: int, end: int, marker: Marker) -> tuple[int, int]:
    """Return a stretch around the first match of a long sentence."""
    first = next(
        (found.start() for found in WORD.finditer(body, start, end) if marker.place(found[0]) is not None), start
    )
    if first - start > EXCERPT - BEFORE:
        start = max(body.rfind(" ", start, first - BEFORE) + 1, start)
    limit = min(end, start + EXCERPT)
    cut = limit if limit == end else body.rfind(" ", first, limit)
    return start, cut if cut > first else limit
