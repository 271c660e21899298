"""Folding for search: text and query are brought to one plain form, since no database here folds Kyrgyz.

People type ң ө ү as н о у on Russian keyboards, sites carry look-alike letters (ӊ) and letters of old 8-bit fonts
(є for ө, ї for ү), and names are asked for in Latin. The folded form makes them one; the price is that он and өн match
each other, so exact matches are to be ranked first.
"""

import itertools
import re
import unicodedata
from collections.abc import Iterator

from publishing.kyrgyz.script import is_silent
from publishing.kyrgyz.slugs import slugify

_LETTERS = str.maketrans(
    {
        "ң": "н", "ӊ": "н", "ө": "о", "ү": "у", "є": "о", "ї": "у", "э": "е",
        # Russian writes Гульнара where Kyrgyz writes Гүлнара, and the Latin form has neither sign.
        "ь": "", "ъ": "", "№": " ",
    }
)  # fmt: skip

# The slug table read backwards into folded letters, with the other spellings in use: ж zh or j, х kh or h, й y or i.
# The likeliest reading stands first; a reading found inside another one (ж in дж) need not be named.
_READINGS = {
    "shch": ("щ", "шч"), "sch": ("щ", "сч"), "sh": ("ш",), "ch": ("ч",), "zh": ("ж",), "kh": ("х",), "gh": ("г",),
    "ph": ("ф",), "ck": ("к",), "ts": ("ц", "тс"), "dzh": ("ж", "дж"), "dj": ("ж", "дж"), "ng": ("нг", "н"),
    "ya": ("я", "иа"), "yo": ("е", "ио"), "yu": ("ю", "иу"), "ye": ("е", "ие"), "ia": ("иа", "ия", "я"),
    "iu": ("иу", "ю"),
    "a": ("а",), "b": ("б",), "c": ("к", "с"), "d": ("д",), "e": ("е",), "f": ("ф",), "g": ("г",), "h": ("х",),
    "i": ("и",), "j": ("ж", "и"), "k": ("к",), "l": ("л",), "m": ("м",), "n": ("н",), "o": ("о",), "p": ("п",),
    "q": ("к",), "r": ("р",), "s": ("с",), "t": ("т",), "u": ("у",), "v": ("в",), "w": ("в",), "x": ("кс", "х"),
    "y": ("ы", "и"), "z": ("з",),
}  # fmt: skip
_LATIN_UNIT = re.compile("|".join(sorted(_READINGS, key=len, reverse=True)) + "|.", re.DOTALL)
_ALTERNATIVES = 6


def fold(text: str) -> str:
    """Return the text as words of plain small letters and digits with single spaces between them.

    Source: research/language-and-law.md §3.3 and design.md §5 (й as и, э as е); ь and ъ are dropped besides.

    >>> fold("«Өнүгүү» — Чоӊ  Ёлка, 4-номер")
    'онугуу чон елка 4 номер'
    >>> fold("Айкөл") == fold("айкол")
    True
    """
    small = unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold()).translate(_LETTERS)
    # Taking signs apart turns й into и and ё into е, and strips stress marks; a few signs need the table after it.
    parts = unicodedata.normalize("NFKD", small).casefold().translate(_LETTERS)
    return " ".join("".join(map(_plain, parts)).split())


def light(text: str) -> str:
    """Return the words of a text in small letters, each letter as it was written: what `fold` makes one stays apart.

    >>> light("«Өнүгүү» — Чоӊ  Ёлка, 4-номер")
    'өнүгүү чоӊ ёлка 4 номер'
    """
    small = unicodedata.normalize("NFC", text).casefold().replace("№", " ")
    return " ".join("".join(map(_plain, small)).split())


def query_words(text: str) -> tuple[tuple[str, ...], ...]:
    """Return for each word of a query at most six folded spellings; a text answers when it contains one of each.

    The word as typed comes first; a word with Latin letters is also read as Cyrillic, any other is also romanised.

    >>> query_words("tutun Бишкекте")
    (('tutun', 'тутун'), ('бишкекте', 'bishkekte'))
    >>> query_words("zhyldyz")[0][:2], query_words("Japarov")[0][:2]
    (('zhyldyz', 'жылдыз'), ('japarov', 'жапаров'))
    """
    return tuple(_spellings(word) for word in dict.fromkeys(fold(text).split()))


def _plain(character: str) -> str:
    if is_silent(character):
        return ""
    return character if character.isalnum() else " "


def _spellings(word: str) -> tuple[str, ...]:
    romanised = filter(None, [slugify(word).replace("-", "")])
    every = dict.fromkeys(itertools.chain([word], _cyrillic(word), romanised))
    return tuple(itertools.islice(every, _ALTERNATIVES))


def _cyrillic(word: str) -> Iterator[str]:
    """Yield the Cyrillic readings of a word, the likeliest first, then those that differ from it in one place."""
    units = _LATIN_UNIT.findall(word)
    readings = [_readings(before, unit) for before, unit in zip(["", *units], units, strict=False)]
    likeliest = [choices[0] for choices in readings]
    yield "".join(likeliest)
    for place, choices in enumerate(readings):
        for choice in choices[1:]:
            yield "".join([*likeliest[:place], choice, *likeliest[place + 1 :]])


def _readings(before: str, unit: str) -> tuple[str, ...]:
    """Return the readings of one unit; y after a vowel is й first (Saydakhmat), elsewhere ы (Zhyldyz)."""
    choices = _READINGS.get(unit, (unit,))
    if unit == "y" and before.endswith(tuple("aeiouy")):
        return choices[::-1]
    return choices
