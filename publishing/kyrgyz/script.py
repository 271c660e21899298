"""The signs of a text: which script a word is written in, and which signs say nothing."""

import re
import unicodedata

_APOSTROPHES = frozenset("'’‘ʼ`´ʹ")
_WORD = re.compile(r"[^\W\d_]+")


def mixed_script(text: str) -> tuple[str, ...]:
    """Return the words that mix Latin and Cyrillic letters, each once, in the order they are met.

    Such a word looks right and is neither found nor read aloud rightly; it comes from a wrong keyboard layout. A hyphen
    parts words, so a compound may have one half in each script. A soft hyphen does not part them.

    >>> mixed_script("Бишкек cити, IT-компания")  # the c is Latin
    ('cити',)
    """
    whole = unicodedata.normalize("NFC", text.replace("\u00ad", ""))
    return tuple(dict.fromkeys(word for word in _WORD.findall(whole) if {"LATIN", "CYRILLIC"} <= _scripts(word)))


def is_silent(character: str) -> bool:
    """Tell whether a sign stands inside words without being a letter of them: an accent, an apostrophe, a soft hyphen.

    >>> is_silent("’"), is_silent("\u00ad"), is_silent("-")
    (True, True, False)
    """
    category = unicodedata.category(character)
    return category[0] == "M" or category == "Cf" or character in _APOSTROPHES


def _scripts(word: str) -> set[str]:
    return {unicodedata.name(letter, "").split(" ")[0] for letter in word}
