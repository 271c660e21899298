"""What those are told to whom a link is sent: Open Graph, and the sentence that a search engine shows."""

import html
from dataclasses import dataclass, field
from datetime import date, datetime

from elections.documents import ElectionDocument
from publishing.cards import Card, Chrome
from publishing.dates import day
from publishing.hyphens import SOFT_HYPHEN

LOCALES = {"ky": "ky_KG", "ru": "ru_RU", "en": "en_US"}
TYPES = {"candidate": "profile", "interview": "article", "plank": "article"}
LONGEST = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """A page as a link to it is shown elsewhere; `published` and `modified` are those of an article."""

    title: str
    description: str
    type: str = "website"
    locale: str = ""
    names: dict[str, str] = field(default_factory=dict)
    published: date | None = None
    modified: datetime | None = None


def preview(title: str, description: str, chrome: Chrome, card: Card | None) -> Preview:
    """Return the preview of a page from what its template calls it; `card` is its own edition, if it has one."""
    said = plain(description) or told(plain(title), chrome.election)
    common = {"title": plain(title), "description": shortened(said), "locale": LOCALES[chrome.language]}
    if card is None or card.kind not in TYPES:
        return Preview(**common)
    document, kind = card.document, TYPES[card.kind]
    if kind == "profile":
        names = {"first_name": document.given_name, "last_name": document.family_name}
        return Preview(**common, type=kind, names=names)
    issued = document.imprint.issue_date if document.imprint else None
    return Preview(**common, type=kind, published=issued, modified=card.starts_at if card.number > 1 else None)


def told(title: str, election: ElectionDocument | None) -> str:
    """Return a sentence for a page that has none of its own: what it is called, and which election it is about."""
    if election is None:
        return title
    return f"{title}. {election.title}: {day(election.voting_day, election.language)}."


def plain(text: str) -> str:
    """Return what a template's block says as words: no entities, soft hyphens or line breaks.

    >>> plain("Бир &amp;\\n  эки")
    'Бир & эки'
    """
    return " ".join(html.unescape(text).replace(SOFT_HYPHEN, "").split())


def shortened(text: str, longest: int = LONGEST) -> str:
    """Return a text cut at a word, with an ellipsis for what is left out.

    >>> shortened("Түтүнү жок шаар үчүн", 16)
    'Түтүнү жок шаар…'
    """
    if len(text) <= longest:
        return text
    cut = text[: longest - 1] if text[longest - 1].isspace() else text[: longest - 1].rpartition(" ")[0]
    return f"{(cut or text[: longest - 1]).rstrip(' ,.:;–—-')}…"
