"""A line of a list on the desk's first page."""

from dataclasses import dataclass, field
from datetime import datetime

#: So many lines a list has at most.
MOST = 8


@dataclass(frozen=True, kw_only=True)
class Line:
    """One object of a list: what it is called, what it is, in which languages, and when; or what it lacks."""

    title: str
    address: str
    kind: str
    languages: list[str] = field(default_factory=list)
    at: datetime | None = None
    note: str = ""
