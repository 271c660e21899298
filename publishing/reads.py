"""Which editions a page reads: whoever wants to know collects them while the page is made.

Every edition that a public page gets from the database becomes a card in one function of `publishing.reading`; that
function notes it here. Numbers that are only counted, and the notes of earlier corrections, are no cards.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field


@dataclass
class Reads:
    """The ids of the editions that were read, in their order; `own` is the one that lies at the address."""

    editions: dict[int, None] = field(default_factory=dict)
    own: int | None = None


_collecting: ContextVar[Reads | None] = ContextVar("reads", default=None)


@contextmanager
def collected() -> Iterator[Reads]:
    """Collect what is read while the block runs."""
    reads = Reads()
    token = _collecting.set(reads)
    try:
        yield reads
    finally:
        _collecting.reset(token)


def note_read(edition_id: int) -> None:
    """Note that an edition was read."""
    if (reads := _collecting.get()) is not None:
        reads.editions[edition_id] = None


def note_own(edition_id: int) -> None:
    """Note which edition lies at the address that is asked for."""
    if (reads := _collecting.get()) is not None:
        reads.own = edition_id
