"""What an address showed at a moment: the real public view is asked as of then, and every edition it reads is noted.

There is no second way to find or render a page, so redirects, withdrawals and the calendar are those of the site.
"""

import copy
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from urllib.parse import urlsplit

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, QueryDict
from django.urls import Resolver404, resolve
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from elections.calendar import Phase, phase
from emgek.evidence.asking import Asked
from emgek.evidence.text import Line, text_of
from publishing import reading
from publishing.reads import Reads, collected
from publishing.serving import CHOSEN_MOMENT

MOST_MOVES = 5


class Answer(StrEnum):
    """How the address answered."""

    SHOWN = "shown"
    WITHDRAWN = "withdrawn"
    OTHER_LANGUAGE = "other language"
    HIDDEN = "hidden"
    NEVER = "never"
    NO_PAGE = "no page"


SENTENCES = {
    Answer.SHOWN: _("This page was public."),
    Answer.WITHDRAWN: _("The page had been withdrawn: its address said so, and showed no text."),
    Answer.OTHER_LANGUAGE: _("The page was not public in this language; its address named the languages that were."),
    Answer.HIDDEN: _("The page was hidden because of the silence before the vote."),
    Answer.NEVER: _("Nothing was public at this address. What was erased has left its address too."),
    Answer.NO_PAGE: _("This is no page of the public site."),
}
STATUSES = {200: Answer.SHOWN, 410: Answer.WITHDRAWN, 404: Answer.OTHER_LANGUAGE, 503: Answer.HIDDEN}


@dataclass(frozen=True, slots=True)
class Shown:
    """The answer: where the address led, how it answered, in which phase, with which words and editions."""

    asked: Asked
    address: str
    answer: Answer
    status: int
    phase: Phase | None
    text: list[Line] = field(default_factory=list)
    reads: Reads = field(default_factory=Reads)

    @property
    def sentence(self) -> str:
        """Return the answer in a sentence."""
        return SENTENCES[self.answer]

    @property
    def is_quiet(self) -> bool:
        """Say whether nothing new could become public then."""
        return self.phase in (Phase.SILENCE, Phase.VOTING)


def show(request: HttpRequest, asked: Asked) -> Shown:
    """Ask the public view as of the moment; `request` is that of somebody at the desk."""
    address, election = asked.address, reading.chrome(asked.language, asked.at).election
    now = phase(election, asked.at) if election else None
    for _move in range(MOST_MOVES):
        with collected() as reads:
            response = asked_of_view(request, address, asked.at)
        if response is None or response.status_code not in (301, 302):
            break
        address = response["Location"]
    if response is None:
        return Shown(asked, address, Answer.NEVER, 404, now)
    answer = STATUSES.get(response.status_code, Answer.NO_PAGE)
    if response.streaming or not response["Content-Type"].startswith("text/html"):
        answer = Answer.NO_PAGE
    text = text_of(response.text) if answer is Answer.SHOWN else []
    if answer is not Answer.SHOWN:
        reads.own = None
    return Shown(asked, address, answer, response.status_code, now, text, reads)


def asked_of_view(request: HttpRequest, address: str, at: datetime) -> HttpResponseBase | None:
    """Return what a view answers at a moment; None where no address is, or was."""
    parts = urlsplit(address)
    language = parts.path.split("/")[1]
    with translation.override(language):
        try:
            match = resolve(parts.path)
            if "/admin/" in f"/{match.route}" or match.view_name == "moment":
                return HttpResponse(status=403)
            response = match.func(reader(request, parts, match, at), *match.args, **match.kwargs)
        except (Resolver404, Http404):
            return None
        if not getattr(response, "is_rendered", True):
            response.render()
    return response


def reader(request: HttpRequest, parts, match, at: datetime) -> HttpRequest:
    """Return the request for a page as of a moment."""
    asked = copy.copy(request)
    asked.method, asked.path, asked.path_info = "GET", parts.path, parts.path
    asked.GET, asked.resolver_match = QueryDict(parts.query), match
    asked.session, asked.LANGUAGE_CODE = {CHOSEN_MOMENT: at.isoformat()}, translation.get_language()
    return asked
