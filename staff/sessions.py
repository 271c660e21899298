"""Where somebody is signed in: sessions that know their user, so that they can be listed and ended."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.auth import HASH_SESSION_KEY, SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from staff.addresses import client_address

BEGAN, SEEN = "desk_began", "desk_seen"
A_WHILE = timedelta(minutes=10)


class DeskSession(AbstractBaseSession):
    """A session; `user_id` is empty until somebody has signed in."""

    user_id = models.BigIntegerField(null=True, db_index=True)

    @classmethod
    def get_session_store_class(cls):
        """Return the store that reads and writes these rows."""
        return SessionStore


class SessionStore(DatabaseStore):
    """Django's sessions in the database, with the number of the user in a column (its own documented way)."""

    @classmethod
    def get_model_class(cls):
        """Return the model of the rows."""
        return DeskSession

    def create_model_instance(self, data):
        """Write the user's number beside the data."""
        row = super().create_model_instance(data)
        row.user_id = int(data[SESSION_KEY]) if SESSION_KEY in data else None
        return row


@dataclass(frozen=True, slots=True)
class Place:
    """One place where somebody is signed in. `sign` names it on a page; it is not the key of the session."""

    sign: str
    is_here: bool
    address: str
    browser: str
    began_at: datetime | None
    seen_at: datetime | None


def begin(request: HttpRequest) -> None:
    """Note from where a session begins."""
    address, browser = client_address(request) or "", request.META.get("HTTP_USER_AGENT", "")[:200]
    request.session[BEGAN] = [timezone.now().isoformat(), address, browser]
    request.session[SEEN] = timezone.now().isoformat()


def see(request: HttpRequest) -> None:
    """Note that a session is used; not oftener than every ten minutes, for each note is a write."""
    seen = request.session.get(SEEN)
    if seen and timezone.now() - datetime.fromisoformat(seen) > A_WHILE:
        request.session[SEEN] = timezone.now().isoformat()


def sessions_of(user) -> list[DeskSession]:
    """Return the sessions in which somebody is signed in; a change of the password has ended all before it."""
    rows = DeskSession.objects.filter(user_id=user.pk, expire_date__gt=timezone.now())
    valid = user.get_session_auth_hash()
    return [row for row in rows if constant_time_compare(row.get_decoded().get(HASH_SESSION_KEY, ""), valid)]


def places(user, here: str | None) -> list[Place]:
    """Return where somebody is signed in, this place first, then the one used last."""
    found = [place_of(row, here) for row in sessions_of(user)]
    return sorted(found, key=lambda one: (not one.is_here, -(one.seen_at.timestamp() if one.seen_at else 0)))


def place_of(row: DeskSession, here: str | None) -> Place:
    """Return what is shown of a session."""
    data = row.get_decoded()
    began, address, browser = data.get(BEGAN) or (None, "", "")
    moments = [datetime.fromisoformat(at) if at else None for at in (began, data.get(SEEN))]
    return Place(sign_of(row.session_key), row.session_key == here, address, browser_name(browser), *moments)


def end(user, *, sign: str = "", but: str | None = None) -> int:
    """End one session of somebody, or all but one; return how many."""
    rows = DeskSession.objects.filter(user_id=user.pk)
    ended = [row.pk for row in rows if row.session_key != but and (not sign or sign_of(row.session_key) == sign)]
    return DeskSession.objects.filter(pk__in=ended).delete()[0]


def sign_of(session_key: str) -> str:
    """Return a name for a session by which nobody can take it over."""
    return hashlib.sha256(session_key.encode()).hexdigest()[:20]


BROWSERS = (("Edg/", "Edge"), ("OPR/", "Opera"), ("YaBrowser/", "Yandex"), ("Firefox/", "Firefox"))
BROWSERS += (("Chrome/", "Chrome"), ("Safari/", "Safari"))
SYSTEMS = (("Android", "Android"), ("iPhone", "iPhone"), ("iPad", "iPad"), ("Windows", "Windows"))
SYSTEMS += (("Mac OS", "macOS"), ("Linux", "Linux"))


def browser_name(agent: str) -> str:
    """Return a browser and its system in two words.

    >>> browser_name("Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36")
    'Chrome, Linux'
    """
    found = [next((name for sign, name in known if sign in agent), "") for known in (BROWSERS, SYSTEMS)]
    return ", ".join(filter(None, found))
