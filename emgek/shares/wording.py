"""Words as they are set in a picture: on one line, clean, not too long, broken where the language allows it."""

import re
import unicodedata

from candidates.reading.sentences import sentences
from publishing.hyphens import SOFT_HYPHEN, soft_hyphens

LONGEST_TITLE = 300
LONGEST_TEXT = 220
ODD = {"Cc", "Cf", "Cn", "Co", "Cs", "So", "Sk"}
"""Unicode's categories of what no letter is: controls, marks of direction, joiners, pictures."""
PLAIN = re.compile(r"[\w\s.,:;!?…«»“”„‘’'\"()/%+—–-]*")
"""What has nothing odd in it, as most texts: it need not be looked at letter by letter."""
NO_BREAK_SPACE = "\u00a0"
CLINGING = re.compile(r" (?=[—–] )|(?<=\b[^\W\d_]) (?=\w)")
"""The space before a dash, and the one after a word of one letter («с», «в», “a”)."""


def clean(text: str) -> str:
    """Return text on one line, composed, without what no letter is.

    >>> clean("Бир\\u200b\\n эки 🐑")
    'Бир эки'
    """
    composed = unicodedata.normalize("NFC", str(text))
    if PLAIN.fullmatch(composed):
        return " ".join(composed.split())
    letters = (" " if letter.isspace() else letter for letter in composed)
    return " ".join("".join(letter for letter in letters if unicodedata.category(letter) not in ODD).split())


def headline(text: str, language: str) -> str:
    """Return a title as it is set: only its longest words may be broken, and in Kyrgyz only."""
    return bound(shortened(clean(text), LONGEST_TITLE), language, heading=True)


def prose(text: str, language: str) -> str:
    """Return a text as it is set, shortened where it is long."""
    return bound(shortened(clean(text), LONGEST_TEXT), language)


def first_sentence(text: str, language: str) -> str:
    """Return the first sentence of a text, as it is set.

    >>> first_sentence("Ооба. Болот.", "ru")
    'Ооба.'
    """
    words = clean(text)
    start, end = next(sentences(words), (0, 0))
    return prose(words[start:end], language)


def bound(text: str, language: str, *, heading: bool = False) -> str:
    """Return text with soft hyphens where Kyrgyz may be broken; dashes and words of one letter do not stand alone."""
    kept = CLINGING.sub(NO_BREAK_SPACE, text)
    return soft_hyphens(kept, heading=heading) if language == "ky" else kept


def loose(text: str) -> str:
    """Return what was set as it is read: without hyphens and spaces that only the setting needs.

    >>> loose(bound("көзөмөлдөнөт — болот", "ky"))
    'көзөмөлдөнөт — болот'
    """
    return text.replace(SOFT_HYPHEN, "").replace(NO_BREAK_SPACE, " ")


def shortened(text: str, length: int) -> str:
    """Return text of at most so many letters: whole words, and three dots where some are left out.

    >>> shortened("бир эки үч", 9)
    'бир эки …'
    """
    if len(text) <= length:
        return text
    kept = text[: length - 1].rpartition(" ")[0] or text[: length - 2]
    return f"{kept} …"


def said(*parts: str) -> str:
    """Join short sayings into one line.

    >>> said("Маек.", "", "Сүрөт: Мисалов Ү.")
    'Маек. Сүрөт: Мисалов Ү.'
    """
    whole = [words for words in map(clean, parts) if words]
    return ". ".join([*(words.rstrip(".") for words in whole[:-1]), *whole[-1:]])
