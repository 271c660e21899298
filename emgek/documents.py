"""What is public of a page."""

from collections.abc import Iterator
from dataclasses import dataclass

from publishing.documents import Document, SearchText, wording
from publishing.richtext import plain


@dataclass(frozen=True, slots=True, kw_only=True)
class PageDocument(Document):
    """A plain page: about, privacy, accessibility, press."""

    kind: str = "page"
    lead: str = wording()
    body: str = wording()

    def search_texts(self) -> Iterator[SearchText]:
        """Yield the page."""
        yield SearchText(title=self.title, body=f"{self.lead} {plain(self.body)}".strip())
