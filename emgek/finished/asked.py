"""What is asked for, reduced to what a page may depend on: scheme, host, path and the declared fields of the query.

Everything else is taken away before a page is made (`alone`), so no header or cookie of one reader can be in what
another one gets.
"""

from datetime import datetime
from functools import lru_cache
from io import BytesIO
from typing import NamedTuple
from urllib.parse import parse_qsl, urlencode

from django.conf import settings
from django.core.handlers.wsgi import get_path_info
from django.urls import Resolver404, resolve
from django.utils.translation import get_language_from_path, override

from publishing.serving import ASKED_AT, COUNTED, declared_query

MOST_FIELDS = 50
"""What stands behind so many fields of a query is not read, as if no page declared it."""
#: What the server says of itself and of the address.
SERVERS = frozenset({"SCRIPT_NAME", "PATH_INFO", "SERVER_NAME", "SERVER_PORT", "SERVER_PROTOCOL", "SERVER_SOFTWARE"})
#: The name by which the proxy's log and ours know a request; only pages of faults show it, and these are not kept.
REQUEST_ID = "HTTP_X_REQUEST_ID"


class Asked(NamedTuple):
    """The name of a page."""

    scheme: str
    host: str
    path: str
    query: str


def place(environ: dict) -> Asked:
    """Return what a request asks for, its query as it came."""
    return Asked(
        scheme_of(environ), environ.get("HTTP_HOST", ""), environ["PATH_INFO"], environ.get("QUERY_STRING", "")
    )


def scheme_of(environ: dict) -> str:
    """Return http or https, believing a proxy where the settings say so."""
    if settings.SECURE_PROXY_SSL_HEADER:
        name, value = settings.SECURE_PROXY_SSL_HEADER
        if environ.get(name) == value:
            return "https"
    return environ["wsgi.url_scheme"]


def is_page(asked: Asked) -> bool:
    """Say whether a page for everybody may lie at an address."""
    return fields_at(get_path_info({"PATH_INFO": asked.path})) is not None


def page_asked(asked: Asked) -> Asked | None:
    """Return the page an address names, or None where no page for everybody lies."""
    names = fields_at(get_path_info({"PATH_INFO": asked.path}))
    if names is None or not asked.host:
        return None
    if not asked.query:
        return asked
    # WSGI hands bytes over as Latin-1; letters that came unquoted are UTF-8.
    query = asked.query.encode("latin-1").decode(errors="replace")
    typed = "&".join(query.split("&", MOST_FIELDS)[:MOST_FIELDS])
    # Of a field that is there twice Django reads the last.
    fields = {name: value for name, value in parse_qsl(typed, keep_blank_values=True) if name in names}
    return asked._replace(query=urlencode(sorted(fields.items())))


@lru_cache(maxsize=4096)
def fields_at(path: str) -> frozenset[str] | None:
    """Return the fields that the page at a path declares; None where no page for everybody lies."""
    with override(get_language_from_path(path) or settings.LANGUAGE_CODE):
        try:
            return declared_query(resolve(path).func)
        except Resolver404:
            return None


def alone(environ: dict, asked: Asked, at: datetime, counted: dict) -> dict:
    """Return the request for a page and for nothing else, at a moment; nothing of the reader is left in it.

    `counted` is what other pages of the same window have counted; what this one counts is put there.
    """
    stays = SERVERS | {REQUEST_ID}
    kept = {name: value for name, value in environ.items() if name in stays or name.startswith("wsgi.")}
    if settings.SECURE_PROXY_SSL_HEADER and (name := settings.SECURE_PROXY_SSL_HEADER[0]) in environ:
        kept[name] = environ[name]
    own = {"REQUEST_METHOD": "GET", "HTTP_HOST": asked.host, "QUERY_STRING": asked.query, "wsgi.input": BytesIO()}
    return kept | own | {ASKED_AT: at, COUNTED: counted}
