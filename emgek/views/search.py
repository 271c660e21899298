"""The search page."""

from collections import Counter
from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from publishing import reading
from publishing.addresses import address_of
from publishing.cards import Chrome
from publishing.searching import MOST_HITS, Hit, Query, search
from publishing.serving import moment, respond

# What a thing is called in the list, and what many of them are, by kind and whether it is a part.
WORDS = {
    ("candidate", False): ("candidates", _("Candidate"), _("Candidates")),
    ("interview", False): ("interviews", _("Interview"), _("Interviews")),
    ("interview", True): ("answers", _("Answer"), _("Answers")),
    ("program", False): ("programme", _("Programme"), _("Programme")),
    ("plank", False): ("planks", _("Plank"), _("Planks")),
    ("plank", True): ("measures", _("Measure"), _("Measures")),
    ("election", False): ("elections", _("Election"), _("Elections")),
    ("page", False): ("pages", _("Page"), _("Pages")),
}


@dataclass(frozen=True, slots=True)
class Result:
    """A hit as the page shows it."""

    hit: Hit
    group: str
    word: str
    url: str
    source: str


@dataclass(frozen=True, slots=True)
class Group:
    """One kind of result: its name in the address, its word, how many there are."""

    name: str
    word: str
    count: int


def search_page(request: HttpRequest) -> HttpResponse:
    """Show what a query finds, each answer as a result of its own."""
    chrome = reading.chrome(get_language(), moment(request))
    asked = Query.typed(request.GET.get("q", ""))
    results = [result(hit, chrome) for hit in search(asked, chrome.language, chrome.at)]
    found = groups(results)
    chosen = request.GET.get("kind", "") if request.GET.get("kind") in {group.name for group in found} else ""
    context = {
        "asked": asked,
        "results": [one for one in results if chosen in ("", one.group)],
        "count": len(results),
        "is_full": len(results) == MOST_HITS,
        "groups": found if len(found) > 1 else [],
        "chosen": chosen,
    }
    response = respond(request, chrome, "emgek/search.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response


def result(hit: Hit, chrome: Chrome) -> Result:
    """Return a hit with its word, its address and its source."""
    group, word, _many = WORDS.get((hit.card.kind, bool(hit.part)), ("pages", _("Page"), _("Pages")))
    whole = hit.card.title if hit.card.kind == "plank" and hit.part else hit.source
    return Result(hit, group, word, address_of(hit.card, chrome, part=hit.part), whole)


def groups(results: list[Result]) -> list[Group]:
    """Return the kinds that were found, in the fixed order, with their counts."""
    counts = Counter(one.group for one in results)
    return [Group(name, many, counts[name]) for name, _one, many in WORDS.values() if counts[name]]
