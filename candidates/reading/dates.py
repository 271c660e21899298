"""Days as Kyrgyz, Russian and English texts write them."""

import re
from datetime import date

#: The beginnings of the names of months, Kyrgyz spellings of before and after the reform included.
MONTHS = {
    "январ": 1, "янв": 1, "үчтүн": 1, "january": 1, "jan": 1,
    "феврал": 2, "фев": 2, "бирдин": 2, "february": 2, "feb": 2,
    "март": 3, "жалган куран": 3, "march": 3, "mar": 3,
    "апрел": 4, "чын куран": 4, "april": 4, "apr": 4,
    "май": 5, "мая": 5, "мае": 5, "бугу": 5, "may": 5,
    "июн": 6, "кулжа": 6, "june": 6, "jun": 6,
    "июл": 7, "теке": 7, "july": 7, "jul": 7,
    "август": 8, "авг": 8, "баш оона": 8, "august": 8, "aug": 8,
    "сентябр": 9, "сен": 9, "аяк оона": 9, "september": 9, "sept": 9, "sep": 9,
    "октябр": 10, "окт": 10, "тогуздун": 10, "october": 10, "oct": 10,
    "ноябр": 11, "ноя": 11, "жетинин": 11, "november": 11, "nov": 11,
    "декабр": 12, "дек": 12, "бештин": 12, "december": 12, "dec": 12,
}  # fmt: skip
_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_YEAR = r"(?P<{}>(?:19|20)\d\d)"
_PATTERNS = [
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"\b(?P<y1>(?:19|20)\d\d)-(?P<m>\d{1,2})-(?P<d>\d{1,2})\b",
        r"\b(?P<d>\d{1,2})\s*[./-]\s*(?P<m>\d{1,2})\s*[./-]\s*(?P<y1>(?:19|20)\d\d|\d\d)(?!\d)",
        # 2021-жылдын 8-июлу; 8-июль, 2021-жыл; 8 июля 2021 года; 8th of July 2021; 11-июлга
        rf"(?:\b{_YEAR.format('y2')}\s*[-–]?\s*(?:жыл\w*|ж\.)?[,\s]*)?"
        rf"\b(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\s*[-–]?\s*(?:of\s+)?(?P<name>{_MONTH})\w{{0,6}}\.?"
        rf"(?:[,\s]+{_YEAR.format('y1')})?(?!\d)",
        rf"\b(?P<name>{_MONTH})\.?\s+(?P<d>\d{{1,2}})(?:st|nd|rd|th)?\b(?:,?\s+{_YEAR.format('y1')})?",
    )
]


def find_day(text: str) -> tuple[date | None, tuple[int, int] | None]:
    """Return the first day the text names: a date, or (day, month) if no year stands with it.

    >>> find_day("Чыккан күнү: 08.07.2021-ж.")
    (datetime.date(2021, 7, 8), None)
    >>> find_day("11-июлга белгиленген")
    (None, (11, 7))
    """
    hits = []
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            found = _read(match.groupdict())
            if found:
                hits.append((match.start(), found))
                break
    return min(hits, key=lambda hit: hit[0])[1] if hits else (None, None)


def _read(parts: dict) -> tuple[date | None, tuple[int, int] | None] | None:
    """Turn what a pattern found into a day; None if the calendar has no such day."""
    day = int(parts["d"])
    month = MONTHS[parts["name"].lower()] if parts.get("name") else int(parts["m"])
    year = parts.get("y1") or parts.get("y2")
    try:
        if year:
            number = int(year)
            return date(number + 2000 if number < 100 else number, month, day), None
        date(2000, month, day)  # a leap year: 29 February exists
    except ValueError:
        return None
    return None, (day, month)


def first_on_or_after(day: int, month: int, start: date) -> date | None:
    """Return the first such day that does not lie before `start`: campaign papers look ahead.

    >>> first_on_or_after(11, 7, date(2021, 7, 8))
    datetime.date(2021, 7, 11)
    """
    for year in range(start.year, min(start.year + 9, 9999)):
        try:
            found = date(year, month, day)
        except ValueError:  # 29 February
            continue
        if found >= start:
            return found
    return None
