"""Alphabetical order as a stored key, because SQLite has no Kyrgyz collation and PostgreSQL's is not ours to rely on.

The order is that of CLDR for ky (unicode.org/cldr/charts/41/collation/ky.html), with Ё a letter of its own after Е, as
the alphabet has it. Russian needs no more letters; those of the neighbours (Ә, Қ, І ...) stand after their likeness.
Latin follows Cyrillic, as CLDR has it for languages written in Cyrillic.
"""

import re
import unicodedata
from collections.abc import Iterable

from publishing.kyrgyz.script import is_silent

_CYRILLIC = "аәбвгғдеєёжзиіїйкқлмнңоөпрстуўүұфхһцчшщъыьэюя"
_LATIN = "abcdefghijklmnopqrstuvwxyz"
_SAME_LETTER = str.maketrans({"ӊ": "ң", "ı": "i", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ə": "a"})
_UNIT = re.compile(r"\d+|.", re.DOTALL)
_GAPS = re.compile(r"[\W_]+")

_GAP = "01"
_FIRST_NUMBER = 0x10
_LONGEST_NUMBER = 60
_FIRST_DIGIT = 0x60
_FIRST_LETTER = 0x80
_OTHER_SCRIPT = "f0"
_WEIGHTS = {letter: f"{_FIRST_LETTER + place:02x}" for place, letter in enumerate(_CYRILLIC + _LATIN)}

_LETTERS_OF_WEIGHTS = {weight: letter.upper() for letter, weight in _WEIGHTS.items()}

_CHARACTERS = 80
_CASE_SEPARATOR = "00"


def sort_key(text: str) -> str:
    """Return a key of at most 200 lower-case hexadecimal digits whose plain order is the order of the alphabet.

    Gaps (spaces, hyphens, other marks) come before digits, digits before letters; a run of digits counts as a number.
    Case decides only between equal words, small before capital. Texts that agree in their first 80 signs, or differ
    only in accents or marks, may share a key: order by something else after it.

    >>> sorted(["Өмүр", "Омар", "Ёлка", "Ариет", "Пётр"], key=sort_key)
    ['Ариет', 'Ёлка', 'Омар', 'Өмүр', 'Пётр']
    >>> sort_key("4-номер") < sort_key("10-номер")
    True
    """
    units = _UNIT.findall(_plain(text).strip(" "))[:_CHARACTERS]
    weights = [weight for unit in units for weight in _weigh(unit)]
    return "".join(weights[:_CHARACTERS]) + _CASE_SEPARATOR + _pack(unit != unit.lower() for unit in units)


def first_letter(key: str) -> str:
    """Return the capital with which a text begins that has this key, nothing where no letter of ours begins it.

    >>> first_letter(sort_key("Өмүрзакова")), first_letter(sort_key("4-номер"))
    ('Ө', '')
    """
    return _LETTERS_OF_WEIGHTS.get(key[:2], "")


def _plain(text: str) -> str:
    """Return the letters and digits of a text and single spaces; accents and signs inside words are taken away."""
    # A letter is written with a few signs at most, and only the first 80 letters count.
    shown = unicodedata.normalize("NFKC", text[: _CHARACTERS * 10])
    return _GAPS.sub(" ", "".join(map(_letters, shown)))


def _letters(character: str) -> str:
    """Return a sign as letters that have a weight, if it has any: ё and й as they are, é as e."""
    small = character.casefold()
    if small in _WEIGHTS:
        return character
    if is_silent(character):
        return ""
    base = unicodedata.normalize("NFKD", small.translate(_SAME_LETTER))
    base = "".join(part for part in base if not is_silent(part))
    return base if character == character.lower() else base.upper()


def _weigh(unit: str) -> list[str]:
    """Return the two-digit weights of a unit; a number is its length, then its digits, so that longer means greater."""
    if unit == " ":
        return [_GAP]
    if unit[0].isdecimal():
        digits = str(int(unit[:_LONGEST_NUMBER]))
        return [f"{_FIRST_NUMBER + len(digits):02x}"] + [f"{_FIRST_DIGIT + int(digit):02x}" for digit in digits]
    weight = _WEIGHTS.get(unit.casefold())
    if weight:
        return [weight]
    code = f"{ord(unit.casefold()[0]):06x}"
    return [_OTHER_SCRIPT, code[:2], code[2:4], code[4:]]


def _pack(capitals: Iterable[bool]) -> str:
    """Return the case of each unit, four to a hexadecimal digit."""
    flags = "".join("1" if capital else "0" for capital in capitals)
    flags += "0" * (-len(flags) % 4)
    return "".join(f"{int(flags[at : at + 4], 2):x}" for at in range(0, len(flags), 4))
