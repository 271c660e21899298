"""The letters ң ө ү and those that stand for them on a Russian keyboard: н о у."""

from publishing.kyrgyz.search import light

_BARE = str.maketrans("ңөүӊєї", "ноуноу")
_CONCERNED = frozenset("онуөңүӊєї")
SHORTEST = 3


def bare(word: str) -> str:
    """Return a word in small letters as a Russian keyboard writes it; nothing else of it changes.

    >>> bare("Өзгөрүү"), bare("йод")
    ('озгоруу', 'йод')
    """
    return word.casefold().translate(_BARE)


def spelled_words(text: str) -> set[str]:
    """Return the words of a text, in small letters, in which one of these letters may stand for another.

    >>> sorted(spelled_words("Кара түтүн, 2021: он эл"))
    ['түтүн']
    """
    return {
        word
        for word in light(text).split()
        if len(word) >= SHORTEST and word.isalpha() and not _CONCERNED.isdisjoint(word)
    }


def in_letters_of(word: str, pattern: str) -> str:
    """Return a word with the capitals of another one of the same length.

    >>> in_letters_of("өзгөрүү", "Озгоруу"), in_letters_of("түтүн", "ТУТУН")
    ('Өзгөрүү', 'ТҮТҮН')
    """
    if pattern.isupper():
        return word.upper()
    return word[:1].upper() + word[1:] if pattern[:1].isupper() else word
