"""The pages of a programme: the whole, and each plank; of the current election or of another one."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language

from elections.calendar import phase
from programs import pages
from publishing import reading
from publishing.cards import Chrome
from publishing.serving import elsewhere, moment, respond
from publishing.typed import typed_id

ANSWERS = 30


def program(request: HttpRequest, election: str = "") -> HttpResponse:
    """Show a programme: its aim, and its planks by theme."""
    chrome = reading.chrome(get_language(), moment(request))
    found = reading.page_of_election("program", election_id(chrome, election), chrome)
    if not (election or found.card or found.languages or found.withdrawn_at):
        # The masthead leads here from every page, also before the campaign.
        return respond(request, chrome, "programs/program_empty.html", {})
    if answer := elsewhere(request, found):
        return answer
    target = ("program", found.card.object_id)
    links = reading.listed(target, "program", "plank", chrome.language, chrome.at, documents=True)
    planks = [link.card for link in links]
    context = {
        "found": found,
        "program": found.document,
        "lines": pages.lines(planks, found.document, chrome),
        "cards": [found.card, *planks],
    }
    return respond(request, chrome, "programs/program.html", context, cards=found.languages)


def plank(request: HttpRequest, slug: str, election: str = "") -> HttpResponse:
    """Show a plank: why, its measures, the answers on it, and what became of it."""
    chrome = reading.chrome(get_language(), moment(request))
    found = reading.page_of_election("plank", election_id(chrome, election), chrome, within="program", slug=slug)
    if answer := elsewhere(request, found):
        return answer
    after = request.GET.get("after", "")
    if after and not typed_id(after):
        raise Http404
    spoken = reading.pointing_to(found.card, "speaks_to", chrome.at, limit=ANSWERS + 1, after=after)
    shown = spoken[:ANSWERS]
    talks = list({link.card.id: link.card for link in shown}.values())
    links = reading.links([found.card, *talks], chrome.at, documents=("program",))
    own = [link for link in links if link.edition == found.card.id]
    whole = next((link.card.document for link in own if link.role == "program"), None)
    context = {
        "found": found,
        "plank": found.document,
        "program": whole,
        "theme": next((t.name for t in whole.themes if t.number == found.document.theme), "") if whole else "",
        "program_url": program_address(request),
        "steps": pages.steps(found.document, own, chrome),
        "answers": pages.answers(shown, links, chrome),
        "after": shown[-1].sort_key if len(spoken) > ANSWERS else "",
        "turns": pages.turns(found.document),
        "stages": pages.stages(),
        "phase": phase(chrome.election, chrome.at),
    }
    return respond(request, chrome, "programs/plank.html", context, cards=found.languages)


def election_id(chrome: Chrome, slug: str) -> int:
    """Return the election at an address, or the current one for none; raise Http404 where there is none."""
    if not slug and chrome.election:
        return chrome.election.object_id
    for card in chrome.elections:
        if slug and card.slug == slug:
            return card.object_id
    raise Http404


def program_address(request: HttpRequest) -> str:
    """Return the address of the programme under which a plank's page lies."""
    return request.path.rstrip("/").rpartition("/")[0] + "/"
