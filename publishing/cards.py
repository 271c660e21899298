"""Cards, links and the chrome: what reading hands to a page."""

from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from publishing.documents import Document
from publishing.languages import LANGUAGES


@dataclass(frozen=True, slots=True)
class Card:
    """A live edition without its document: what a list, a link or a switcher needs."""

    id: int
    kind: str
    object_id: int
    language: str
    number: int
    slug: str
    is_original: bool
    election_id: int | None
    position: int | None
    sort_key: str
    title: str
    summary: dict
    starts_at: datetime
    ends_at: datetime | None
    is_backdated: bool
    document: Document | None = None

    @property
    def key(self) -> tuple[str, int]:
        """Return kind and object."""
        return self.kind, self.object_id


@dataclass(frozen=True, slots=True)
class Link:
    """A live reference: `card` is the other end; `part` the part there, `own_part` the part here.

    `edition` is the id of the edition that refers: of several cards whose links were asked for, it says whose this is.
    """

    role: str
    edition: int
    card: Card
    is_incoming: bool
    part: int | None
    own_part: int | None
    excerpt: str
    sort_key: str


@dataclass
class Chrome:
    """What stands around every page: the party, the elections and the plain pages, if need be in another language."""

    language: str
    at: datetime
    cards: list[Card] = field(default_factory=list)

    @cached_property
    def party(self) -> Document | None:
        """Return the party's document."""
        return next((card.document for card in self.best("party")), None)

    @cached_property
    def elections(self) -> list[Card]:
        """Return the live elections, the earliest first."""
        return sorted(self.best("election"), key=lambda card: card.document.polls_open_at)

    @cached_property
    def election(self) -> Document | None:
        """Return the current election: the next whose polls have not closed, else the last (design.md §4)."""
        documents = [card.document for card in self.elections]
        return next((d for d in documents if d.polls_close_at > self.at), documents[-1] if documents else None)

    @cached_property
    def hidden_until(self) -> datetime | None:
        """Return when campaign pages are shown again, while the silence of an election hides them; else None."""
        ends = (card.document.campaign_hidden_until(self.at) for card in self.elections)
        return max((end for end in ends if end), default=None)

    @cached_property
    def pages(self) -> list[Card]:
        """Return the plain pages there are in this language, in the order they were made."""
        pages = (card for card in self.cards if card.kind == "page" and card.language == self.language)
        return sorted(pages, key=lambda card: card.object_id)

    def best(self, kind: str) -> list[Card]:
        """Return one card an object: in the language asked for, else in its original, else in the first there is."""
        found = {}
        for card in sorted((c for c in self.cards if c.kind == kind), key=self._rank):
            found.setdefault(card.object_id, card)
        return list(found.values())

    def _rank(self, card: Card) -> tuple:
        return card.language != self.language, not card.is_original, LANGUAGES.index(card.language)


@dataclass
class Found:
    """The answer to an address: a live edition, or what there is instead of it."""

    chrome: Chrome
    card: Card | None = None
    languages: list[Card] = field(default_factory=list)
    withdrawn_at: datetime | None = None

    @property
    def document(self) -> Document | None:
        """Return the document asked for."""
        return self.card.document if self.card else None
