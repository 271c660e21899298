"""Endings: what may be left of a word when they are taken off, in folded letters, for search and nothing else.

No stemmer for Kyrgyz exists (research/libraries.md §k), and one for Russian would not know folded letters. So no single
stem is claimed: a word has all the stems it may have, and two words are kin when they share one that is long enough.
Kyrgyz endings follow the vowels of the stem (-дын -дин -дун -дүн); folding leaves three vowels of each sort.
"""

import re
from functools import lru_cache

SHORTEST = 3
STEPS = 4

# Plural; whose; the six cases, plain and after "his"; what adjectives and doers are made with; forms of verbs.
_KYRGYZ = re.compile(
    "|".join(
        """
        [лдт][аео]р [ыиу]?м [ыиу]?н [ыиу]?н[ыиу]з [ыиу]?б[ыиу]з с?[ыиу] [ндт][ыиу]н [гк][аео] н[аео] [ндт][ыиу]
        н?[дт][аео] н?[дт][аео]н н[аео]н [лдт][ыиу]к [лдт]уу с[ыиу]з ч[ыиу] уу оо [гк][аео]н [гк][ыиу] ат ет от ит
        ып ип уп п с[аео] [аео]р баи беи бои бы би бу
        """.split()
    )
)
_RUSSIAN = re.compile(
    "|".join(
        """
        а я о е и ы у ю ам ям ами ями ах ях ов ев еи ом ем ои ею ою ии ию ия ие иям ием иях иями
        ыи ая яя ое ее ые ого его ому ему ую юю ым им ых их ыми ими
        т ть ит ет ат ят ут ют л ла ло ли ал ала ало али ил ила или ат ит ать ить ают яют ает яет ност ости остью
        ся с тся ться ка ки ку кои ки к
        """.split()
    )
)
_ENGLISH = re.compile("s|es|e|ed|d|ing|er|ers|ly|y|ies|ied|ion|ions|ism|ist|ists|ity|ities")

_OF_LANGUAGE = {"ky": (_KYRGYZ, STEPS), "ru": (_RUSSIAN, 2), "en": (_ENGLISH, 1)}
_LONGEST_ENDING = 5
# A consonant that grows soft before a vowel: китеп, китеби; калдык, калдыгы.
_HARD = {"б": "п", "г": "к"}
_VOWELS = frozenset("аеоуыияюaeiouy")


@lru_cache(maxsize=20_000)
def stems(word: str, language: str) -> frozenset[str]:
    """Return what a folded word may be a form of, itself among them.

    >>> sorted(stems("бишкектин", "ky"))
    ['бишкек', 'бишкект', 'бишкекти', 'бишкектин']
    >>> "калдык" in stems("калдыгын", "ky"), "участк" in stems("участок", "ru")
    (True, True)
    """
    endings, steps = _OF_LANGUAGE[language]
    found, edge = {word}, {word}
    for _step in range(steps):
        edge = {stem for form in edge for stem in _cut(form, endings, language)} - found
        found |= edge
    if language == "ru" and word[-2:] in ("ок", "ек", "ец"):
        found.add(word[:-2] + word[-1])
    return frozenset(found)


def are_kin(one: str, other: str, language: str) -> bool:
    """Say whether two folded words may be forms of one.

    >>> are_kin("бишкектин", "бишкек", "ky"), are_kin("смога", "смогу", "ru"), are_kin("шаар", "шамал", "ky")
    (True, True, False)
    """
    if one[:SHORTEST] != other[:SHORTEST]:
        return False
    return any(len(stem) >= SHORTEST for stem in stems(one, language) & stems(other, language))


def _cut(word: str, endings: re.Pattern, language: str) -> set[str]:
    """Return what is left when one ending is taken off, where that could still be a word."""
    left = set()
    for at in range(max(SHORTEST, len(word) - _LONGEST_ENDING), len(word)):
        stem = word[:at]
        if endings.fullmatch(word, at) and not _VOWELS.isdisjoint(stem):
            left.add(stem)
            if language == "ky" and stem[-1] in _HARD and word[at] in _VOWELS:
                left.add(stem[:-1] + _HARD[stem[-1]])
    return left
