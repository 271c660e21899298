"""Feeds: of the whole site, and of one candidate, each in one language."""

from django.http import HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import get_language

from emgek.feeds import KINDS, MOST, Source, feed_of
from publishing import reading, register
from publishing.cards import Card, Chrome
from publishing.newest import newest
from publishing.serving import campaign_page, chosen_moment, closed, elsewhere, moment, page_for_all


@page_for_all()
@campaign_page
def feed(request: HttpRequest) -> HttpResponse:
    """Tell what came out last on the whole site."""
    return answer(request, reading.chrome(get_language(), moment(request)))


@page_for_all()
@campaign_page
def candidate_feed(request: HttpRequest, slug: str) -> HttpResponse:
    """Tell what came out last of one candidate: the person's page and the interviews."""
    found = reading.page("candidate", slug, get_language(), moment(request))
    return elsewhere(request, found) or answer(request, found.chrome, found.card)


def answer(request: HttpRequest, chrome: Chrome, about: Card | None = None) -> HttpResponse:
    """Write a feed."""
    if refusal := closed(request, chrome):
        return refusal
    news = newest(KINDS, chrome.language, chrome.at, limit=MOST, about=about.key if about else None)
    cards = [one.card for one in news if one.card.kind in ("interview", "plank")]
    links = reading.links(cards, chrome.at)
    written = feed_of(Source(chrome, news, links, register.ends(), request.build_absolute_uri, about), request.path)
    response = HttpResponse(written.writeString("utf-8"), content_type=written.content_type)
    if chosen_moment(request):
        add_never_cache_headers(response)
    return response
