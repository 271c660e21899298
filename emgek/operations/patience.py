"""How long a web server waits for PostgreSQL: one that takes a connection and then never answers holds nobody for ever.

libpq has a limit for connecting and one for machines that vanish, but none for a server that hangs (a process that was
stopped, a disk that stalls): the kernel goes on acknowledging for it. So psycopg2 is told to wait by our own loop.
Commands do not come through here and wait as long as it takes.
"""

import select
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.db import connection as database
from psycopg2 import OperationalError
from psycopg2.extensions import POLL_OK, POLL_READ, STATUS_SETUP, set_wait_callback

LONGEST = 50.0
"""Seconds for one answer to the desk, which may wait for a colleague's lock. With connecting anew it is less than nginx
waits, so whoever saved reads our page, by which the browser keeps the words, and not nginx's."""
SHORT = 5.0
"""Seconds for connecting, for an answer to a page for everybody, and for looking whether somebody published."""
AGAIN, HARDLY = 1.0, 0.3
"""Seconds while a look got no answer, for the next look and for anybody else: threads that wait for the database are
missed where pages are at hand."""
BELIEVED = 15.0
"""Seconds for which a look without an answer counts, unless a later one gets one."""

_patience: ContextVar[tuple[float, bool]] = ContextVar("patience", default=(LONGEST, False))


class Hanging:
    """Whether the database hangs, as this process knows."""

    until = 0.0


@contextmanager
def patient(seconds: float, *, is_look: bool = False) -> Iterator[None]:
    """Wait so many seconds for each answer inside; `is_look`: what comes of it tells how long others wait."""
    token = _patience.set((seconds, is_look))
    try:
        yield
        if is_look:
            Hanging.until = 0.0
    finally:
        _patience.reset(token)


def seconds_left(is_connecting: bool) -> float:
    """Return for how many seconds an answer is waited for now."""
    seconds, is_look = _patience.get()
    if time.monotonic() < Hanging.until:
        return AGAIN if is_look else HARDLY
    return min(seconds, SHORT) if is_connecting else seconds


def wait(connection) -> None:
    """Wait until psycopg2 has its answer; raise its OperationalError when it takes too long, which closes it."""
    ends = time.monotonic() + seconds_left(connection.status == STATUS_SETUP)
    while (state := connection.poll()) != POLL_OK:
        watched = select.poll()
        watched.register(connection.fileno(), select.POLLIN if state == POLL_READ else select.POLLOUT)
        if not watched.poll(max(0, (ends - time.monotonic()) * 1000)):
            if _patience.get()[1]:
                Hanging.until = time.monotonic() + BELIEVED
            raise OperationalError("the database takes too long to answer")


def limit_waiting() -> None:
    """Let this process wait for PostgreSQL by the rules above; called where a web server starts."""
    if database.vendor == "postgresql":
        set_wait_callback(wait)
