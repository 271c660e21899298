"""Under which one address a page is known, and where it stands in its other languages."""

from urllib.parse import urlencode

from django.http import HttpRequest
from django.urls import reverse

from publishing.addresses import address_of
from publishing.cards import Chrome, Found
from publishing.languages import LANGUAGES
from publishing.serving import Tongue

PAGED = frozenset({"after", "before"})
"""What leads on in a long list: each of its leaves is a page of its own, in one language only, since orders differ."""
CHOSEN = {"compare": ("a", "b")}
"""Fields of the query that say which page it is, in any language, by the name of its address."""


def canonical(request: HttpRequest, chrome: Chrome, found: Found | None) -> str:
    """Return the absolute address under which a page is known, of all that show it.

    An object has the address of its card. A later leaf of a list is itself; one that is sorted or filtered is the list.
    """
    if found and found.card:
        return request.build_absolute_uri(address_of(found.card, chrome))
    place = tuple(request.GET) if PAGED.issuperset(request.GET) else ()
    query = asked(request, *(place or chosen(request)))
    return request.build_absolute_uri(current(request.path, chrome) + query)


def chosen(request: HttpRequest) -> tuple[str, ...]:
    """Return the fields that say which page this is."""
    return CHOSEN.get(request.resolver_match.url_name, ()) if request.resolver_match else ()


def asked(request: HttpRequest, *names: str) -> str:
    """Return the part of the query that has these names, with its question mark."""
    fields = {name: request.GET[name] for name in names if name in request.GET}
    return f"?{urlencode(fields)}" if fields else ""


def current(path: str, chrome: Chrome) -> str:
    """Return the short address of what belongs to the current election: `/ky/candidates/`, not `/ky/elections/…/`."""
    if chrome.election is None:
        return path
    beneath = f"/{chrome.language}/elections/{chrome.election.slug}/"
    rest = path.removeprefix(beneath)
    return f"/{chrome.language}/{rest}" if rest and rest != path else path


def alternates(request: HttpRequest, chrome: Chrome, found: Found | None, tongues: list[Tongue]) -> dict[str, str]:
    """Return the absolute address of a page by language, for each in which it is live; `x-default` is the last."""
    if found and found.card:
        cards = sorted(found.languages, key=lambda card: LANGUAGES.index(card.language))
        paths = {card.language: address_of(card, chrome) for card in cards}
    elif not PAGED.isdisjoint(request.GET):
        return {}
    else:
        here = current(request.path, chrome).removeprefix(f"/{chrome.language}/")
        here += asked(request, *chosen(request))
        paths = {tongue.code: f"/{tongue.code}/{here}" for tongue in tongues if tongue.is_live}
    if not paths:
        return {}
    # The front door asks the browser for its language; any other page is Kyrgyz where it can be.
    default = reverse("front_door") if request.path == reverse("home") else next(iter(paths.values()))
    return {code: request.build_absolute_uri(path) for code, path in (paths | {"x-default": default}).items()}
