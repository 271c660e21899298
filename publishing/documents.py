"""Documents: what is public of one object in one language, as typed, frozen dataclasses.

A document is the whole matter of an edition. Fields marked with `wording()` depend on the language; every other
field is a *fact* and is equal in all live languages of an object (design.md §2.4). Parts (blocks, measures, dates)
are nested dataclasses with a `number` that is given once and never reused (§2.8).

    >>> encode(SearchText(title="Us", body=""))
    b'{"body":"","part":null,"title":"Us"}'
"""

import hashlib
import hmac
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import datetime
from typing import Any, ClassVar, Self

import msgspec

WORDING = {"wording": True}


def wording(default="") -> Any:
    """Declare a field that depends on the language of the document."""
    return field(default=default, metadata=WORDING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A numbered piece of a document: a question, a measure, a date."""

    number: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """A reference from a document, or from one part of it, to another object or one part of that.

    `required` says that the document may only be live while its target is live in the same language (§2.7).
    `sort_key` orders what points to the target, for example candidates by their place on an election's list.
    `excerpt` is what the target's page shows of the source without opening its document.
    """

    role: str
    kind: str
    id: int
    part: int | None = None
    source_part: int | None = None
    required: bool = False
    sort_key: str = ""
    excerpt: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchText:
    """What a search may find in a document: the whole, or one part of it."""

    title: str
    body: str
    part: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The least that every document has; each kind adds its own fields and answers."""

    VERSION: ClassVar[int] = 1
    UPGRADERS: ClassVar[dict[int, Callable[[dict], dict]]] = {}

    kind: str
    version: int = 1
    object_id: int
    slug: str
    original: str
    language: str = wording()
    title: str = wording()

    def settled(self) -> Self:
        """Return the document with everything that is composed from facts in its own language (an imprint's line)."""
        return self

    def undated(self) -> Self:
        """Return the document without what only the moment of its first edition decides (an issue date)."""
        return self

    def targets(self) -> Iterator[Target]:
        """Yield what the document refers to."""
        return iter(())

    def search_texts(self) -> Iterator[SearchText]:
        """Yield what a search finds in it; the whole object comes first."""
        yield SearchText(title=self.title, body="")

    def summary(self) -> dict[str, Any]:
        """Return what a card in a list shows beside the title: a few short JSON values."""
        return {}

    def pictures(self) -> Iterator[str]:
        """Yield the names of the stored files it shows; they are kept as long as an edition does."""
        return iter(())

    def campaign_hidden_until(self, at: datetime) -> datetime | None:
        """Return until when this document hides all campaign pages at a moment; the calendar of an election may."""
        return None

    @property
    def sort_text(self) -> str:
        """Return the words by which lists of its kind are put in alphabetical order."""
        return self.title

    @property
    def election_id(self) -> int | None:
        """Return the one election it belongs to, if it belongs to one."""
        return None

    @property
    def position(self) -> int | None:
        """Return its place among its siblings, if it has one."""
        return None


def encode(document: Document) -> bytes:
    """Return the canonical text: UTF-8 JSON, keys sorted, no spaces, no floats. The hash binds exactly these bytes."""
    return msgspec.json.encode(document, order="sorted")


def decode[D: Document](model: type[D], version: int, body: str | bytes) -> D:
    """Read a stored text as today's dataclass; an older version goes through its upgraders, the bytes never change."""
    if version == model.VERSION:
        return msgspec.json.decode(body, type=model)
    content = msgspec.json.decode(body)
    for step in range(version, model.VERSION):
        content = model.UPGRADERS[step](content)
    return msgspec.convert(content | {"version": model.VERSION}, type=model)


def fresh_salt() -> str:
    """Return 32 random bytes in hex; without them an erased document cannot be guessed back from its hash."""
    return secrets.token_hex(32)


def commitment(salt: str, body: str) -> str:
    """Return HMAC-SHA256 of the stored text under its salt, in hex (64 characters)."""
    return hmac.new(bytes.fromhex(salt), body.encode(), hashlib.sha256).hexdigest()


def is_parts(value: Any) -> bool:
    """Say whether a field holds parts."""
    return isinstance(value, tuple) and bool(value) and isinstance(value[0], Part)


def with_wording_of[D](facts: D, words: D | None) -> D:
    """Return `facts` with every language-dependent field taken from `words`; parts are matched by number.

    A part that `words` does not know has no wording yet: it stands there, empty, since the existence and order of
    parts are facts.
    """
    changes = {}
    for spec in fields(facts):
        value = getattr(facts, spec.name)
        other = getattr(words, spec.name, None) if words is not None else None
        if spec.metadata.get("wording"):
            changes[spec.name] = other if words is not None else spec.default
        elif is_parts(value):
            known = {part.number: part for part in other or ()}
            changes[spec.name] = tuple(with_wording_of(part, known.get(part.number)) for part in value)
        elif is_dataclass(value):
            changes[spec.name] = with_wording_of(value, other)
    return replace(facts, **changes)


def facts_of[D](document: D) -> D:
    """Return the document without any wording: equal for all live languages of one object."""
    return with_wording_of(document, None)
