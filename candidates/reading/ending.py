"""How an interview begins and ends: title and lead, thanks, closing, election facts."""

from dataclasses import replace

from .election import facts_at_end
from .parsed import Role
from .sentences import sentences
from .turns import shorten
from .units import Unit, clean
from .voices import Layout, question_cost
from .words import SALUTATION, THANKS, VOTERS, speaks_to_listener

Cast = list[tuple[Unit, Role, bool]]


def first_turn(units: list[Unit], layout: Layout, voice_of: dict[str, str]) -> int:
    """Return the index of the first turn; before it stand title and lead.

    The number of units if no turn is found.
    """
    following = [*units[1:], None]
    begins = (i for i, unit in enumerate(units) if _begins(unit, following[i], i == 0, layout, voice_of))
    return next(begins, len(units))


def _begins(unit: Unit, following: Unit | None, first: bool, layout: Layout, voice_of: dict[str, str]) -> bool:
    """Tell whether the talk begins with this unit."""
    if layout.topics:
        return unit.opener == "topic"
    if unit.name:
        headline = first and voice_of.get(unit.name) == "A" and not unit.text.endswith(".")
        return not headline or following is None
    if unit.opener == "number" or (unit.opener == "dash" and layout.dashes):
        return True
    ask, reply = question_cost(unit.text)
    if _stands_out(unit, layout):
        answered = following is not None and not _stands_out(following, layout)
        return ask < reply or (answered and speaks_to_listener(unit.text))
    if ask >= reply or unit.heading:
        return False
    if not layout.marked or following is None:
        return True
    return (not first or speaks_to_listener(unit.text)) and not _opens_question(following, layout)


def _stands_out(unit: Unit, layout: Layout) -> bool:
    """Tell whether a unit is emphasised as the questions of this text are."""
    return unit.bold and layout.bold or unit.heading and layout.headings


def _opens_question(unit: Unit, layout: Layout) -> bool:
    """Tell whether a unit is a marked question, so that the one before is none."""
    if not (unit.opener in ("dash", "number", "label") or unit.bold and layout.bold):
        return not unit.opener and layout.dashes
    ask, reply = question_cost(unit.text)
    return ask < reply or unit.opener in ("number", "bold") or ask - reply < 1.5


def front_roles(text: str, units: list[Unit]) -> Cast:
    """Tell title from lead: a title is short and does not end like a sentence."""
    units = with_labels(text, units)
    roles = []
    for i, unit in enumerate(units):
        is_title = i == 0 and (unit.heading or (len(unit.text) <= 160 and unit.text[-1:] not in ".:;,…"))
        roles.append((unit, Role.TITLE if is_title else Role.LEAD, True))
    return roles


def with_labels(text: str, units: list[Unit]) -> list[Unit]:
    """Give back what was taken for labels and numbers: before the first turn it is text."""
    return [
        replace(unit, start=unit.begin, text=clean(text, unit.begin, unit.end), label="") if unit.label else unit
        for unit in units
    ]


def headings_apart(cast: Cast, layout: Layout) -> Cast:
    """Make left over the headings of sections between an answer and a question marked otherwise."""
    if layout.bold or layout.headings or layout.topics:
        return cast
    roles = cast[:]
    for i, (unit, role, sure) in enumerate(cast[1:-1], 1):
        stands_alone = (unit.bold or unit.heading) and unit.opener in ("bold", "heading") and len(unit.text) <= 120
        after = cast[i + 1]
        asked = after[1] is Role.QUESTION and after[0].opener in ("dash", "label", "number")
        if stands_alone and role is Role.ANSWER and asked and unit.text[-1:] not in ".?!…:;,":
            roles[i] = (unit, Role.LEFT_OVER, sure)
    return roles


def mark_end(text: str, cast: Cast) -> Cast:
    """Find thanks, closing and election facts after the last real question."""
    last = max((i for i, (_, role, _) in enumerate(cast) if role is Role.QUESTION), default=None)
    if last is None:
        return cast
    begin = last
    while begin and cast[begin - 1][1] is Role.QUESTION and _gives_thanks(cast[begin - 1][0]):
        begin -= 1
    if _gives_thanks(cast[last][0]) and (last or len(cast) > 1):
        head, tail = cast[:begin], _thanks(text, cast[begin:])
    else:
        head, tail = cast[: last + 1], _closing(text, cast[last + 1 :])
    return head + _facts(text, tail)


def _gives_thanks(unit: Unit) -> bool:
    return THANKS.search(unit.text) is not None and "?" not in unit.text[-3:]


def _thanks(text: str, tail: Cast) -> Cast:
    """Give roles to the exchange of thanks and to what follows it."""
    roles: Cast = []
    replied = False
    for unit, role, sure in tail:
        if role is Role.QUESTION:
            roles.append((unit, Role.THANKS, sure))
        elif not replied or unit.inline:
            roles += _at_salutation(text, unit, Role.THANKS, sure)
            replied = True
        else:
            roles.append((unit, Role.CLOSING, sure))
        if roles[-1][1] is Role.CLOSING:
            roles[-1:] = _at_salutation(text, roles[-1][0], Role.CLOSING, sure)
    return roles


def _closing(text: str, tail: Cast) -> Cast:
    """Find, where nobody thanks, an address to the voters in the last answer."""
    roles: Cast = []
    for i, (unit, role, sure) in enumerate(tail):
        if roles and roles[-1][1] is Role.CLOSING:
            roles.append((unit, Role.CLOSING, sure))
        elif i == 0 and SALUTATION.match(unit.text):
            roles.append((unit, role, sure))  # the answer itself: it has no other words
        else:
            roles += _at_salutation(text, unit, role, sure)
    return roles


def _at_salutation(text: str, unit: Unit, role: Role, sure: bool) -> Cast:
    """Cut a unit before a sentence that greets the voters, and after it if it ends with «!»."""
    source = text[unit.start : unit.end]
    if not (VOTERS.search(source) and SALUTATION.search(source)):
        return [(unit, role, sure)]
    for start, end in sentences(source):
        start += len(source[start:end]) - len(source[start:end].lstrip())
        match = SALUTATION.match(source, start, end)
        if not match:
            continue
        parts: Cast = []
        if start:
            before, unit = shorten(text, unit, unit.start + start)
            parts.append((before, role, sure))
        if source[end - 1] == "!" and match.end() >= end and source[end:].strip():
            greeting, unit = shorten(text, unit, unit.end - len(source) + end)
            parts.append((greeting, Role.CLOSING, sure))
        return [*parts, (unit, Role.CLOSING, sure)]
    return [(unit, role, sure)]


def _facts(text: str, tail: Cast) -> Cast:
    """Cut off the facts of the election that a paragraph consists of or ends with."""
    roles: Cast = []
    for unit, role, sure in tail:
        begin = facts_at_end(text[unit.start : unit.end]) if role is not Role.QUESTION else None
        opens = unit.opener in ("dash", "label")
        if begin is None or (begin == 0 and opens):
            roles.append((unit, role, sure))
        elif text[unit.start : unit.start + begin].strip():
            before, facts = shorten(text, unit, unit.start + begin)
            roles += [(before, role, sure), (facts, Role.ELECTION, sure)]
        else:
            roles.append((unit, Role.ELECTION, sure))
    return roles
