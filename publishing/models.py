"""The tables of this floor, each defined in the module named for it."""

from publishing.assignments import Assignment
from publishing.clock import SiteClock
from publishing.desk.finding import RowText
from publishing.editions import Edition, Reference, StoredDocument, StoredPicture
from publishing.journal import Act, Head, Release
from publishing.presence import Presence
from publishing.search import SearchEntry, SearchWord
from publishing.slugs import SlugClaim
from publishing.translating import Translation

__all__ = [
    "Act",
    "Assignment",
    "Edition",
    "Head",
    "Reference",
    "Presence",
    "Release",
    "RowText",
    "SearchEntry",
    "SearchWord",
    "SiteClock",
    "SlugClaim",
    "StoredDocument",
    "StoredPicture",
    "Translation",
]
