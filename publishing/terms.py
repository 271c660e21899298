"""The party's agreed words: how a name or a promise is called in each language, and which translation departs from it.

A text has a term when its words follow one another in it, in any form: «Ышсыз Бишкекти». A translation keeps to it when
the agreed words stand in it at all, in any form and order, since languages part them. Forms are those that search knows
(`finding.endings`). What is found is a hint; it stops nothing.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from publishing.finding.endings import SHORTEST, are_kin, stems
from publishing.finding.marking import WORD
from publishing.kyrgyz import fold
from publishing.languages import LANGUAGES, some_words, words

#: So many letters of the word as it stands in the list may an ending replace: Kyrgyz only adds, Russian changes.
LOOSE = {"ky": 0, "ru": 3, "en": 2}
QUOTES = re.compile('[«»“”„"]')


class Term(models.Model):
    """Something that is called alike everywhere."""

    word = models.CharField(
        _("agreed words"),
        max_length=120,
        blank=True,
        help_text=_("As in a dictionary; other forms are found by themselves."),
    )
    also = models.TextField(
        _("also right"), blank=True, help_text=_("Other words that may stand for it, one a line. They are not marked.")
    )
    note = models.CharField(
        _("note"), max_length=300, blank=True, help_text=_("Where it comes from, or when it is said otherwise.")
    )

    class Meta:
        verbose_name = _("agreed term")
        verbose_name_plural = _("agreed terms")

    def __str__(self):
        return some_words(self, "word")

    def clean(self):
        """Ask for the words of two languages: with one alone there is nothing to compare."""
        if sum(bool(words(self, "word", code).strip()) for code in LANGUAGES) < 2:
            raise ValidationError(_("Write the agreed words in two languages at least."))

    def phrases(self, language: str) -> list["Phrase"]:
        """Return what may stand for it in a language, the agreed words first."""
        lines = [words(self, "word", language), *words(self, "also", language).splitlines()]
        return [phrase for line in lines if (phrase := Phrase.of(line, language))]


# Words of a text ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Written:
    """One word of a text: as it was written, folded, and where it stands."""

    text: str
    folded: str
    start: int
    end: int


@lru_cache(maxsize=20_000)
def folded(word: str) -> str:
    """Return one word folded."""
    return fold(word)


class Text:
    """The words of a text, and quick answers about them."""

    def __init__(self, text: str, language: str):
        self.text, self.language = text, language
        self.words = [Written(w[0], folded(w[0]), w.start(), w.end()) for w in WORD.finditer(text)]

    @cached_property
    def by_beginning(self) -> dict[str, list[int]]:
        """Return the places of words by their first letters; forms of a word begin alike."""
        found: dict[str, list[int]] = {}
        for place, word in enumerate(self.words):
            found.setdefault(word.folded[:SHORTEST], []).append(place)
        return found


@dataclass(frozen=True, slots=True)
class Phrase:
    """Some words in a row, folded; `is_name` where a single word must be written with a capital letter."""

    text: str
    words: tuple[str, ...]
    language: str
    is_name: bool

    @classmethod
    @lru_cache(maxsize=5_000)
    def of(cls, text: str, language: str) -> "Phrase | None":
        """Return the phrase a line says, None for a line without words."""
        written = [word[0] for word in WORD.finditer(text)]
        if not written:
            return None
        is_name = len(written) == 1 and written[0][0].isupper()
        return cls(text.strip(), tuple(map(folded, written)), language, is_name)

    def found_in(self, text: Text) -> str:
        """Return it as it stands in a text, in whatever form; nothing where it does not.

        >>> Phrase.of("Ышсыз Бишкек", "ky").found_in(Text("Биз ышсыз Бишкекти каалайбыз.", "ky"))
        'ышсыз Бишкекти'
        """
        for place in text.by_beginning.get(self.words[0][:SHORTEST], ()):
            row = text.words[place : place + len(self.words)]
            if len(row) < len(self.words) or (self.is_name and not row[0].text[0].isupper()):
                continue
            if all(is_form(mine, its.folded, self.language) for mine, its in zip(self.words, row, strict=True)):
                return QUOTES.sub("", text.text[row[0].start : row[-1].end])
        return ""

    def is_kept_in(self, text: Text) -> bool:
        """Say whether all its words stand in a text.

        >>> Phrase.of("сортировка отходов", "ru").is_kept_in(Text("сортировку бытовых отходов", "ru"))
        True
        """
        return all(
            any(
                text.words[place].folded == mine or are_kin(mine, text.words[place].folded, self.language)
                for place in text.by_beginning.get(mine[:SHORTEST], ())
            )
            for mine in self.words
        )


@lru_cache(maxsize=20_000)
def is_form(term: str, written: str, language: str) -> bool:
    """Say whether a folded word is a form of another one: both have a stem that leaves little of it out.

    >>> is_form("талапкер", "талапкерлер", "ky"), is_form("шаардык", "шаардын", "ky"), is_form("город", "города", "ru")
    (True, False, True)
    """
    if term == written:
        return True
    least = max(SHORTEST, len(term) - LOOSE[language])
    return term[:SHORTEST] == written[:SHORTEST] and any(
        len(stem) >= least for stem in stems(term, language) & stems(written, language)
    )


# Departing translations -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Departure:
    """A term that stands in the original and whose agreed words the translation does not have."""

    said: str
    wanted: str
    note: str


class Glossary:
    """All agreed terms, taken apart once."""

    def __init__(self, terms: Iterable[Term]):
        self.terms = [(term.note, {code: term.phrases(code) for code in LANGUAGES}) for term in terms]

    @classmethod
    def loaded(cls) -> "Glossary":
        """Return the terms as they are now; one query."""
        return cls(Term.objects.order_by("pk"))

    def departures(self, source: str, original: str, translated: str, language: str) -> list[Departure]:
        """Return which agreed words a translation lacks; a text of no words departs from nothing."""
        if not (self.terms and source.strip() and translated.strip()):
            return []
        return list(self._departing(Text(source, original), Text(translated, language)))

    def called(self, source: str, original: str, language: str) -> list[Departure]:
        """Return what the terms of a text are called in a language; for whoever begins to translate it."""
        return list(self._departing(Text(source, original), Text("", language))) if self.terms else []

    def _departing(self, source: Text, translated: Text) -> Iterator[Departure]:
        for note, phrases in self.terms:
            wanted = phrases[translated.language]
            said = next(filter(None, (phrase.found_in(source) for phrase in phrases[source.language])), "")
            if said and wanted and not any(phrase.is_kept_in(translated) for phrase in wanted):
                yield Departure(said=said, wanted=wanted[0].text, note=note)
