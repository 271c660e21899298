"""The register: what is and was public of the campaign, with its imprints and the end of the journal."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language

from publishing import kinds, reading, register
from publishing.addresses import address_of
from publishing.cards import Chrome
from publishing.languages import NAMES
from publishing.register import PAGE_SIZE, Entry
from publishing.serving import moment, respond
from publishing.typed import typed_id, typed_moment


@dataclass(frozen=True, slots=True)
class Line:
    """An entry as the page shows it; the address is empty for what is not public any more."""

    entry: Entry
    kind: str
    tongue: str
    url: str
    imprint: str


def register_page(request: HttpRequest) -> HttpResponse:
    """Show the register, the newest first."""
    chrome = reading.chrome(get_language(), moment(request))
    entries = register.entries(chrome.at, before=before(request), limit=PAGE_SIZE + 1)
    shown = entries[:PAGE_SIZE]
    context = {
        "lines": [line(entry, chrome) for entry in shown],
        "more": f"{shown[-1].card.starts_at.isoformat()}~{shown[-1].card.id}" if len(entries) > PAGE_SIZE else "",
        "head": register.head(),
    }
    return respond(request, chrome, "emgek/register.html", context)


def before(request: HttpRequest):
    """Return (start, edition id) after which the page goes on, from `before=2021-07-08T06:00:00+00:00~17`."""
    if "before" not in request.GET:
        return None
    start, _tilde, number = request.GET["before"].replace(" ", "+").partition("~")
    seen = typed_moment(start), typed_id(number)
    if None in seen:
        raise Http404
    return seen


def line(entry: Entry, chrome: Chrome) -> Line:
    """Return an entry with its words; what was erased has left neither title nor imprint."""
    card = entry.card
    frozen = card.document.imprint if card.document else None
    return Line(
        entry,
        kinds.model_of(card.kind)._meta.verbose_name,
        NAMES[card.language],
        "" if entry.ended_at else address_of(card, chrome),
        frozen.line if frozen else "",
    )
