"""The style sheet of the public site: one file, made of many.

Authors edit one file per component; a reader on a slow line asks once. So `css/site.css` is served with everything it
imports in its place, each in its layer, without comments and needless space, and with the party's colours in the
end. The name carries the colour and a hash of the text: whoever has the file never asks again, and a preview of a new
colour has its style sheet before the colour is public.
"""

import gzip
import hashlib
import re
from functools import lru_cache
from pathlib import Path

import brotli
from django.conf import settings
from django.contrib.staticfiles import finders
from django.templatetags.static import static

from publishing.palette import theme_css

ENTRY = "css/site.css"
#: What browsers name in Accept-Encoding, best first, and how it is made.
ENCODINGS = {"br": brotli.compress, "gzip": lambda text: gzip.compress(text, mtime=0)}

_IMPORT = re.compile(r'@import url\("([\w-]+\.css)"\)(?: layer\((\w+)\))?;')
_RELATIVE = re.compile(r'url\("\.\./([\w./-]+)"\)')
_STRING_OR_COMMENT = re.compile(r"""("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|/\*.*?\*/""", re.DOTALL)
_SPACE = re.compile(r"""("(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*')|\s*([{};,])\s*|(\s)\s*""")


def stylesheet_name(accent: str = "") -> str:
    """Return the file name of the style sheet with an accent's colours, or without any.

    >>> stylesheet_name("#D4261C").startswith("site.d4261c.")
    True
    """
    return _name(_six_digits(accent), _state())


def stylesheet(accent: str = "") -> bytes:
    """Return the text of the style sheet as UTF-8; raise ValueError for an accent that is no colour."""
    return _with_colours(_six_digits(accent), _state())


def compressed(accent: str, encoding: str) -> bytes:
    """Return the style sheet in one of ENCODINGS; it is made once."""
    return _compressed(_six_digits(accent), encoding, _state())


def compact(css: str) -> str:
    """Return a style sheet without comments and without space that means nothing.

    >>> compact('a , b { color : red; /* why */ content: "a  ;  b" }')
    'a,b{color : red;content: "a  ;  b"}'
    """
    css = _STRING_OR_COMMENT.sub(lambda match: match[1] or " ", css)
    css = _SPACE.sub(lambda match: match[1] or match[2] or " ", css)
    return css.replace(";}", "}").strip()


@lru_cache(maxsize=64)
def _name(colour: str, state: tuple) -> str:
    digest = hashlib.sha256(_with_colours(colour, state)).hexdigest()[:16]
    return ".".join(part for part in ("site", colour, digest, "css") if part)


@lru_cache(maxsize=64)
def _with_colours(colour: str, state: tuple) -> bytes:
    theme = theme_css(f"#{colour}") if colour else ""
    return f"{_joined(state)}{theme}".encode()


@lru_cache(maxsize=16)
def _compressed(colour: str, encoding: str, state: tuple) -> bytes:
    return ENCODINGS[encoding](_with_colours(colour, state))


@lru_cache(maxsize=1)
def _joined(state: tuple) -> str:
    """Return the entry with each import replaced by its file, wrapped in its layer."""
    folder = _folder()

    def content(match: re.Match) -> str:
        name, layer = match.groups()
        text = _RELATIVE.sub(lambda match: f'url("{static(match[1])}")', (folder / name).read_text("utf-8"))
        return f"@layer {layer}{{{text}}}" if layer else text

    joined = _IMPORT.sub(content, (folder / Path(ENTRY).name).read_text("utf-8"))
    return compact(joined)


def _state() -> tuple:
    """Return what changes when an author saves a file; in production files stay until the next start."""
    if not (settings.DEMO or settings.DEBUG):
        return ()
    return tuple(sorted((path.name, path.stat().st_mtime_ns) for path in _folder().glob("*.css")))


def _folder() -> Path:
    return Path(finders.find(ENTRY)).parent


def _six_digits(accent: str) -> str:
    """Return a colour as six small hex digits.

    >>> _six_digits("#D00"), _six_digits("")
    ('dd0000', '')
    """
    digits = accent.lstrip("#").lower()
    return "".join(digit * 2 for digit in digits) if len(digits) == 3 else digits
