"""Comparing: choosing two candidates, and the page that sets them side by side."""

import re
from dataclasses import replace

from django.http import HttpRequest, HttpResponse
from django.utils.http import urlencode
from django.utils.translation import get_language

from candidates import comparing, listing, profile, roll
from publishing import reading
from publishing.cards import Card, Chrome, Found
from publishing.paging import PAGE, after, leaf
from publishing.serving import campaign_page, is_copy, moment, page_for_all, respond
from publishing.switched_off import Off, switched_off

FIELDS = ("a", "b", "name")
SLUG = re.compile(r"[-\w]{1,100}", re.ASCII)


@page_for_all("a", "b", "name", "after")
@campaign_page
def compare(request: HttpRequest) -> HttpResponse:
    """Set two candidates side by side; with fewer, or one who is not public here, say so and let choose."""
    if is_copy(request):
        return switched_off(request, Off.COMPARE)
    at = moment(request)
    slugs = [request.GET[name] for name in FIELDS[:2] if request.GET.get(name)]
    found = [person(slug, at) for slug in slugs]
    chrome = found[0].chrome if found else reading.chrome(get_language(), at)
    chosen = {one.card.object_id: one.card for one in found if one.card}
    if len(chosen) == 2:
        return show_pair(request, chrome, found)
    return choose(request, chrome, found, next(iter(chosen.values()), None))


def show_pair(request: HttpRequest, chrome: Chrome, found: list[Found]) -> HttpResponse:
    """Set two side by side; there are too many pairs for a search engine to keep."""
    first, second = found
    both = {card.language for card in first.languages} & {card.language for card in second.languages}
    cards = [card for card in first.languages if card.language in both]
    context = comparing.page([one.card for one in found], chrome) | {"section": "candidates"}
    response = respond(request, chrome, "candidates/compare.html", context, cards=cards, keep=FIELDS)
    response["X-Robots-Tag"] = "noindex"
    return response


def person(slug: str, at) -> Found:
    """Find a candidate by the present address or by one that was left; nonsense is nobody's."""
    found = reading.page("candidate", slug if SLUG.fullmatch(slug) else "", get_language(), at)
    is_early = found.card and found.card.slug != slug and not reading.carried(found.card, slug, at)
    return Found(found.chrome) if is_early else found


def choose(request: HttpRequest, chrome: Chrome, found: list[Found], chosen: Card | None) -> HttpResponse:
    """Show the list to choose the first or the second candidate from; each row leads on."""
    election = profile.main_candidacy(chosen.document, chrome)[1] if chosen else chrome.election
    missing = [one for one in found if not one.card]
    context = {
        "election": election,
        "name": roll.typed(request.GET.get("name", "")),
        "chosen": listing.row(chosen, election.object_id if election else 0, chrome) if chosen else None,
        "slug": chosen.slug if chosen else "",
        "missing": missing,
        "is_absence": bool(missing),
        "is_twice": chosen is not None and len(found) == 2 and not missing,
    }
    context |= {"section": "candidates"} | (rows(request, chrome, context) if election else {})
    status = 200
    if missing:
        status = 410 if any(one.withdrawn_at for one in missing) else 404
    response = respond(request, chrome, "candidates/compare_choose.html", context, keep=FIELDS, status=status)
    if found or context["name"]:
        response["X-Robots-Tag"] = "noindex"
    return response


def rows(request: HttpRequest, chrome: Chrome, context: dict) -> dict:
    """Return one page of the list as rows that choose, without the one who is chosen. One query."""
    election, slug = context["election"].object_id, context["slug"]
    found = roll.roll(election, chrome.language, chrome.at, limit=PAGE + 1, name=context["name"], after=after(request))
    page = leaf(request, found, lambda entry: (entry.key, entry.card.object_id), keep=("a", "name"))
    others = [entry for entry in roll.bearing(page.entries, context["name"]) if entry.card.slug != slug]
    made = listing.rows(others, election, chrome)
    return {
        "page": page,
        "rows": [replace(row, url=way_on(entry.card, slug)) for entry, row in zip(others, made, strict=True)],
        "cards": [entry.card for entry in others],
    }


def way_on(card: Card, slug: str) -> str:
    """Return the address that chooses a candidate as the first, or as the second beside one who is chosen."""
    query = {"a": slug, "b": card.slug} if slug else {"a": card.slug}
    return f"/{card.language}/compare/?{urlencode(query)}"
