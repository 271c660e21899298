"""The smallest stretches that have one speaker: paragraphs, and what opens them.

A unit is a paragraph or, where several turns run together on one line, a part
of one. Taken off its front are a dash, a bullet, a heading's ``#``, marks of
emphasis, a number and a speaker's label; what of these holds letters or digits
is remembered in `label`.
"""

import re
from dataclasses import dataclass

from .characters import DASHES, LOWER, UPPER, one_line
from .markup import without_marks
from .sentences import is_shortened, leading_questions, sentence_ends

_HEADING = re.compile(r"#{1,6}\s+")
_BULLET = re.compile(r"[•·▪●◦>]+\s*|[*+]\s+(?=\S)")
_DASH = re.compile(rf"[{DASHES}](?:[\s{DASHES}]*)(?=\D)|[{DASHES}]\s+")
_NUMBER = re.compile(rf"(?:№\s*)?(\d{{1,3}})\s*[.)](?:\s+|(?=[\"«„“*(]*[{UPPER}]))")
_EMPHASIS = re.compile(r"(\*{1,3}|_{1,3})(?=[^\s*_])")
_NOTHING = re.compile(r"[\W_]*")
#: A dash after a finished sentence and before a new one.
_INLINE_DASH = re.compile(
    rf"(?P<mark>[.?!…]+)[\"»”’)\]*_]*\s*(?P<dash>[{DASHES}])[ ]*(?=[*_]*[\"«„“(]?[{UPPER}0-9])"
    rf"|(?<=[{LOWER}])(?P<query>\?)[{DASHES}][ ]+(?=[{LOWER}])"
)
#: Two sentences with no space between: the scrape lost the border of a paragraph.
_GLUE = re.compile(rf"(?<=[{LOWER}]{{2}})[.?!…][\"»”]?(?=[\"«„“]?[{UPPER}])")
_ASIDE = re.compile(r"\s*\([^()]{1,60}\)\.?\s*")
_QUOTED = re.compile(
    r"«[^«»]{1,400}»|“[^“”„]{1,400}”|„[^„“”]{1,400}[“”]"
    r"|(?<![^\s(\[\-–—«„“:?!.])\"(?=\S)[^\"]{1,300}(?<=\S)\"(?!\w)"
)


@dataclass(slots=True)
class Unit:
    """One stretch and everything its front told.

    `opener` is "dash", "label", "number", "bold", "heading", "topic", "glue" or
    "" (a plain paragraph); `inline` says that it was cut out of a line, so that if
    the same voice turns out to go on, it is no paragraph of its own.
    """

    start: int
    end: int
    text: str
    opener: str = ""
    label: str = ""
    name: str = ""
    bold: bool = False
    heading: bool = False
    inline: bool = False
    voice: str = ""  # "Q" or "A", once it is known
    begin: int = 0  # where the front begins; the text begins at `start`


@dataclass(slots=True)
class Front:
    """What stands before the text of a paragraph, and the emphasised run it opens with."""

    at: int
    dash: bool = False
    heading: bool = False
    number: int = 0
    number_at: int = 0
    bold_end: int = 0  # the end of the emphasised run, 0 if the text opens plainly
    bold_after: int = 0
    whole: bool = False  # the emphasis runs to the end


def read_front(text: str, start: int, end: int) -> Front:
    """Look past dashes, marks and a number to where the words begin."""
    front = Front(start)
    for _ in range(6):
        while front.at < end and text[front.at].isspace():
            front.at += 1
        if match := _HEADING.match(text, front.at, end):
            front.heading = True
        elif match := _DASH.match(text, front.at, end):
            front.dash = True
        elif match := _BULLET.match(text, front.at, end):
            pass
        elif not front.number and (match := _NUMBER.match(text, front.at, end)):
            front.number, front.number_at = int(match[1]), match.start()
        elif match := _EMPHASIS.match(text, front.at, end):
            _read_emphasis(text, end, match, front)
        else:
            break
        front.at = match.end()
    return front


def _read_emphasis(text: str, end: int, match: re.Match, front: Front) -> None:
    """Find where the emphasis that opens here closes."""
    close = text.find(match[1], match.end(), end)
    if close > 0:
        front.bold_end, front.bold_after = close, close + len(match[1])
        front.whole = _NOTHING.fullmatch(text, front.bold_after, end) is not None


def clean(text: str, start: int, end: int) -> str:
    """Return the words of a span: one line, no marks of emphasis."""
    words = without_marks(one_line(text[start:end]))
    if "*" in words[:3] or "*" in words[-3:]:
        words = words.strip("*")
    return words.strip()


def inline_dashes(text: str, start: int, end: int) -> list[tuple[int, bool]]:
    """Return where inside a span a dash may open a turn, and whether a question ends there.

    Not inside quotation marks, not after an initial or an abbreviation.
    """
    found = []
    quoted: list[tuple[int, int]] | None = None
    for match in _INLINE_DASH.finditer(text, start, end):
        mark = match["mark"] or match["query"]
        at = match.start("dash") if match["dash"] else match.end("query")
        if mark == "." and is_shortened(text, match.start()):
            continue
        if quoted is None:
            quoted = [hit.span() for hit in _QUOTED.finditer(text, start, end)]
        while quoted and quoted[0][1] <= at:
            quoted.pop(0)
        if quoted and quoted[0][0] < at:
            continue
        found.append((at, mark.startswith("?")))
    return found


def glued(text: str, start: int, end: int) -> list[int]:
    """Return where paragraphs were glued: after the mark and, if it asks, before that question."""
    cuts = []
    for match in _GLUE.finditer(text, start, end):
        cuts.append(match.end())
        if match[0][0] == "?":
            window = max(start, match.start() - 600, *cuts[-2:-1])
            before = [stop for stop in sentence_ends(text, window, match.start() + 1) if stop < match.start()]
            if before:
                cuts.append(before[-1])
    return cuts


def run_in_border(text: str) -> int:
    """Return where the answer begins if a text opens with its question, else 0."""
    border = leading_questions(text)
    return border if 0 < border < len(text.rstrip()) and not _ASIDE.fullmatch(text, border) else 0
