"""The facts of the election: the voting day, the number on the ballot, the term."""

import re
from datetime import date

from .dates import find_day, first_on_or_after
from .parsed import Election, Warning, warn
from .sentences import sentences

_VOTE = re.compile(r"шайлоо|добуш|выбор|голосован|election|vot(?:e|ing)|poll", re.IGNORECASE)
_SET = re.compile(
    r"белгилен|белгиледи|дайындал|өткөрүл|өтөт|болот|назначен|состоят|пройд[её]т|пройдут|will\s+(?:be\s+held|take\s+place)|scheduled"
    r"|(?:(?:voting|election|polling)\s+day|шайлоо\s+күнү|день\s+(?:выборов|голосования))\s*(?:is\b|[:—–-])"
    r"|takes\s+place|(?:is|are|was|were)\s+(?:set|called)|is\s+on\b|are\s+on\b",
    re.IGNORECASE,
)
_BALLOT = re.compile(r"бюллетен|ballot", re.IGNORECASE)
_NUMBERED = re.compile(
    r"(?P<a>\d{1,3})\s*(?:деген|-)?\s*номер|(?:номер\w*|№|number|no\.|бюллетене)\s*[:—–-]?\s*(?P<b>\d{1,3})(?!\d)|№\s*(?P<c>\d{1,3})"
    r"|(?P<d>\d{1,3})(?:st|nd|rd|th)\s+on\s+the\s+ballot",
    re.IGNORECASE,
)
_WORDS = {
    "эки": 2, "үч": 3, "төрт": 4, "беш": 5, "алты": 6, "жети": 7,
    "два": 2, "три": 3, "четыре": 4, "пять": 5, "шесть": 6, "семь": 7,
    "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7,
}  # fmt: skip
_COUNT = r"(?P<n>\d{1,2}|" + "|".join(_WORDS) + r")"
_TERM = re.compile(
    rf"\b{_COUNT}\s*[-–]?\s*жылга|\bна\s+(?:срок\s+(?:в\s+)?)?{_COUNT.replace('<n>', '<m>')}\s*(?:года|лет)"
    rf"|сроком\s+на\s+{_COUNT.replace('<n>', '<k>')}"
    rf"|\bfor\s+(?:a\s+term\s+of\s+)?{_COUNT.replace('<n>', '<p>')}\s+years"
    rf"|\b{_COUNT.replace('<n>', '<q>')}[\s-]years?[\s-]term",
    re.IGNORECASE,
)
_TERM_NEAR = re.compile(r"шайла|кеңеш|депутат|мандат|изб[ие]р|созыв|совет|кенеш|elect|term|council", re.IGNORECASE)
#: Said of the electors by nobody in particular: not «шайлайбыз».
_ELECTED = re.compile(r"шайлан(?:ат|ышат)|избира[ею]тся|(?:is|are)\s+elected", re.IGNORECASE)
_REPEAT = re.compile(
    r"кайталап|кайталанма|кайра\s+шайлоо|повторн|перевыбор|repeat|re-?run|re-?election\s+day", re.IGNORECASE
)


def is_fact(sentence: str) -> bool:
    """Tell whether a sentence states a fact of the election, not an opinion.

    >>> is_fact("Шайлоо 11-июлга белгиленген."), is_fact("Шайлоо жакын.")
    (True, False)
    """
    if "?" in sentence or len(sentence) > 400:
        return False
    if _BALLOT.search(sentence) and re.search(r"\d|катталган|зарегистр|registered", sentence):
        return True
    if _ELECTED.search(sentence) and _TERM.search(sentence):
        return True
    return bool(_VOTE.search(sentence) and _SET.search(sentence) and any(find_day(sentence)))


def facts_at_end(text: str) -> int | None:
    """Return where the run of facts begins that a text ends with, None if it ends otherwise.

    A date alone («11-июлда шайлоо өтөт») is also said in an address to voters,
    so the run must speak of the ballot or make up the whole text.
    """
    begin = None
    for start, end in reversed(list(sentences(text))):
        if not is_fact(text[start:end]):
            break
        begin = start
    if begin is None:
        return None
    if begin == 0 or _BALLOT.search(text, begin):
        return begin
    return None


def read_election(text: str | None, others: list[str], issue_date: date | None) -> tuple[Election, list[Warning]]:
    """Read the facts off the election text and, where it is silent, off the other texts.

    `others` come in the order in which they are believed: closing, lead, last answer.
    """
    sources = [text or "", *others]
    day, warnings = _voting_day(sources, issue_date)
    election = Election(
        text=text or None,
        voting_day=day,
        ballot_number=next(filter(None, map(_ballot_number, sources)), None),
        term_years=next(filter(None, map(_term, sources)), None),
        repeat=bool(_REPEAT.search(text)) if text else None,
    )
    return election, warnings


def _voting_day(sources: list[str], issue_date: date | None) -> tuple[date | None, list[Warning]]:
    """Return the voting day; a missing year comes from the issue date."""
    for source in sources:
        for start, end in sentences(source):
            sentence = source[start:end]
            if not (_VOTE.search(sentence) and any(sign.isdigit() for sign in sentence)):
                continue
            if not (_SET.search(sentence) or _BALLOT.search(sentence) or source is sources[0]):
                continue
            day, short = find_day(sentence)
            if day:
                return day, []
            if short and issue_date:
                day = first_on_or_after(*short, issue_date)
                return day, [warn("year_inferred", year=day.year)] if day else []
            if short:
                return None, [warn("year_unknown", day=short[0], month=short[1])]
    return None, []


def _ballot_number(text: str) -> int | None:
    """Return the number a sentence about the ballot names."""
    for match in _BALLOT.finditer(text):
        begin = max(text.rfind(". ", 0, match.start()), text.rfind("\n", 0, match.start())) + 1
        end = text.find("\n", match.end())
        window = text[max(begin, match.start() - 200) : min(match.end() + 200, end if end > 0 else len(text))]
        if found := _NUMBERED.search(window):
            return int(next(filter(None, found.groups())))
    return None


def _term(text: str) -> int | None:
    """Return for how many years is elected."""
    for match in _TERM.finditer(text):
        if _TERM_NEAR.search(text, max(0, match.start() - 120), match.end() + 120):
            word = next(filter(None, match.groups())).lower()
            return _WORDS.get(word) or int(word)
    return None
