"""Which window is the present one: looked at once in half a second, and at every boundary on its instant."""

import logging
import threading
import time
from datetime import datetime, timedelta

from django.db import DatabaseError, InterfaceError, OperationalError, connection

from emgek.finished.shared import Shared
from emgek.finished.shelf import Shelf
from emgek.finished.window import Window, window
from emgek.operations.patience import SHORT, patient
from publishing import clock
from publishing.boundaries import is_erased_between, journal_end
from publishing.pieces import pieces

LOOKED_AT = 0.5
"""Seconds after which a process looks whether somebody published; readers see it within a second."""
AFTER_FAILURE = 2.0
"""Seconds after which a database that did not answer is asked again."""
TOLD_AGAIN = 60.0
"""Seconds after which the window is told again where pages are shared, which forget everything after an hour."""

log = logging.getLogger("emgek.finished")


class Present:
    """The shelf of the present window in this process."""

    def __init__(self, shared: Shared):
        self.shared = shared
        self.shelf: Shelf | None = None
        self.tell_again_at = 0.0
        self.look_again_at = 0.0
        self.looking = threading.Lock()

    def now(self) -> tuple[Shelf | None, datetime]:
        """Return the present shelf and moment; no shelf where nothing is known of the moment."""
        at = clock.now()
        shelf = self.shelf
        if shelf is not None and time.monotonic() < self.look_again_at and shelf.window.holds(at):
            return shelf, at
        return self.looked_up(at), at

    def look_soon(self) -> None:
        """Look before the next answer: something may have been done."""
        self.look_again_at = 0.0

    def looked_up(self, at: datetime) -> Shelf | None:
        """Ask the database; while one thread asks, the others go on with what is known of this moment."""
        known = self.shelf if self.shelf is not None and self.shelf.window.holds(at) else None
        if not self.looking.acquire(blocking=known is None):
            return known
        try:
            with patient(SHORT, is_look=True):
                found = asked_twice(lambda: self.found(at))
            if self.shelf is None or found != self.shelf.window:
                self.forget_erased(found)
                self.shelf = Shelf(found)
                self.tell_again_at = 0.0
            self.tell(found)
            self.look_again_at = time.monotonic() + LOOKED_AT
            return self.shelf
        except (DatabaseError, InterfaceError) as failure:
            # What is known holds until its window ends, and no longer.
            self.look_again_at = time.monotonic() + AFTER_FAILURE
            log.warning("The database does not answer: %s", type(failure).__name__)
            return known or self.told(at)
        finally:
            self.looking.release()

    def tell(self, found: Window) -> None:
        """Tell where pages are shared which window is the present one."""
        if time.monotonic() >= self.tell_again_at:
            self.tell_again_at = time.monotonic() + TOLD_AGAIN
            self.shared.tell(found)

    def told(self, at: datetime) -> Shelf | None:
        """Go on with the window that another process knew, where it still holds: this one has never met the database.

        It is shown as long as that process would show it, and is as old as its last look at the database.
        """
        found = self.shared.told()
        if found is None or not found.holds(at):
            return None
        self.shelf = Shelf(found)
        return self.shelf

    def forget_erased(self, found: Window) -> None:
        """Let go of the pieces of pages where something was erased since the known window."""
        if self.shelf is not None and is_erased_between(self.shelf.window.journal, found.journal):
            pieces.forget()

    def found(self, at: datetime) -> Window:
        """Return the window around a moment: the known one where the journal stands where it did."""
        shelf = self.shelf
        if shelf is not None and shelf.window.holds(at) and journal_end() == shelf.window.journal:
            return shelf.window
        return window(at)


def asked_twice(ask):
    """Ask the database; over a connection that has died meanwhile, once more over a new one."""
    was_open = connection.connection is not None and not connection.in_atomic_block
    try:
        return ask()
    except (OperationalError, InterfaceError):
        if not was_open:
            raise
        connection.close()
        return ask()


def control(window: Window, at: datetime, seconds: int) -> str:
    """Return the Cache-Control of a page: how long caches between us and the reader may keep it.

    Browsers ask each time (and hear 304). A shared cache keeps it for `seconds`, shows it for as long again while it
    asks, and for a day if we do not answer, but never beyond the end of the window: what is to be public at a moment
    is public at that moment. Sums are in whole seconds (RFC 9111, RFC 5861).
    """
    left = max(0, (window.until - at) // timedelta(seconds=1))
    fresh = min(seconds, left)
    asking = min(seconds, left - fresh)
    return f"public, max-age=0, s-maxage={fresh}, stale-while-revalidate={asking}, stale-if-error={left - fresh}"
