"""Lines a scrape has written twice, and what they tell about the borders of paragraphs.

Pages nest their containers, and a naive scraper writes the text of each: whole
first, then part by part. A part that was written again began and ended where a
paragraph does, so each removed line leaves two hints.
"""

from bisect import bisect_right
from dataclasses import dataclass, field

from .characters import count_letters, squeeze, without_dash
from .lines import Line
from .parsed import Repeat

#: A line with fewer letters may well have been said twice.
LEAST_LETTERS = 40
#: Any stretch of 40 characters holds a whole block of 20 whose place is a multiple of 20.
BLOCK = LEAST_LETTERS // 2


@dataclass(slots=True)
class Sifted:
    """The lines kept, the lines removed, and offsets in kept text where a paragraph borders.

    `copies` are the starts of kept lines too short to be a repeat which yet
    stand among repeats and follow the same text: most likely scraped twice too.
    """

    kept: list[Line] = field(default_factory=list)
    repeats: list[Repeat] = field(default_factory=list)
    borders: set[int] = field(default_factory=set)
    copies: set[int] = field(default_factory=set)


def sift(text: str, lines: list[Line]) -> Sifted:
    """Part the lines into kept and repeated ones.

    A repeat has at least 40 letters and, spaces and leading dash aside, stands
    whole in the text kept before it. The work grows with the length of the text
    whatever stands in it: see `_Kept.find`.
    """
    kept = _Kept(budget=len(text) // 4 + 50_000)
    sifted = Sifted()
    follows: int | None = None  # where the text after the last repeat stood when first written
    for line in lines:
        source = text[line.start : line.end]
        whole = squeeze(source)
        bare = without_dash(whole)
        place = None
        if len(bare) >= LEAST_LETTERS and count_letters(bare) >= LEAST_LETTERS:
            place = kept.find(bare)
        if place is not None:
            sifted.repeats.append(Repeat(source, line.start, line.end))
            follows = place + len(bare)
            sifted.borders.add(kept.offset(place))
            sifted.borders.add(kept.offset(follows - 1) + 1)
            continue
        place = kept.copy_at(follows, bare) if follows is not None else None
        if place is not None and len(bare) < 2 * LEAST_LETTERS:
            sifted.copies.add(line.start)
            follows = place + len(bare)
        else:
            follows = None
            kept.add(line, source, whole)
        sifted.kept.append(line)
    return sifted


class _Kept:
    """The kept text without spaces, with an index of its blocks.

    It is stored as UTF-32 in one growing buffer: appending does not copy what
    is there, and comparing at a place is one `memcmp`.
    """

    def __init__(self, budget: int) -> None:
        self.buffer = bytearray()
        self.blocks: dict[str, list[int]] = {}
        self.pending = ""
        self.starts: list[int] = []
        self.lines: list[tuple[int, str]] = []
        self.places: dict[int, list[int]] = {}
        self.budget = budget

    def __len__(self) -> int:
        return len(self.buffer) // 4

    def add(self, line: Line, source: str, bare: str) -> None:
        """Append a line, `bare` being its text without spaces, and index the blocks it completes."""
        length = len(self)
        self.starts.append(length)
        self.lines.append((line.start, source))
        at = length - len(self.pending)
        self.buffer += bare.encode("utf-32-le", "surrogatepass")
        waiting = self.pending + bare
        whole = len(waiting) - len(waiting) % BLOCK
        for i in range(0, whole, BLOCK):
            self.blocks.setdefault(waiting[i : i + BLOCK], []).append(at + i)
        self.pending = waiting[whole:]

    def find(self, bare: str) -> int | None:
        """Return a place where `bare` stands whole, or None.

        If it stands at place p, then every block of the index that lies inside
        is found in `bare` at the same shift. So for each of the 20 shifts the
        rarest block names the places to compare. Comparing is paid from a
        budget proportional to the whole text: only a text made to exhaust it
        does, and then a repeat stays in, which loses nothing.
        """
        price = 1 + len(bare) // 64
        needle = b""
        for shift in range(BLOCK):
            if self.budget < 0:
                break
            if bare[shift : shift + BLOCK] not in self.blocks:
                continue
            places, at = self._rarest(bare, shift)
            if places and not needle:
                needle = bare.encode("utf-32-le", "surrogatepass")
            for block in places:
                self.budget -= price
                if self.budget < 0:
                    break
                if block >= at and self.buffer.startswith(needle, (block - at) * 4):
                    return block - at
        return None

    def _rarest(self, bare: str, shift: int) -> tuple[list[int], int]:
        """Return the places of the rarest block `bare` has at this shift, and where it has it."""
        best, best_at = None, 0
        for at in range(shift, len(bare) - BLOCK + 1, BLOCK):
            found = self.blocks.get(bare[at : at + BLOCK])
            if found is None:
                return [], 0
            if best is None or len(found) < len(best):
                best, best_at = found, at
                if len(best) == 1:
                    break
        return best or [], best_at

    def copy_at(self, place: int, bare: str) -> int | None:
        """Return the place, a dash aside, if `bare` stands just there."""
        needle = bare.encode("utf-32-le", "surrogatepass")
        for at in (place, place + 1):
            if needle and self.buffer.startswith(needle, at * 4):
                return at
        return None

    def offset(self, place: int) -> int:
        """Return where in the text the character at `place` stands."""
        index = bisect_right(self.starts, place) - 1
        start, source = self.lines[index]
        if index not in self.places:  # made once a line, and only if a repeat points into it
            self.places[index] = [i for i, sign in enumerate(source) if not sign.isspace()]
        return start + self.places[index][place - self.starts[index]]
