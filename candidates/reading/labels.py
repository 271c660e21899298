"""Speakers' labels: «Суроо:», «Ответ 2:», «Q:», an outlet's or a person's name.

Words with a colon open many a sentence. A generic word (Суроо, Вопрос…) is a
label wherever a line begins with it; a name is one only if the text uses it
as such: at least twice, or opposite another label.
"""

import re
from collections import Counter
from dataclasses import dataclass, field
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
_KIN = r"(?:кызы|уулу|агай|эже|мырза|айым|байке)"
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
_ANY_WORD = re.compile(_WORDS, re.IGNORECASE)
_OUTLETS = re.compile(
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


@dataclass(slots=True)
class Labels:
    """The labels a text really uses: from spelling to speaker, and who asks."""

    speakers: dict[str, str] = field(default_factory=dict)
    inline: re.Pattern | None = None
    dashed: bool = False  # «Вопрос — … Ответ — …»

    def __bool__(self) -> bool:
        return bool(self.speakers)

    def speaker(self, candidate: Candidate | None) -> str | None:
        """Return whom a candidate names, None if it is no label here."""
        if candidate is None or (candidate.stop == "-" and not self.dashed):
            return None
        return self.speakers.get(candidate.name)


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


def choose_labels(found: list[tuple[Candidate, bool]], paragraphs: int) -> Labels:
    """Decide which candidates are labels; the flag tells whether a question follows.

    Spellings of one speaker («Үлгү Мисалов», «Ү. Мисалов», «Мисалов») are put
    together by a word they share.
    """
    dashed = {generic_voice(c.name) for c, _ in found if c.stop == "-"} == {"Q", "A"}
    found = [(c, asks) for c, asks in found if c.stop != "-" or dashed]
    spelled = Counter((c.name, c.stop == ":") for c, _ in found)
    generic = sum(n for (name, _), n in spelled.items() if generic_voice(name))
    speaker_of = _group([name for name, _ in spelled if not generic_voice(name)])
    asked = any(asks and c.stop == ":" and c.name in speaker_of for c, asks in found)
    accepted = _accepted(spelled, speaker_of, paragraphs, asked)
    labels = Labels(dashed=dashed)
    for name, _ in spelled:
        voice = generic_voice(name)
        if voice and (len(name.rstrip(".")) > 1 or generic >= 2):
            labels.speakers[name] = voice
        elif not voice and speaker_of[name] in accepted:
            labels.speakers[name] = speaker_of[name]
    labels.inline = _inside(labels.speakers)
    return labels


def _accepted(spelled: Counter, speaker_of: dict[str, str], paragraphs: int, asked: bool) -> set[str]:
    """Return the persons and outlets whose names are labels."""
    colons: Counter[str] = Counter()
    stops: Counter[str] = Counter()
    generic = generic_stops = 0
    for (name, colon), n in spelled.items():
        if name in speaker_of:
            (colons if colon else stops)[speaker_of[name]] += n
        else:
            generic += n
            generic_stops += 0 if colon else n
    accepted = {who for who, n in colons.items() if n >= 2}
    said_twice = generic_stops + sum(n for n in stops.values() if n >= 2)
    for who, n in stops.items():  # a name with a full stop, and not a short sentence
        if n >= 2 and (who.isupper() or (said_twice - n >= 2 and said_twice * 2 >= paragraphs)):
            accepted.add(who)
    if not accepted and not generic and len(colons) == 2 and asked and paragraphs <= 6:
        return set(colons)  # one question and one answer
    if accepted or generic:
        accepted |= {who for who in colons if " " in who and len(who) <= 40}
    return accepted


def _inside(speakers: dict[str, str]) -> re.Pattern | None:
    """Return a pattern for the names among these labels where they stand inside a line."""
    names = [name for name in speakers if len(name) > 1 and not _ANY_WORD.match(name)]
    if not names:
        return None
    either = "|".join(sorted(map(re.escape, names), key=len, reverse=True)[:40])
    return re.compile(rf"(?:(?<=[.?!…»\"”)])|(?<=[.?!…»\"”)]\s))\s*[*_]*(?P<name>{either})\s*[*_]*:")


def _group(names: list[str]) -> dict[str, str]:
    """Map each spelling to the first spelling that shares a word of four letters with it."""
    first_with: dict[str, str] = {}
    speaker = {}
    for name in names:
        words = [w for w in re.findall(r"\w+", name.partition("(")[0].partition(",")[0]) if len(w) > 3]
        words = [word.casefold() for word in words] or [name.casefold()]
        who = next((first_with[word] for word in words if word in first_with), name)
        speaker[name] = who
        for word in words:
            first_with.setdefault(word, who)
    return speaker


def voices_of(turns: list[tuple[str, float]]) -> dict[str, str]:
    """Say of each speaker whether he asks ("Q") or replies ("A").

    `turns` gives speaker and how much the turn looks like a question (above 0)
    or an answer (below). Who asks most asks; if nothing tells, the first does.

    >>> voices_of([("КАБАР", 1.0), ("Мисалов", -2.0), ("КАБАР", 2.0)])
    {'КАБАР': 'Q', 'Мисалов': 'A'}
    """
    scores: dict[str, list[float]] = {}
    for who, score in turns:
        scores.setdefault(who, []).append(score)
    mean = {who: sum(values) / len(values) + (1.5 if _OUTLETS.search(who) else 0) for who, values in scores.items()}
    named = [who for who in mean if who not in ("Q", "A")]
    voices = {who: who for who in mean if who in ("Q", "A")}
    voices |= {who: "Q" if mean[who] > 0.3 else "A" for who in named}
    if len(named) >= 2 and not {"Q", "A"} & set(mean):
        ranked = sorted(named, key=lambda who: -mean[who])  # stable: the first speaker wins a tie
        voices[ranked[0]] = "Q"
        voices[ranked[-1]] = "A"
    return voices
