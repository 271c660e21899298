"""What one meets where there is no page: 404 with a way on; 400, 403 and 500, which ask the database for nothing."""

import errno
import sys

from django.conf import settings
from django.db import DatabaseError, InterfaceError, OperationalError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.cache import add_never_cache_headers
from django.utils.translation import get_language, get_language_from_path, override
from django.views.defaults import bad_request

from emgek.operations.logs import request_id
from publishing import reading
from publishing.cards import Chrome
from publishing.desk.together import drafts
from publishing.serving import moment, respond

#: Seconds after which to ask again; a database that is started anew is back sooner.
RETRY_AFTER = "30"
#: A disk that is full, or that somebody may fill no further.
NO_ROOM = {errno.ENOSPC, errno.EDQUOT}


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
    error = sys.exception()
    if is_busy(error):
        return alone(request, "500.html", status=503, is_busy=True)
    if is_gone(error):
        response = alone(request, "gone_database.html", status=503, is_form=request.method == "POST")
        response["Retry-After"] = RETRY_AFTER
        return response
    return alone(request, "500.html", status=500, fault=request_id.get())


def is_busy(error: BaseException | None) -> bool:
    """Say whether something could not be saved since somebody else saves for longer than a save waits."""
    return isinstance(error, OperationalError) and ("locked" in str(error) or "lock timeout" in str(error))


def is_gone(error: BaseException | None) -> bool:
    """Say whether the database does not answer or cannot write: gone, starting, out of connections or of disk.

    A page fails by what it asked, a form perhaps only when it comes to be rendered, so causes count as well.
    """
    while error is not None:
        if isinstance(error, (OperationalError, InterfaceError)):
            return True
        if isinstance(error, OSError) and error.errno in NO_ROOM:
            return True
        error = error.__cause__ or error.__context__
    return False


def refused(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say in one line that nothing asked for like this is answered, as under a name that is not the site's."""
    return kept_by_nobody(bad_request(request, exception))


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Say that a role does not include this."""
    return alone(request, "403.html", status=403)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say that a form was not accepted, and how to lose nothing (settings.CSRF_FAILURE_VIEW)."""
    is_kept = drafts.ID in request.POST  # a form whose browser keeps what is typed (static/desk/drafts.js)
    return alone(request, "stale.html", status=403, again=request.get_full_path() if is_kept else "")


def alone(request: HttpRequest, template: str, *, status: int, **context) -> HttpResponse:
    """Render a page that needs no database, in the language of the address; no cache keeps it."""
    language = get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
    with override(language):
        text = render_to_string(template, {"language": language, **context})
    return kept_by_nobody(HttpResponse(text, status=status))


def kept_by_nobody(response: HttpResponse) -> HttpResponse:
    """Tell all caches to keep nothing of an answer: it is no word on its address, and the next one may be another."""
    add_never_cache_headers(response)
    return response
