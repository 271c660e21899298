"""What a copy of the site, served without us, cannot do: a page at its address says so and leads to what there is."""

from enum import StrEnum

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language

from publishing import reading
from publishing.serving import moment, respond


class Off(StrEnum):
    """What is switched off in a copy, by what it is for."""

    SEARCH = "search"
    COMPARE = "compare"


def switched_off(request: HttpRequest, what: Off) -> HttpResponse:
    """Say that something is off for now; no search engine keeps that."""
    chrome = reading.chrome(get_language(), moment(request))
    response = respond(request, chrome, "switched_off.html", {"what": what.value, "is_absence": True})
    response["X-Robots-Tag"] = "noindex"
    return response
