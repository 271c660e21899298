"""Who speaks in each unit: the interviewer or the candidate.

Every unit gets two costs, for being said by the one and by the other, and
every step from unit to unit costs according to what opens the next one. The
cheapest way through is found by dynamic programming (Viterbi), and the price of
the second-best choice for a unit tells how sure its voice is.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from .units import Unit
from .words import (
    ASKING,
    GREETING,
    THANKS,
    THANKS_FOR_TALK,
    VOCATIVE,
    requests,
    speaks_of_himself,
    speaks_to_listener,
)

IMPOSSIBLE = 1e6
#: What is longer and does not end with a question mark is no question.
LONG = 900
#: So much of the beginning and of the end tells who speaks.
TAIL = 240
#: Below this difference in cost a voice is doubtful.
DOUBT = 1.0
#: Who asks, or how: «Качан? (Нурзат, Токмок)».
_ASIDE = re.compile(r"(?<=[?»”\"] )\([^()]{1,60}\)\.?$")
_TRAILING = "\"'»”’)]*_ "


@dataclass(frozen=True, slots=True)
class Layout:
    """By what this text marks its turns."""

    labels: bool = False
    dashes: bool = False
    bold: bool = False  # emphasised units are mostly questions
    numbers: bool = False  # numbered units are mostly questions
    headings: bool = False
    topics: frozenset[int] = frozenset()  # where statements stand that are asked about: «О детстве»

    @property
    def marked(self) -> bool:
        return self.labels or self.dashes or self.bold or self.numbers or self.headings or bool(self.topics)


def question_cost(text: str) -> tuple[float, float]:
    """Return what it costs to take the text for a question and for an answer.

    >>> question_cost("Кимсиз?"), question_cost("Мен Мисаловмун.")
    ((0.0, 3.0), (4.2, 0.0))
    """
    return _cost(text[:TAIL], text[-TAIL:], len(text))


@lru_cache(maxsize=10_000)
def _cost(head: str, tail: str, length: int) -> tuple[float, float]:
    """Weigh a text by how it begins, how it ends and its length."""
    bare = _ASIDE.sub("", tail.rstrip()).rstrip(_TRAILING)
    if bare.endswith("?"):
        if length > 700 and not speaks_to_listener(tail):
            return 1.5, 1.0
        speaks_of_me = speaks_of_himself(tail) and not speaks_to_listener(tail)
        return (0.0, 2.4) if speaks_of_me else (0.0, 3.0)
    if bare.endswith("?!"):
        return 0.5, 1.2
    if length > LONG:
        return 6.0, 0.0
    return _statement_cost(head, bare, length)


def _statement_cost(head: str, tail: str, length: int) -> tuple[float, float]:
    """Weigh a text that does not end with a question mark."""
    if length < 400 and THANKS_FOR_TALK.search(tail):
        return 0.2, 1.5
    you = speaks_to_listener(tail)
    if length < 400 and VOCATIVE.match(head):
        return 1.0, 1.5
    if requests(_last_sentence(tail)):
        return (0.2, 2.0) if you else (0.5, 1.6)
    if you and length < 500 and tail.rfind("?") > len(tail) // 3:
        return 1.2, 0.8
    if length < 120 and (GREETING.match(tail) or THANKS.search(tail)):
        return 1.2, 0.5
    if length < 400 and speaks_of_himself(tail):
        return 4.2, 0.0
    if length < 200 and ASKING.match(head):
        return 1.8, 0.3
    if you and length < 400:
        return 2.2, 0.4
    return 3.5 if length < 400 else 5.0, 0.0


def _last_sentence(text: str) -> str:
    """Return the last sentence, roughly: what follows the last mark that is not at the end."""
    body = text.rstrip(".!… ")
    cut = max(body.rfind(". "), body.rfind("? "), body.rfind("! "), -1)
    return text[cut + 1 :]


def cast(units: list[Unit], layout: Layout, voice_of: dict[str, str]) -> tuple[list[str], list[bool]]:
    """Return the voice ("Q" or "A") of each unit and whether it is sure."""
    costs = [_unit_cost(unit, layout, voice_of) for unit in units]
    steps = [_step_costs(units[i - 1], units[i], layout) if i else (0.0, 1.5) for i in range(len(units))]
    ahead = _forward(costs, steps)
    back = _backward(costs, steps)
    voices, sure = [], []
    for (ask, reply), (ask_after, reply_after) in zip(ahead, back, strict=True):
        difference = (reply + reply_after) - (ask + ask_after)
        voices.append("Q" if difference > 0 else "A")
        sure.append(abs(difference) >= DOUBT)
    return voices, sure


def _unit_cost(unit: Unit, layout: Layout, voice_of: dict[str, str]) -> tuple[float, float]:
    """Weigh what the unit says by how it is marked."""
    voice = voice_of.get(unit.name)
    if voice:
        return (0.0, IMPOSSIBLE) if voice == "Q" else (IMPOSSIBLE, 0.0)
    if layout.topics:
        return (6.0, 0.0) if unit.opener != "topic" else (0.0, 3.0 if unit.bold or unit.heading else 0.8)
    ask, reply = question_cost(unit.text)
    if layout.bold:
        ask, reply = (ask - 3, reply + 2) if unit.bold else (ask + 1.5, reply)
    if layout.headings:
        ask, reply = (ask - 3, reply + 2) if unit.heading else (ask + 1.5, reply)
    if layout.numbers:
        ask, reply = (ask - 3, reply + 2) if unit.opener == "number" else (ask + 0.8, reply)
    if not unit.opener and layout.marked and not speaks_to_listener(unit.text[-TAIL:]):
        reply = min(reply, 1.5)  # a plain paragraph that asks nobody: a rhetorical question
    return ask, reply


def _step_costs(before: Unit, unit: Unit, layout: Layout) -> tuple[float, ...]:
    """Return the costs of the steps Q→Q, A→Q, Q→A, A→A."""
    if layout.topics:
        return (0.0, 0.0, 0.0, 0.0)
    if unit.name:
        return (1.0, 0.0, 0.0, 0.5)
    if unit.opener in ("dash", "number", "heading"):
        return (3.0, 0.0, 0.0, 0.0 if _is_item(before, unit) else 2.0)
    if unit.opener == "bold" and layout.bold:
        return (1.5, 0.0, 1.0, 0.5)
    if unit.opener == "glue":
        return (1.0, 0.8, 0.0, 0.2)
    if layout.marked:
        if len(unit.text) < 400 and THANKS_FOR_TALK.search(unit.text):
            return (1.5, 0.0, 0.0, 0.2)
        return (1.5, 0.0 if before.bold and layout.bold else 2.0, 0.0, 0.2)
    return (1.5, 0.3, 0.0, 0.4)


def _is_item(before: Unit, unit: Unit) -> bool:
    """Tell whether a dash opens an item of a list and not a turn."""
    first = unit.text[:2].lstrip('"«„“(')[:1]
    return before.text[-1:] in ":;," or unit.text[-1:] in ";," or (first.islower() and not unit.inline)


def _forward(costs: list, steps: list) -> list[tuple[float, float]]:
    """Return the cheapest ways up to and including each unit, ending in Q and in A."""
    ways: list[tuple[float, float]] = []
    for (ask, reply), step in zip(costs, steps, strict=True):
        if not ways:
            ways.append((ask + step[0], reply + step[1]))
            continue
        q, a = ways[-1]
        ways.append((min(q + step[0], a + step[1]) + ask, min(q + step[2], a + step[3]) + reply))
    return ways


def _backward(costs: list, steps: list) -> list[tuple[float, float]]:
    """Return the cheapest ways on from each unit, not counting the unit itself."""
    ways = [(0.0, 0.0)] * len(costs)
    for i in range(len(costs) - 2, -1, -1):
        (ask, reply), step, (q, a) = costs[i + 1], steps[i + 1], ways[i + 1]
        ways[i] = (
            min(step[0] + ask + q, step[2] + reply + a),
            min(step[1] + ask + q, step[3] + reply + a),
        )
    return ways
