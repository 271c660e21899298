"""A pasted translation beside its original: which part goes where, and what goes nowhere."""

import re
from dataclasses import dataclass

from candidates.desk.pieces import Parts
from candidates.reading import Block, ParsedInterview, Piece, Role, pair
from candidates.reading.assembling import PARAGRAPH
from candidates.reading.pairing import is_as_long, scale_of, unlike
from publishing.languages import words

#: The words of an interview around its blocks, in the order in which they are read.
BEFORE, AFTER = ("title", "lead"), ("thanks_question", "thanks_answer", "closing", "election_note")
OF_ROLE = {Role.TITLE: "title", Role.LEAD: "lead", Role.CLOSING: "closing", Role.ELECTION: "election_note"}


@dataclass(frozen=True, slots=True)
class Original:
    """The words of an interview in one language; blocks by their number, which never changes."""

    around: dict[str, str]
    blocks: dict[int, Block]

    @classmethod
    def of(cls, interview, language: str) -> "Original":
        """Return what an interview says in a language."""
        rows = interview.blocks.order_by("order")
        said = {
            row.number: Block(words(row, "question", language), words(row, "answer", language), True) for row in rows
        }
        return cls({name: words(interview, name, language) for name in BEFORE + AFTER}, said)

    def told(self) -> dict[str, str]:
        """Return every text by its name: `lead`, `answer-3`."""
        sides = {
            f"{side}-{number}": getattr(block, side)
            for number, block in self.blocks.items()
            for side in ("question", "answer")
        }
        return self.around | sides


@dataclass(frozen=True, slots=True)
class Beside:
    """The parts of a translation, and for each of its blocks the number of the original, or None."""

    parts: Parts
    parsed: ParsedInterview
    original: Original
    numbers: tuple[int | None, ...]

    def number(self, piece: Piece) -> int | None:
        """Return the number of the block of which a piece is the translation."""
        return self.numbers[piece.block - 1] if piece.block else None

    def is_loose(self, piece: Piece) -> bool:
        """Say whether a piece is of a block that has no original yet."""
        return piece.block > 0 and self.number(piece) is None

    def is_pinned(self, number: int) -> bool:
        """Say whether an editor said what the translation of this block is."""
        return number in {pinned for _start, pinned in self.parts.pins}

    def slots(self) -> list[str]:
        """Return for each piece the name of what it translates; empty where it goes nowhere."""
        thanks = self.thanks()
        return [
            str(self.number(piece) or "") if piece.block else OF_ROLE.get(piece.role) or thanks.get(place, "")
            for place, piece in enumerate(self.parts.pieces)
        ]

    def thanks(self) -> dict[int, str]:
        """Return whose thanks each piece of thanks is: where only the candidate gave them, they are the candidate's."""
        said = [place for place, piece in enumerate(self.parts.pieces) if piece.role is Role.THANKS]
        around = self.original.around
        if len(said) == 1 and around["thanks_answer"] and not around["thanks_question"]:
            return {said[0]: "thanks_answer"}
        return dict.fromkeys(said, "thanks_answer") | dict.fromkeys(said[:1], "thanks_question")

    def told(self) -> dict[str, str]:
        """Return every text of the translation that has a place, by its name: `lead`, `answer-3`."""
        found: dict[str, list[str]] = {}
        for piece, slot in zip(self.parts.pieces, self.slots(), strict=True):
            name = f"{piece.role}-{slot}" if piece.block and slot else slot
            if name and piece.text:
                found.setdefault(name, []).append(piece.text)
        return {name: PARAGRAPH.join(texts) for name, texts in found.items()}

    def loose(self) -> list[int]:
        """Return where the blocks begin that have no original yet."""
        places = {}
        for place, piece in enumerate(self.parts.pieces):
            if self.is_loose(piece):
                places.setdefault(piece.block, place)
        return sorted(places.values())

    def unlike(self) -> dict[int, tuple[str, ...]]:
        """Return what makes the pairs doubtful that no editor has made, by the number of the block."""
        blocks, originals = self.parsed.blocks, self.original.blocks
        scale = scale_of(list(originals.values()), blocks)
        pairs = ((number, block) for number, block in zip(self.numbers, blocks, strict=True) if number)
        found = {number: unlike(originals[number], block, scale) for number, block in pairs}
        return {number: codes for number, codes in found.items() if codes and not self.is_pinned(number)}


def cuts_at_end(parts: Parts, original: Original) -> list[str]:
    """Return the corrections that cut a closing address, and what is said of the election, off the last answer.

    A translation has as many paragraphs as its original, so they are found where nothing in the words tells them. What
    does not fit in number and length is not touched; an editor takes a cut back like any other correction.
    """
    said = {slot: original.around[slot].strip() for slot in ("closing", "election_note")}
    answers = [place for place, piece in enumerate(parts.pieces) if piece.role is Role.ANSWER]
    roles = [piece.role for piece in parts.pieces]
    if not (said["closing"] and answers and original.blocks) or Role.CLOSING in roles:
        return []
    place, answer = answers[-1], list(original.blocks.values())[-1].answer.strip()
    paragraphs = parts.pieces[place].text.split(PARAGRAPH)
    end = len(paragraphs_of(answer))
    stop = end + len(paragraphs_of(said["closing"]))
    own, closing, rest = (PARAGRAPH.join(run) for run in (paragraphs[:end], paragraphs[end:stop], paragraphs[stop:]))
    fits = is_as_long(answer, own) and is_as_long(said["closing"], closing)
    if not fits or (rest and not said["election_note"]):
        return []
    found = [f"split {place} {len(own + PARAGRAPH)}", f"role {place + 1} {Role.CLOSING}"]
    if rest:
        found.append(f"split {place + 1} {len(closing + PARAGRAPH)}")
        if roles[place + 1 : place + 2] == [Role.ELECTION]:
            found.append(f"join {place + 3}")
    return found


def paragraphs_of(text: str) -> list[str]:
    """Return the paragraphs of a text; a row may part them by more than one blank line."""
    return [paragraph for paragraph in re.split(r"\n\s*\n", text) if paragraph.strip()]


def lay(parts: Parts, original: Original) -> Beside:
    """Lay the parts of a translation beside the original; what an editor said of a block stands."""
    numbers = list(original.blocks)
    at = {number: place for place, number in enumerate(numbers)}
    blocks = {piece.start: piece.block - 1 for piece in parts.pieces if piece.block}
    pins = {blocks[start]: at[number] for start, number in parts.pins if start in blocks and number in at}
    parsed = parts.parsed()
    partners = pair(list(original.blocks.values()), parsed, pins)
    return Beside(parts, parsed, original, tuple(None if place is None else numbers[place] for place in partners))
