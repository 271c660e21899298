"""The history of one object: each of its editions with its days and its change note, never a text that has ended."""

from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language

from emgek.views.register import before, line, what_is_one
from publishing import kinds, reading, register
from publishing.register import PAGE_SIZE
from publishing.serving import campaign_page, moment, page_for_all, respond


@page_for_all("before")
@campaign_page
def history(request: HttpRequest, kind: str, object_id: str) -> HttpResponse:
    """Show the editions of an object in all languages, the newest first; who was never public has no history."""
    if kind not in kinds.KINDS:
        raise Http404
    chrome = reading.chrome(get_language(), moment(request))
    entries = register.entries(chrome.at, before=before(request), limit=PAGE_SIZE + 1, of=(kind, int(object_id)))
    if not entries:
        raise Http404
    shown = entries[:PAGE_SIZE]
    context = {
        "lines": [line(list(together), chrome) for _key, together in groupby(shown, key=what_is_one)],
        "more": f"{shown[-1].card.starts_at.isoformat()}~{shown[-1].card.id}" if len(entries) > PAGE_SIZE else "",
    }
    response = respond(request, chrome, "emgek/history.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response
