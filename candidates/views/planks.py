"""The page of a plank, of the current election's programme or of another one's."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from candidates import chain
from programs.views import election_id, program_address
from publishing import reading
from publishing.serving import campaign_page, elsewhere, moment, page_for_all, respond


@page_for_all("after", "people", "measure")
@campaign_page
def plank(request: HttpRequest, slug: str, election: str = "") -> HttpResponse:
    """Show a plank: its measures, who stands for it, what they said, and what became of it."""
    chrome = reading.chrome(get_language(), moment(request))
    found = reading.page_of_election("plank", election_id(chrome, election), chrome, within="program", slug=slug)
    if answer := elsewhere(request, found):
        return answer
    context = chain.page(request, found.card, chrome) | {
        "found": found,
        "plank": found.document,
        "program_url": program_address(request),
    }
    return respond(request, chrome, "programs/plank.html", context, cards=found.languages)
