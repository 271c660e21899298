"""Which written words a reader's word may mean: forms of it, and what it was probably meant to be. One query.

The words that stand in a language's entries are few beside its texts, so words are compared with words here, the same
way for every database, and the texts are then only asked for words that do stand in them.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.db import connection

from publishing.finding.asked import Query, Word
from publishing.finding.endings import SHORTEST, are_kin, stems
from publishing.finding.slips import slips_allowed, slips_between, slips_in

MOST_KIN = 24
MOST_MEANT = 8
MOST_READ = 2000
LONGEST_TAIL = 8
SPELLINGS = 4

# Plain ranges of an index: what begins, and what ends, with some letters.
BEGINNING = {"postgresql": ("LIKE", "%"), "sqlite": ("GLOB", "*")}
ALIKE = (
    "SELECT * FROM (SELECT word FROM publishing_searchword"
    " WHERE {column} {like} %s AND {language} = %s AND length(word) BETWEEN %s AND %s LIMIT %s) AS words"
)
# A bare comparison with the language would lead SQLite through all words of it, instead of to those with an end.
LANGUAGE = {"word": "language", "backwards": "language || ''"}


@dataclass(frozen=True, slots=True)
class Sought:
    """A word of a query with the written words it may stand for, the likeliest first."""

    word: Word
    kin: tuple[str, ...] = ()
    meant: tuple[str, ...] = ()


def sought(asked: Query, language: str) -> list[Sought]:
    """Return the words of a query with what they may mean in a language. One query, none for figures alone."""
    compared = [word for word in asked.words if word.is_needed and not word.is_number]
    ranges = {found for word in compared for spelling in word.spellings[:SPELLINGS] for found in _ranges(spelling)}
    written = _written(sorted(ranges), language)
    return [_meaning(word, written, language) if word in compared else Sought(word) for word in asked.words]


def _ranges(spelling: str) -> Iterator[tuple[str, str, int, int]]:
    """Yield (column, beginning, shortest, longest) of the words that may be forms of a word, or it without a slip.

    A slip leaves one half of a word whole, two leave a third: its beginning or its end is looked up, which misses two
    slips that are far apart.
    """
    size = len(spelling)
    yield "word", spelling[:SHORTEST], 2, size + LONGEST_TAIL
    slips = slips_allowed(spelling)
    if slips:
        piece = size // (slips + 1)
        yield "word", spelling[:piece], size - slips, size + LONGEST_TAIL
        yield "backwards", spelling[::-1][: size - piece * slips], size - slips, size + slips


def _written(ranges: Iterable[tuple], language: str) -> list[str]:
    """Return the words of a language in some ranges."""
    if not ranges:
        return []
    like, rest = BEGINNING[connection.vendor]
    parts, values = [], []
    for column, beginning, shortest, longest in ranges:
        parts.append(ALIKE.format(column=column, like=like, language=LANGUAGE[column]))
        values += [beginning + rest, language, shortest, longest, MOST_READ]
    with connection.cursor() as cursor:
        cursor.execute(" UNION ".join(parts), values)
        return [word for (word,) in cursor.fetchall()]


def _meaning(word: Word, written: list[str], language: str) -> Sought:
    """Return what one word may mean among written words; what begins with it needs no mention."""
    spellings = word.spellings[:SPELLINGS]
    ranges = [found for spelling in spellings for found in _ranges(spelling)]
    begins = tuple(letters for column, letters, *_sizes in ranges if column == "word")
    ends = tuple(letters[::-1] for column, letters, *_sizes in ranges if column == "backwards")
    # What other words of the query brought along is not looked at: comparing is dear.
    near = (w for w in written if w.startswith(begins) or w.endswith(ends))
    others = [w for w in near if not w.startswith(spellings)]
    kin = {w for w in others if any(are_kin(spelling, w, language) for spelling in spellings)}
    begun = {spelling: _begun(spelling, language) for spelling in spellings}
    meant = {w: far for w in others if w not in kin and (far := _farness(begun, w))}
    return Sought(
        word,
        tuple(sorted(kin, key=lambda w: (-_shared(spellings, w), len(w), w))[:MOST_KIN]),
        tuple(sorted(meant, key=lambda w: (meant[w], w))[:MOST_MEANT]),
    )


def _shared(spellings: tuple[str, ...], written: str) -> int:
    """Return how many letters a word shares with the beginning of the nearest spelling."""
    return max(next((i for i, (a, b) in enumerate(zip(s, written)) if a != b), len(written)) for s in spellings)  # noqa: B905


def _begun(spelling: str, language: str) -> list[str]:
    """Return the stems of a spelling that are long enough to bear a slip."""
    return [stem for stem in stems(spelling, language) if len(stem) > SHORTEST + 1]


def _farness(begun: dict[str, list[str]], written: str) -> int:
    """Return how far a written word is from what was typed with a slip, nothing when it is another word.

    Besides the whole words their beginnings are compared, given by spelling: an ending may have been left out, or typed
    with the slip.
    """
    best = 0
    for spelling, beginnings in begun.items():
        if not slips_allowed(spelling):
            continue
        if (slips := slips_in(spelling, written)) is not None:
            return slips
        if any(_begins_alike(stem, written) for stem in beginnings):
            best = 3
    return best


def _begins_alike(stem: str, written: str) -> bool:
    """Say whether a written word begins with a stem, but for one slip."""
    return any(slips_between(stem, written[:size], 1) == 1 for size in range(len(stem) - 1, len(stem) + 2))
