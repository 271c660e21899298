"""Search entries: what a reader may find, written with the editions and filtered by their period (design.md §2.7).

`heading` is the beginning of the folded title: entries with equal headings ask the same question or bear the same name.
The other folded columns are words between single blanks, so that " абa" asks for a beginning and " аба " for a word.
Beside them stand the words they hold: readers' words are compared with these before any text is looked at.
"""

from collections.abc import Iterable

from django.db import models

from publishing.documents import Document
from publishing.editions import Edition
from publishing.finding.trigrams import TrigramIndex, settle
from publishing.kyrgyz import fold, light
from publishing.spellings import add_spellings, spellings_in, take_spellings

HEADING = 120
LONGEST_WORD = 60
TRIGRAMS = "search_trigrams"
STEP = 500


class SearchEntry(models.Model):
    """One findable thing of one edition: the whole object, or one numbered part of it."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="search_entries")
    language = models.CharField(max_length=2)
    part = models.PositiveIntegerField(null=True)
    title = models.TextField()
    heading = models.CharField(max_length=HEADING, default="")
    body = models.TextField()
    folded_title = models.TextField(default="")
    folded = models.TextField()

    class Meta:
        default_permissions = ()
        indexes = [
            models.Index(fields=["language", "heading", "edition"], name="search_heading"),
            TrigramIndex(fields=["folded_title", "folded"], name=TRIGRAMS),
        ]

    def __str__(self):
        return self.title


class SearchWord(models.Model):
    """One folded word that stands in entries of a language; `backwards` finds words by their ends."""

    language = models.CharField(max_length=2)
    word = models.CharField(max_length=LONGEST_WORD)
    backwards = models.CharField(max_length=LONGEST_WORD)

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["language", "word"], name="search_word_is_unique")]
        # In the order of bytes whatever the database's locale, so that a beginning is a stretch of the index.
        indexes = [
            models.Index(fields=["word"], name="search_word_begins", opclasses=["varchar_pattern_ops"]),
            models.Index(fields=["backwards"], name="search_word_ends", opclasses=["varchar_pattern_ops"]),
        ]

    def __str__(self):
        return self.word


def heading_of(title: str) -> str:
    """Return a title as other titles are compared with it: its first 120 folded signs.

    >>> heading_of("Түтүн маселесин кантип чечсе болот?")
    'тутун маселесин кантип чечсе болот'
    """
    return fold(title)[:HEADING]


def searchable(text: str) -> str:
    """Return the folded words of a text between blanks, then those that folding has changed as they were written.

    >>> searchable("Кара түтүн")
    ' кара тутун  түтүн '
    """
    folded, written = fold(text), light(text)
    changed = " ".join(dict.fromkeys(word for word in written.split() if fold(word) != word))
    return f" {folded}  {changed} " if changed else f" {folded} "


def entries_of(edition: Edition, document: Document) -> list[SearchEntry]:
    """Return the entries of an edition, unsaved."""
    return [
        SearchEntry(
            edition=edition,
            language=edition.language,
            part=text.part,
            title=text.title,
            heading=heading_of(text.title),
            body=text.body,
            folded_title=searchable(text.title),
            folded=searchable(f"{text.title} {text.body}"),
        )
        for text in document.search_texts()
    ]


def words_of(entries: Iterable[SearchEntry]) -> set[tuple[str, str]]:
    """Return (language, word) for the folded words of some entries; figures are compared with nothing."""
    return {
        (entry.language, word)
        for entry in entries
        # The folded text ends where two blanks stand; after them come words as they were written.
        for word in entry.folded.strip().split("  ")[0].split()
        if len(word) <= LONGEST_WORD and not word[0].isdigit()
    }


def store_entries(entries: list[SearchEntry]) -> None:
    """Write entries with the words they hold, in the transaction of whoever publishes."""
    SearchEntry.objects.bulk_create(entries, batch_size=STEP)
    store_words(words_of(entries))
    add_spellings(spellings_in(entries))


def store_words(words: Iterable[tuple[str, str]]) -> None:
    """Write words; those that are there stay."""
    rows = [SearchWord(language=language, word=word, backwards=word[::-1]) for language, word in sorted(words)]
    SearchWord.objects.bulk_create(rows, ignore_conflicts=True, batch_size=STEP)


def keep_only(words: set[tuple[str, str]]) -> None:
    """Delete the words that no entry holds, given all that some entry does, and order the index anew."""
    gone = [row.pk for row in SearchWord.objects.iterator(STEP) if (row.language, row.word) not in words]
    for first in range(0, len(gone), STEP):
        SearchWord.objects.filter(pk__in=gone[first : first + STEP]).delete()
    settle(TRIGRAMS)


def forget_entries(entries: models.QuerySet[SearchEntry]) -> None:
    """Delete entries for good: with the words nobody else says, and with what the index still holds of them."""
    gone = list(entries.only("language", "folded", "title", "body"))
    words, spellings = words_of(gone), spellings_in(gone)
    entries.delete()
    take_spellings(spellings)
    for language, word in words:
        if not SearchEntry.objects.filter(language=language, folded__contains=f" {word} ").exists():
            SearchWord.objects.filter(language=language, word=word).delete()
    settle(TRIGRAMS)
