"""Which block of a translation is which block of the original: by order, count and what survives translation.

Lengths, figures, names and printed numbers do survive; words do not. Nothing is asked of a network or a dictionary.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from math import log

from .parsed import Block, ParsedInterview, Role

#: More comparisons than any two interviews need; beyond it blocks are paired by their order alone.
MOST_COMPARED = 250_000
#: What a pair is worth by itself; what it loses for other lengths of answer and question; what shared figures and
#: names add, and the printed number; what it loses for lying across a pair that an editor made. Tried on one interview
#: in three languages: with one of seven blocks left out on either side all pairs are right, with three nine of ten.
WORTH, LENGTH, ASKED, MARKS, PRINTED, CROSSING = 1.0, 1.2, 0.8, 0.5, 0.5, 0.6
#: A translation is hardly ever twice or half as long as the rest of it would make one expect.
MUCH = log(1.8)
FEW_LETTERS = 80

_FIGURE = re.compile(r"\d+")
_NAME = re.compile(r"(?<![.!?…:»\"”\n-])\s[«\"“(]?([A-ZА-ЯЁӨҮҢ][\w-]{3,})")
_LATIN = str.maketrans(
    dict(zip("абвгдеёзийклмнопрстуфхыэөүң", "abvgdeezijklmnoprstufhyeoun", strict=True))
    | {"ж": "zh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "sh", "ю": "yu", "я": "ya", "ъ": "", "ь": ""}
)


@dataclass(frozen=True, slots=True)
class Traits:
    """What a block keeps in every language: how long it is, its figures and names."""

    asked: int
    replied: int
    marks: frozenset[str]


def pair(
    originals: Sequence[Block], parsed: ParsedInterview, pins: Mapping[int, int] | None = None
) -> tuple[int | None, ...]:
    """Return for each block of a translation the place of its original, or None.

    No original is given twice. The order of both sides is kept, but for `pins`: pairs an editor made, as the place of a
    block and the place of its original. They stand as they are, and the others are laid around them.

    >>> from .reader import read_interview
    >>> original = read_interview("- Сиз кимсиз?\\n- Мен Үлгү Мисаловмун.\\n- Качан?\\n- 2021-жылы.")
    >>> pair(original.blocks, read_interview("- Когда?\\n- В 2021 году."))
    (1,)
    """
    pins = {block: place for block, place in (pins or {}).items() if place < len(originals)}
    partners: list[int | None] = [pins.get(block) for block in range(len(parsed.blocks))]
    blocks = [block for block in range(len(parsed.blocks)) if block not in pins]
    places = [place for place in range(len(originals)) if place not in pins.values()]
    if len(blocks) * len(places) > MOST_COMPARED:
        found = dict(zip(blocks, places, strict=False))
    else:
        worth = _worths(originals, parsed, pins)
        found = _filled(blocks, places, _aligned(blocks, places, worth), pins)
    for block, place in found.items():
        partners[block] = place
    return tuple(partners)


def unlike(original: Block, block: Block, scale: float = 1.0) -> tuple[str, ...]:
    """Return what makes a pair doubtful: *longer*, *shorter*, *no_answer*, *figures*.

    `scale` is how long the whole translation is, measured by the whole original.

    >>> unlike(Block("Качан?", "2021-жылы.", True), Block("Когда?", "", True))
    ('no_answer', 'figures')
    """
    found = []
    one, other = traits(original), traits(block)
    way = _stretch(one.asked + one.replied, other.asked + other.replied, scale)
    if one.replied and not other.replied:
        found.append("no_answer")
    elif abs(way) > MUCH and abs(scale * (one.asked + one.replied) - other.asked - other.replied) > FEW_LETTERS:
        found.append("longer" if way > 0 else "shorter")
    if figures(original) != figures(block):
        found.append("figures")
    return tuple(found)


def is_as_long(original: str, text: str) -> bool:
    """Say whether a text is about as long as a translation of the original would be."""
    return bool(original and text) and abs(_stretch(len(original), len(text), 1.0)) < MUCH


def figures(block: Block) -> frozenset[str]:
    """Return the figures of a block."""
    return frozenset(_FIGURE.findall(f"{block.question} {block.answer}"))


def scale_of(originals: Sequence[Block], blocks: Sequence[Block]) -> float:
    """Return how many letters of a translation stand for one of the original."""
    if len(originals) != len(blocks):
        return 1.0  # where something is missing, the sums say more about that than about the languages
    before, after = (sum(len(block.question) + len(block.answer) for block in side) for side in (originals, blocks))
    return after / before if before and after else 1.0


def traits(block: Block) -> Traits:
    """Return what a block keeps in every language; names are cut short, since endings differ."""
    text = f"{block.question}\n{block.answer}"
    names = {name.lower().translate(_LATIN)[:4] for name in _NAME.findall(text)}
    return Traits(len(block.question), len(block.answer), figures(block) | names)


def _worths(originals: Sequence[Block], parsed: ParsedInterview, pins: Mapping[int, int]):
    """Return a function that says how much a block and an original have in common."""
    before = [traits(block) for block in originals]
    after = [traits(block) for block in parsed.blocks]
    scale = scale_of(originals, parsed.blocks)
    printed = _printed_numbers(parsed)
    seen = Counter(mark for block in (*before, *after) for mark in block.marks)

    def weight(marks: frozenset[str]) -> float:
        return sum(1 / seen[mark] for mark in marks)

    def worth(block: int, place: int) -> float:
        one, other = before[place], after[block]
        value = WORTH - LENGTH * abs(_stretch(one.replied, other.replied, scale))
        value -= ASKED * abs(_stretch(one.asked, other.asked, scale))
        if shared := one.marks & other.marks:
            value += MARKS * 2 * weight(shared) / (weight(one.marks) + weight(other.marks))
        value += PRINTED * (printed.get(block) == place + 1)
        return value - CROSSING * any((block - pin) * (place - at) < 0 for pin, at in pins.items())

    return worth


def _stretch(one: int, other: int, scale: float) -> float:
    """Return the logarithm of how much longer a text is than its original would make one expect."""
    return log((other + 20) / (one * scale + 20))


def _printed_numbers(parsed: ParsedInterview) -> dict[int, int]:
    """Return the numbers that stand in the labels of questions: «Вопрос 3:»."""
    found = ((piece.block - 1, _FIGURE.search(piece.label)) for piece in parsed.pieces if piece.role is Role.QUESTION)
    return {block: int(number[0]) for block, number in found if number and len(number[0]) < 5}


def _aligned(blocks: list[int], places: list[int], worth) -> dict[int, int]:
    """Return the pairs worth most together, in the order of both sides; what is worth nothing stays alone."""
    best = [[0.0] * (len(places) + 1) for _ in range(len(blocks) + 1)]
    for i in range(len(blocks) - 1, -1, -1):
        for j in range(len(places) - 1, -1, -1):
            paired = worth(blocks[i], places[j]) + best[i + 1][j + 1]
            best[i][j] = max(paired, best[i + 1][j], best[i][j + 1])
    found, i, j = {}, 0, 0
    while i < len(blocks) and j < len(places):
        paired = worth(blocks[i], places[j])
        if paired > 0 and best[i][j] == paired + best[i + 1][j + 1]:
            found[blocks[i]] = places[j]
            i, j = i + 1, j + 1
        elif best[i][j] == best[i + 1][j]:
            i += 1
        else:
            j += 1
    return found


def _filled(blocks: list[int], places: list[int], found: dict[int, int], pins: Mapping[int, int]) -> dict[int, int]:
    """Pair what was left alone too, where as many blocks as originals stand between the same neighbours."""
    partners = found | dict(pins)
    alone: dict[int | None, list[int]] = {}
    before = None
    for block in range(max(blocks, default=-1) + 1):
        if block in partners:
            before = partners[block]
        else:
            alone.setdefault(before, []).append(block)
    taken = set(partners.values())
    free: dict[int | None, list[int]] = {}
    before = None
    for is_taken, run in groupby(range(max(places, default=-1) + 1), key=taken.__contains__):
        run = list(run)
        if is_taken:
            before = run[-1]
        else:
            free[before] = run
    for neighbour, run in alone.items():
        if len(run) == len(free.get(neighbour, [])):
            found |= dict(zip(run, free[neighbour], strict=True))
    return found
