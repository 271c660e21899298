"""The tables of this floor, each defined in the module named for it."""

from publishing.assignments import Assignment
from publishing.checks import CheckLink
from publishing.clock import SiteClock
from publishing.desk.finding import RowText
from publishing.editions import Edition, Reference, StoredDocument, StoredPicture
from publishing.journal import Act, Head, Release
from publishing.kept_notes import KeptNotes
from publishing.overrides import Override
from publishing.presence import Presence
from publishing.release_drafts import Gathered, ReleaseDraft
from publishing.reviews import Comment, Review, ReviewRules
from publishing.search import SearchEntry, SearchWord
from publishing.slugs import SlugClaim
from publishing.spellings import Spelling
from publishing.terms import Term
from publishing.translating import Translation

__all__ = [
    "Act",
    "Assignment",
    "CheckLink",
    "Comment",
    "Edition",
    "Head",
    "Gathered",
    "KeptNotes",
    "Override",
    "Reference",
    "Presence",
    "Release",
    "ReleaseDraft",
    "Review",
    "ReviewRules",
    "RowText",
    "SearchEntry",
    "SearchWord",
    "SiteClock",
    "SlugClaim",
    "Spelling",
    "StoredDocument",
    "StoredPicture",
    "Term",
    "Translation",
]
