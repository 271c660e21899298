"""Where sentences end, initials and abbreviations aside."""

import re
from collections.abc import Iterator

from .characters import UPPER

_END = re.compile(
    rf"(?<=[\w\"»”)%’'])[.?!…]+[\"»”’)\]]*(?=\s+[-–—]?\s*[\"«„“(\[*]*[{UPPER}0-9]|\s*$|[\"«„“]?[{UPPER}])"
)
_LAST_WORD = re.compile(r"[\w-]*$")
_SHORTENED = frozenset(
    "г гг ж жж к ш п с о м оф т тт д др ул пр просп кв стр им св ст көч млн млрд тыс обл р-н чл проф акад"
    " mr mrs ms dr st prof vs etc".split()
)


def sentence_ends(text: str, start: int = 0, end: int | None = None) -> Iterator[int]:
    """Yield the offsets just after each sentence.

    >>> list(sentence_ends("Ким? Ү. Мисалов.Ал мугалим"))
    [4, 16]
    """
    for match in _END.finditer(text, start, len(text) if end is None else end):
        if match[0] == "." and is_shortened(text, match.start()):
            continue
        yield match.end()


def is_shortened(text: str, stop: int) -> bool:
    """Tell whether the full stop at `stop` ends an initial or an abbreviation."""
    word = _LAST_WORD.search(text, max(0, stop - 12), stop)[0]
    word = word.rpartition("-")[2] or word
    return (len(word) == 1 and word.isupper()) or word in _SHORTENED


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Yield the spans of sentences; together they cover the text."""
    start = 0
    for end in sentence_ends(text):
        yield start, end
        start = end
    if text[start:].strip():
        yield start, len(text)


def leading_questions(text: str) -> int:
    """Return where the questions a text opens with end, 0 if it opens with none.

    One statement may come before the first question.

    >>> leading_questions("Кимсиз? Кайдансыз? Мен Мисаловмун.")
    18
    """
    if "?" not in text:
        return 0
    found = 0
    for number, (start, end) in enumerate(sentences(text)):
        if "?" in text[max(start, end - 4) : end] and "?!" not in text[max(start, end - 4) : end]:
            found = end
        elif found or number:
            break
    return found
