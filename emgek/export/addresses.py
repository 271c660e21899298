"""Addresses in a copy of the site: what becomes of each pattern of the URL map, and how a query becomes a path."""

import re
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import parse_qsl, unquote, urlencode, urlsplit

from django.conf import settings
from django.urls import Resolver404, ResolverMatch, resolve
from django.utils.translation import get_language_from_path, override


class Treatment(StrEnum):
    """What a copy does with an address."""

    WRITTEN = "written"
    """It is a file."""
    OFF = "off"
    """One page says that it is off, whatever is asked of it."""
    LIVE = "live"
    """Only the site itself answers: the desk and what belongs to it."""
    ABSENT = "absent"
    """A reader of a copy never comes there; it answers 404."""


#: Every address by its name in the URL map; whatever lies under admin/ is live. A test holds the map to this.
TREATMENTS = {
    **dict.fromkeys(
        """front_door stylesheet media share_image robots sitemap_index sitemap home candidates candidate interviews
        interview program election_program plank election_plank questions question election_questions
        election_candidates election elections election_page election_dates election_date register history press_kit
        feed candidate_feed page""".split(),
        Treatment.WRITTEN,
    ),
    **dict.fromkeys(("search", "compare"), Treatment.OFF),
    **dict.fromkeys(("check", "check_preview", "moment", "set_language"), Treatment.LIVE),
    # Drawn when somebody asks (`candidates.quoting` offers none in a copy); of the script of the search field; a copy's
    # own addresses, seen from the site; of the demonstration.
    **dict.fromkeys(("answer_picture", "suggestions", "leaf", "demo_clock", "styleguide"), Treatment.ABSENT),
}
#: What a query may say of a page that is written, by the name of its address, in the order of its path.
FIELDS = {
    **dict.fromkeys(("candidates", "election_candidates"), ("order", "after")),
    **dict.fromkeys(("interviews", "questions", "election_questions", "question"), ("after",)),
    **dict.fromkeys(("program", "election_program"), ("stage",)),
    **dict.fromkeys(("plank", "election_plank"), ("measure", "people", "after")),
    **dict.fromkeys(("register", "history"), ("before",)),
}
#: How a path of a copy says them; nothing else with a point in it is one.
LEAF = rf"(?:(?:{'|'.join(sorted({name for names in FIELDS.values() for name in names}))})\.[\w-]+/)+"

_UNSAFE = re.compile(rb"[^A-Za-z0-9-]")
_ESCAPED = re.compile(rb"_([0-9a-f]{2})")


@dataclass(frozen=True, slots=True)
class Address:
    """A path of the site with what its query says of the page: (name, value) pairs in a fixed order."""

    path: str
    fields: tuple[tuple[str, str], ...] = ()

    def __str__(self):
        return f"{self.path}?{urlencode(self.fields)}" if self.fields else self.path

    @property
    def as_path(self) -> str:
        """Return where it lies in a copy.

        >>> Address("/ky/candidates/", (("order", "name"), ("after", "0a-0"))).as_path
        '/ky/candidates/order.name/after.0a-0/'
        """
        return self.path + "".join(f"{name}.{escaped(value)}/" for name, value in self.fields)

    @property
    def file(self) -> str:
        """Return the name of its file within the copy."""
        path = self.as_path.lstrip("/")
        return f"{path}index.html" if not path or path.endswith("/") else path


def escaped(value: str) -> str:
    """Return a value as a file name and an address can hold it, so that it can be read back.

    >>> escaped("2021-07-08T06:00~17")
    '2021-07-08T06_3a00_7e17'
    """
    return _UNSAFE.sub(lambda found: f"_{ord(found[0]):02x}".encode(), value.encode()).decode()


def read_back(leaf: str) -> list[tuple[str, str]]:
    """Return the fields that a path says.

    >>> read_back("before.2021-07-08T06_3a00_7e17/")
    [('before', '2021-07-08T06:00~17')]
    """
    pairs = (part.partition(".") for part in leaf.strip("/").split("/"))
    return [(name, value_of(text)) for name, _dot, text in pairs]


def value_of(text: str) -> str:
    """Return a value that was escaped.

    >>> value_of("06_3a00")
    '06:00'
    """
    found = _ESCAPED.sub(lambda match: bytes.fromhex(match[1].decode()), text.encode())
    return found.decode("utf-8", "replace")


def match_of(path: str) -> ResolverMatch | None:
    """Return what answers at a path, None where nothing does."""
    with override(get_language_from_path(path) or settings.LANGUAGE_CODE):
        try:
            return resolve(path)
        except Resolver404:
            return None


def treatment(match: ResolverMatch) -> Treatment:
    """Return what a copy does with what answers; raise KeyError for what nobody decided about."""
    return Treatment.LIVE if "/admin/" in f"/{match.route}" else TREATMENTS[match.url_name]


def address(url: str) -> tuple[Address, Treatment | None]:
    """Return a path with its query as an address, and what a copy does with it; None where no address is.

    What a query says beside the fields of its page is left out, as the page does.
    """
    parts = urlsplit(url)
    path = unquote(parts.path)
    if path.startswith(settings.STATIC_URL):
        return Address(path), Treatment.WRITTEN
    match = match_of(path)
    if match is None:
        return Address(path), None
    said = dict(parse_qsl(parts.query))
    fields = FIELDS.get(match.url_name, ())
    return Address(path, tuple((name, said[name]) for name in fields if name in said)), treatment(match)
