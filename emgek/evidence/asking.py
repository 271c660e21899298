"""What is asked: an address of the public site as somebody copied it, and a moment in Bishkek's time."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import unquote, urlsplit

from django.utils.translation import gettext_lazy as _

from publishing.languages import LANGUAGES
from publishing.typed import typed_moment

NO_ADDRESS = _("Copy the address of a page of the public site, for example /ky/candidates/.")
NO_MOMENT = _("Say the moment with its day and time, for example 10.07.2021 08:01:00.")
AHEAD = _("This moment has not come yet: nothing can be proved of it.")


@dataclass(frozen=True, slots=True)
class Asked:
    """A path with its query, the language it begins with, and the moment."""

    path: str
    query: str
    at: datetime

    @property
    def language(self) -> str:
        """Return the language of the page."""
        return self.path.split("/")[1]

    @property
    def address(self) -> str:
        """Return path and query."""
        return f"{self.path}{'?' * bool(self.query)}{self.query}"


class Unclear(ValueError):
    """What cannot be asked; the message says what to type instead."""


def read(address: str, moment: str, *, now: datetime) -> Asked:
    """Return what is asked. Host and fragment of the address do not matter. Raises Unclear.

    >>> noon = typed_moment("2021-07-11T12:00")
    >>> asked = read("https://emgek.kg/ky/interviews/?page=2#q3", "2021-07-10T08:01", now=noon)
    >>> asked.address, asked.at.isoformat()
    ('/ky/interviews/?page=2', '2021-07-10T08:01:00+06:00')
    """
    try:
        parts = urlsplit(address.strip())
    except ValueError:
        raise Unclear(NO_ADDRESS) from None
    path = unquote(parts.path)
    if path in ("", "/") and (parts.netloc or path):
        path = f"/{LANGUAGES[0]}/"
    path = path if path.startswith("/") else f"/{path}"
    if path.split("/")[1] not in LANGUAGES:
        raise Unclear(NO_ADDRESS)
    at = typed(moment.strip())
    if at is None:
        raise Unclear(NO_MOMENT)
    if at > now:
        raise Unclear(AHEAD)
    return Asked(path if path.endswith("/") or "." in path.rpartition("/")[2] else f"{path}/", parts.query, at)


def typed(text: str) -> datetime | None:
    """Return a moment as the browser sends it, or as it is written here.

    >>> [typed(text).isoformat() for text in ("2021-07-10T08:01:30", "10.07.2021 08:01")]
    ['2021-07-10T08:01:30+06:00', '2021-07-10T08:01:00+06:00']
    """
    for form in ("%d.%m.%Y %H:%M:%S", "%d.%m.%Y %H:%M"):
        try:
            return typed_moment(datetime.strptime(text, form).isoformat())  # noqa: DTZ007  Bishkek's is added there
        except ValueError:
            continue
    return typed_moment(text)
