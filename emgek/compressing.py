"""Pages travel compressed to readers; what carries a secret does not.

BREACH guesses a secret from the length of a compressed answer that holds it beside words of the attacker. A reader has
no cookie and his page no token, so there is nothing to guess; whoever signs in gets pages as they are.
"""

import re

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware

TEXT = re.compile(r"text/|application/(?:[\w.-]+\+)?(?:json|xml)\b|application/javascript|image/svg")


class CompressForReaders(GZipMiddleware):
    """Django's own middleware, for whole answers of text to those who have no cookie of ours."""

    def process_response(self, request: HttpRequest, response: HttpResponse) -> HttpResponseBase:
        """Compress the answer where that gives nothing away."""
        ours = {settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME}
        is_secret = bool(ours & request.COOKIES.keys()) or bool(response.cookies)
        is_whole_text = response.status_code != 206 and TEXT.match(response.get("Content-Type", ""))
        return super().process_response(request, response) if is_whole_text and not is_secret else response
