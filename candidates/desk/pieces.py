"""What an editor may do to a read interview before it is saved: pure functions on its parts.

Nothing here changes a letter. A correction is a line of text, "split 3 120" or "join 4": the desk keeps the lines, so
that undoing is dropping the last one, and an hour's work is stored in a few bytes.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from candidates.reading.assembling import PARAGRAPH, assemble, numbered
from candidates.reading.parsed import ParsedInterview, Piece, Repeat, Role

FINAL = '.?!…:;»”")'
MARKS = str.maketrans("", "", "*_")

#: What follows in most interviews: so a part that is cut off mostly has its right name at once.
FOLLOWS = {
    Role.TITLE: Role.LEAD,
    Role.LEAD: Role.QUESTION,
    Role.QUESTION: Role.ANSWER,
    Role.ANSWER: Role.QUESTION,
    Role.THANKS: Role.THANKS,
    Role.CLOSING: Role.ELECTION,
    Role.ELECTION: Role.IMPRINT,
    Role.IMPRINT: Role.LEFT_OVER,
    Role.LEFT_OVER: Role.LEFT_OVER,
}


class NoSuchPlace(ValueError):
    """A correction of a part that is not there, or of a border where nothing can be cut."""


@dataclass(frozen=True, slots=True)
class Parts:
    """A text as it lies on the desk: its source (normalised), the pieces in order, the lines taken out as repeats.

    Of a translation an editor may also say which block is which of the original: `pins` are pairs of where a piece of
    the block starts and the number of the original.
    """

    source: str
    pieces: tuple[Piece, ...]
    repeats: tuple[Repeat, ...] = ()
    pins: tuple[tuple[int, int], ...] = ()

    def parsed(self) -> ParsedInterview:
        """Return the interview these parts make."""
        return assemble(self.pieces, self.repeats)

    def missing(self) -> int:
        """Return how many letters and digits of the source are in no piece, label or repeat, or are there too often."""
        kept = _letters(text for piece in self.pieces for text in (piece.label, piece.text))
        kept += _letters(repeat.text for repeat in self.repeats)
        wanted = _letters([self.source])
        return (wanted - kept).total() + (kept - wanted).total()


def corrected(parts: Parts, corrections: Iterable[str]) -> Parts:
    """Return the parts after each correction in turn. Raises NoSuchPlace."""
    for correction in corrections:
        parts = correct(parts, correction)
    return parts


def correct(parts: Parts, correction: str) -> Parts:
    """Return the parts after one correction, "verb place" or "verb place value". Raises NoSuchPlace.

    >>> parts = Parts("Кимсиз? Усен.", (Piece(Role.QUESTION, "Кимсиз? Усен.", 0, 13),))
    >>> [(piece.role.value, piece.text) for piece in correct(parts, "split 0 8").pieces]
    [('question', 'Кимсиз?'), ('answer', 'Усен.')]
    """
    verb, place, value = (*correction.split(), "", "", "")[:3]
    if verb not in VERBS or not place.isdecimal():
        raise NoSuchPlace(correction)
    place = int(place)
    if place >= len(parts.repeats if verb == "keep" else parts.pieces):
        raise NoSuchPlace(correction)
    changed = VERBS[verb](parts, place, value)
    return replace(changed, pieces=numbered(changed.pieces))


def split(parts: Parts, place: int, value: str) -> Parts:
    """Cut a piece before the letter number `value` of its text; what is cut off becomes what usually follows."""
    piece = parts.pieces[place]
    at = int(value) if value.isdecimal() else 0
    head, tail = piece.text[:at].rstrip(), piece.text[at:].lstrip()
    if not _says(head) or not _says(tail):
        raise NoSuchPlace(f"split {place} {value}")
    border = _after(parts.source, piece, _count(piece.label) + _count(head))
    border += len(head) - _last(head)
    first = replace(piece, text=head, end=border).settled()
    second = replace(piece, text=tail, start=border, label="", role=FOLLOWS[piece.role]).settled()
    return _put(parts, place, 1, first, second)


def join(parts: Parts, place: int, value: str) -> Parts:
    """Join a piece with the one above, whose name it takes; what the source has between the two comes back."""
    if place == 0:
        raise NoSuchPlace("join 0")
    above, below = parts.pieces[place - 1 : place + 1]
    joined = replace(
        above,
        text=_joined(parts.source, above, below),
        label=" ".join(filter(None, [above.label, below.label])),
        start=min(above.start, below.start),
        end=max(above.end, below.end),
    )
    return _put(parts, place - 1, 2, joined.settled())


def up(parts: Parts, place: int, value: str) -> Parts:
    """Move a piece above the one before it."""
    if place == 0:
        raise NoSuchPlace("up 0")
    above, piece = parts.pieces[place - 1 : place + 1]
    return _put(parts, place - 1, 2, piece.settled(), above)


def down(parts: Parts, place: int, value: str) -> Parts:
    """Move a piece below the one after it."""
    if place + 1 >= len(parts.pieces):
        raise NoSuchPlace(f"down {place}")
    return up(parts, place + 1, value)


def role(parts: Parts, place: int, value: str) -> Parts:
    """Say what a piece is."""
    if value not in Role:
        raise NoSuchPlace(f"role {place} {value}")
    return _put(parts, place, 1, replace(parts.pieces[place], role=Role(value)).settled())


def sure(parts: Parts, place: int, value: str) -> Parts:
    """Say that a doubtful piece is right as it stands."""
    return _put(parts, place, 1, parts.pieces[place].settled())


def label(parts: Parts, place: int, value: str) -> Parts:
    """Put what was taken off the front of a piece back into its text: it was no speaker's name."""
    piece = parts.pieces[place]
    if not piece.label:
        raise NoSuchPlace(f"label {place}")
    return _put(parts, place, 1, replace(piece, text=f"{piece.label} {piece.text}".strip(), label=""))


def keep(parts: Parts, place: int, value: str) -> Parts:
    """Take a removed repeat back in, where it stood, as what usually stands there."""
    repeat = parts.repeats[place]
    after = sum(piece.start < repeat.start for piece in parts.pieces)
    before = parts.pieces[after - 1].role if after else Role.LEFT_OVER
    goes_on = before in (Role.LEAD, Role.ANSWER, Role.CLOSING)
    name = Role.ANSWER if before is Role.QUESTION else before if goes_on else Role.LEFT_OVER
    block = parts.pieces[after - 1].block if after else 0
    text = repeat.text.strip().lstrip("-–—").lstrip()
    piece = Piece(name, text, repeat.start, repeat.end, block)
    left = (*parts.repeats[:place], *parts.repeats[place + 1 :])
    return replace(_put(parts, after, 0, piece), repeats=left)


def assign(parts: Parts, place: int, value: str) -> Parts:
    """Say of which block of the original the block of a piece is the translation."""
    piece = parts.pieces[place]
    if not piece.block or not value.isdecimal() or len(value) > 9:
        raise NoSuchPlace(f"assign {place} {value}")
    own = {mate.start for mate in parts.pieces if mate.block == piece.block}
    others = (pin for pin in parts.pins if pin[0] not in own and pin[1] != int(value))
    return replace(parts, pins=(*others, (piece.start, int(value))))


def leave(parts: Parts, place: int, value: str) -> Parts:
    """Leave a block out on purpose: all of it is not part of the interview."""
    block = parts.pieces[place].block
    if not block:
        return role(parts, place, Role.LEFT_OVER)
    out = (piece.block == block for piece in parts.pieces)
    pieces = (
        replace(piece, role=Role.LEFT_OVER).settled() if is_out else piece
        for piece, is_out in zip(parts.pieces, out, strict=True)
    )
    return replace(parts, pieces=tuple(pieces))


VERBS = {verb.__name__: verb for verb in (split, join, up, down, role, sure, label, keep, assign, leave)}


def _put(parts: Parts, place: int, instead: int, *pieces: Piece) -> Parts:
    """Put pieces instead of as many as there were from a place on."""
    return replace(parts, pieces=(*parts.pieces[:place], *pieces, *parts.pieces[place + instead :]))


def _joined(source: str, above: Piece, below: Piece) -> str:
    """Return the text of two neighbours: with the dash or bracket the reading took off, or as two paragraphs."""
    if not above.text or not below.text:
        return above.text or below.text
    end = _after(source, above, _count(above.label) + _count(above.text))
    begin = _after(source, below, _count(below.label))
    first = next((at for at, sign in enumerate(below.text) if sign.isalnum()), 0)
    begin = next((at for at in range(begin, below.end) if source[at].isalnum()), begin)
    between = source[end:begin].translate(MARKS)
    if end > begin or _says(between):
        return f"{above.text}{PARAGRAPH}{below.text}"
    if "\n" not in between and not below.label:
        return f"{above.text[: _last(above.text)]}{between}{below.text[first:]}"
    goes_on = "\n" not in between or (above.text[-1] not in FINAL and below.text[0].islower())
    return f"{above.text} {below.text}" if goes_on else f"{above.text}{PARAGRAPH}{below.text}"


def _after(source: str, piece: Piece, letters: int) -> int:
    """Return the place in the source just after so many letters and digits of a piece."""
    for at in range(piece.start, piece.end):
        if letters == 0:
            return at
        letters -= source[at].isalnum()
    return piece.end


def _last(text: str) -> int:
    """Return the place just after the last letter or digit."""
    return max((at for at, sign in enumerate(text, start=1) if sign.isalnum()), default=0)


def _letters(texts: Iterable[str]) -> Counter:
    """Count each letter and digit."""
    counted = Counter()
    for text in texts:
        counted.update(text)
    return Counter({sign: times for sign, times in counted.items() if sign.isalnum()})


def _count(text: str) -> int:
    return sum(map(str.isalnum, text))


def _says(text: str) -> bool:
    return any(map(str.isalnum, text))
