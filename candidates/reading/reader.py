"""The reading itself, step by step."""

from bisect import bisect
from dataclasses import replace
from itertools import groupby

from .assembling import PARAGRAPH, assemble
from .ending import Cast, first_turn, front_roles, headings_apart, mark_end, with_labels
from .imprint import find_imprints
from .lines import Line, join_paragraphs, split_lines
from .noise import cut_stamps, is_noise
from .normal import normalise
from .parsed import ParsedInterview, Piece, Role
from .piecing import piece_together
from .repeats import sift
from .turns import MOST_UNITS, cut_units, shorten, split_at_hints
from .units import clean, run_in_border
from .voices import Layout, cast

#: Nor more lines, however short they were broken.
MOST_LINES = 2 * MOST_UNITS


def read_interview(text: str) -> ParsedInterview:
    """Read a raw interview: who asks what, who answers, and what stands around it.

    Any text can be read, nothing is raised and nothing is lost: see the
    package docstring. The time it takes grows with the length of the text.

    >>> parsed = read_interview("- Сиз кимсиз?\\n- Мен Үлгү Мисаловмун.")
    >>> parsed.blocks[0].answer
    'Мен Үлгү Мисаловмун.'
    """
    text = normalise(text)
    lines = split_lines(text)
    if len(lines) > MOST_LINES:
        return assemble(_undivided(text, [(line.start, line.end) for line in lines], []))
    sifted = sift(text, lines)
    lines, pieces = _set_aside(text, sifted.kept, sifted.copies, {r.start for r in sifted.repeats})
    hints = sorted(sifted.borders)
    barriers = sorted([*(p.start for p in pieces), *(r.start for r in sifted.repeats)])
    lines, imprints = _take_imprints(text, lines, hints, barriers)
    pieces += imprints
    spans = join_paragraphs(text, lines)
    barriers = sorted([*barriers, *(piece.start for piece in imprints)])
    pieces += _read_turns(text, spans, hints, imprints, barriers)
    pieces.sort(key=lambda piece: piece.start)
    return assemble(pieces, sifted.repeats)


def _set_aside(text: str, kept: list[Line], copies: set[int], removed: set[int]) -> tuple[list[Line], list[Piece]]:
    """Part the lines that belong to the page, as left-over pieces, from those that are read."""
    pieces = []
    lines = []
    kept, stamps = cut_stamps(text, kept)
    pieces += [_piece(text, Role.LEFT_OVER, stamp.start, stamp.end) for stamp in stamps]
    borders = sorted({*removed, *copies})
    apart = awaited = False
    next_border = 0
    for line in kept:
        while next_border < len(borders) and borders[next_border] < line.start:
            apart, next_border = True, next_border + 1
        source = text[line.start : line.end]
        copied = line.start in copies
        if copied or (not awaited and is_noise(source)):
            doubts = ("short_copy",) if copied else ()
            pieces.append(_piece(text, Role.LEFT_OVER, line.start, line.end, doubts))
            apart = True
        else:
            lines.append(line._replace(gap=line.gap or apart))
            apart = False
            awaited = source.endswith(":")  # a day may stand below its label
    return lines, pieces


def _take_imprints(
    text: str, lines: list[Line], hints: list[int], barriers: list[int]
) -> tuple[list[Line], list[Piece]]:
    """Part the imprint from the lines: a paragraph a line, or as repeats have shown."""
    rest: list[Line] = []
    pieces: list[Piece] = []
    at = 0
    for first, begin, last in find_imprints(text, lines):
        rest += lines[at:first]
        opening = lines[first]
        if any(map(str.isalnum, text[opening.start : begin])):
            rest.append(opening._replace(end=begin))
            opening = opening._replace(start=begin)
        spans = [(line.start, line.end) for line in (opening, *lines[first + 1 : last + 1])]
        stretches = groupby(split_at_hints(text, spans, hints), lambda span: bisect(barriers, span[0]))
        for _, stretch in stretches:
            parts = list(stretch)
            words = PARAGRAPH.join(clean(text, start, end) for start, end in parts)
            pieces.append(Piece(Role.IMPRINT, words, parts[0][0], parts[-1][1]))
        at = last + 1
        if at < len(lines):
            lines[at] = lines[at]._replace(gap=True)
    return rest + lines[at:], pieces


def _undivided(text: str, spans: list[tuple[int, int]], barriers: list[int]) -> list[Piece]:
    """Keep a text that is no interview in as few pieces as the barriers allow."""
    pieces = []
    for _, stretch in groupby(spans, lambda span: bisect(barriers, span[0])):
        parts = list(stretch)
        words = PARAGRAPH.join(clean(text, start, end) for start, end in parts)
        pieces.append(Piece(Role.LEFT_OVER, words, parts[0][0], parts[-1][1]))
    pieces[0] = replace(pieces[0], doubts=("too_many_turns",))
    return pieces


def _read_turns(
    text: str,
    spans: list[tuple[int, int]],
    hints: list[int],
    imprints: list[Piece],
    barriers: list[int],
) -> list[Piece]:
    """Divide paragraphs into title, lead, questions, answers and ending."""
    units, layout, voice_of = cut_units(text, spans, hints) if len(spans) <= MOST_UNITS else ([], Layout(), {})
    if spans and not units:
        return _undivided(text, spans, barriers)
    first = first_turn(units, layout, voice_of)
    if first == len(units):
        return piece_together(text, [(unit, Role.LEAD, True) for unit in with_labels(text, units)], barriers)
    voices, sure = cast(units[first:], layout, voice_of)
    for unit, voice in zip(units[first:], voices, strict=True):
        unit.voice = voice
    turns: Cast = [
        (unit, Role.QUESTION if unit.voice == "Q" else Role.ANSWER, certain)
        for unit, certain in zip(units[first:], sure, strict=True)
    ]
    turns = headings_apart(_split_run_ins(text, turns), layout)
    if not any(role is Role.QUESTION for _, role, _ in turns):
        return piece_together(text, [(unit, Role.LEAD, True) for unit in with_labels(text, units)], barriers)
    turns = _after_imprint(mark_end(text, turns), imprints)
    return piece_together(text, front_roles(text, units[:first]) + turns, barriers, layout)


def _split_run_ins(text: str, turns: Cast) -> Cast:
    """Cut answers out of questions that would have none, where text follows the question mark."""
    split: Cast = []
    for i, (unit, role, sure) in enumerate(turns):
        answered = i + 1 < len(turns) and (turns[i + 1][1] is Role.ANSWER or not turns[i + 1][0].opener)
        border = 0
        if role is Role.QUESTION and not answered:
            border = run_in_border(text[unit.start : min(unit.end, unit.start + 3000)])
        if border:
            question, answer = shorten(text, unit, unit.start + border)
            answer.opener = "run_in"
            split += [(question, Role.QUESTION, sure), (answer, Role.ANSWER, False)]
        else:
            split.append((unit, role, sure))
    return split


def _after_imprint(turns: Cast, imprints: list[Piece]) -> Cast:
    """Make left over what follows an imprint that follows the last question."""
    last = max((unit.start for unit, role, _ in turns if role is Role.QUESTION), default=0)
    ends = [piece.end for piece in imprints if piece.start > last]
    if not ends:
        return turns
    return [
        (unit, Role.LEFT_OVER if unit.start >= min(ends) and role is not Role.ELECTION else role, sure)
        for unit, role, sure in turns
    ]


def _piece(text: str, role: Role, start: int, end: int, doubts: tuple[str, ...] = ()) -> Piece:
    return Piece(role, clean(text, start, end), start, end, doubts=doubts)
