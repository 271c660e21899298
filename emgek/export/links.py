"""What an answer leads to: the addresses in a page, a style sheet, a feed, a site map; pages with paths for queries.

Only our own templates are read here, whose attributes all stand in double quotes, so no parser is needed.
"""

import html
import re
from collections.abc import Iterator
from urllib.parse import urljoin, urlsplit

from emgek.export.addresses import Treatment, address

_TAG = re.compile(r"<[a-z][^<>]*>")
_ATTRIBUTE = re.compile(r'\s(href|src|action|srcset|imagesrcset|content)="([^"]*)"')
_HREF = re.compile(r'(<a\b[^<>]*?\shref=")([^"]*)(")')
_ABSENT = re.compile(r'<a href="([^"]*)"[^<>]* class="is-absent"')
_LOC = re.compile(r"<loc>([^<]*)</loc>")
_IN_STYLE = re.compile(r'url\("?([^")]*)"?\)')
_SEVERAL = frozenset({"srcset", "imagesrcset"})


def links(matter: bytes, content_type: str, base: str) -> Iterator[str]:
    """Yield the absolute addresses that an answer leads to, other sites' too."""
    read = READERS.get(content_type.partition(";")[0])
    if read:
        yield from (joined(base, url) for url in read(matter.decode()))


def joined(base: str, url: str) -> str:
    """Return the whole address of a link; `?` alone asks for the page without its query, which urljoin would keep."""
    return urljoin(base, urlsplit(base).path + url if url.startswith("?") else url)


def unpromised(matter: bytes, base: str) -> set[str]:
    """Return the addresses of which a page says itself that nothing is there: languages it is not in."""
    return {joined(base, html.unescape(url)) for url in _ABSENT.findall(matter.decode())}


def in_html(text: str) -> Iterator[str]:
    """Yield what the tags of a page name.

    >>> list(in_html('<a href="?a=1&amp;b=2">x</a><img srcset="a.jpg 1x, b.jpg 2x">'))
    ['?a=1&b=2', 'a.jpg', 'b.jpg']
    """
    for tag in _TAG.findall(text):
        for name, value in _ATTRIBUTE.findall(tag):
            value = html.unescape(value)
            if name in _SEVERAL:
                yield from (part.split()[0] for part in value.split(",") if part.strip())
            elif name != "content" or (' property="og:' in tag and value.startswith("http")):
                yield value


def in_feed(text: str) -> Iterator[str]:
    """Yield what a feed names: itself, and the content of its entries, which is HTML that is escaped once more."""
    yield from in_html(text)
    yield from in_html(html.unescape(text))


def in_style(text: str) -> Iterator[str]:
    """Yield what a style sheet names."""
    yield from _IN_STYLE.findall(text)


def in_site_map(text: str) -> Iterator[str]:
    """Yield what a site map names."""
    yield from map(html.unescape, _LOC.findall(text))


READERS = {
    "text/html": in_html,
    "text/css": in_style,
    "application/atom+xml": in_feed,
    "application/xml": in_site_map,
}


def with_paths(text: str, base: str) -> str:
    """Return a page whose links to pages with a query lead to where these lie in a copy."""

    def led(found: re.Match) -> str:
        before, written, after = found.groups()
        url = html.unescape(written)
        whole = joined(base, url)
        if "?" not in url or urlsplit(whole).netloc != urlsplit(base).netloc:
            return found[0]
        place, treatment = address(whole)
        if treatment is not Treatment.WRITTEN:
            return found[0]
        anchor = urlsplit(url).fragment
        return f"{before}{place.as_path}{'#' * bool(anchor)}{anchor}{after}"

    return _HREF.sub(led, text)
