"""A finished answer: its headers, and its content in each encoding; how it is given to one who asks."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass

from emgek.compressing import WAYS, best, compressed

type Headers = list[tuple[str, str]]

VARY = ("Vary", "Accept-Encoding")
#: Said anew of what is kept, since it follows from the content and from the moment.
OURS = {"etag", "vary", "cache-control", "content-length", "content-encoding", "connection"}
#: A view that says one of these is obeyed: its answer is for one reader.
NOT_FOR_ALL = ("no-store", "private")


@dataclass(frozen=True, slots=True)
class Variant:
    """The content in one encoding, with the headers of the whole answer and of one that says "you have it"."""

    content: bytes
    headers: Headers
    again: Headers


@dataclass(frozen=True, slots=True)
class Page:
    """A finished answer. `is_for_all`: it follows from nobody's cookie; `is_kept`: it is given out again."""

    status: str
    variants: dict[str, Variant]
    changed: str = ""
    is_for_all: bool = True
    is_kept: bool = True

    @property
    def size(self) -> int:
        """Return about how many bytes it takes to keep it."""
        return sum(len(variant.content) for variant in self.variants.values()) + 4096


def finished(status: str, headers: Headers, content: bytes, *, takes: tuple[str, ...], is_kept: bool) -> Page:
    """Return an answer of Django, finished: what is to be kept in every encoding, else in the first that one takes.

    Kept are whole pages, and neither errors nor ways on.
    """
    named = {name.lower(): value for name, value in headers}
    if not is_for_all(status, named):
        return Page(status, {"": Variant(content, headers, [])}, is_for_all=False, is_kept=False)
    is_kept = is_kept and status.startswith("200 ")
    own = [(name, value) for name, value in headers if name.lower() not in OURS]
    contents = compressed(content, named.get("content-type", ""), tuple(WAYS) if is_kept else takes[:1])
    digest = hashlib.sha256(content).hexdigest()[:32]
    variants = {name: variant(name, text, digest, own) for name, text in contents.items()}
    return Page(status, variants, named.get("last-modified", ""), is_kept=is_kept)


def is_for_all(status: str, named: dict[str, str]) -> bool:
    """Say whether an answer depends on nobody: no error, no cookie given or looked at, nothing said against it.

    That nothing is there (404), or nothing any more (410), is true of the address and so for all.
    """
    is_error = status[:1] in "45" and status[:3] not in ("404", "410")
    said = named.get("cache-control", "")
    is_own = "set-cookie" in named or "cookie" in named.get("vary", "").lower() or any(no in said for no in NOT_FOR_ALL)
    return not is_error and not is_own


def variant(encoding: str, content: bytes, digest: str, own: Headers) -> Variant:
    """Return one variant; its tag says what it is and how it is packed."""
    tag = ("ETag", f'"{digest}{"-" * bool(encoding)}{encoding}"')
    length = [("Content-Encoding", encoding)] * bool(encoding) + [("Content-Length", str(len(content)))]
    return Variant(content, [*own, VARY, tag, *length], [tag, VARY])


def answer(page: Page, environ: dict, start_response, control: str) -> Iterable[bytes]:
    """Give a finished answer to one who asks: whole, as headers alone, or that there is nothing new."""
    found = page.variants[best(environ.get("HTTP_ACCEPT_ENCODING", ""), page.variants)]
    said = [("Cache-Control", control)] if page.is_for_all else []
    if page.is_for_all and page.status.startswith("200 ") and is_known(environ, found, page.changed):
        start_response("304 Not Modified", [*found.again, *said])
        return ()
    start_response(page.status, [*found.headers, *said])
    return () if environ["REQUEST_METHOD"] == "HEAD" else (found.content,)


def is_known(environ: dict, found: Variant, changed: str) -> bool:
    """Say whether the reader names the tag of what would be sent, or without any tag the day it changed."""
    tags = environ.get("HTTP_IF_NONE_MATCH")
    if tags is None:
        return bool(changed) and environ.get("HTTP_IF_MODIFIED_SINCE") == changed
    own = found.again[0][1]
    return any(tag.strip().removeprefix("W/") in (own, "*") for tag in tags.split(","))
