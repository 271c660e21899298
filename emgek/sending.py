"""Sending a page to others: plain links, without anybody's script.

Campaign matter is sent in the campaign and, from the archive, after it; in the silence and on voting day the site
offers no such link (language-and-law.md §1.3: nothing is re-shared then). What every voter needs, the election with its
hours, may be sent at any time, but then without the party's name beside it and without a picture that bears its number.
"""

from dataclasses import dataclass
from urllib.parse import quote, urlencode

from elections.calendar import Phase, is_quiet, phase
from publishing import kinds
from publishing.cards import Card, Chrome


@dataclass(frozen=True, slots=True)
class Way:
    """One service and the address that opens its own form with the page in it."""

    name: str
    url: str


def ways(url: str, text: str) -> list[Way]:
    """Return the services that people here send links through.

    >>> ways("https://example.kg/ky/", "Үлгү")[2].url
    'https://www.facebook.com/sharer/sharer.php?u=https%3A%2F%2Fexample.kg%2Fky%2F'
    """
    forms = [
        ("Telegram", "https://t.me/share/url", {"url": url, "text": text}),
        ("WhatsApp", "https://wa.me/", {"text": f"{text} {url}"}),
        ("Facebook", "https://www.facebook.com/sharer/sharer.php", {"u": url}),
    ]
    return [Way(name, f"{form}?{urlencode(asked, quote_via=quote, safe='')}") for name, form, asked in forms]


def may_be_sent(card: Card, chrome: Chrome) -> bool:
    """Say whether the page may call for being sent to others at this moment: no campaign in any election's silence."""
    if not kinds.model_of(card.kind).is_campaign:
        return True
    return not is_quiet((election.document for election in chrome.elections), chrome.at)


def site_name(chrome: Chrome) -> str:
    """Return what the site is called where a link is sent: its party, nothing in any election's silence."""
    if is_quiet((election.document for election in chrome.elections), chrome.at):
        return ""
    return chrome.party.title if chrome.party else "emgek"


def is_fact_only(card: Card, chrome: Chrome) -> bool:
    """Say whether a page is sent as a bare fact: in any election's silence, and before its own election's campaign."""
    elections = [election.document for election in chrome.elections]
    own = card.object_id if card.kind == "election" else card.election_id
    is_early = any(one.object_id == own and phase(one, chrome.at) is Phase.BEFORE for one in elections)
    return is_early or is_quiet(elections, chrome.at)
