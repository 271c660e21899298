"""What one meets where there is no page: 404 with a way on; 403 and 500, which ask the database for nothing."""

import sys

from django.conf import settings
from django.db import DatabaseError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import get_language, get_language_from_path, override

from publishing import reading
from publishing.cards import Chrome
from publishing.serving import moment, respond


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say in the language of the address that nothing was ever public there."""
    try:
        chrome = reading.chrome(get_language(), moment(request))
    except DatabaseError:
        return server_error(request)
    return missing(request, chrome)


def missing(request: HttpRequest, chrome: Chrome) -> HttpResponse:
    """Show the page of a 404; no search engine keeps it."""
    response = respond(request, chrome, "404.html", {"is_absence": True, "tongues": []}, status=404)
    response["X-Robots-Tag"] = "noindex"
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """Say that the site failed, with nothing that could fail again; or that others save, and to send it once more."""
    if is_busy(sys.exception()):
        return alone(request, "500.html", status=503, is_busy=True)
    return alone(request, "500.html", status=500)


def is_busy(error: BaseException | None) -> bool:
    """Say whether something could not be saved since somebody else saves for longer than a save waits."""
    return isinstance(error, OperationalError) and ("locked" in str(error) or "lock timeout" in str(error))


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that a role does not include this."""
    return alone(request, "403.html", status=403)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that a form was not accepted, and how to lose nothing (settings.CSRF_FAILURE_VIEW)."""
    return alone(request, "403.html", status=403, is_stale=True)


def alone(request: HttpRequest, template: str, *, status: int, **context) -> HttpResponse:
    """Render a page that needs no database, in the language of the address."""
    language = get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
    with override(language):
        return HttpResponse(render_to_string(template, {"language": language, **context}), status=status)
