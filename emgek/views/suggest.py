"""Suggestions while a reader types: a small answer for the script of the search field, which works without it."""

from django.http import HttpRequest, JsonResponse
from django.utils.cache import add_never_cache_headers
from django.utils.translation import get_language, ngettext
from django.views.decorators.http import require_safe

from emgek.views.search import word_of
from publishing import reading
from publishing.finding.asked import Query
from publishing.serving import chosen_moment, hidden_kinds, moment, page_for_all
from publishing.suggesting import Suggestion, suggestions


@page_for_all("q")
@require_safe
def suggest(request: HttpRequest) -> JsonResponse:
    """Return titles that begin like what was typed. Two queries."""
    asked = Query.typed(request.GET.get("q", ""))
    chrome = reading.chrome(get_language(), moment(request))
    found = suggestions(asked, chrome.language, chrome.at, without=hidden_kinds(chrome))
    status = ngettext("%(count)s suggestion", "%(count)s suggestions", len(found)) % {"count": len(found)}
    response = JsonResponse({"status": status, "suggestions": [shown(one) for one in found]})
    response["X-Robots-Tag"] = "noindex"
    if chosen_moment(request):
        add_never_cache_headers(response)
    return response


def shown(suggestion: Suggestion) -> dict:
    """Return a suggestion as the script shows it: what it is, its title in pieces, where it stands."""
    return {
        "kind": str(word_of(suggestion.card.kind, suggestion.part)),
        "title": [[piece.text, piece.is_match] for piece in suggestion.title],
        "url": suggestion.url,
    }
