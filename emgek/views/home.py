"""The front door and the home page; what leads it follows the phase of the election."""

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language
from django.utils.translation.trans_real import get_supported_language_variant, parse_accept_lang_header

from candidates import listing
from elections import timetable
from elections.calendar import phase
from programs import pages
from publishing import reading
from publishing.cards import Chrome
from publishing.languages import LANGUAGES
from publishing.reading import Wanted
from publishing.serving import moment, respond

FIRST_CANDIDATES = 5


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


def home(request: HttpRequest) -> HttpResponse:
    """Show what the party stands for, who stands and how to vote; in the silence, only how to vote leads."""
    chrome = reading.chrome(get_language(), moment(request))
    if chrome.election is None:
        return respond(request, chrome, "emgek/home_empty.html")
    return respond(request, chrome, "emgek/home.html", election_facts(chrome) | lists(chrome))


def election_facts(chrome: Chrome) -> dict:
    """Return what the home page says of the current election."""
    election, at = chrome.election, chrome.at
    return {
        "election": election,
        "phase": phase(election, at),
        "next_change": timetable.next_change(election, at),
        "cells": timetable.strip(election, at),
        "hours": timetable.hours(election),
        "steps": timetable.steps(election),
        "is_poster": timetable.is_poster(election, at),
    }


def lists(chrome: Chrome) -> dict:
    """Return what the home page shows of the programme, the newest interview and the candidates. Two queries."""
    election = chrome.election.object_id
    target = ("election", election)
    wanted = [
        Wanted(target=target, role="election", kind="program", documents=True),
        Wanted(target=target, role="election", kind="plank", documents=True),
        Wanted(target=target, role="election", kind="interview", limit=1, documents=True),
        Wanted(target=target, role="candidacy", kind="candidate", limit=FIRST_CANDIDATES, documents=True),
    ]
    programs, planks, talks, people = reading.listed_together(wanted, chrome.language, chrome.at)
    program = programs[0].card.document if programs else None
    talk = talks[0].card if talks else None
    links = reading.links([talk], chrome.at) if talk else []
    return {
        "program": program,
        "lines": pages.lines([link.card for link in planks], program, chrome),
        "talk": talk,
        "speaker": next((link.card for link in links if link.role == "candidate"), None),
        "rows": listing.rows(people, election, chrome),
        "cards": [link.card for found in (programs, planks, talks, people) for link in found],
    }
