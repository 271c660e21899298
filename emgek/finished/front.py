"""The front of the site: a WSGI application that gives out finished pages, and asks Django for what is not finished.

Who sees the site as of another moment, and every address that is no page for everybody, goes straight to Django.
"""

from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime

from django.conf import settings
from django.db import DatabaseError, InterfaceError

from emgek.compressing import accepted
from emgek.finished.asked import Asked, alone, is_page, page_asked, place
from emgek.finished.chosen import has_chosen
from emgek.finished.page import Headers, Page, answer, finished
from emgek.finished.present import Present, control
from emgek.finished.shared import Shared
from emgek.finished.shelf import Shelf
from emgek.operations.counting import PAGES, PAGES_MADE
from emgek.operations.patience import SHORT, patient
from publishing.boundaries import Journal, journal_end

SAFE = frozenset({"GET", "HEAD"})


class Front:
    """What a server calls instead of Django's handler, which lies behind."""

    def __init__(self, behind: Callable):
        self.behind = behind
        self.shared = Shared()
        self.present = Present(self.shared)

    def __call__(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        """Answer a request."""
        if environ["REQUEST_METHOD"] not in SAFE:
            return self.act(environ, start_response)
        typed = place(environ)
        if not is_page(typed) or has_chosen(environ):
            # Before the moment is asked for: whether this process answers is told while the database hangs, too.
            return self.behind(environ, privately(start_response))
        shelf, at = self.present.now()
        if shelf is None:
            return self.behind(environ, start_response)
        page = shelf.find(typed)
        if page is None:
            asked = page_asked(typed)
            if asked is None:
                return self.behind(environ, start_response)
            page = self.find(asked, shelf, environ, at)
        PAGES.inc()
        return answer(page, environ, start_response, control(shelf.window, at, settings.SHARED_CACHE_SECONDS))

    def find(self, asked: Asked, shelf: Shelf, environ: dict, at: datetime) -> Page:
        """Return a page; without a cache it is made each time."""
        if not shelf.has_room:
            return self.make(asked, shelf, environ, at)
        return shelf.find(asked) or shelf.made_once(asked, lambda: self.get(asked, shelf, environ, at))

    def act(self, environ: dict, start_response: Callable) -> Iterable[bytes]:
        """Let Django do something; whoever did it sees at once what came of it."""
        try:
            return self.behind(environ, start_response)
        finally:
            self.present.look_soon()

    def get(self, asked: Asked, shelf: Shelf, environ: dict, at: datetime) -> Page:
        """Return a page that is not at hand: from what is shared, or made now."""
        page = self.shared.made_once(asked, shelf.window, lambda: self.make(asked, shelf, environ, at))
        if page.is_kept:
            shelf.keep(asked, page)
        return page

    def make(self, asked: Asked, shelf: Shelf, environ: dict, at: datetime) -> Page:
        """Make a page as of a moment. It is not kept if somebody published meanwhile: it may show some of that."""
        PAGES_MADE.inc()
        with patient(SHORT):
            made = called(self.behind, alone(environ, asked, at, shelf.counted))
        page = finished(*made, takes=accepted(environ.get("HTTP_ACCEPT_ENCODING", "")), is_kept=shelf.has_room)
        return page if not page.is_kept or is_journal(shelf.window.journal) else replace(page, is_kept=False)


def called(application: Callable, environ: dict) -> tuple[str, Headers, bytes]:
    """Return status, headers and content of an application's answer."""
    said = []

    def start_response(status: str, headers: Headers, _failure=None) -> None:
        said[:] = [status, list(headers)]

    answered = application(environ, start_response)
    try:
        content = b"".join(answered)
    finally:
        if hasattr(answered, "close"):
            answered.close()
    return said[0], said[1], content


def is_journal(journal: Journal) -> bool:
    """Say whether the journal stands where it did; not, where the database does not answer."""
    try:
        return journal_end() == journal
    except (DatabaseError, InterfaceError):
        return False


def privately(start_response: Callable) -> Callable:
    """Return what says of an answer that looked at a cookie that no cache between may keep it."""

    def start(status: str, headers: Headers, failure=None) -> Callable:
        named = {name.lower(): value for name, value in headers}
        if "cookie" in named.get("vary", "").lower() and "cache-control" not in named:
            headers = [*headers, ("Cache-Control", "private, no-cache")]
        return start_response(status, headers, failure) if failure else start_response(status, headers)

    return start
