"""Atom feeds with the full text of what came out: RFC 4287, written by Django's generator.

An entry's id is made from the first act of the journal: no other installation has that one, and it outlives every
change of host. What is withdrawn is not there any more; what is corrected has a new `updated` and keeps its id.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from uuid import UUID, uuid5

from django.template.loader import render_to_string
from django.utils.feedgenerator import Atom1Feed
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from publishing import kinds
from publishing.addresses import address_of
from publishing.cards import Card, Chrome, Link
from publishing.hyphens import SOFT_HYPHEN
from publishing.newest import News
from publishing.register import Ends

KINDS = ("candidate", "interview", "program", "plank", "election", "page")
MOST = 50
#: What XML 1.0 cannot say at all, and soft hyphens, which are for the screen only.
UNSAYABLE = re.compile(f"[\\x00-\\x08\\x0b\\x0c\\x0e-\\x1f\\ufffe\\uffff{SOFT_HYPHEN}]")


@dataclass(frozen=True, slots=True)
class Source:
    """What a feed is made from; `about` is the candidate it is about, None for the whole site."""

    chrome: Chrome
    news: list[News]
    links: list[Link]
    ends: Ends
    absolute: Callable[[str], str]
    about: Card | None = None

    def urn(self, *names: object) -> str:
        """Return an id for ever: `urn:uuid:…` of some names within this installation."""
        return uuid5(UUID(self.ends.first[:32]), "/".join(map(str, names))).urn

    @property
    def party(self) -> str:
        """Return whose feed it is."""
        return self.chrome.party.title if self.chrome.party else "emgek"


class Feed(Atom1Feed):
    """Django's Atom feed with full text, labelled categories and a base for relative addresses."""

    def root_attributes(self):
        """Return the attributes of the feed."""
        return super().root_attributes() | {"xml:base": self.feed["link"]}

    def add_item_elements(self, handler, item):
        """Write an entry: a summary in words, the whole content as HTML, its kind as a category."""
        super().add_item_elements(handler, item)
        handler.addQuickElement("category", "", {"term": item["kind"], "label": item["label"]})
        if item["summary"]:
            handler.addQuickElement("summary", item["summary"], {"type": "text"})
        handler.addQuickElement("content", item["content"], {"type": "html"})

    def latest_post_date(self):
        """Return when the newest entry began; of a feed without entries, what the site began with."""
        return self.feed["began_at"] if not self.items else super().latest_post_date()


def feed_of(source: Source, feed_path: str) -> Feed:
    """Return the feed of a site or of one candidate, ready to be written."""
    chrome, about = source.chrome, source.about
    page = address_of(about, chrome) if about else f"/{chrome.language}/"
    whose = (about.kind, about.object_id) if about else ()
    journal = {"number": source.ends.number, "hash": source.ends.newest}
    feed = Feed(
        title=told(f"{about.title}: {source.party}" if about else source.party),
        link=source.absolute(page),
        description="",
        language=chrome.language,
        author_name=told(source.party),
        author_link=source.absolute(f"/{chrome.language}/"),
        subtitle=_("The newest act in the journal of this site is No. %(number)s, its hash %(hash)s.") % journal,
        feed_url=source.absolute(feed_path),
        feed_guid=source.urn("feed", *whose, chrome.language),
        began_at=max((card.starts_at for card in chrome.cards), default=chrome.at),
    )
    for news in source.news:
        feed.add_item(**entry(news, source))
    return feed


def entry(news: News, source: Source) -> dict:
    """Return one entry; campaign matter carries its imprint's line, in the text and as its rights."""
    card, document = news.card, news.card.document
    imprint = getattr(document, "imprint", None)
    speaker = speaker_of(card, source.links)
    return {
        "title": told(f"{speaker.title}: {card.title}" if speaker else card.title),
        "link": source.absolute(address_of(card, source.chrome)),
        "description": None,
        "unique_id": source.urn(card.kind, card.object_id, card.language),
        "pubdate": news.published_at,
        "updateddate": card.starts_at,
        "author_name": told(speaker.title if speaker else source.party),
        "item_copyright": told(imprint.line) if imprint else None,
        "kind": card.kind,
        "label": str(capfirst(kinds.model_of(card.kind)._meta.verbose_name)),
        "summary": told(summary(document)),
        "content": told(content(card, source)),
    }


def content(card: Card, source: Source) -> str:
    """Return the whole text of an edition as HTML."""
    voices = {link.own_part: link.card.title for link in source.links if link.edition == card.id and link.own_part}
    context = {"card": card, "document": card.document, "voices": voices, "original": original(card)}
    return render_to_string(f"feeds/{card.kind}.html", context)


def original(card: Card) -> str:
    """Return the language a text was translated from, nothing for an original."""
    return "" if card.is_original else card.document.original


def speaker_of(card: Card, links: Iterable[Link]) -> Card | None:
    """Return the candidate who speaks in an interview."""
    if card.kind != "interview":
        return None
    return next((link.card for link in links if link.edition == card.id and link.role == "candidate"), None)


def summary(document) -> str:
    """Return the one sentence or two that a document has of itself."""
    return next(filter(None, (getattr(document, name, "") for name in ("lead", "summary_text", "aim"))), "")


def told(text: str) -> str:
    """Return a text as a feed can say it.

    >>> told("Бир\\x0b эки")
    'Бир эки'
    """
    return UNSAYABLE.sub("", text)
