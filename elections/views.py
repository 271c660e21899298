"""The pages of an election: the current one, all of them, and each at its own address."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language

from elections import timetable
from elections.calendar import phase
from elections.documents import ElectionDocument
from elections.models import ElectionType
from publishing import reading
from publishing.cards import Card, Chrome, Found
from publishing.serving import elsewhere, moment, respond


def current(request: HttpRequest) -> HttpResponse:
    """Show the next election whose polls have not closed, else the last."""
    chrome = reading.chrome(get_language(), moment(request))
    if chrome.election is None:
        raise Http404
    return show_election(request, found_in(chrome, chrome.election.object_id))


def election(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one election at its own address."""
    return show_election(request, reading.page("election", slug, get_language(), moment(request)))


def elections(request: HttpRequest) -> HttpResponse:
    """List the elections, the newest first."""
    chrome = reading.chrome(get_language(), moment(request))
    return respond(request, chrome, "elections/elections.html", {"elections": chrome.elections[::-1]})


def show_election(request: HttpRequest, found: Found) -> HttpResponse:
    """Answer for an election: its page, or what there is instead of it."""
    if answer := elsewhere(request, found):
        return answer
    document, chrome = found.document, found.chrome
    context = {
        "found": found,
        "election": document,
        "type": ElectionType(document.election_type).label,
        "phase": phase(document, chrome.at),
        "stops": timetable.stops(document, chrome.at),
        "next_change": timetable.next_change(document, chrome.at),
        "events": timetable.events(document, chrome.at),
        "figures": list(timetable.figures(document)),
        "hours": timetable.hours(document),
        "steps": timetable.steps(document),
        "repeated": repeated(document, chrome),
    }
    return respond(request, chrome, "elections/election.html", context, cards=found.languages)


def found_in(chrome: Chrome, election_id: int) -> Found:
    """Return the answer for an election that the chrome already holds in all its languages."""
    cards = [card for card in chrome.cards if card.kind == "election" and card.object_id == election_id]
    return Found(chrome, next((card for card in cards if card.language == chrome.language), None), cards)


def repeated(document: ElectionDocument, chrome: Chrome) -> Card | None:
    """Return the election that this one repeats, if it is public."""
    return next((card for card in chrome.elections if card.object_id == document.repeats), None)
