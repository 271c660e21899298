"""Days and moments in words, in the three languages of the house.

No case ending is ever generated: the Kyrgyz possessive forms of the months are a fixed table. The forms are those of
the Kyrgyz press and of the first interview («2021-жылдын 11-июлу», «08.07.2021»); months and weekdays as in CLDR. Every
moment is told in the time of Bishkek.
"""

import datetime
from zoneinfo import ZoneInfo

from django.utils.functional import lazy
from django.utils.translation import get_language

BISHKEK = ZoneInfo("Asia/Bishkek")

_KY_MONTHS = (
    "январь", "февраль", "март", "апрель", "май", "июнь",
    "июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь",
)  # fmt: skip
_KY_MONTHS_OF_YEAR = (
    "январы", "февралы", "марты", "апрели", "майы", "июну",
    "июлу", "августу", "сентябры", "октябры", "ноябры", "декабры",
)  # fmt: skip
_RU_MONTHS = (
    "января", "февраля", "марта", "апреля", "мая", "июня",
    "июля", "августа", "сентября", "октября", "ноября", "декабря",
)  # fmt: skip
_EN_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip

_MONTHS = {"ky": _KY_MONTHS, "ru": _RU_MONTHS, "en": _EN_MONTHS}

_WEEKDAYS = {
    "ky": ("дүйшөмбү", "шейшемби", "шаршемби", "бейшемби", "жума", "ишемби", "жекшемби"),
    "ru": ("понедельник", "вторник", "среда", "четверг", "пятница", "суббота", "воскресенье"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}

_DAY = {
    "ky": lambda date: f"{date.year}-жылдын {date.day}-{_KY_MONTHS_OF_YEAR[date.month - 1]}",
    "ru": lambda date: f"{date.day} {_RU_MONTHS[date.month - 1]} {date.year} года",
    "en": lambda date: f"{date.day} {_EN_MONTHS[date.month - 1]} {date.year}",
}
_SHORT_DAY = {
    "ky": lambda date: f"{date.day}-{_KY_MONTHS[date.month - 1]}",
    "ru": lambda date: f"{date.day} {_RU_MONTHS[date.month - 1]}",
    "en": lambda date: f"{date.day} {_EN_MONTHS[date.month - 1]}",
}
_DOTTED = "{0.day:02}.{0.month:02}.{0.year:04}".format
_NUMERIC_DAY = {"ky": _DOTTED, "ru": _DOTTED, "en": _DAY["en"]}
_MOMENT = {"ky": "{}, саат {}", "ru": "{}, {}", "en": "{}, {}"}


def day(date: datetime.date, language: str) -> str:
    """Return a day with its year.

    >>> july = datetime.date(2021, 7, 11)
    >>> day(july, "ky"), day(july, "ru"), day(july, "en")
    ('2021-жылдын 11-июлу', '11 июля 2021 года', '11 July 2021')
    """
    return _DAY[language](_in_bishkek(date))


def short_day(date: datetime.date, language: str) -> str:
    """Return a day without its year, for a list whose year is known.

    >>> short_day(datetime.date(2021, 7, 11), "ky")
    '11-июль'
    """
    return _SHORT_DAY[language](_in_bishkek(date))


def month(date: datetime.date, language: str) -> str:
    """Return the month alone, as it stands beside the day's figure: Russian puts it in the genitive.

    >>> july = datetime.date(2021, 7, 11)
    >>> month(july, "ky"), month(july, "ru"), month(july, "en")
    ('июль', 'июля', 'July')
    """
    return _MONTHS[language][_in_bishkek(date).month - 1]


def numeric_day(date: datetime.date, language: str) -> str:
    """Return a day in figures; English names the month, because 11.07 and 07/11 are read both ways.

    >>> numeric_day(datetime.date(2021, 7, 8), "ky"), numeric_day(datetime.date(2021, 7, 8), "en")
    ('08.07.2021', '8 July 2021')
    """
    return _NUMERIC_DAY[language](_in_bishkek(date))


def weekday(date: datetime.date, language: str) -> str:
    """Return the name of the day of the week, as it is written inside a sentence.

    >>> weekday(datetime.date(2021, 7, 11), "ky")
    'жекшемби'
    """
    return _WEEKDAYS[language][_in_bishkek(date).weekday()]


def moment(at: datetime.datetime, language: str) -> str:
    """Return a day and the time of day in Bishkek.

    >>> moment(datetime.datetime(2021, 7, 10, 2, tzinfo=datetime.UTC), "ky")
    '2021-жылдын 10-июлу, саат 08:00'
    """
    return _MOMENT[language].format(day(at, language), clock(at))


def exact(at: datetime.datetime, language: str) -> str:
    """Return a day and the time of day in Bishkek, to the second.

    >>> exact(datetime.datetime(2021, 7, 10, 2, 1, 5, tzinfo=datetime.UTC), "ky")
    '2021-жылдын 10-июлу, саат 08:01:05'
    """
    return f"{moment(at, language)}:{_in_bishkek(at):%S}"


def clock(at: datetime.datetime) -> str:
    """Return the time of day in Bishkek, the same in all languages.

    >>> clock(datetime.datetime(2021, 7, 10, 14, tzinfo=datetime.UTC))
    '20:00'
    """
    return f"{_in_bishkek(at):%H:%M}"


def date_of(at: datetime.datetime) -> datetime.date:
    """Return the day of Bishkek on which a moment lies.

    >>> date_of(datetime.datetime(2021, 7, 10, 20, tzinfo=datetime.UTC))
    datetime.date(2021, 7, 11)
    """
    return _in_bishkek(at).date()


def midnight(at: datetime.datetime, days: int = 0) -> datetime.datetime:
    """Return the midnight of Bishkek with which the day of a moment began, or that of so many days later.

    >>> midnight(datetime.datetime(2021, 7, 10, 20, tzinfo=datetime.UTC), days=1).isoformat()
    '2021-07-12T00:00:00+06:00'
    """
    return datetime.datetime.combine(date_of(at) + datetime.timedelta(days=days), datetime.time(), BISHKEK)


def _in_bishkek(at: datetime.date) -> datetime.date:
    """Return a moment as Bishkek sees it and a day as it is; raise ValueError for a moment without a time zone."""
    if not isinstance(at, datetime.datetime):
        return at
    if at.tzinfo is None:
        raise ValueError(f"a moment needs a time zone: {at!r}")
    return at.astimezone(BISHKEK)


def spellings(date: datetime.date) -> list[str]:
    """Return the beginnings by which a day without its year is known in texts, whatever ending follows.

    >>> spellings(datetime.date(2021, 7, 11))
    ['11-июл', '11-июл', '11 июл', '11 Jul', '11.07']
    """
    names = [("-", _KY_MONTHS), ("-", _KY_MONTHS_OF_YEAR), (" ", _RU_MONTHS), (" ", _EN_MONTHS)]
    stems = [f"{date.day}{sign}{months[date.month - 1][:-1]}" for sign, months in names]
    return [*stems, f"{date:%d.%m}"]


said = lazy(lambda at: moment(at, get_language() or "ky"), str)
"""A moment in the language of the reader, when it is read."""
