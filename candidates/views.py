"""Who stands and what they say: the public pages."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from candidates import conversation, listing, profile
from elections.documents import ElectionDocument
from publishing import reading
from publishing.cards import Card, Chrome
from publishing.paging import PAGE, after, leaf
from publishing.serving import elsewhere, moment, respond, show


def candidates(request: HttpRequest) -> HttpResponse:
    """List who stands in the current election."""
    chrome = reading.chrome(get_language(), moment(request))
    return show_candidates(request, chrome, chrome.election)


def election_candidates(request: HttpRequest, slug: str) -> HttpResponse:
    """List who stands, or stood, in one election."""
    found = reading.page("election", slug, get_language(), moment(request))
    return elsewhere(request, found) or show_candidates(request, found.chrome, found.document, found.languages)


def show_candidates(
    request: HttpRequest, chrome: Chrome, election: ElectionDocument | None, cards: list[Card] | None = None
) -> HttpResponse:
    """Show one page of an election's list, in the order of the places, those without a place last."""
    links = election_links(chrome, election, after(request)) if election else []
    page = leaf(request, links, lambda link: (link.sort_key, link.card.object_id))
    context = {
        "election": election,
        "page": page,
        "rows": listing.rows(page.entries, election.object_id, chrome) if election else [],
        "cards": [link.card for link in page.entries],
    }
    return respond(request, chrome, "candidates/candidates.html", context, cards=cards)


def election_links(chrome: Chrome, election: ElectionDocument, begin: tuple[str, int] | None) -> list:
    """Return the candidacies of an election from a place on, one more than a page shows."""
    target = ("election", election.object_id)
    return reading.listed(
        target, "candidacy", "candidate", chrome.language, chrome.at, limit=PAGE + 1, after=begin, documents=True
    )


def candidate(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a person: what is known, what he supports, what he said."""
    found = reading.page("candidate", slug, get_language(), moment(request))
    if answer := elsewhere(request, found):
        return answer
    return show(request, found, "candidates/candidate.html", profile.page(found.card, found.chrome))


def interviews(request: HttpRequest) -> HttpResponse:
    """List the interviews, the newest first."""
    chrome = reading.chrome(get_language(), moment(request))
    cards = reading.every("interview", chrome.language, chrome.at, limit=PAGE + 1, after=after(request), documents=True)
    page = leaf(request, cards, lambda card: (card.sort_key, card.object_id))
    talks = list(listing.talks(page.entries, reading.links(page.entries, chrome.at), chrome))
    return respond(request, chrome, "candidates/interviews.html", {"page": page, "talks": talks})


def interview(request: HttpRequest, slug: str) -> HttpResponse:
    """Show an interview, question by question."""
    found = reading.page("interview", slug, get_language(), moment(request))
    if answer := elsewhere(request, found):
        return answer
    context = conversation.page(found.card, found.chrome) | {"url": request.build_absolute_uri(request.path)}
    return show(request, found, "candidates/interview.html", context)
