"""The pages of one window that a process has at hand, and how each of them is made by one thread only."""

import threading
from collections.abc import Callable

from django.conf import settings

from emgek.finished.asked import Asked
from emgek.finished.page import Page
from emgek.finished.window import Window

PATIENCE = 20
"""Seconds that a thread waits for another one to make a page."""
MEGABYTE = 1024 * 1024


class Shelf:
    """Pages by what was asked for, of a bounded size: what nobody asked for of late goes first."""

    def __init__(self, window: Window):
        self.window = window
        self.room = settings.PAGE_CACHE_MB * MEGABYTE
        self.has_room = self.room > 0
        self.pages: dict[Asked, Page] = {}
        self.counted: dict[tuple, object] = {}
        self.asked_again: set[Asked] = set()
        self.size = 0
        self.turns: dict[Asked, threading.Event] = {}
        self.lock = threading.Lock()

    def find(self, asked: Asked) -> Page | None:
        """Return a page, and remember that it was asked for."""
        page = self.pages.get(asked)
        if page is not None:
            self.asked_again.add(asked)
        return page

    def keep(self, asked: Asked, page: Page) -> None:
        """Put a page here; one that would take an eighth of the room is not worth it."""
        if page.size * 8 > self.room:
            return
        with self.lock:
            self.drop(asked)
            self.pages[asked] = page
            self.size += page.size
            while self.size > self.room:
                self.make_room()

    def make_room(self) -> None:
        """Drop the oldest page; one that was asked for since it came stands behind the newest again."""
        oldest = next(iter(self.pages))
        if oldest in self.asked_again:
            self.asked_again.discard(oldest)
            self.pages[oldest] = self.pages.pop(oldest)
        else:
            self.drop(oldest)

    def drop(self, asked: Asked) -> None:
        """Take a page away."""
        page = self.pages.pop(asked, None)
        self.asked_again.discard(asked)
        self.size -= page.size if page else 0

    def made_once(self, asked: Asked, make: Callable[[], Page]) -> Page:
        """Return a page that `make` makes and may keep here; who asks meanwhile waits for it."""
        with self.lock:
            turn = self.turns.get(asked)
            is_first = turn is None
            if is_first:
                turn = self.turns[asked] = threading.Event()
        if not is_first:
            turn.wait(PATIENCE)
            return self.find(asked) or make()
        try:
            return self.find(asked) or make()
        finally:
            with self.lock:
                del self.turns[asked]
            turn.set()
