"""The edge of the public site: which moment is asked about, and how an address answers.

A view reads what an address shows and hands it to `show`; a page without an edition of its own (a list, the home
page) goes to `respond`. What is not public here answers by itself: never public 404, public only in other languages
404 and where to go, withdrawn 410 with the day, an address that was left 301 (design.md §2.7, §2.8, §5).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlencode

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.utils.cache import add_never_cache_headers
from django.utils.http import http_date
from django.utils.translation import get_language

from publishing import clock, kinds, reading
from publishing.cards import Card, Chrome, Found
from publishing.languages import LANGUAGES, SIGNS
from publishing.reads import note_own

CHOSEN_MOMENT = "site_moment"
ASKED_AT = "emgek.asked_at"
"""Where a request says as of which moment a page is made that is kept for others (emgek/finished/)."""
COUNTED = "emgek.counted"
"""Where it says what was counted since anything public changed, by what it is."""


@dataclass(frozen=True, slots=True)
class Tongue:
    """This page in one language: `sign` is what the switcher shows, `name` what it says aloud."""

    code: str
    sign: str
    name: str
    path: str
    url: str
    is_live: bool
    is_here: bool
    card: Card | None


def chosen_moment(request: HttpRequest) -> datetime | None:
    """Return the moment at which signed-in staff chose to see the site.

    The session is opened only where its cookie came along, so that readers get neither a cookie nor `Vary: Cookie`.
    """
    if settings.SESSION_COOKIE_NAME not in request.COOKIES:
        return None
    chosen = request.session.get(CHOSEN_MOMENT)
    return datetime.fromisoformat(chosen) if chosen and request.user.is_staff else None


def moment(request: HttpRequest) -> datetime:
    """Return the moment a public page is asked about: a preview's, a copy's, what staff chose, or the site's now."""
    fixed = getattr(request, "rehearsed_at", None) or getattr(request, "copied_at", None)
    return fixed or chosen_moment(request) or request.META.get(ASKED_AT) or clock.now()


def is_copy(request: HttpRequest) -> bool:
    """Say whether the page is written down to be served without us: nothing on it may ask for an answer.

    The exporter sets `copied_at` on the requests it makes; no header of a reader's can.
    """
    return hasattr(request, "copied_at")


def counted[T](request: HttpRequest, what: tuple, count: Callable[[], T]) -> T:
    """Return a count that goes through everybody: made once for all pages until something public changes.

    `what` names it with all that it depends on but the moment. Of a moment that staff chose it is counted each time.
    """
    kept = request.META.get(COUNTED, {})
    if what not in kept:
        kept[what] = count()
    return kept[what]


def page_for_all[V: Callable](*query: str) -> Callable[[V], V]:
    """Mark a view whose answer follows from path, moment and some fields of the query, which are named, alone.

    Such an answer is finished once for all readers. Fields that are not named never reach the view.
    """

    def mark(view: V) -> V:
        view.declared_query = frozenset(query)
        return view

    return mark


def declared_query(view: Callable) -> frozenset[str] | None:
    """Return the fields a view was marked with; None where its answer is not for everybody."""
    return getattr(view, "declared_query", None)


def campaign_page[V: Callable](view: V) -> V:
    """Mark a view whose address shows campaign matter: it is closed while an election hides that in its silence."""
    view.is_campaign_page = True
    return view


def is_campaign_page(view: Callable) -> bool:
    """Say whether a view was marked as one."""
    return getattr(view, "is_campaign_page", False)


def hidden_kinds(chrome: Chrome) -> tuple[str, ...]:
    """Return the kinds that are not to be named at this moment: campaign material in a silence that hides it."""
    return kinds.campaign_kinds() if chrome.hidden_until else ()


def closed(request: HttpRequest, chrome: Chrome) -> HttpResponse | None:
    """Return what a campaign address answers in a silence that hides it: 503 until the polls close; else None.

    A preview shows the page all the same: it is the desk's.
    """
    match = request.resolver_match
    if not chrome.hidden_until or match is None or not is_campaign_page(match.func) or hasattr(request, "preview"):
        return None
    context = {
        "chrome": chrome,
        "at": chrome.at,
        "chosen_moment": chosen_moment(request),
        "is_absence": True,
        "is_closed": True,
    }
    context |= {"language": get_language(), "tongues": tongues(request, None, chrome)}
    response = render(request, "closed.html", context, status=503)
    response["Retry-After"] = http_date(chrome.hidden_until.timestamp())
    response["X-Robots-Tag"] = "noindex"
    add_never_cache_headers(response)
    return response


def show(request: HttpRequest, found: Found, template: str, context: dict | None = None) -> HttpResponse:
    """Answer for one object: the page, or what there is instead of it."""
    return elsewhere(request, found) or respond(
        request, found.chrome, template, {"found": found, **(context or {})}, cards=found.languages
    )


def elsewhere(request: HttpRequest, found: Found) -> HttpResponse | None:
    """Return the answer where there is no page: moved, withdrawn, or not in this language; raise Http404 for never.

    A view that prepares more than a dictionary asks this before it does.
    """
    slug = request.resolver_match.kwargs.get("slug")
    if found.card:
        note_own(found.card.id)
        return moved(request, found, slug) if slug and slug != found.card.slug else None
    if found.withdrawn_at:
        return absence(request, found, "gone.html", status=410)
    if found.languages:
        return absence(request, found, "absent.html", status=404)
    raise Http404


def moved(request: HttpRequest, found: Found, slug: str) -> HttpResponse:
    """Lead from an address that was left to the present one; one that only waits to be public is not there yet."""
    if not reading.carried(found.card, slug, found.chrome.at):
        raise Http404
    before, _, rest = request.path.rpartition(f"/{slug}/")
    response = HttpResponsePermanentRedirect(f"{before}/{found.card.slug}/{rest}")
    if chosen_moment(request):
        add_never_cache_headers(response)
    return response


def absence(request: HttpRequest, found: Found, template: str, *, status: int) -> HttpResponse:
    """Say that there is no page here, and which languages have one; no search engine keeps that."""
    context = {"found": found, "is_absence": True}
    response = respond(request, found.chrome, template, context, cards=found.languages, status=status)
    response["X-Robots-Tag"] = "noindex"
    response.says_why = True  # a copy of the site tells it from an address where nothing ever was
    return response


def respond(
    request: HttpRequest,
    chrome: Chrome,
    template: str,
    context: dict | None = None,
    *,
    cards: Sequence[Card] | None = None,
    keep: Sequence[str] = (),
    status: int = 200,
) -> HttpResponse:
    """Render a public page in its chrome; `cards` are the live editions of its object, None for what has no edition.

    `keep` names the fields of the query that say what the page shows: the other languages are asked with them too.
    """
    if answer := closed(request, chrome):
        return answer
    chosen = chosen_moment(request)
    around = {
        "chrome": chrome,
        "at": chrome.at,
        "chosen_moment": chosen,
        "language": get_language(),
        "section": section(request),
        "tongues": tongues(request, cards, chrome, keep),
    }
    response = render(request, template, {**around, **(context or {})}, status=status)
    if chosen:
        add_never_cache_headers(response)
    return response


def section(request: HttpRequest) -> str:
    """Return the first word of the path after the language: which entry of the navigation is present."""
    return request.path.split("/")[2] if request.path.count("/") > 2 else ""


def tongues(
    request: HttpRequest, cards: Sequence[Card] | None, chrome: Chrome, keep: Sequence[str] = ()
) -> list[Tongue]:
    """Return this page in every language; one that is missing has the address of the page that says so."""
    here = get_language()
    kept = urlencode({name: request.GET[name] for name in keep if request.GET.get(name)})
    live = {card.language: card for card in cards or ()}
    found = []
    for code in LANGUAGES:
        path = f"/{code}{request.path.removeprefix(f'/{here}')}{'?' * bool(kept)}{kept}"
        is_live = cards is None or code in live
        sign, name = SIGNS[code]
        url = request.build_absolute_uri(path)
        found.append(Tongue(code, sign, name, path, url, is_live, code == here, live.get(code)))
    return found
