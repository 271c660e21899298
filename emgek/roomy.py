"""Room for deep calls: a page is made a hundred calls deep, and Python lays their frames into pieces of 16 KiB.

Where the end of such a piece happens to lie under a call that is repeated (the address of each picture of a list, say),
Python fetches the next piece from the system and gives it back at every one of those calls: half of the time that a
list of 45 took was that. Who is called from a frame that is larger than a piece finds room behind it, for Python
fetches at least twice as much as it needs (`push_chunk` in CPython's Python/pystate.c).
"""

from collections.abc import Callable, Iterable

WORDS = 8000
"""What the frame asks for, of 8 bytes: 128 KiB are fetched for it, and half of them are left for what is called."""


def roomy(application: Callable) -> Callable:
    """Return a WSGI application that calls another with room for deep calls."""

    def called(environ: dict, start_response: Callable) -> Iterable[bytes]:
        return application(environ, start_response)

    called.__code__ = called.__code__.replace(co_stacksize=WORDS)
    return called
