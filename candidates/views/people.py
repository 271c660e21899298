"""Who stands: the list of an election, and each person."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from candidates import listing, profile, roll
from candidates.roll import Order, Tally
from elections.calendar import phase
from elections.documents import ElectionDocument
from publishing import reading
from publishing.cards import Card, Chrome
from publishing.paging import PAGE, after, leaf
from publishing.serving import campaign_page, counted, elsewhere, is_copy, moment, page_for_all, respond, show

FIELDS = ("order", "name")
FEW = 12
"""So many are seen at a glance: the list of no more has no filter. Letters part only what goes on over pages."""


@page_for_all("order", "name", "after")
@campaign_page
def candidates(request: HttpRequest) -> HttpResponse:
    """List who stands in the current election."""
    chrome = reading.chrome(get_language(), moment(request))
    return show_candidates(request, chrome, chrome.election)


@page_for_all("order", "name", "after")
@campaign_page
def election_candidates(request: HttpRequest, slug: str) -> HttpResponse:
    """List who stands, or stood, in one election."""
    found = reading.page("election", slug, get_language(), moment(request))
    return elsewhere(request, found) or show_candidates(request, found.chrome, found.document, found.languages)


def show_candidates(
    request: HttpRequest, chrome: Chrome, election: ElectionDocument | None, cards: list[Card] | None = None
) -> HttpResponse:
    """Show one page of an election's list: by place, those without one last, or by name; all, or those of a name."""
    context = {"election": election}
    if election:
        order = Order.NAME if request.GET.get("order") == Order.NAME else Order.PLACE
        context |= listed(request, chrome, election, order, roll.typed(request.GET.get("name", "")))
    response = respond(request, chrome, "candidates/candidates.html", context, cards=cards, keep=FIELDS)
    if context.get("name"):
        response["X-Robots-Tag"] = "noindex"
    return response


def listed(request: HttpRequest, chrome: Chrome, election: ElectionDocument, order: Order, name: str) -> dict:
    """Return what one page of an election's list shows, in two queries."""
    id_, language, at = election.object_id, chrome.language, chrome.at
    tally = tallied(request, id_, chrome)
    found = roll.roll(id_, language, at, limit=PAGE + 1, order=order, name=name, after=after(request))
    page = leaf(request, found, lambda entry: (entry.key, entry.card.object_id), keep=FIELDS)
    shown = roll.bearing(page.entries, name)
    return {
        "order": order,
        "name": name,
        "tally": tally,
        "phase": phase(election, at),
        "page": page,
        "shown": len(shown),
        "groups": listing.groups(shown, id_, chrome, order, has_letters=tally.everybody > PAGE),
        "cards": [entry.card for entry in shown],
        "is_long": tally.everybody > FEW and not is_copy(request),
        "has_letters": tally.everybody > PAGE,
        "announced": None if tally.everybody else listing.announcement(election, at),
    }


def tallied(request: HttpRequest, election: int, chrome: Chrome) -> Tally:
    """Return how many stand in an election; whatever page asks first counts for all."""
    what = ("roll", election, chrome.language)
    return counted(request, what, lambda: roll.tally(election, chrome.language, chrome.at))


@page_for_all()
@campaign_page
def candidate(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a person: what is known, what he supports, what he said."""
    found = reading.page("candidate", slug, get_language(), moment(request))
    if answer := elsewhere(request, found):
        return answer
    return show(request, found, "candidates/candidate.html", profile.page(found.card, found.chrome))
