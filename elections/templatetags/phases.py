"""The phase of the current election on pages that are not its own: the masthead, the foot, a line above the page."""

from dataclasses import dataclass
from datetime import datetime

from django import template

from elections.calendar import Phase, phase
from elections.documents import ElectionDocument
from elections.polls import polls
from elections.timetable import steps
from publishing.addresses import address_of
from publishing.cards import Chrome

register = template.Library()

SAID_ON_EVERY_PAGE = {Phase.SILENCE, Phase.VOTING, Phase.AFTER}
SAID_ALREADY = {"", "election", "elections"}


@register.filter
def is_ahead(election: ElectionDocument | None, at: datetime) -> bool:
    """Say whether one can still vote in an election: `{% if chrome.election|is_ahead:chrome.at %}`."""
    return election is not None and not election.is_annulled and phase(election, at) is not Phase.AFTER


@dataclass(frozen=True, slots=True)
class Frame:
    """What masthead and foot say of the site: the party, its number while one can vote for it, the plain pages.

    `is_hidden` says that a silence hides all campaign matter; `pages` are (title, path).
    """

    party: str
    about: str
    number: int | None
    is_ahead: bool
    is_hidden: bool
    pages: tuple[tuple[str, str], ...]


@register.simple_tag
def framed(chrome: Chrome | None) -> Frame:
    """Return what stands around a page, as pieces are told it (publishing/pieces.py): without the moment."""
    if not chrome:
        return Frame("emgek", "", None, is_ahead=False, is_hidden=False, pages=())
    party, election = chrome.party, chrome.election
    can_vote, is_hidden = is_ahead(election, chrome.at), bool(chrome.hidden_until)
    return Frame(
        party=party.title if party else "emgek",
        about=party.about if party else "",
        number=election.ballot_number if can_vote and not is_hidden else None,
        is_ahead=can_vote,
        is_hidden=is_hidden,
        pages=tuple((card.title, address_of(card, chrome)) for card in chrome.pages),
    )


@register.inclusion_tag("elections/_closed.html")
def how_to_vote(chrome: Chrome) -> dict:
    """Say on a page that the silence closes how one votes, and where the vote stands."""
    election = chrome.election
    if election is None:
        return {}
    return {"election": election, "steps": steps(election), "polls": polls(election, chrome.at)}


@register.inclusion_tag("elections/_phase_note.html")
def phase_note(chrome: Chrome | None, section: str) -> dict:
    """Say above every page, from the silence on, where the vote stands; where it is said at length already, nothing."""
    election = chrome.election if chrome else None
    if election is None or section in SAID_ALREADY or phase(election, chrome.at) not in SAID_ON_EVERY_PAGE:
        return {}
    return {"election": election, "phase": phase(election, chrome.at), "polls": polls(election, chrome.at)}
