"""What a reader typed, taken apart: the words that must be found, those that only order, and their spellings."""

from dataclasses import dataclass
from functools import cached_property

from publishing.kyrgyz import light, query_words

LONGEST = 100
MOST_WORDS = 8

# Words that say nothing alone, folded: they order results, they do not choose them.
_EMPTY = frozenset(
    """
    жана менен учун же да де та бул ал эле бир боюнча жонундо тууралуу кантип кандаи емне ким каида качан ко
    и в во на о об от по с со из за к ко у для при до не что как кто где когда какои какая какие это или про же ли а но
    the a an of to in on at for and or is are be by with from what how who where when which does do it about
    """.split()
)


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a query: as it was typed, and its folded spellings, the likeliest first."""

    typed: str
    spellings: tuple[str, ...]
    is_needed: bool = True

    @property
    def folded(self) -> str:
        """Return its first spelling."""
        return self.spellings[0]

    @property
    def is_number(self) -> bool:
        """Say whether it begins as numbers do; 11 is not meant to find 2011 or 110."""
        return self.folded[0].isdigit()


@dataclass(frozen=True)
class Query:
    """What a reader typed, as far as it is searched for."""

    text: str
    words: tuple[Word, ...]
    is_cut: bool

    @classmethod
    def typed(cls, text: str) -> "Query":
        """Return a query from what was typed: at most 100 signs and 8 words of it.

        >>> [word.spellings for word in Query.typed("  Ышсыз   Бишкек ").words]
        [('ышсыз', 'yshsyz'), ('бишкек', 'bishkek')]
        """
        # Half a surrogate pair, as a broken form may send it, is no text that a page or a database can hold.
        whole = " ".join(text.encode("utf-8", "ignore").decode().replace("\x00", " ").split())
        words = _words(whole[:LONGEST])
        return cls(whole[:LONGEST], words[:MOST_WORDS], len(whole) > LONGEST or len(words) > MOST_WORDS)

    @cached_property
    def needed(self) -> tuple[Word, ...]:
        """Return the words that must be found."""
        return tuple(word for word in self.words if word.is_needed)

    @property
    def folded(self) -> str:
        """Return the whole query as folded titles are compared with it."""
        return " ".join(word.folded for word in self.words)

    @property
    def is_too_short(self) -> bool:
        """Say whether something was typed that cannot be searched for: one letter, or signs alone."""
        return bool(self.text) and not self.needed


def _words(text: str) -> tuple[Word, ...]:
    """Return the words of a text, each once; one letter and empty words are needed only where nothing else is."""
    found = {}
    for typed in light(text).split():
        for spellings in query_words(typed):
            found.setdefault(spellings[0], (typed, spellings))
    telling = {folded for folded in found if folded.isdigit() or (len(folded) > 1 and folded not in _EMPTY)}
    needed = telling or {folded for folded in found if len(folded) > 1}
    return tuple(Word(typed, spellings, folded in needed) for folded, (typed, spellings) in found.items())
