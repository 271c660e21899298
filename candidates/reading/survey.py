"""What a whole text shows: how its paragraphs begin, and by what it marks its turns."""

import re
from dataclasses import dataclass
from itertools import pairwise

from .labels import Candidate, candidate_at, inline_labels, inline_names
from .speakers import Labels, choose_labels
from .units import Front, clean, glued, inline_dashes, read_front, run_in_border
from .voices import Layout, question_cost
from .words import speaks_to_listener

Span = tuple[int, int]
#: What is longer is no topic but a paragraph, in letters.
LONGEST_TOPIC = 120
_STOPPED = re.compile(r"[.?!…:;,][\"'»”’)*_]*$")


@dataclass(slots=True)
class Paragraph:
    """A paragraph with what its front shows, before anything is decided."""

    start: int
    end: int
    front: Front
    candidate: Candidate | None
    dashes: list[tuple[int, bool]]
    labels: list[int]
    names: list[tuple[Candidate, bool]]
    glue: list[int]
    asks: bool
    run_in: int  # where its answer begins if it opens with its question

    @property
    def words(self) -> int:
        return self.candidate.after if self.candidate else self.front.at


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
    if border and (speaks_to_listener(words[border : border + 300]) or asks(words[border:])):
        border = 0
    return Paragraph(
        start,
        end,
        front,
        candidate,
        dashes,
        inline_labels(text, front.at, end),
        inline_names(text, front.at, end),
        glued(text, front.at, end),
        ask < reply,
        border,
    )


def asks(words: str) -> bool:
    """Tell whether words look more like a question than like an answer."""
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
    speaking = {p.candidate.name for p in paragraphs if p.candidate}
    speaking |= {name.name for p in paragraphs for name, replies in p.names if replies}
    found += [(name, False) for p in paragraphs for name, _ in p.names if name.name in speaking]
    labels = choose_labels(found, len(paragraphs))
    led = [i for i, p in enumerate(paragraphs) if p.front.dash]
    turns = sum(paragraphs[i].asks or paragraphs[i].run_in > 0 or (i > 0 and paragraphs[i - 1].asks) for i in led)
    queries = sum(asked for p in paragraphs for _, asked in p.dashes)
    bold = [p for p in paragraphs if p.front.bold_end and not labels.speaker(p.candidate)]
    headings = [p for p in paragraphs[1:] if p.front.heading]
    numbers = [p for p in paragraphs if p.front.number]
    layout = Layout(
        labels=bool(labels),
        dashes=queries > 0 or (turns > 0 and turns * 4 >= len(led)),
        bold=_mostly(text, bold),
        numbers=len(numbers) >= 2 and sum(p.asks or p.run_in > 0 for p in numbers) * 2 >= len(numbers),
        headings=bool(headings) and sum(p.asks for p in headings) * 2 >= len(headings),
    )
    return (layout if layout.marked else Layout(topics=find_topics(text, paragraphs))), labels


def _mostly(text: str, bold: list[Paragraph]) -> bool:
    """Tell whether the emphasised runs that open paragraphs are mostly questions."""
    asking = sum(asks(clean(text, p.front.at, p.front.bold_end)) for p in bold)
    return asking > 0 and asking * 2 >= len(bold) - 1


def run_together(paragraphs: list[Paragraph], layout: Layout) -> bool:
    """Tell whether each paragraph of this text is a question and its answer run together."""
    if any(p.dashes and any(asked for _, asked in p.dashes) for p in paragraphs):
        return False
    turns = [p for p in paragraphs if not layout.dashes or p.front.dash]
    joined = sum(p.run_in > 0 for p in turns)
    alone = sum(p.asks for p in turns)
    if layout.marked:
        return joined >= 2 and joined * 5 >= len(turns) * 3
    return joined > 0 and not alone


def find_topics(text: str, paragraphs: list[Paragraph]) -> frozenset[int]:
    """Return where topics stand that a text without questions speaks to: «О детстве», «**О семье**».

    Topics are at least two short paragraphs, emphasised or without a stop, each
    with prose below; a text with as many plain questions has none. What opens
    the text and is longer than every other topic is its title.
    """
    marked = [i for i, p in enumerate(paragraphs) if _is_short(p) and (p.front.whole or (p.front.heading and i > 0))]
    bare = [i for i, p in enumerate(paragraphs) if i > 0 and _is_short(p) and not _STOPPED.search(_words(text, p))]
    asked = sum(p.asks for p in paragraphs)
    for found in (marked, bare):
        topics = [i for i, after in pairwise([*found, 0]) if after != i + 1 < len(paragraphs)]
        if topics[:1] == [0] and _length(paragraphs[0]) > max((_length(paragraphs[i]) for i in topics[1:]), default=0):
            topics = topics[1:]
        prose = all(_STOPPED.search(_words(text, paragraphs[i + 1])) for i in topics)
        if len(topics) >= 2 and len(topics) > asked and prose:
            return frozenset(paragraphs[i].start for i in topics)
    return frozenset()


def _is_short(paragraph: Paragraph) -> bool:
    return _length(paragraph) <= LONGEST_TOPIC


def _length(paragraph: Paragraph) -> int:
    return paragraph.end - paragraph.start


def _words(text: str, paragraph: Paragraph) -> str:
    """Return the last words of a paragraph, enough to see how it stops."""
    return text[max(paragraph.start, paragraph.end - 12) : paragraph.end]
