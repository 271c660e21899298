"""How Kyrgyz words are written in public texts, and how often: what tells «озгоруу» from «өзгөрүү».

Counted with the search entries, in the transaction that writes or erases them, so an erased word is gone from here too.
A word is marked only where another spelling is clearly the usual one; a word that stands often is right by that.
"""

from collections import Counter
from collections.abc import Iterable
from itertools import batched

from django.db import models

from publishing.kyrgyz import bare, spelled_words

LANGUAGE = "ky"
LONGEST = 60
STEP = 500
#: A word that stands in so many entries is right. A rarer one is a slip if the other spelling stands so much oftener.
OFTEN, OFTENER = 3, 4
#: Who has no ң ө ү writes н о у. The other way round it takes so many entries to believe that a letter is too much.
BELIEVED_WITHOUT = 3


class Spelling(models.Model):
    """A word as it is written, and in how many Kyrgyz search entries, ended editions too."""

    written = models.CharField(max_length=LONGEST, unique=True)
    bare = models.CharField(max_length=LONGEST, db_index=True)
    entries = models.PositiveIntegerField()

    class Meta:
        default_permissions = ()

    def __str__(self):
        return self.written


# Counting -------------------------------------------------------------------------------------------------------------


def spellings_in(entries: Iterable) -> Counter[str]:
    """Return in how many of some search entries each word stands."""
    found = Counter()
    for entry in entries:
        if entry.language == LANGUAGE:
            found.update(word for word in spelled_words(f"{entry.title} {entry.body}") if len(word) <= LONGEST)
    return found


def add_spellings(counted: Counter[str]) -> None:
    """Add to what was counted; less than one is forgotten. Called under the journal's lock, so nobody counts beside."""
    for words in batched(sorted(counted), STEP):
        known = Spelling.objects.in_bulk(words, field_name="written")
        for word, spelling in known.items():
            spelling.entries = max(0, spelling.entries + counted[word])
        new = [Spelling(written=word, bare=bare(word), entries=counted[word]) for word in words if word not in known]
        Spelling.objects.bulk_update([one for one in known.values() if one.entries], ["entries"])
        Spelling.objects.filter(pk__in=[one.pk for one in known.values() if not one.entries]).delete()
        Spelling.objects.bulk_create([one for one in new if one.entries > 0])


def take_spellings(counted: Counter[str]) -> None:
    """Take away from what was counted."""
    add_spellings(Counter({word: -many for word, many in counted.items()}))


def only_spellings(counted: Counter[str]) -> None:
    """Put what was counted in the place of everything."""
    Spelling.objects.all().delete()
    add_spellings(counted)


# Asking ---------------------------------------------------------------------------------------------------------------


def usual_spellings(words: Iterable[str]) -> dict[str, str]:
    """Return, for those of some words in small letters that are probably slips, how the site writes them."""
    by_bare: dict[str, set[str]] = {}
    for word in words:
        by_bare.setdefault(bare(word), set()).add(word)
    known: dict[str, dict[str, int]] = {}
    for some in batched(sorted(by_bare), STEP):
        for row in Spelling.objects.filter(bare__in=some):
            known.setdefault(row.bare, {})[row.written] = row.entries
    found = {}
    for skeleton, counts in known.items():
        found |= {word: usual for word in by_bare[skeleton] if (usual := usual_of(word, counts))}
    return found


def usual_of(word: str, counts: dict[str, int]) -> str:
    """Return the usual spelling of a word given how often each spelling stands; nothing where it may be right.

    >>> usual_of("озгоруу", {"өзгөрүү": 1}), usual_of("он", {"он": 3, "өң": 40}), usual_of("тон", {"тоң": 2, "төн": 2})
    ('өзгөрүү', '', '')
    """
    own = counts.get(word, 0)
    others = sorted(((many, other) for other, many in counts.items() if other != word), reverse=True)
    if own >= OFTEN or not others:
        return ""
    many, usual = others[0]
    is_clear = len(others) == 1 or many >= OFTENER * others[1][0]
    needed = OFTENER * own if own else 1 if special(usual) > special(word) else BELIEVED_WITHOUT
    return usual if is_clear and many >= needed else ""


def special(word: str) -> int:
    """Return how many letters of a word no Russian keyboard has."""
    return sum(letter in "ңөү" for letter in word)
