"""Who sees the site as of a moment of their choice: the only ones whom a page for everybody does not answer.

The moment stands in the session, so only the database could tell whose session is real; a made-up one would then have
every page made anew. So a cookie beside it says so, signed for that very session; without it one gets what all get.
"""

from collections.abc import Callable
from datetime import timedelta

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse
from django.http.cookie import parse_cookie

from publishing.serving import CHOSEN_MOMENT

NAME = "emgek_moment"
LASTS = timedelta(days=365)
"""Longer than any session, without which it says nothing."""
signer = Signer(salt="emgek.finished.chosen")


class ChosenMoment:
    """Middleware outside of the sessions: keep the cookie in step with a session that was looked at.

    So it comes with the choice and with a new key of the session, and goes with the choice and at signing out.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if not request.session.accessed or response.status_code >= 500:
            return response
        session, said = request.session.session_key or "", request.COOKIES.get(NAME, "")
        is_chosen = bool(session) and CHOSEN_MOMENT in request.session
        if is_chosen and not is_signed(session, said):
            own = {"httponly": True, "secure": settings.SESSION_COOKIE_SECURE, "samesite": "Lax"}
            response.set_cookie(NAME, signer.signature(session), max_age=LASTS, **own)
        elif said and not is_chosen:
            response.delete_cookie(NAME, samesite="Lax")
        return response


def has_chosen(environ: dict) -> bool:
    """Say whether a request comes from a session in which a moment was chosen; asks no database."""
    header = environ.get("HTTP_COOKIE", "")
    if f"{NAME}=" not in header:
        return False
    cookies = parse_cookie(header)
    return is_signed(cookies.get(settings.SESSION_COOKIE_NAME, ""), cookies.get(NAME, ""))


def is_signed(session: str, said: str) -> bool:
    """Say whether a cookie was signed here for a session."""
    try:
        return bool(session) and signer.unsign(f"{session}:{said}") == session
    except BadSignature:
        return False
