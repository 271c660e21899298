"""The pages that all processes share, in Redis or in a table of the database; without them each keeps its own.

What is shared is a help and never needed: a store that fails is left alone for some seconds, and pages are made.
"""

import hashlib
import logging
import time
from collections.abc import Callable

from django.core.cache import caches
from django.core.cache.backends.db import DatabaseCache
from django.db import Error as DatabaseError

from emgek.finished.asked import Asked
from emgek.finished.page import Page, Variant
from emgek.finished.release import release
from emgek.finished.window import Window

try:
    from redis.exceptions import RedisError
except ImportError:  # an installation without Redis may leave it out
    RedisError = OSError

FAILURES = (OSError, RedisError, DatabaseError)
LEFT_ALONE = 5
"""Seconds for which a store that failed is not asked."""
LONGEST_MAKING = 10
LARGEST = 1024 * 1024
FIRST_LOOK, LAST_LOOK = 0.005, 0.1
"""Seconds between two looks whether another process has made a page: the first and the longest."""

log = logging.getLogger("emgek.finished")


class Shared:
    """The shared store of finished pages."""

    def __init__(self):
        self.asked_again_at = 0.0

    def made_once(self, asked: Asked, window: Window, make: Callable[[], Page]) -> Page:
        """Return a page that one process makes for all; `make` makes it."""
        name = name_of(asked, window)
        if page := self.find(name):
            return page
        if not self.ask(lambda store: store.add(f"{name}:turn", 1, LONGEST_MAKING), missing=True):
            if page := self.wait(name):
                return page
            return make()
        try:
            page = make()
            if page.is_kept and page.size <= LARGEST:
                self.ask(lambda store: store.set(name, written(page)))
            return page
        finally:
            self.ask(lambda store: store.delete(f"{name}:turn"))

    def find(self, name: str) -> Page | None:
        """Return a page that is there."""
        found = self.ask(lambda store: store.get(name))
        return read(found) if found else None

    def wait(self, name: str) -> Page | None:
        """Wait while another process makes a page; None if it gave up or made none that is kept."""
        look, ends = FIRST_LOOK, time.monotonic() + LONGEST_MAKING
        while time.monotonic() < ends:
            time.sleep(look)
            look = min(look * 2, LAST_LOOK)
            is_made = self.ask(lambda store: store.get(f"{name}:turn")) is None
            if (page := self.find(name)) or is_made:
                return page
        return None

    def tell(self, window: Window) -> None:
        """Say which window the present one is, to a web server that is started while the database is gone.

        A table would be gone with it, so nothing is told there.
        """
        known = window.journal, window.since, window.until
        self.ask(lambda store: isinstance(store, DatabaseCache) or store.set(window_name(), known))

    def told(self) -> Window | None:
        """Return the window that was told last; whether it still holds is for the clock to say."""
        known = self.ask(lambda store: None if isinstance(store, DatabaseCache) else store.get(window_name()))
        return Window(*known) if known else None

    def ask(self, what: Callable, missing=None):
        """Ask the store, or return `missing` where it does not answer."""
        if time.monotonic() < self.asked_again_at:
            return missing
        try:
            return what(caches["pages"])
        except FAILURES as failure:
            self.asked_again_at = time.monotonic() + LEFT_ALONE
            log.warning("The shared pages are left alone for %s s: %s", LEFT_ALONE, type(failure).__name__)
            return missing


def name_of(asked: Asked, window: Window) -> str:
    """Return under what a page is stored: all that it follows from."""
    told = repr((*asked, window.journal, window.since.timestamp(), release()))
    return hashlib.sha256(told.encode()).hexdigest()


def window_name() -> str:
    """Return under what the window is told: another release may draw its bounds elsewhere."""
    return f"window:{release()}"


def written(page: Page) -> tuple:
    """Return a page as plain values."""
    variants = {name: (one.content, one.headers, one.again) for name, one in page.variants.items()}
    return page.status, variants, page.changed


def read(stored: tuple) -> Page:
    """Return a page from plain values."""
    status, variants, changed = stored
    return Page(status, {name: Variant(*one) for name, one in variants.items()}, changed)
