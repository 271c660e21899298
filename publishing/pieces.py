"""Pieces of pages that are kept: what a template made of what it was told, under the hash of all that.

A publication ends the life of every finished page (design.md §2.13), but leaves most of what they are made of as it
was. A piece is an included template that sees nothing but what it is told, so what it makes follows from that, the
language and the release, and can never be stale. Nothing is dropped because something changed, but when something is
erased: what nobody asks for any more is pushed out by what is asked for.
"""

import hashlib
import threading
from collections.abc import Callable

import msgspec
from django.conf import settings
from django.template.loader import render_to_string
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import get_language

BYTES_OF_LETTER = 2
"""What Python takes for a letter of a Cyrillic page."""
MEGABYTE = 1024 * 1024


class Pieces:
    """What was made, by its key, in at most so many bytes; what was not asked for longest goes first."""

    def __init__(self, room: int):
        self.room = room
        self.made: dict[bytes, SafeString] = {}
        self.size = 0
        self.lock = threading.Lock()

    def find(self, key: bytes, make: Callable[[], SafeString]) -> SafeString:
        """Return the piece of a key; `make` makes it where it is not here."""
        with self.lock:
            found = self.made.pop(key, None)
            if found is not None:
                self.made[key] = found
                return found
        made = make()
        with self.lock:
            if key not in self.made:
                self.made[key] = made
                self.size += size_of(made)
            while self.size > self.room:
                self.size -= size_of(self.made.pop(next(iter(self.made))))
        return made

    def forget(self) -> None:
        """Drop everything: something was erased, and nothing of it is to be left here."""
        with self.lock:
            self.made.clear()
            self.size = 0


def size_of(piece: str) -> int:
    """Return about how many bytes it takes to keep a piece."""
    return len(piece) * BYTES_OF_LETTER + 200


def key_of(template: str, told: dict) -> bytes:
    """Return the key of a piece: the hash of the template's name, the language, and all that the template is told.

    Told are plain values and dataclasses of them, compared by what they hold; anything else is a TypeError.
    """
    held = msgspec.json.encode([template, get_language(), told], enc_hook=plain, order="deterministic")
    return hashlib.blake2b(held, digest_size=16).digest()


def plain(value: object) -> str | list[str]:
    """Return words that are translated when they are asked for as they are now, and what is HTML told from words."""
    if isinstance(value, SafeString):
        return ["html", "".join((value,))]  # `str` would return what it was given
    if isinstance(value, Promise):
        return str(value)
    raise TypeError(f"A piece cannot be told a {type(value).__name__}: what it holds may change.")


pieces = Pieces(settings.PIECE_CACHE_MB * MEGABYTE)


def piece_of(template: str, told: dict) -> SafeString:
    """Return what a template makes of what it is told, kept: for tags that gather it themselves."""
    if not pieces.room:
        return render_to_string(template, told)
    return pieces.find(key_of(template, told), lambda: render_to_string(template, told))
