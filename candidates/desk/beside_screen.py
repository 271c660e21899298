"""What the screen of a pasted translation shows: line by line the original, and the parts that translate it."""

from dataclasses import dataclass, replace
from itertools import groupby

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from candidates.desk.beside import AFTER, BEFORE, Beside
from candidates.desk.beside_forms import BesideForm
from candidates.desk.paste_screen import ShownPiece, shortened, shown_piece
from candidates.models import Interview, QABlock
from candidates.reading import Role
from publishing.comparing import Piece as Stretch
from publishing.comparing import word_difference
from publishing.desk.hints import Hint, hints_of
from publishing.kyrgyz import mixed_script

PAGE = 30
MOST_SHOWN = 6_000
UNLIKE = {
    "longer": _("Much longer than the original: is there another answer in it?"),
    "shorter": _("Much shorter than the original: is something missing?"),
    "no_answer": _("The answer is missing."),
    "figures": _("The figures are not the same."),
}
NOWHERE = (Role.IMPRINT, Role.LEFT_OVER)


@dataclass(frozen=True, slots=True)
class Said:
    """A text of the original, with the name of its field."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Standing:
    """A text that stands there already: the decision about it, and how it differs from the pasted one."""

    name: str
    field: object
    stretches: list[Stretch]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One text or block of the original and the parts beside it; either side may be empty."""

    name: str
    number: int | None = None
    original: tuple[Said, ...] = ()
    pieces: tuple[ShownPiece, ...] = ()
    standing: tuple[Standing, ...] = ()
    doubts: tuple[str, ...] = ()
    hints: tuple[Hint, ...] = ()
    mixed: tuple[str, ...] = ()
    pair: str | None = None
    is_loose: bool = False
    is_out: bool = False

    @property
    def place(self) -> int | None:
        """Return the place of its first part."""
        return self.pieces[0].place if self.pieces else None

    @property
    def is_doubtful(self) -> bool:
        """Say whether it wants to be looked at."""
        return bool(self.is_loose or self.doubts)


def lines_of(beside: Beside, form: BesideForm) -> list[Line]:
    """Return the lines in the order of the pasted text; what nothing translates stands where it would be read."""
    order = [*BEFORE, *map(str, beside.original.blocks), *AFTER]
    at = {slot: place for place, slot in enumerate(order)}
    told = beside.original.told()
    alone = [slot for slot in order if slot not in beside.slots() and any(told.get(name) for name in names_of(slot))]
    unlike, partners, seen = beside.unlike(), partners_of(beside), {""}
    lines = []
    for slot, pieces in groups_of(beside):
        while slot in at and alone and at[alone[0]] < at[slot]:
            lines.append(line_of(alone.pop(0), told))
        if slot in seen:
            line = line_of(slot, {}, pieces)
        else:
            line = line_of(slot, told, pieces, form, unlike)
        seen.add(slot)
        lines.append(replace(line, pair=partners.get(pieces[0].place)))
    return lines + [line_of(slot, told) for slot in alone]


def with_hints(lines: list[Line], original: str, language: str) -> list[Line]:
    """Return lines with what a form would say beside such words: agreed terms, the other letter, mixed script."""
    texts = [
        {
            original: "\n".join(said.text for said in line.original),
            language: "\n".join(shown.piece.text for shown in line.pieces),
        }
        for line in lines
    ]
    return [
        replace(line, hints=tuple(hints.get(language, ())), mixed=mixed_script(told[language]))
        for line, told, hints in zip(lines, texts, hints_of(texts, original), strict=True)
    ]


def groups_of(beside: Beside) -> list[tuple[str, list[ShownPiece]]]:
    """Return neighbouring parts that belong together, with the name of what they translate."""
    slots, count = beside.slots(), len(beside.parts.pieces)
    places = groupby(range(count), key=lambda place: (slots[place], group_key(beside.parts.pieces[place])))
    return [
        (slot, [shown_piece(place, numbered(beside, beside.parts.pieces[place]), count) for place in run])
        for (slot, _key), run in places
    ]


def group_key(piece) -> object:
    """Return what neighbouring parts have in common: their block, or that they go nowhere."""
    return piece.block, piece.role in NOWHERE


def numbered(beside: Beside, piece):
    """Return a part with the number its block has in the original."""
    return replace(piece, block=beside.number(piece) or 0)


def line_of(slot: str, told: dict, pieces=(), form: BesideForm | None = None, unlike=None) -> Line:
    """Return the line of one text or block."""
    number = int(slot) if slot.isdecimal() else None
    names = names_of(slot)
    roles = {shown.piece.role for shown in pieces}
    return Line(
        name=name_of(slot, number, roles),
        number=number,
        original=tuple(Said(label_of(name), shortened(told[name], MOST_SHOWN)) for name in names if told.get(name)),
        pieces=tuple(pieces),
        standing=tuple(standing_of(name, form) for name in names if form and name in form.asked and name != "title"),
        doubts=tuple(UNLIKE[code] for code in (unlike or {}).get(number, ())),
        is_loose=not slot and not roles.issubset(NOWHERE),
        is_out=not slot and roles.issubset(NOWHERE),
    )


def name_of(slot: str, number: int | None, roles: set[Role]) -> str:
    """Return what a line is called."""
    if number:
        return f"{capfirst(QABlock._meta.verbose_name)} {number}"
    if slot:
        return capfirst(label_of(slot))
    return str(_("Goes nowhere") if roles.issubset(NOWHERE) else _("Has no place yet"))


def label_of(name: str) -> str:
    """Return the name of a field as the desk calls it."""
    side, _dash, number = name.partition("-")
    return str((QABlock if number else Interview)._meta.get_field(side).verbose_name)


def names_of(slot: str) -> list[str]:
    """Return the names of the texts of one line."""
    return [f"question-{slot}", f"answer-{slot}"] if slot.isdecimal() else [slot] if slot else []


def standing_of(name: str, form: BesideForm) -> Standing:
    """Return a text that stands there, and how the pasted one differs."""
    return Standing(label_of(name), form[f"stands-{name}"], word_difference(form.standing[name], form.told[name]))


def partners_of(beside: Beside) -> dict[int, str]:
    """Return for the first part of every block the number of its original, empty where it has none."""
    found, seen = {}, set()
    for place, piece in enumerate(beside.parts.pieces):
        if piece.block and piece.block not in seen:
            seen.add(piece.block)
            found[place] = str(beside.number(piece) or "")
    return found
