"""Comparing two documents of one object in one language: field by field, part by part, word by word. Pure.

Older documents are upgraded when they are read, so both are today's dataclasses. Parts are matched by their number:
a question that moved is the same question.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass, replace
from difflib import SequenceMatcher
from enum import StrEnum
from itertools import groupby
from typing import Any

from publishing.documents import Document, Part, is_parts

OF_THE_HOUSE = {"kind", "version", "object_id", "language", "number"}
WORD = re.compile(r"\w+|\s+|[^\w\s]")
BORDER = re.compile(r"</(?:p|li)>|<br\s*/?>", re.IGNORECASE)
TAG = re.compile(r"<[^>]+>")
MANY_WORDS = 3000
ALIKE = 0.3


class How(StrEnum):
    """What became of a part, or of a stretch of text."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text that stayed, came or went."""

    how: How
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A field that differs; `old` or `new` is None where the whole did not exist."""

    name: str
    old: Any
    new: Any
    is_wording: bool

    @property
    def pieces(self) -> list[Piece]:
        """Return the difference of two texts, word by word."""
        return word_difference(plain(self.old or ""), plain(self.new or ""))


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What differs in a document, or in one part of it (`name` and `number` say which)."""

    name: str = ""
    number: int | None = None
    how: How = How.CHANGED
    changes: tuple[Change, ...] = ()
    parts: tuple["Difference", ...] = ()

    def __bool__(self):
        return self.how is not How.CHANGED or bool(self.changes or self.parts)

    def only(self, *, wording: bool) -> "Difference":
        """Return the difference of the words alone, or of the facts alone."""
        parts = (part.only(wording=wording) for part in self.parts)
        changes = tuple(change for change in self.changes if change.is_wording is wording)
        return replace(self, changes=changes, parts=tuple(part for part in parts if part))


def compare(old: Document | None, new: Document | None) -> Difference:
    """Return what differs between two documents; without an old one everything that is not empty was added.

    >>> from publishing.documents import SearchText
    >>> before, after = (SearchText(title=title, body="") for title in ("Добуш", "Добуш берүү"))
    >>> [piece.text for piece in compare(before, after).changes[0].pieces]
    ['Добуш', ' берүү']
    """
    changes, parts = [], []
    for spec in fields(new if new is not None else old):
        before, after = (getattr(side, spec.name, None) for side in (old, new))
        if spec.name in OF_THE_HOUSE or before == after or is_nothing(before) and is_nothing(after):
            continue
        if is_parts(before) or is_parts(after):
            parts.extend(compare_parts(spec.name, before or (), after or ()))
            changes.extend(moved(spec.name, before or (), after or ()))
        elif is_dataclass(before) or is_dataclass(after):
            parts.append(replace(compare(before, after), name=spec.name))
        else:
            changes.append(Change(name=spec.name, old=before, new=after, is_wording=bool(spec.metadata)))
    return Difference(changes=tuple(changes), parts=tuple(parts))


def compare_parts(name: str, before: tuple[Part, ...], after: tuple[Part, ...]) -> Iterator[Difference]:
    """Yield what differs part by part, in the new order; removed parts come last."""
    earlier, later = ({part.number: part for part in side} for side in (before, after))
    for number in [*later, *(number for number in earlier if number not in later)]:
        how = How.ADDED if number not in earlier else How.REMOVED if number not in later else How.CHANGED
        difference = compare(earlier.get(number), later.get(number))
        if found := replace(difference, name=name, number=number, how=how):
            yield found


def moved(name: str, before: tuple[Part, ...], after: tuple[Part, ...]) -> Iterator[Change]:
    """Yield a change of order, as the numbers of the parts that are on both sides."""
    both = {part.number for part in before} & {part.number for part in after}
    old, new = (tuple(part.number for part in side if part.number in both) for side in (before, after))
    if old != new:
        yield Change(name=name, old=old, new=new, is_wording=False)


def is_nothing(value: Any) -> bool:
    """Say whether a field holds nothing: an empty text is no change from a missing one."""
    return value in (None, "", ())


# Words ----------------------------------------------------------------------------------------------------------------


def plain(text: str) -> str:
    """Return rich text as plain paragraphs; plain text as it is.

    >>> plain("<p>Бир <strong>эки</strong></p><p>Үч</p>")
    'Бир эки\\n\\nҮч'
    """
    if not text.startswith("<"):
        return text
    return html.unescape(TAG.sub("", BORDER.sub("\n\n", text))).strip()


def word_difference(old: str, new: str) -> list[Piece]:
    """Return the pieces of both texts in reading order: first by lines, then by words where lines changed."""
    pieces: list[Piece] = []
    before, after = old.splitlines(keepends=True), new.splitlines(keepends=True)
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        gone, come = "".join(before[i1:i2]), "".join(after[j1:j2])
        pieces += [Piece(How.SAME, gone)] if tag == "equal" else changed_words(gone, come)
    return joined(pieces)


def changed_words(old: str, new: str) -> list[Piece]:
    """Return the pieces of a stretch that changed; what has little in common is shown as a whole."""
    before, after = WORD.findall(old), WORD.findall(new)
    whole = [Piece(How.REMOVED, old), Piece(How.ADDED, new)]
    if len(before) + len(after) > MANY_WORDS:
        return whole
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    if matcher.ratio() < ALIKE:
        return whole
    pieces = []
    for tag, i1, i2, j1, j2 in matcher.get_opcodes():
        if tag == "equal":
            pieces.append(Piece(How.SAME, "".join(before[i1:i2])))
        else:
            pieces += [Piece(How.REMOVED, "".join(before[i1:i2])), Piece(How.ADDED, "".join(after[j1:j2]))]
    return list(bridged(pieces))


def bridged(pieces: list[Piece]) -> Iterator[Piece]:
    """Draw a space between two changed words into both, so that they read as one change."""
    for index, piece in enumerate(pieces):
        if piece.how is How.SAME and not piece.text.strip() and 0 < index < len(pieces) - 1:
            yield Piece(How.REMOVED, piece.text)
            yield Piece(How.ADDED, piece.text)
        else:
            yield piece


def joined(pieces: list[Piece]) -> list[Piece]:
    """Join neighbours: of each changed stretch first all that went, then all that came."""
    result: list[Piece] = []
    for is_same, stretch in groupby(pieces, key=lambda piece: piece.how is How.SAME):
        found = list(stretch)
        for how in (How.SAME,) if is_same else (How.REMOVED, How.ADDED):
            if text := "".join(piece.text for piece in found if piece.how is how):
                result.append(Piece(how, text))
    return result
