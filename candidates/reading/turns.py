"""From paragraphs to units: how this text marks its turns, and where it must be cut."""

from bisect import bisect
from dataclasses import replace

from .labels import Candidate, candidate_at
from .speakers import Labels, voices_of
from .survey import Paragraph, Span, asks, look_at, run_together, survey
from .units import Front, Unit, clean, read_front, run_in_border
from .voices import Layout, question_cost

#: No interview has more turns and paragraphs; such a text is kept whole and not divided.
MOST_UNITS = 30_000


def cut_units(text: str, spans: list[Span], hints: list[int]) -> tuple[list[Unit], Layout, dict[str, str]]:
    """Cut paragraphs into units; return them, the layout, and the voice of each named speaker.

    `hints` are the sorted offsets where, as a removed repeat shows, a paragraph borders.
    No units are returned for a text that would have more than `MOST_UNITS`.
    """
    paragraphs = [look_at(text, span) for span in split_at_hints(text, spans, hints)]
    if sum(1 + len(p.dashes) + len(p.labels) + len(p.glue) for p in paragraphs) > MOST_UNITS:
        return [], Layout(), {}
    layout, labels = survey(text, paragraphs)
    together = run_together(paragraphs, layout)
    units: list[Unit] = []
    for paragraph in paragraphs:
        for start, end, kind in _parts(text, paragraph, layout, labels, together):
            whole = (start, end) == (paragraph.start, paragraph.end)
            front = paragraph.front if whole else read_front(text, start, end)
            candidate = paragraph.candidate if whole else candidate_at(text, front.at, end) if labels else None
            unit = _unit(text, (start, end, kind), front, candidate, labels, layout)
            units.append(unit)
    turns = []
    for unit in units:
        if unit.name:
            ask, reply = question_cost(unit.text)
            turns.append((unit.name, max(-3.0, reply - ask) + (2.0 if run_in_border(unit.text[:800]) else 0)))
    return units, layout, voices_of(turns)


def split_at_hints(text: str, spans: list[Span], hints: list[int]) -> list[Span]:
    """Cut spans where hints say so; a dash before the hint goes with what follows."""
    parts: list[Span] = []
    for start, end in spans:
        i = bisect(hints, start)
        while i < len(hints) and hints[i] < end:
            at = hints[i]
            while at > start and (text[at - 1].isspace() or text[at - 1] in "-–—"):
                at -= 1
            i += 1
            if any(map(str.isalnum, text[start:at])) and any(map(str.isalnum, text[at:end])):
                parts.append((start, at))
                start = at
        parts.append((start, end))
    return parts


def _parts(
    text: str, paragraph: Paragraph, layout: Layout, labels: Labels, together: bool
) -> list[tuple[int, int, str]]:
    """Return the parts of a paragraph as (start, end, how it was cut off)."""
    cuts: dict[int, str] = {}
    begin, end = paragraph.start, paragraph.end
    for at in paragraph.glue:
        cuts[at] = "glue"
    if layout.dashes and not labels:
        cuts |= {at: "dash" for at, _ in paragraph.dashes}
    if labels:
        cuts |= {at: "label" for at in paragraph.labels if labels.speaker(_candidate(text, at, end))}
        if labels.inline:
            cuts |= {m.start(): "label" for m in labels.inline.finditer(text, paragraph.front.at, end)}
    front = paragraph.front
    if front.bold_end and not front.whole and not labels.speaker(paragraph.candidate):
        run = clean(text, front.at, front.bold_end)
        if asks(run) or (layout.bold and len(run) > 15):
            cuts[front.bold_after] = "bold"
    if together and paragraph.run_in:
        at = run_in_border(text[paragraph.words : paragraph.words + 3000])
        if at:
            cuts[paragraph.words + at] = "run_in"
    points = sorted(at for at in cuts if begin < at < end)
    if not points:
        return [(begin, end, "")]
    parts = []
    for at, stop in zip([begin, *points], [*points, end], strict=True):
        if any(map(str.isalnum, text[at:stop])):
            parts.append((at, stop, cuts.get(at, "")))
        elif parts:  # only signs: they belong to what stands before
            parts[-1] = (parts[-1][0], stop, parts[-1][2])
    return parts


def _candidate(text: str, at: int, end: int) -> Candidate | None:
    """Return what may be a label behind the marks at this place."""
    return candidate_at(text, read_front(text, at, end).at, end)


def _unit(
    text: str, part: tuple[int, int, str], front: Front, candidate: Candidate | None, labels: Labels, layout: Layout
) -> Unit:
    """Make a unit of a part: take label, number and marks off its front."""
    start, end, kind = part
    at, name = _take_label(text, end, front, candidate, labels)
    body = _body(text, at, end, front)
    numbered = bool(front.number) and (bool(name) or _is_question_number(front, body, layout))
    if front.number and not numbered:
        at = front.number_at
        body = _body(text, at, end, front)
    unit = Unit(start=at, end=end, text=body, name=name, begin=start, inline=bool(kind))
    label = text[start:at]
    unit.label = " ".join(label.split()).strip("*_ ") if any(map(str.isalnum, label)) else ""
    unit.bold, unit.heading = bool(front.bold_end and front.whole), front.heading
    unit.opener = (
        "label" if name
        else "topic" if start in layout.topics
        else "number" if numbered
        else "heading" if front.heading
        else "dash" if front.dash
        else "bold" if unit.bold
        else "glue" if kind in ("glue", "run_in", "bold")
        else ""
    )  # fmt: skip
    return unit


def _take_label(text: str, end: int, front: Front, candidate: Candidate | None, labels: Labels) -> tuple[int, str]:
    """Return where the words begin and who speaks them; of emphasis after a label the front is told."""
    name = labels.speaker(candidate)
    if not name:
        return front.at, ""
    if front.bold_end > candidate.after:
        return candidate.after, name
    inner = read_front(text, candidate.after, end)
    front.bold_end, front.bold_after, front.whole = inner.bold_end, inner.bold_after, inner.whole
    return inner.number_at if inner.number else inner.at, name


def _body(text: str, at: int, end: int, front: Front) -> str:
    """Return the clean words, without the marks of an emphasis that opens them."""
    if at <= front.bold_end:
        run = text[at : front.bold_end] + text[front.bold_after : end]
        return clean(run, 0, len(run)).strip("*").strip()
    return clean(text, at, end)


def _is_question_number(front: Front, body: str, layout: Layout) -> bool:
    """Tell whether a number counts questions, and not the items of a list."""
    if not layout.numbers:
        return False
    return asks(body) or run_in_border(body[:3000]) > 0 or front.heading or bool(front.bold_end)


def shorten(text: str, unit: Unit, at: int) -> tuple[Unit, Unit]:
    """Cut a unit in two at an offset of the text; the second is a paragraph of its own."""
    first = replace(unit, end=at, text=clean(text, unit.start, at))
    begin = at
    while begin < unit.end and text[begin].isspace():
        begin += 1
    rest = Unit(voice=unit.voice, start=begin, end=unit.end, text=clean(text, begin, unit.end), begin=at)
    return first, rest
