"""Previews and earlier editions: the public page itself, with a strip above it that says what it is."""

import copy
from dataclasses import dataclass
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.urls import Resolver404, resolve
from django.utils import translation
from django.utils.cache import add_never_cache_headers
from django.utils.translation import gettext as _

from publishing.clock import now
from publishing.desk.standing import public_address
from publishing.editions import Edition
from publishing.languages import LANGUAGES
from publishing.publishable import Publishable
from publishing.rehearsing import recalled, rehearsed


@dataclass(frozen=True)
class Preview:
    """What the strip above the page says; `edition` is None for what is not published yet."""

    back: str
    language: str
    edition: Edition | None = None
    is_desk: bool = True


def preview_view(desk, request: HttpRequest, row: Publishable, language: str) -> HttpResponse:
    """Show the page as it would be if the saved row were published now in this language."""
    if language not in LANGUAGES:
        raise Http404
    back = desk.address("change", row)
    if not row.has_words(language):
        messages.warning(request, _("There is no text in this language yet. Write it and save, then look again."))
        return HttpResponseRedirect(back)
    with rehearsed(row, language, at=now()) as moment:
        preview = Preview(back, translation.get_language())
        return public_page(request, row.kind, row.pk, language, moment, preview)


def edition_view(desk, request: HttpRequest, row: Publishable, edition_id: int) -> HttpResponse:
    """Show the page with the document of one edition, whatever became of it."""
    edition = Edition.objects.of(row).filter(pk=edition_id, document__body__isnull=False).first()
    if edition is None:
        raise Http404
    edition = Edition.objects.select_related("document").get(pk=edition.pk)
    with recalled(edition, at=now()) as moment:
        preview = Preview(desk.address("editions", row), translation.get_language(), edition)
        return public_page(request, row.kind, row.pk, edition.language, moment, preview)


def public_page(
    request: HttpRequest, kind: str, object_id: int, language: str, at: datetime, preview: Preview
) -> HttpResponse:
    """Call the public view of an object that is live at this moment; the answer is kept by nobody."""
    address = public_address(kind, object_id, language, at)
    with translation.override(language):
        try:
            match = resolve(address)
        except Resolver404 as error:
            raise Http404(address) from error
        response = match.func(visitor(request, address, match, at, preview), *match.args, **match.kwargs)
        if not getattr(response, "is_rendered", True):
            response.render()
    add_never_cache_headers(response)
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def visitor(request: HttpRequest, address: str, match, at: datetime, preview: Preview) -> HttpRequest:
    """Return the request a reader of the page would make at a moment, carrying the preview for the strip."""
    asked = copy.copy(request)
    asked.method, asked.path, asked.path_info = "GET", address, address
    asked.GET, asked.resolver_match = QueryDict(), match
    asked.session, asked.rehearsed_at = {}, at
    asked.LANGUAGE_CODE, asked.preview = translation.get_language(), preview
    return asked
