"""The search page: what a query finds, by kind and page by page."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from publishing import reading
from publishing.addresses import address_of
from publishing.cards import Chrome
from publishing.finding.asked import Query
from publishing.languages import LANGUAGES
from publishing.searching import PAGE, RANKED, Hit, Results, Sort, search
from publishing.serving import hidden_kinds, is_copy, moment, page_for_all, respond
from publishing.switched_off import Off, switched_off

#: What a thing is called in the list, and what many of them are, by kind and whether it is a part.
WORDS: dict[Sort, tuple] = {
    ("candidate", False): ("candidates", _("Candidate"), _("Candidates")),
    ("interview", False): ("interviews", _("Interview"), _("Interviews")),
    ("interview", True): ("answers", _("Answer"), _("Answers")),
    ("program", False): ("programme", _("Programme"), _("Programme")),
    ("plank", False): ("planks", _("Plank"), _("Planks")),
    ("plank", True): ("measures", _("Measure"), _("Measures")),
    ("election", False): ("elections", _("Election"), _("Elections")),
    ("election", True): ("dates", _("Key date"), _("Key dates")),
    ("party", False): ("party", _("Party"), _("Party")),
    ("page", False): ("pages", _("Page"), _("Pages")),
}
SORTS = {name: sort for sort, (name, _one, _many) in WORDS.items()}


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
    """One kind of result: its name in the address, its word, how many there are, where they are shown alone."""

    name: str
    word: str
    count: int
    query: str


@page_for_all("q", "kind", "page")
def search_page(request: HttpRequest) -> HttpResponse:
    """Show what a query finds, each answer as a result of its own. Four queries at most."""
    if is_copy(request):
        return switched_off(request, Off.SEARCH)
    chrome = reading.chrome(get_language(), moment(request))
    asked = Query.typed(request.GET.get("q", ""))
    chosen = request.GET.get("kind", "")
    page = number_of(request.GET.get("page", "1"))
    found = search(asked, chrome.language, chrome.at, sort=SORTS.get(chosen), page=page, without=hidden_kinds(chrome))
    shown = found.counts.get(SORTS[chosen], 0) if chosen in SORTS else found.count
    context = {
        "asked": asked,
        "answers": found,
        "results": [result(hit, chrome) for hit in found.hits],
        "near": [result(hit, chrome) for hit in found.near],
        "groups": groups(found, asked),
        "chosen": chosen if chosen in SORTS else "",
        "ranked": RANKED,
        "place": PAGE * (page - 1) + 1,
        "page": {
            "next": query(asked, chosen, page + 1) if min(shown, RANKED) > PAGE * page else "",
            "first": query(asked, chosen),
            "is_first": page == 1,
        },
        "instead": query(Query.typed(found.instead)) if found.instead else "",
        "elsewhere": [code for code in LANGUAGES if code != chrome.language],
    }
    response = respond(request, chrome, "emgek/search.html", context)
    response["X-Robots-Tag"] = "noindex"
    return response


def number_of(text: str) -> int:
    """Return the number of a page; raise Http404 for what no link of ours says."""
    if not text.isascii() or not text.isdigit() or not 1 <= int(text[:4]) <= RANKED // PAGE:
        raise Http404
    return int(text[:4])


def query(asked: Query, kind: str = "", page: int = 1) -> str:
    """Return the query of an address."""
    values = {"q": asked.text} | ({"kind": kind} if kind in SORTS else {}) | ({"page": page} if page > 1 else {})
    return f"?{urlencode(values)}"


def result(hit: Hit, chrome: Chrome) -> Result:
    """Return a hit with its word, its address and its source."""
    group, word, _many = WORDS[hit.card.kind, bool(hit.part)]
    whole = hit.card.title if hit.card.kind in ("plank", "election") and hit.part else hit.source
    return Result(hit, group, word, address_of(hit.card, chrome, part=hit.part), whole)


def word_of(kind: str, part: int | None) -> str:
    """Return what a thing is called."""
    return WORDS[kind, bool(part)][1]


def groups(found: Results, asked: Query) -> list[Group]:
    """Return the kinds that were found, in the fixed order, with their counts; one kind alone needs no choice."""
    kinds = [
        Group(name, many, found.counts[sort], query(asked, name))
        for sort, (name, _one, many) in WORDS.items()
        if found.counts.get(sort)
    ]
    return kinds if len(kinds) > 1 else []
