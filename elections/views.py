"""The pages of an election: the current one, all of them, and each at its own address."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import add_never_cache_headers
from django.utils.http import http_date
from django.utils.translation import get_language

from elections import ical, record, timetable
from elections.calendar import Phase, phase
from elections.chamber import chamber
from elections.documents import ElectionDocument
from elections.models import ElectionType
from elections.polls import polls
from elections.voting_card import voting_card
from publishing import reading
from publishing.addresses import address_of
from publishing.cards import Card, Chrome, Found
from publishing.serving import chosen_moment, elsewhere, moment, page_for_all, respond


@page_for_all()
def current(request: HttpRequest) -> HttpResponse:
    """Show the next election whose polls have not closed, else the last."""
    chrome = reading.chrome(get_language(), moment(request))
    if chrome.election is None:
        return elections(request)  # the masthead leads here from every page
    return show_election(request, found_in(chrome, chrome.election.object_id))


@page_for_all()
def election(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one election at its own address."""
    return show_election(request, reading.page("election", slug, get_language(), moment(request)))


@page_for_all()
def elections(request: HttpRequest) -> HttpResponse:
    """Put the elections side by side, the newest first."""
    chrome = reading.chrome(get_language(), moment(request))
    entries = list(record.entries(chrome.elections, chrome.at))
    return respond(request, chrome, "elections/elections.html", {"entries": entries})


@page_for_all()
def dates(request: HttpRequest, slug: str, number: int | None = None) -> HttpResponse:
    """Hand over the dates of an election, or one of them, for the reader's own calendar; neutral in every phase."""
    found = reading.page("election", slug, get_language(), moment(request))
    if answer := elsewhere(request, found):
        return answer
    url = request.build_absolute_uri(address_of(found.card, found.chrome))
    content = ical.calendar(found.card, url, number=number)
    if content is None:
        raise Http404
    name = f"{slug}-{number}" if number else slug
    return calendar_file(request, content, found.card, f"{name}.{found.card.language}.ics")


def calendar_file(request: HttpRequest, content: bytes, card: Card, name: str) -> HttpResponse:
    """Return a calendar as a file."""
    headers = {"Last-Modified": http_date(card.starts_at.timestamp()), "Content-Language": card.language}
    response = HttpResponse(content, content_type="text/calendar; charset=utf-8", headers=headers)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    if chosen_moment(request):
        add_never_cache_headers(response)
    return response


def show_election(request: HttpRequest, found: Found) -> HttpResponse:
    """Answer for an election: its page, or what there is instead of it."""
    if answer := elsewhere(request, found):
        return answer
    context = {"found": found, **facts(found.document, found.chrome)}
    return respond(request, found.chrome, "elections/election.html", context, cards=found.languages)


def facts(election: ElectionDocument, chrome: Chrome) -> dict:
    """Return what the page says of an election at the moment of its chrome."""
    at, now = chrome.at, phase(election, chrome.at)
    other = repeated(election, chrome)
    return {
        "election": election,
        "type": ElectionType(election.election_type).label,
        "phase": now,
        "is_over": now is Phase.AFTER or election.is_annulled,
        "stops": timetable.stops(election, at),
        "next_change": timetable.next_change(election, at),
        "polls": polls(election, at),
        "card": voting_card(election, chrome.party, at),
        "cells": timetable.voting(election, at),
        "events": timetable.events(election, at),
        "figures": list(timetable.figures(election)),
        "hours": timetable.hours(election),
        "steps": timetable.steps(election),
        "chamber": chamber(election.seats, election.seats_won),
        "repeated": other,
        "ahead": [card for card in record.ahead(chrome.elections, election, at) if card != other],
    }


def found_in(chrome: Chrome, election_id: int) -> Found:
    """Return the answer for an election that the chrome already holds in all its languages."""
    cards = [card for card in chrome.cards if card.kind == "election" and card.object_id == election_id]
    return Found(chrome, next((card for card in cards if card.language == chrome.language), None), cards)


def repeated(document: ElectionDocument, chrome: Chrome) -> Card | None:
    """Return the election that this one repeats, or the one that repeats this, if it is public."""
    around = (card for card in chrome.elections if card.object_id != document.object_id)
    ours = document.repeats, document.object_id
    return next((card for card in around if card.object_id == ours[0] or card.document.repeats == ours[1]), None)
