"""Who is at work: the request in hand, for what is noted far below the view."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

from django.http import HttpRequest

in_hand: ContextVar[HttpRequest | None] = ContextVar("in_hand", default=None)


def request_now() -> HttpRequest | None:
    """Return the request in hand, None in a command."""
    return in_hand.get()


@contextmanager
def at_work(request: HttpRequest) -> Iterator[None]:
    """Keep a request at hand. Nothing of it is read, so pages for readers stay without a session."""
    token = in_hand.set(request)
    try:
        yield
    finally:
        in_hand.reset(token)
