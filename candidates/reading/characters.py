"""The characters every other module speaks of: dashes, cases, spaces.

Python's ``\\w`` and ``str.isalnum`` agree on what a letter or a digit is, and
so do all promises of this package: *nothing is lost* means that no character
with ``isalnum()`` is.
"""

import re

#: Every stroke a typist or a word processor uses to open a turn, for a character class.
DASHES = "\\-\u2010\u2012\u2013\u2014\u2015\u2212"
UPPER = "A-ZА-ЯЁӨҮҢ"
LOWER = "a-zа-яёөүң"

_DASH_BEFORE = re.compile(rf"^[\s{DASHES}]+")
_BROKEN_WORD = re.compile(rf"(?<=[{LOWER}])-\s*\n\s*(?=[{LOWER}])")


def letters_and_digits(text: str) -> str:
    """Return only what may not be lost.

    >>> letters_and_digits("- Ооба, 4-номер!")
    'Ооба4номер'
    """
    return "".join(filter(str.isalnum, text))


def count_letters(text: str) -> int:
    """Count the letters, digits aside."""
    return sum(map(str.isalpha, text))


def squeeze(text: str) -> str:
    """Return the text without any space, the form in which repeats are compared."""
    return "".join(text.split())


def without_dash(text: str) -> str:
    """Drop the dash, or dashes, a turn opens with."""
    return _DASH_BEFORE.sub("", text)


def one_line(text: str) -> str:
    """Join broken lines and runs of spaces; a word broken at its hyphen keeps the hyphen.

    >>> one_line("өзүңүздү  тааныштыра\\nкетсеңиз?")
    'өзүңүздү тааныштыра кетсеңиз?'
    >>> one_line("социалдык-\\nэкономикалык")
    'социалдык-экономикалык'
    """
    if "-" in text and "\n" in text:
        text = _BROKEN_WORD.sub("-", text)
    return " ".join(text.split())
