"""Speakers' labels: «Суроо:», «Ответ 2:», «Q:», an outlet's or a person's name.

Words with a colon open many a sentence. A generic word (Суроо, Вопрос…) is a
label wherever a line begins with it; a name is one only if the text uses it
as such: at least twice, or opposite another label.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

from .characters import DASHES, UPPER
from .words import NOT_A_NAME

_ASK = (
    "суроо|вопрос|question|кабарчы|журналист|корреспондент|корр|интервьюер|алып баруучу|ведущий|ведущая"
    "|редакция|reporter|interviewer|journalist|host|moderator|модератор|correspondent"
)
_REPLY = (
    "жооп|ответ|answer|талапкер|кандидат|candidate|депутат|конок|гость|гостья|guest|respondent|респондент"
    "|собеседник|маектеш"
)
_LETTER_ASK, _LETTER_REPLY = "q|с|в|s", "a|ж|о|а"
_WORDS = "суроо|жооп|вопрос|ответ|question|answer"
_NUMBERED = r"(?:\s*(?:№|#|no\.?)?\s*\d{1,3})?"
GENERIC = re.compile(
    rf"(?:\d{{1,3}}\s*-\s*)?(?:(?P<ask>{_ASK}|{_LETTER_ASK})|(?P<reply>{_REPLY}|{_LETTER_REPLY})){_NUMBERED}",
    re.IGNORECASE,
)
#: What may also stand inside a line, after a finished sentence.
_INLINE = re.compile(
    rf"(?:(?<=[.?!…»\"”)*])|(?<=[.?!…»\"”)*]\s))\s*[*_]*(?:\d{{1,3}}\s*-\s*)?"
    rf"(?P<name>(?:{_WORDS}){_NUMBERED}|(?-i:[QA]){_NUMBERED})\s*[*_]*(?::|\s[{DASHES}]\s)",
    re.IGNORECASE,
)
_INLINE_NAME = re.compile(
    rf"(?<=(?P<mark>[.?!…»\"”)]))\s?[*_]{{0,3}}(?P<name>[{UPPER}][\w.'’-]{{0,40}}(?: [\w.'’-]{{1,40}}){{0,3}})"
    r"\s?[*_]{0,3}:(?=\s)"
)
_COLON = re.compile(
    rf"(?P<name>[^\s:*_{DASHES}][^:\n*]{{0,70}}?)[\s*_]{{0,8}}(?P<stop>:)\s*[*_]*:?(?=[\s\"«„“*_{DASHES}A-ZА-ЯЁӨҮҢ]|$)"
)
_WORD = (
    rf"(?:[{UPPER}0-9][\w&'’-]*\.?|[{UPPER}]\.(?:[{UPPER}]\.)?[{UPPER}]?[\w-]*"
    rf"|(?:[\w-]+\.)+(?:kg|media|info|ru|com|org|net)|\w+media)"
)
_QUOTED = r"(?:«[^»\n]{1,30}»|\"[^\"\n]{1,30}\"|“[^”\n]{1,30}”)"
_KIN = r"(?:кызы|уулу|агай|эже|мырза|айым|байке|(?:гезит|газет|портал|радио|телеканал|агентти|сайт|журнал|кабарчы)\w*)"
_NAME = re.compile(
    rf"(?:{_QUOTED}|{_WORD})(?:\s+(?:{_QUOTED}|{_WORD}|{_KIN})){{0,4}}(?:\s*\([^()\n]{{1,60}}\)|,\s[^,.?!]{{1,50}})?"
)
_STOP = re.compile(
    rf"(?P<name>(?:{_WORDS}){_NUMBERED}|(?-i:[QA])"
    rf"|(?-i:[{UPPER}0-9][{UPPER}0-9.-]+(?: [{UPPER}0-9.-]+){{0,3}}?)"
    rf"|(?-i:(?:[{UPPER}]\.\s?){{0,2}}[{UPPER}][\w-]{{2,}}(?: [{UPPER}][\w-]+){{0,2}}?"
    rf"(?:\s[{UPPER}]\.(?:\s?[{UPPER}])?)?))"
    rf"(?P<stop>\.)(?=\s|[*_]+\s)",
    re.IGNORECASE,
)
_DASHED = re.compile(
    rf"(?P<name>(?:\d{{1,3}}\s?-\s?)?(?:{_WORDS}){_NUMBERED})[*_]*\s(?P<stop>[{DASHES}])\s",
    re.IGNORECASE,
)
ANY_WORD = re.compile(_WORDS, re.IGNORECASE)
OUTLETS = re.compile(
    r"азатт?ык|azattyk|кабар|24\.?kg|kaktus|кактус|akipress|акипресс|sputnik|спутник|kloop|клооп|тазабек"
    r"|\.kg\b|\.media\b|редакция|маек|гезит|газета|радио|тв\b|news|times|жаңылык|super|вб\b",
    re.IGNORECASE,
)
_AFTER = re.compile(rf"[\s*_{DASHES}]*")


@dataclass(slots=True)
class Candidate:
    """What may be a label: where it stands, how it ends, where the words after it begin."""

    name: str
    start: int
    after: int
    stop: str  # ":", "." or, after a generic word, "-"


@lru_cache(maxsize=1000)
def generic_voice(name: str) -> str | None:
    """Return "Q" or "A" for a generic label, None for a name.

    >>> generic_voice("Суроо 3"), generic_voice("Ответ"), generic_voice("Мисалов")
    ('Q', 'A', None)
    """
    match = GENERIC.fullmatch(name.strip(" .*_"))
    if not match:
        return None
    return "Q" if match["ask"] else "A"


def candidate_at(text: str, at: int, end: int) -> Candidate | None:
    """Return what may be a label at this place."""
    for pattern in (_COLON, _STOP, _DASHED):
        match = pattern.match(text, at, end)
        if not match:
            continue
        name = match["name"].strip(" *_")
        stop = match["stop"] if match["stop"] in ":." else "-"
        if stop == "." and name.casefold() in NOT_A_NAME:
            continue
        if generic_voice(name) or _looks_like_name(name):
            after = _AFTER.match(text, match.end(), end).end()
            return Candidate(name, match.start(), after, stop)
    return None


def inline_labels(text: str, start: int, end: int) -> list[int]:
    """Return where «Жооп:», «Q:», «Суроо —» … stand inside a line."""
    return [match.start() for match in _INLINE.finditer(text, start, end)]


def inline_names(text: str, start: int, end: int) -> list[tuple[Candidate, bool]]:
    """Return what may be names of speakers inside a line, and whether a question stands before."""
    if text.find(":", start, end) < 0:
        return []
    found = []
    for match in _INLINE_NAME.finditer(text, start, end):
        candidate = candidate_at(text, match.start("name"), end)
        if candidate:
            found.append((candidate, match["mark"] == "?"))
    return found


def _looks_like_name(name: str) -> bool:
    first, _, rest = name.partition(" ")
    if first.strip(",(").casefold() in NOT_A_NAME and not rest[:1].isupper():
        return False
    return _NAME.fullmatch(name) is not None
