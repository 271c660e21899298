"""From paragraphs to units: how this text marks its turns, and where it must be cut."""

from bisect import bisect
from dataclasses import dataclass, replace

from .labels import Candidate, Labels, candidate_at, choose_labels, inline_generic, voices_of
from .units import Front, Unit, clean, glued, inline_dashes, read_front, run_in_border
from .voices import Layout, question_cost
from .words import speaks_to_listener

Span = tuple[int, int]
#: No interview has more turns and paragraphs; such a text is kept whole and not divided.
MOST_UNITS = 30_000


@dataclass(slots=True)
class Paragraph:
    """A paragraph with what its front shows, before anything is decided."""

    start: int
    end: int
    front: Front
    candidate: Candidate | None
    dashes: list[tuple[int, bool]]
    labels: list[int]
    glue: list[int]
    asks: bool
    run_in: int  # where its answer begins if it opens with its question

    @property
    def words(self) -> int:
        return self.candidate.after if self.candidate else self.front.at

    def candidate_is(self, labels: Labels) -> bool:
        """Tell whether the words it opens with are one of the labels."""
        return self.candidate is not None and self.candidate.name in labels.speakers


def look_at(text: str, span: Span) -> Paragraph:
    """Look at one paragraph."""
    start, end = span
    front = read_front(text, start, end)
    candidate = candidate_at(text, front.at, end)
    dashes = inline_dashes(text, front.at, end)
    first = dashes[0][0] if dashes else end
    words = clean(text, candidate.after if candidate else front.at, min(first, end))
    ask, reply = question_cost(words)
    border = run_in_border(words[:3000])
    if border and (speaks_to_listener(words[border : border + 300]) or _asks(words[border:])):
        border = 0
    return Paragraph(
        start,
        end,
        front,
        candidate,
        dashes,
        inline_generic(text, front.at, end),
        glued(text, front.at, end),
        ask < reply,
        border,
    )


def _asks(words: str) -> bool:
    ask, reply = question_cost(words)
    return ask < reply


def survey(text: str, paragraphs: list[Paragraph]) -> tuple[Layout, Labels]:
    """Find out by what the text marks its turns."""
    found = [(p.candidate, p.asks or p.run_in > 0) for p in paragraphs if p.candidate]
    for paragraph in paragraphs:
        for at in paragraph.labels:
            inner = candidate_at(text, read_front(text, at, paragraph.end).at, paragraph.end)
            if inner:
                found.append((inner, False))
    labels = choose_labels(found, len(paragraphs))
    led = [i for i, p in enumerate(paragraphs) if p.front.dash]
    turns = sum(paragraphs[i].asks or paragraphs[i].run_in > 0 or (i > 0 and paragraphs[i - 1].asks) for i in led)
    queries = sum(asked for p in paragraphs for _, asked in p.dashes)
    bold = [p for p in paragraphs if p.front.bold_end and not p.candidate_is(labels)]
    headings = [p for p in paragraphs[1:] if p.front.heading]
    numbers = [p for p in paragraphs if p.front.number]
    return Layout(
        labels=bool(labels),
        dashes=queries > 0 or (turns > 0 and turns * 4 >= len(led)),
        bold=_mostly(text, bold),
        numbers=len(numbers) >= 2 and sum(p.asks or p.run_in > 0 for p in numbers) * 2 >= len(numbers),
        headings=bool(headings) and sum(p.asks for p in headings) * 2 >= len(headings),
    ), labels


def _mostly(text: str, bold: list[Paragraph]) -> bool:
    """Tell whether the emphasised runs that open paragraphs are mostly questions."""
    asking = sum(_asks(clean(text, p.front.at, p.front.bold_end)) for p in bold)
    return asking > 0 and asking * 2 >= len(bold) - 1


def cut_units(text: str, spans: list[Span], hints: list[int]) -> tuple[list[Unit], Layout, dict[str, str]]:
    """Cut paragraphs into units; return them, the layout, and the voice of each named speaker.

    `hints` are the sorted offsets where, as a removed repeat shows, a paragraph borders.
    No units are returned for a text that would have more than `MOST_UNITS`.
    """
    paragraphs = [look_at(text, span) for span in split_at_hints(text, spans, hints)]
    if sum(1 + len(p.dashes) + len(p.labels) + len(p.glue) for p in paragraphs) > MOST_UNITS:
        return [], Layout(), {}
    layout, labels = survey(text, paragraphs)
    together = _run_together(paragraphs, layout)
    units: list[Unit] = []
    number = 0
    for paragraph in paragraphs:
        for start, end, kind in _parts(text, paragraph, layout, labels, together):
            unit = _unit(text, start, end, kind, labels, layout, number)
            if unit.opener == "number":
                number = unit.number
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


def _run_together(paragraphs: list[Paragraph], layout: Layout) -> bool:
    """Tell whether each paragraph of this text is a question and its answer run together."""
    if any(p.dashes and any(asked for _, asked in p.dashes) for p in paragraphs):
        return False
    turns = [p for p in paragraphs if not layout.dashes or p.front.dash]
    joined = sum(p.run_in > 0 for p in turns)
    alone = sum(p.asks for p in turns)
    if layout.marked:
        return joined >= 2 and joined * 5 >= len(turns) * 3
    return joined > 0 and not alone


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
        cuts |= dict.fromkeys(paragraph.labels, "label")
        if labels.inline:
            cuts |= {m.start(): "label" for m in labels.inline.finditer(text, paragraph.front.at, end)}
    front = paragraph.front
    if front.bold_end and not front.whole and not paragraph.candidate_is(labels):
        run = clean(text, front.at, front.bold_end)
        if _asks(run) or (layout.bold and len(run) > 15):
            cuts[front.bold_after] = "bold"
    if together and paragraph.run_in:
        at = run_in_border(text[paragraph.words : paragraph.words + 3000])
        if at:
            cuts[paragraph.words + at] = "run_in"
    points = sorted(at for at in cuts if begin < at < end)
    parts = []
    for at, stop in zip([begin, *points], [*points, end], strict=True):
        if any(map(str.isalnum, text[at:stop])):
            parts.append((at, stop, cuts.get(at, "")))
        elif parts:  # only signs: they belong to what stands before
            parts[-1] = (parts[-1][0], stop, parts[-1][2])
    return parts


def _unit(text: str, start: int, end: int, kind: str, labels: Labels, layout: Layout, number: int) -> Unit:
    """Make a unit of a part: take label, number and marks off its front."""
    front = read_front(text, start, end)
    candidate = candidate_at(text, front.at, end) if labels else None
    at, name = front.at, ""
    if candidate and candidate.name in labels.speakers:
        name = labels.speakers[candidate.name]
        inner = read_front(text, candidate.after, end)
        at = candidate.after
        if front.bold_end <= candidate.after:
            front.bold_end, front.whole = inner.bold_end, inner.whole
            front.bold_after = inner.bold_after
            at = inner.number_at if inner.number else inner.at
    body = _body(text, at, end, front)
    numbered = bool(front.number) and (name or _is_question_number(front, body, layout, number))
    if front.number and not numbered:
        at = front.number_at
        body = _body(text, at, end, front)
    label = text[start:at]
    unit = Unit(start=at, end=end, text=body, name=name, begin=start, inline=bool(kind))
    unit.label = " ".join(label.split()).strip("*_ ") if any(map(str.isalnum, label)) else ""
    unit.bold, unit.heading = bool(front.bold_end and front.whole), front.heading
    unit.number = front.number if numbered else 0
    unit.opener = (
        "label" if name
        else "number" if numbered
        else "heading" if front.heading
        else "dash" if front.dash
        else "bold" if unit.bold
        else "glue" if kind in ("glue", "run_in", "bold")
        else ""
    )  # fmt: skip
    return unit


def _body(text: str, at: int, end: int, front: Front) -> str:
    """Return the clean words, without the marks of an emphasis that opens them."""
    if at <= front.bold_end:
        run = text[at : front.bold_end] + text[front.bold_after : end]
        return clean(run, 0, len(run)).strip("*").strip()
    return clean(text, at, end)


def _is_question_number(front: Front, body: str, layout: Layout, number: int) -> bool:
    """Tell whether a number counts questions, and not the items of a list."""
    if not layout.numbers:
        return False
    return _asks(body) or run_in_border(body[:3000]) > 0 or front.heading or bool(front.bold_end)


def shorten(text: str, unit: Unit, at: int) -> tuple[Unit, Unit]:
    """Cut a unit in two at an offset of the text; the second is a paragraph of its own."""
    first = replace(unit, end=at, text=clean(text, unit.start, at))
    begin = at
    while begin < unit.end and text[begin].isspace():
        begin += 1
    rest = Unit(voice=unit.voice, start=begin, end=unit.end, text=clean(text, begin, unit.end), begin=at)
    return first, rest
