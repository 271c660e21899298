"""Addresses in Latin letters by the house's own table.

The table is the practice of the English-language press of Kyrgyzstan (24.kg: Жаңы Күч = Zhany Kuch, Өнүгүү = Onuguu,
Сайдахмат = Saydakhmat). BGN/PCGN 1979 (ж j, ң ng, ө ö, ү ü) is not followed; search accepts both (`search.py`).
"""

import unicodedata

from publishing.kyrgyz.script import is_silent

LATIN = {
    "а": "a", "б": "b", "в": "v", "г": "g", "д": "d", "е": "e", "ё": "yo", "ж": "zh", "з": "z", "и": "i", "й": "y",
    "к": "k", "л": "l", "м": "m", "н": "n", "ң": "n", "о": "o", "ө": "o", "п": "p", "р": "r", "с": "s", "т": "t",
    "у": "u", "ү": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ы": "y", "ь": "",
    "э": "e", "ю": "yu", "я": "ya",
}  # fmt: skip

# Look-alikes and letters of old Kyrgyz fonts (see search.py), the neighbours' letters, and Latin ones that no
# normalisation takes apart.
_OTHERS = {
    "ӊ": "n", "є": "o", "ї": "u", "і": "i", "ә": "a", "ғ": "g", "қ": "k", "ұ": "u", "ў": "u", "һ": "kh", "ҳ": "kh",
    "ı": "i", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ə": "a",
}  # fmt: skip
_TABLE = LATIN | _OTHERS


def slugify(text: str, max_length: int = 80) -> str:
    """Return the text as an address: small ASCII letters and digits, words joined by hyphens, cut between words.

    Signs of a script without a table become their code points (u4e2d), so the result is empty only for a text with no
    letter or digit. A first word longer than `max_length` is cut inside.

    >>> slugify("Назир Асанбердиев"), slugify("Жылдыз Өмүрзакова"), slugify("4-номер")
    ('nazir-asanberdiev', 'zhyldyz-omurzakova', '4-nomer')
    """
    small = unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold())
    slug = _cut("-".join("".join(map(_latin, small)).split()), max_length)
    if slug:
        return slug
    # Only a text of nothing but dropped letters (ь, ъ) comes here with a letter in it.
    return _cut("-".join(_code_point(character) for character in small if character.isalnum()), max_length)


def _latin(character: str) -> str:
    """Return the letters for one sign, nothing for a sign inside words (an accent, an apostrophe), or a space."""
    if character in _TABLE:
        return _TABLE[character]
    if is_silent(character):
        return ""
    if character.isascii():
        return character if character.isalnum() else " "
    parts = unicodedata.normalize("NFKD", character).casefold()
    if parts != character:
        return "".join(map(_latin, parts))
    if character.isdecimal():
        return str(unicodedata.decimal(character))
    return _code_point(character) if character.isalnum() else " "


def _code_point(character: str) -> str:
    return f"u{ord(character):x}"


def _cut(slug: str, max_length: int) -> str:
    if len(slug) <= max_length:
        return slug
    whole, _, rest = slug[: max_length + 1].rpartition("-")
    return whole or rest[:max_length]
