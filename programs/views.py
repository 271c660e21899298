"""The page of a programme, of the current election or of another one; its planks' pages are one floor higher."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language

from programs import pages
from programs.documents import ProgramDocument
from programs.stages import WORDS, Judging
from publishing import reading
from publishing.cards import Card, Chrome
from publishing.serving import campaign_page, elsewhere, moment, page_for_all, respond


@page_for_all("stage")
@campaign_page
def program(request: HttpRequest, election: str = "") -> HttpResponse:
    """Show a programme: its aim, its planks by theme, and every measure with what became of it."""
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
    context = overview(request, planks, found.document, chrome) | {"found": found, "cards": [found.card, *planks]}
    return respond(request, chrome, "programs/program.html", context, cards=found.languages)


def overview(request: HttpRequest, planks: list[Card], whole: ProgramDocument, chrome: Chrome) -> dict:
    """Return the planks as a timetable and every measure in one list; `?stage=kept` keeps to those at one stage."""
    judging = Judging.within(whole.election, chrome)
    stage = request.GET.get("stage", "")
    if stage and (stage not in WORDS or not judging.is_open):
        raise Http404
    return {
        "program": whole,
        "election": next((card.document for card in chrome.elections if card.object_id == whole.election), None),
        "lines": pages.lines(planks, whole, chrome, judging),
        "entries": pages.entries(planks, whole, chrome, judging, stage),
        "tally": judging.tally(measure for card in planks for measure in pages.written(card)),
        "stage": stage,
        "judging": judging,
    }


def election_id(chrome: Chrome, slug: str) -> int:
    """Return the election at an address, or the current one for none (0 without one); raise Http404 for others."""
    if not slug:
        return chrome.election.object_id if chrome.election else 0
    for card in chrome.elections:
        if card.slug == slug:
            return card.object_id
    raise Http404


def program_address(request: HttpRequest) -> str:
    """Return the address of the programme under which a plank's page lies."""
    return request.path.rstrip("/").rpartition("/")[0] + "/"
