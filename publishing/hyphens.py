"""Soft hyphens for Kyrgyz, which browsers cannot break by themselves.

The rule is the art direction's: break before the last consonant ahead of a vowel, keep long vowels whole (no break
between two vowels), leave at least three letters on either side. A soft or hard sign goes with the consonant before it.
Loan words are broken by the same rule (прог-рам-ма); the one exception is the -стан of country names (кыр-гыз-стан).
"""

import re
from functools import lru_cache
from itertools import pairwise

SOFT_HYPHEN = "\u00ad"

_VOWELS = frozenset("аеёиоөуүыэюя")
_CONSONANTS = frozenset("бвгджзйклмнңпрстфхцчшщ")
_SIGNS = frozenset("ьъ")
_ALPHABET = _VOWELS | _CONSONANTS | _SIGNS

_EDGE = 3
_SHORTEST_IN_TEXT = 10
_SHORTEST_IN_HEADING = 16

# By the rule alone the country would be broken as «кыргызс-тан»; the ablative конкурс-тан is right as it is.
_COUNTRY = re.compile("(?<=гыз|зак|бек|жик|мөн)стан")

_TOKEN = re.compile(r"\S+")
# Combining marks and soft hyphens belong to a word, which then is not purely Kyrgyz and stays as it is.
_WORD = re.compile("[^\\W\\d_](?:[^\\W\\d_]|[\u0300-\u036f\u00ad\u200b-\u200d\u2060])*")


def soft_hyphens(text: str, heading: bool = False) -> str:
    """Return plain Kyrgyz text with soft hyphens in its long words: from 10 letters, in headings from 16.

    Nothing else is changed, and what is not a word of Kyrgyz letters stays as it is: addresses, words in another
    script, words with a break set by hand. Names, `aria-label`, feeds and quotable text are the caller's to leave out.

    >>> soft_hyphens("көзөмөлдөнөт").replace(SOFT_HYPHEN, "-")
    'көзө-мөл-дө-нөт'
    >>> soft_hyphens("көзөмөлдөнөт", heading=True).replace(SOFT_HYPHEN, "-")
    'көзөмөлдөнөт'
    """
    shortest = _SHORTEST_IN_HEADING if heading else _SHORTEST_IN_TEXT
    return _TOKEN.sub(lambda token: _hyphenate_token(token[0], shortest), text)


@lru_cache(maxsize=20_000)
def _hyphenate_token(token: str, shortest: int) -> str:
    if len(token) < shortest or "://" in token or "@" in token or token.startswith("www."):
        return token
    return _WORD.sub(lambda word: _hyphenate(word[0], shortest), token)


def _hyphenate(word: str, shortest: int) -> str:
    letters = word.lower()
    if len(letters) < shortest or not _ALPHABET.issuperset(letters):
        return word
    begin = max(_EDGE, next((place for place, letter in enumerate(letters, 1) if letter in _VOWELS), len(letters)))
    places = [place for place in range(begin, len(letters) - _EDGE + 1) if _may_break(letters, place)]
    return SOFT_HYPHEN.join(word[start:end] for start, end in pairwise([0, *places, len(word)]))


def _may_break(letters: str, place: int) -> bool:
    """Tell whether a line may end before the letter at `place`, somewhere after the first vowel: a syllable begins."""
    if _COUNTRY.match(letters, place):
        return True
    if _COUNTRY.match(letters, place - 1):
        return False
    if letters[place] not in _CONSONANTS:
        return False
    following = letters[place + 1 : place + 3].removeprefix("ь")
    return following[:1] in _VOWELS
