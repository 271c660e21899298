"""What addresses and hidden fields say: ids, moments, links. Anybody may write anything there; nonsense is None."""

import re
from datetime import datetime
from urllib.parse import urlsplit

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.utils.dateparse import parse_datetime
from django.utils.text import format_lazy

from publishing.dates import BISHKEK

#: Zero-width signs, and marks that change the direction of what follows.
UNSEEN = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
DIGITS = 18  # what the id of a row has at most, in every database
YEARS = range(1900, 2200)  # at the ends of the calendar no zone and no database can count


def seen(text: str) -> str:
    """Return a line without signs that nobody sees: they make two names look alike, or turn words around.

    >>> seen("Мисалов\\u202e\\u200b Үлгү\\u2066")
    'Мисалов Үлгү'
    """
    return UNSEEN.sub("", text)


def typed_id(text: str | None) -> int | None:
    """Return the id that a text says.

    >>> typed_id("17"), typed_id("²"), typed_id("-1"), typed_id("9" * 30), typed_id(None)
    (17, None, None, None, None)
    """
    return int(text) if text and len(text) <= DIGITS and text.isascii() and text.isdigit() else None


def typed_moment(text: str) -> datetime | None:
    """Return the moment that a text says, in Bishkek's time where it names no zone.

    >>> typed_moment("2021-07-08T12:00").isoformat(), typed_moment("0001-01-01T00:00"), typed_moment("yesterday")
    ('2021-07-08T12:00:00+06:00', None, None)
    """
    try:
        found = parse_datetime(text)
    except ValueError:
        return None
    if found is None or found.year not in YEARS:
        return None
    return found if found.tzinfo else found.replace(tzinfo=BISHKEK)


def as_typed(at: datetime) -> str:
    """Return a moment as a field for day and time takes it, in Bishkek's time.

    >>> as_typed(datetime(2021, 7, 8, 12, tzinfo=BISHKEK))
    '2021-07-08T12:00:00'
    """
    return f"{at.astimezone(BISHKEK):%Y-%m-%dT%H:%M:%S}"


def is_web_address(text: str) -> bool:
    """Say whether a link leads to a page of the web, and runs nothing.

    >>> [is_web_address(link) for link in ("https://example.kg/a", "javascript:alert(1)", "//example.kg", "http://[x")]
    [True, False, False, False]
    """
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc)


def refuse_other_links(row) -> None:
    """Raise ValidationError for a line among the links of a row that is no address of a web page."""
    for link in row.links.split():
        if not is_web_address(link):
            raise ValidationError({"links": format_lazy("{} {}", URLValidator.message, link)})
