"""What candidates say: the list of interviews, and each interview."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from candidates import conversation, listing, quoting
from publishing import reading
from publishing.paging import PAGE, after, leaf
from publishing.serving import campaign_page, elsewhere, moment, page_for_all, respond, show


@page_for_all("after")
@campaign_page
def interviews(request: HttpRequest) -> HttpResponse:
    """List the interviews, the newest first."""
    chrome = reading.chrome(get_language(), moment(request))
    cards = reading.every("interview", chrome.language, chrome.at, limit=PAGE + 1, after=after(request), documents=True)
    page = leaf(request, cards, lambda card: (card.sort_key, card.object_id))
    talks = list(listing.talks(page.entries, reading.links(page.entries, chrome.at), chrome))
    return respond(request, chrome, "candidates/interviews.html", {"page": page, "talks": talks})


@page_for_all()
@campaign_page
def interview(request: HttpRequest, slug: str) -> HttpResponse:
    """Show an interview, question by question."""
    found = reading.page("interview", slug, get_language(), moment(request))
    if answer := elsewhere(request, found):
        return answer
    context = conversation.page(found.card, found.chrome)
    context["source"] = quoting.source(request, found, context["person"].title)
    return show(request, found, "candidates/interview.html", context)
