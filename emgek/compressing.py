"""Compressing what travels to readers, and choosing what a browser takes.

BREACH guesses a secret from the length of a compressed answer that holds it beside words of the attacker. Only answers
for everybody are compressed: nobody's cookie was there when they were made, so there is nothing in them to guess.
"""

import gzip
import re
from collections.abc import Collection, Iterable
from functools import lru_cache

import brotli

TEXT = re.compile(r"text/|application/(?:[\w.-]+\+)?(?:json|xml)\b|application/javascript|image/svg")
SMALLEST = 500
"""Of fewer bytes nothing is saved."""
#: What browsers name in Accept-Encoding, best first; made at the strength that costs about as much as it saves.
WAYS = {"br": lambda text: brotli.compress(text, quality=5), "gzip": lambda text: gzip.compress(text, 6, mtime=0)}


def compressed(content: bytes, content_type: str, encodings: Iterable[str]) -> dict[str, bytes]:
    """Return some content in each of the encodings that is worth it; "" is the content as it is."""
    found = {"": content}
    if len(content) >= SMALLEST and TEXT.match(content_type):
        found |= {name: shorter for name in encodings if len(shorter := WAYS[name](content)) < len(content)}
    return found


@lru_cache(maxsize=256)
def accepted(header: str) -> tuple[str, ...]:
    """Return the encodings an Accept-Encoding header takes, of those there are, the best first.

    >>> accepted("gzip, deflate, br;q=0"), accepted("*"), accepted("")
    (('gzip',), ('br', 'gzip'), ())
    """
    taken = {}
    for one in header.lower().split(","):
        name, _semicolon, weight = one.partition(";")
        taken[name.strip()] = weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return tuple(name for name in WAYS if taken.get(name, taken.get("*", False)))


def best(header: str, made: Collection[str]) -> str:
    """Return the best encoding of those that were made; "" where a browser takes none."""
    return next((name for name in accepted(header) if name in made), "")
