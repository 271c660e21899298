"""From units with roles to pieces: what one voice says without a break."""

from bisect import bisect

from .assembling import PARAGRAPH
from .ending import Cast
from .parsed import Piece, Role
from .units import Unit, clean
from .voices import Layout


def piece_together(text: str, turns: Cast, barriers: list[int], layout: Layout | None = None) -> list[Piece]:
    """Put neighbouring units of one role together into pieces.

    No piece reaches over a barrier, the start of something set aside: pieces
    and repeats follow each other as the input does.
    """
    groups: list[tuple[Role, int, Cast]] = []
    block = 0
    for unit, role, sure in turns:
        before_role, _, before = groups[-1] if groups else (None, 0, [])
        last = before[-1][0] if before else None
        goes_on = role is before_role and not unit.label
        if role is Role.QUESTION:
            goes_on = role is before_role and _goes_on(last, unit)
            block += not goes_on
        if role is Role.THANKS:
            goes_on = goes_on and unit.voice == last.voice
        goes_on = goes_on and role is not Role.LEFT_OVER and not (unit.label and last)
        if goes_on and bisect(barriers, unit.begin) == bisect(barriers, last.begin):
            before.append((unit, role, sure))
        else:
            number = block if role in (Role.QUESTION, Role.ANSWER) else 0
            groups.append((role, number, [(unit, role, sure)]))
    return [_grouped(text, role, group, number, layout) for role, number, group in groups]


def _goes_on(before: Unit | None, unit: Unit) -> bool:
    """Tell whether a question goes on in this unit, and none was left without an answer."""
    if before is None:
        return False
    if unit.opener == "label":
        return unit.name == before.name and unit.name not in ("Q", "A")
    if unit.opener == "bold" or unit.bold:
        return not before.text.endswith("?")
    return unit.opener in ("", "glue")


def _grouped(text: str, role: Role, group: Cast, block: int, layout: Layout | None) -> Piece:
    """Make one piece: parts cut out of one line in vain are joined again."""
    paragraphs: list[list[Unit]] = []
    for unit, _, _ in group:
        if paragraphs and unit.inline:
            paragraphs[-1].append(unit)
        else:
            paragraphs.append([unit])
    words = []
    for number, units in enumerate(paragraphs):
        first, last = units[0], units[-1]
        if number == 0 and len(units) == 1:
            words.append(first.text)
        else:
            begin = first.start if number == 0 or first.opener != "dash" else first.begin
            words.append(clean(text, begin, last.end))
    doubts = []
    if not all(sure for _, _, sure in group):
        doubts.append("run_in" if any(u.opener == "run_in" for u, _, _ in group) else "doubtful_turn")
    unit = group[0][0]
    if role is Role.QUESTION and layout and layout.marked and unit.opener in ("", "glue"):
        doubts.append("unmarked_question")
    start, end = group[0][0].begin, group[-1][0].end
    return Piece(role, PARAGRAPH.join(filter(None, words)), start, end, block, unit.label, tuple(doubts))
