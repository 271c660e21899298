"""Lines of a text with their offsets, and which of them belong to one paragraph."""

import re
from typing import NamedTuple

from .characters import DASHES, LOWER

#: A line has at least one letter or digit; all others only separate.
_SEEN = re.compile(r"\w")
_OPENER = re.compile(rf"[{DASHES}•#>]|\*\*|\d{{1,3}}\s*[.)]\s|[A-ZА-ЯЁӨҮҢ][^\n:.?!]{{0,40}}:(?:\s|\*)")
_FINISHED = re.compile(r"[.?!…:;][\"'»”“’)\]*_]*$")
_GOES_ON = re.compile(rf"[\"'«„“(]?[{LOWER}]")


class Line(NamedTuple):
    """A stretch of the text, first to last visible character; `gap` means a blank line before."""

    start: int
    end: int
    gap: bool


def split_lines(text: str) -> list[Line]:
    """Return the lines that hold a letter or a digit.

    >>> split_lines("Салам\\n---\\nБер")
    [Line(start=0, end=5, gap=True), Line(start=10, end=13, gap=True)]
    """
    lines = []
    at, gap = 0, True
    for row in text.split("\n"):
        words = row.strip()
        if _SEEN.search(words):
            start = at + len(row) - len(row.lstrip())
            lines.append(Line(start, start + len(words), gap))
            gap = False
        else:
            gap = True
        at += len(row) + 1
    return lines


def wrap_width(text: str, lines: list[Line]) -> int:
    """Return the width the text was wrapped at by hand or by a mailer, 0 if it was not.

    A text is wrapped when its lines are of one measure (at most 120) and most
    of those that are not last in their paragraph stop in mid-sentence.
    """
    inner = [(a, b) for a, b in zip(lines, lines[1:], strict=False) if not b.gap]
    if len(inner) < 3 or len(inner) * 2 < len(lines):
        return 0
    widths = sorted(a.end - a.start for a, _ in inner)
    width = widths[len(widths) * 9 // 10]
    broken = sum(
        not _FINISHED.search(text, max(a.start, a.end - 12), a.end) and _GOES_ON.match(text, b.start) is not None
        for a, b in inner
    )
    return width if width <= 120 and broken * 2 >= len(inner) else 0


def join_paragraphs(text: str, lines: list[Line]) -> list[tuple[int, int]]:
    """Return the spans of paragraphs, broken lines being put together.

    Two lines are one paragraph when no blank line parts them, the second does
    not open a turn, and the first was full (in a wrapped text) or stops
    without a final mark while the second goes on in lower case.
    """
    width = wrap_width(text, lines)
    spans: list[tuple[int, int]] = []
    for line in lines:
        if spans and not line.gap and _is_broken(text, spans[-1], line, width):
            spans[-1] = (spans[-1][0], line.end)
        else:
            spans.append((line.start, line.end))
    return spans


def _is_broken(text: str, before: tuple[int, int], line: Line, width: int) -> bool:
    """Tell whether the line goes on with the paragraph `before`."""
    if _OPENER.match(text, line.start, line.end):
        return False
    if text[before[1] - 1] == ":":  # not the first item of a list
        return _GOES_ON.match(text, line.start) is not None and text[line.end - 1] not in ",;"
    finished = _FINISHED.search(text, max(before[0], before[1] - 12), before[1])
    if not finished and _GOES_ON.match(text, line.start):
        return True
    if not width:
        return False
    length = before[1] - max(before[0], text.rfind("\n", before[0], before[1]) + 1)
    first_word = len(text[line.start : min(line.end, line.start + 40)].split(None, 1)[0])
    return length + 1 + first_word > (width if finished else width * 3 // 4)
