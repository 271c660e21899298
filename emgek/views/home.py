"""The front door and the home page; what leads it follows the phase of the election."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.utils.translation.trans_real import get_supported_language_variant, parse_accept_lang_header

from candidates import listing
from elections import record, timetable
from elections.calendar import Phase, phase
from elections.chamber import chamber
from elections.polls import polls
from elections.voting_card import voting_card
from programs import pages
from programs.stages import Judging
from publishing import reading
from publishing.cards import Chrome
from publishing.dates import clock
from publishing.languages import LANGUAGES
from publishing.reading import Wanted
from publishing.serving import moment, page_for_all, respond

FIRST_CANDIDATES = 5
MOST_SEATED = 60


def front_door(request: HttpRequest) -> HttpResponse:
    """Lead to the home page in the reader's language, Kyrgyz where the browser names none of ours."""
    response = HttpResponseRedirect(f"/{preferred_language(request.headers.get('Accept-Language', ''))}/")
    patch_vary_headers(response, ["Accept-Language"])
    return response


def preferred_language(header: str) -> str:
    """Return the first of our languages that an Accept-Language header names.

    >>> preferred_language("de, ru-KG;q=0.8, en;q=0.5"), preferred_language("de")
    ('ru', 'ky')
    """
    for code, _quality in parse_accept_lang_header(header):
        try:
            return get_supported_language_variant(code)
        except LookupError:
            continue
    return LANGUAGES[0]


@page_for_all()
def home(request: HttpRequest) -> HttpResponse:
    """Tell one story: number, promises, people, how to vote; on voting day the hours lead it, afterwards the result."""
    chrome = reading.chrome(get_language(), moment(request))
    if chrome.election is None:
        return respond(request, chrome, "emgek/home_empty.html")
    shown = {} if chrome.hidden_until else lists(chrome)
    return respond(request, chrome, "emgek/home.html", election_facts(chrome) | shown)


def election_facts(chrome: Chrome) -> dict:
    """Return what the home page says of the current election."""
    election, at = chrome.election, chrome.at
    now, card = phase(election, at), voting_card(election, chrome.party, at)
    is_poster = bool(card and card.number)
    is_outcome = now is Phase.AFTER and election.seats_won is not None and not election.is_annulled
    return {
        "election": election,
        "phase": now,
        "next_change": timetable.next_change(election, at),
        "polls": polls(election, at),
        "opens": clock(election.polls_open_at),
        "closes": clock(election.polls_close_at),
        "cells": timetable.strip(election, at),
        "steps": timetable.steps(election),
        "card": card,
        "chamber": chamber(election.seats, election.seats_won),
        "ahead": record.ahead(chrome.elections, election, at),
        "is_poster": is_poster,
        "is_hours": now in (Phase.SILENCE, Phase.VOTING),
        "is_outcome": is_outcome,
        "is_row": is_poster or is_outcome,
    }


def lists(chrome: Chrome) -> dict:
    """Return what the home page shows of the programme, the newest interview and the candidates. Two queries."""
    election = chrome.election.object_id
    is_over = phase(chrome.election, chrome.at) is Phase.AFTER
    wanted = lists_before(election) + (lists_after(election) if is_over else [])
    programs, planks, talks, people, *after = reading.listed_together(wanted, chrome.language, chrome.at)
    program = programs[0].card.document if programs else None
    talk = talks[0].card if talks else None
    links = reading.links([talk], chrome.at) if talk else []
    seated = after[0] if after else []
    shown = seated or people
    return {
        "program": program,
        "lines": pages.lines([link.card for link in planks], program, chrome, Judging.of(chrome.election, chrome.at)),
        "talk": talk,
        "speaker": next((link.card for link in links if link.role == "candidate"), None),
        "rows": listing.rows(shown, election, chrome),
        "sits": bool(seated),
        "cards": [link.card for found in (programs, planks, talks, shown) for link in found],
    }


def lists_before(election: int) -> list[Wanted]:
    """Return the lists of the home page in every phase."""
    target = ("election", election)
    return [
        Wanted(target=target, role="election", kind="program", documents=True),
        Wanted(target=target, role="election", kind="plank", documents=True),
        Wanted(target=target, role="election", kind="interview", limit=1, documents=True),
        Wanted(target=target, role="candidacy", kind="candidate", limit=FIRST_CANDIDATES, documents=True),
    ]


def lists_after(election: int) -> list[Wanted]:
    """Return who took a seat, as far as it is known; asked after the vote only."""
    return [Wanted(target=("election", election), role="seat", kind="candidate", limit=MOST_SEATED, documents=True)]
