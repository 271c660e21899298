"""Where a quoted answer comes from: who said it, where and when, and what it was translated from.

A quotation goes out alone, so all of this stands with its words, without soft hyphens (art direction, "Hyphenation").
"""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from candidates.documents import InterviewDocument
from candidates.models import InterviewForm
from elections.calendar import is_quiet
from publishing.addresses import address_of
from publishing.cards import Found
from publishing.dates import numeric_day
from publishing.languages import TRANSLATED_FROM
from publishing.serving import is_copy


@dataclass(frozen=True, slots=True)
class Source:
    """What stands under every quotation from one interview; a part's anchor is added to the addresses.

    `translated` and the addresses of the original are empty where the page is in the original language, the addresses
    also where the original is not public. `pictured` is the interview whose answers have pictures to post, None in the
    silence, on voting day and in a copy of the site, since they are drawn when somebody asks.
    """

    line: str
    url: str
    translated: str
    original_path: str
    original_url: str
    pictured: int | None


def source(request: HttpRequest, found: Found, person: str) -> Source:
    """Return the source of everything that is quoted from an interview's page."""
    talk: InterviewDocument = found.document
    originals = (card for card in found.languages if card.is_original and not found.card.is_original)
    path = next((address_of(card, found.chrome) for card in originals), "")
    elections = (card.document for card in found.chrome.elections)
    return Source(
        line=line(talk, person),
        url=request.build_absolute_uri(request.path),
        translated="" if found.card.is_original else str(TRANSLATED_FROM[talk.original]),
        original_path=path,
        original_url=request.build_absolute_uri(path) if path else "",
        pictured=None if is_copy(request) or is_quiet(elections, found.chrome.at) else talk.object_id,
    )


def line(talk: InterviewDocument, person: str) -> str:
    """Return who said it, in which interview and how faithful that is, who asked, where and when."""
    title = _("“%(title)s”") % {"title": talk.title}
    form = InterviewForm(talk.form)
    issued = talk.imprint.issue_date if talk.imprint else talk.held_date
    parts = [
        person,
        title if form is InterviewForm.VERBATIM else f"{title} ({form.label})",
        f"{_('Asked by')}: {talk.asked_by}" if talk.asked_by else "",
        talk.place,
        numeric_day(issued, get_language()) if issued else "",
    ]
    return ". ".join(part for part in parts if part)
