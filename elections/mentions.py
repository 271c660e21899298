"""Sentences that name what changes from one vote to the next: a number on a ballot or a list, a day, a year."""

import re
from collections.abc import Iterable, Iterator
from datetime import date

from django.utils.html import strip_tags

from publishing.dates import spellings

LONGEST = 200
#: Stands for a space that parts no sentences: «no. 7».
GLUE = "\ue000"
_SENTENCE = re.compile(r"[^.!?…\n]*(?:[.!?…](?!\s|$)[^.!?…\n]*)*[.!?…]?", re.MULTILINE)
_ABBREVIATED = re.compile(r"\b(?:no|n|nr|г|ж|пп?|т)\.\s+(?=\d)", re.IGNORECASE)
_NUMBER = re.compile(
    r"№\s*\d"
    r"|\b(?:no\.?|number|candidate|номер\w*|кандидат\w*)\s*[:#–-]?\s*\d"
    r"|\d\s*[-–]?\s*(?:номер|орун|орду|орун\w*|мест[оаеу]|талапкер\w*)"
    r"|(?:тизме\w*|бюллетен\w*|списк\w*|ballot|list)\b[^.!?\n]{0,40}\d"
    r"|\d[^.!?\n]{0,40}\b(?:тизме\w*|бюллетен\w*|списк\w*|ballot|list)\b",
    re.IGNORECASE,
)


def days_pattern(days: Iterable[date]) -> re.Pattern:
    """Return what finds the days of a vote, in words or figures, and its years."""
    told = {spelling for day in days for spelling in spellings(day)}
    told |= {str(day.year) for day in days}
    return re.compile("|".join(rf"(?<!\d){re.escape(one)}" for one in sorted(told)) or r"(?!)", re.IGNORECASE)


def mentions(text: str, days: re.Pattern) -> Iterator[str]:
    """Yield each sentence that names a number on a list or ballot, or one of some days, shortened.

    >>> vote = days_pattern([date(2021, 7, 11)])
    >>> list(mentions("Мен тизмеде 7-орундамын. 5 жыл эмгектенебиз. Vote on 11 July! 12-июль.", vote))
    ['Мен тизмеде 7-орундамын.', 'Vote on 11 July!']
    """
    plain = _ABBREVIATED.sub(lambda found: found[0].replace(" ", GLUE), strip_tags(text))
    for found in _SENTENCE.finditer(plain):
        sentence = " ".join(found[0].replace(GLUE, " ").split())
        if sentence and (_NUMBER.search(sentence) or days.search(sentence)):
            yield sentence if len(sentence) <= LONGEST else f"{sentence[:LONGEST]}…"
