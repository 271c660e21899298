"""The share card of what is not published yet, for the publish screens: drawn of the saved row, kept nowhere."""

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.cache import add_never_cache_headers

from candidates import cutting
from emgek.shares.drawing import draw
from emgek.views.shares import picture_of
from publishing import kinds, reading
from publishing.clock import now
from publishing.languages import LANGUAGES
from publishing.rehearsing import rehearsed
from publishing.rights import right_to


def card_view(request: HttpRequest, kind: str, object_id: int, language: str) -> HttpResponse:
    """Draw what a link to an object would look like if its saved row were published now in a language."""
    if kind not in kinds.KINDS or language not in LANGUAGES:
        raise Http404
    row = get_object_or_404(kinds.model_of(kind), pk=object_id)
    if not request.user.has_perm(right_to("view", type(row))):
        raise PermissionDenied
    picture = None
    with rehearsed(row, language, at=now()) as moment:
        found = reading.page_of_object(kind, row.pk, reading.chrome(language, moment))
        if found.card:
            picture = picture_of(found, "wide", None)
    if picture is None:
        raise Http404
    portrait = cutting.bytes_of(picture.poster.portrait) if picture.poster.portrait else None
    response = HttpResponse(draw(picture.poster, picture.size, portrait), content_type=picture.mime_type)
    add_never_cache_headers(response)
    return response
