"""Sitemaps and robots.txt: for search engines, in every language at once."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import resolve, reverse
from django.utils.translation import get_language

from emgek import sitemaps
from publishing import directory, reading
from publishing.cards import Chrome
from publishing.languages import LANGUAGES
from publishing.serving import hidden_kinds, is_campaign_page, moment, page_for_all

XML = "application/xml; charset=utf-8"


@page_for_all()
def index(request: HttpRequest) -> HttpResponse:
    """List the sitemaps there are, with the newest day in each."""
    chrome = reading.chrome(get_language(), moment(request))
    ranges = directory.ranges(shown_kinds(chrome), chrome.at)
    files = [("lists", 0, max((one.changed_at for one in ranges), default=None))]
    files += [(one.kind, one.number, one.changed_at) for one in ranges]
    addressed = [
        (request.build_absolute_uri(reverse("sitemap", args=[name, number])), changed)
        for name, number, changed in files
    ]
    return render(request, "sitemaps/index.xml", {"files": addressed}, content_type=XML)


@page_for_all()
def sitemap(request: HttpRequest, kind: str, number: str) -> HttpResponse:
    """List the pages of one range of a kind, or the lists and programmes."""
    at, absolute = moment(request), from_root(request)
    chrome = reading.chrome(get_language(), at)
    if (kind, number) == ("lists", "0"):
        programs = [] if chrome.hidden_until else directory.within("program", 0, at)
        news = directory.ranges(shown_kinds(chrome), at)
        pages = sitemaps.listed(news, sitemaps.of_cards(programs, chrome, absolute), absolute, open_lists(chrome))
    elif kind in shown_kinds(chrome):
        pages = list(sitemaps.of_cards(directory.within(kind, int(number), at), chrome, absolute))
    else:
        pages = []
    if not pages:
        raise Http404
    return render(request, "sitemaps/urls.xml", {"pages": pages}, content_type=XML)


def shown_kinds(chrome: Chrome) -> list[str]:
    """Return the kinds that are listed at this moment."""
    return [kind for kind in sitemaps.KINDS if kind not in hidden_kinds(chrome)]


def open_lists(chrome: Chrome) -> list[str]:
    """Return the lists that are open at this moment, by the names of their addresses."""
    hidden = chrome.hidden_until is not None
    return [name for name in sitemaps.LISTS if not (hidden and is_campaign_page(resolve(reverse(name)).func))]


def from_root(request: HttpRequest) -> Callable[[str], str]:
    """Return what makes a path an address, asking for the host once for thousands of them."""
    return request.build_absolute_uri("/").rstrip("/").__add__


@page_for_all()
def robots(request: HttpRequest) -> HttpResponse:
    """Say what is no page for search engines: the desk, what somebody searched for, the clock of the demo."""
    closed = [f"/{code}/{path}/" for code in LANGUAGES for path in ("admin", "search", "moment")]
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in (*closed, "/demo/", "/i18n/"))]
    lines += ["", f"Sitemap: {request.build_absolute_uri(reverse('sitemap_index'))}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
