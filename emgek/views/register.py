"""The register: what is and was public of the campaign, with its imprints and the end of the journal."""

from dataclasses import dataclass
from itertools import groupby

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import get_language

from publishing import kinds, reading, register
from publishing.addresses import address_of
from publishing.cards import Card, Chrome
from publishing.languages import NAMES
from publishing.register import PAGE_SIZE, Entry
from publishing.serving import moment, page_for_all, respond
from publishing.typed import typed_id, typed_moment


@dataclass(frozen=True, slots=True)
class Title:
    """What an edition is called; the address is empty for what is not public any more."""

    card: Card
    tongue: str
    url: str


@dataclass(frozen=True, slots=True)
class Line:
    """The editions of one object that began and ended together, one a language, the page's own first.

    Facts are one for all languages, so number, period, notes and imprint are told once.
    """

    entry: Entry
    kind: str
    titles: list[Title]
    imprint: str


@page_for_all("before")
def register_page(request: HttpRequest) -> HttpResponse:
    """Show the register, the newest first."""
    chrome = reading.chrome(get_language(), moment(request))
    entries = register.entries(chrome.at, before=before(request), limit=PAGE_SIZE + 1)
    shown = entries[:PAGE_SIZE]
    context = {
        "lines": [line(list(together), chrome) for _key, together in groupby(shown, key=what_is_one)],
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


def what_is_one(entry: Entry) -> tuple:
    """Return what editions of one line have in common."""
    card = entry.card
    period = card.starts_at, entry.ended_at, entry.is_withdrawn, card.is_backdated
    return card.kind, card.object_id, card.number, period, entry.note, entry.ended_note


def line(together: list[Entry], chrome: Chrome) -> Line:
    """Return a line with its words; what was erased has left neither title nor imprint."""
    order = sorted(together, key=lambda entry: (entry.card.language != chrome.language, entry.card.id))
    first = order[0].card
    frozen = getattr(first.document, "imprint", None)
    return Line(
        order[0],
        kinds.model_of(first.kind)._meta.verbose_name,
        [title(entry, chrome) for entry in order],
        frozen.line if frozen else "",
    )


def title(entry: Entry, chrome: Chrome) -> Title:
    """Return the title of an edition, a link while the edition is public."""
    url = "" if entry.ended_at else address_of(entry.card, chrome)
    return Title(entry.card, NAMES[entry.card.language], url)
