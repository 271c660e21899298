"""What a page says, in the words of schema.org: only what a reader sees on it too.

Types as they are defined there: https://schema.org/Person, /Event, /QAPage, /Organization, /WebSite, /BreadcrumbList.
An interview is a QAPage of several questions, each with its one accepted answer. That is what the word means; the
narrower use that a search engine makes of it (one question, answers by anybody) is no rule of the vocabulary.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.core.files.storage import default_storage
from django.urls import reverse
from django.utils.translation import gettext as _

from candidates.listing import Answer
from publishing.addresses import address_of
from publishing.cards import Card, Chrome, Found
from publishing.dates import BISHKEK
from publishing.documents import Document
from publishing.typed import is_web_address

SECTIONS = {
    "candidate": ("candidates", lambda: _("Candidates")),
    "interview": ("interviews", lambda: _("Interviews")),
    "plank": ("program", lambda: _("Programme")),
    "election": ("elections", lambda: _("Elections")),
}


@dataclass(frozen=True, slots=True)
class Asked:
    """One question with what several candidates answered; `answered` counts those on its other pages too."""

    url: str
    question: str
    answered: int
    answers: Sequence[Answer]


@dataclass(frozen=True, slots=True)
class Describing:
    """A page that is described: what stands around it, and how a path becomes an address."""

    chrome: Chrome
    absolute: Callable[[str], str]
    is_home: bool = False
    can_search: bool = True
    found: Found | None = None
    person: Card | None = None
    asked: Asked | None = None

    def url(self, card: Card, part: int | None = None) -> str:
        """Return the absolute address of a card."""
        return self.absolute(address_of(card, self.chrome, part=part))

    @property
    def home(self) -> str:
        """Return the absolute address of the home page."""
        return self.absolute(f"/{self.chrome.language}/")


def graph(page: Describing) -> list[dict]:
    """Return the nodes of a page; none for a list, which its entries describe."""
    if page.is_home:
        return [organization(page), web_site(page)]
    if page.asked:
        return [asked_of_all(page, page.asked)]
    card = page.found.card if page.found else None
    if card is None:
        return []
    return [DESCRIBED.get(card.kind, web_page)(page, card), breadcrumbs(page, card)]


def organization(page: Describing) -> dict:
    """Return the party."""
    party = page.chrome.party
    return pruned(
        {
            "@type": ["Organization", "PoliticalParty"],
            "@id": f"{page.home}#party",
            "name": party.title if party else "emgek",
            "legalName": party.full_name if party else "",
            "url": page.home,
        }
    )


def web_site(page: Describing) -> dict:
    """Return the site, and how it is searched where it can be."""
    template = f"{page.absolute(reverse('search'))}?q={{query}}"
    action = {
        "@type": "SearchAction",
        "target": {"@type": "EntryPoint", "urlTemplate": template},
        "query-input": "required name=query",
    }
    site = {
        "@type": "WebSite",
        "@id": f"{page.home}#site",
        "name": page.chrome.party.title if page.chrome.party else "emgek",
        "url": page.home,
        "inLanguage": page.chrome.language,
        "publisher": {"@id": f"{page.home}#party"},
    }
    return site | {"potentialAction": action} if page.can_search else site


def web_page(page: Describing, card: Card) -> dict:
    """Return a page that is described by what it is called: a plank, a programme, a plain page."""
    lead = next(filter(None, (getattr(card.document, name, "") for name in ("summary_text", "aim", "lead"))), "")
    return pruned({"@type": "WebPage", "description": lead, **work(page, card)})


def profile_page(page: Describing, card: Card) -> dict:
    """Return a candidate's page with the person it is about."""
    return pruned({"@type": "ProfilePage", "mainEntity": person(page, card), **work(page, card)})


def person(page: Describing, card: Card) -> dict:
    """Return a candidate; a birth date is there only where the document has one, that is, with consent."""
    document = card.document
    return pruned(
        {
            "@type": "Person",
            "@id": f"{page.url(card)}#person",
            "name": card.title,
            "givenName": document.given_name,
            "familyName": document.family_name,
            "additionalName": document.patronymic,
            "jobTitle": document.profession,
            "description": document.lead,
            "birthDate": isoformat(document.birth_date),
            "image": portrait(page, card),
            "url": page.url(card),
            "sameAs": [link for link in document.links if is_web_address(link)],
            "affiliation": organization(page),
        }
    )


def portrait(page: Describing, card: Card) -> str:
    """Return the address of the largest picture every program can show; nothing without a portrait."""
    files = [(width, name) for name, kind, width in card.summary.get("portrait", ()) if kind == "jpeg"]
    return page.absolute(default_storage.url(max(files)[1])) if files else ""


def event(page: Describing, card: Card) -> dict:
    """Return the vote as what one can go to: its hours, and for which body."""
    document = card.document
    body = document.body or card.title
    return pruned(
        {
            "@type": "Event",
            "@id": f"{page.url(card)}#vote",
            "name": card.title,
            "url": page.url(card),
            "inLanguage": card.language,
            "startDate": isoformat(document.polls_open_at),
            "endDate": isoformat(document.polls_close_at),
            "eventAttendanceMode": "https://schema.org/OfflineEventAttendanceMode",
            "location": {"@type": "Place", "name": f"{_('Polling stations')}: {body}"},
            "about": {"@type": "GovernmentOrganization", "name": body},
        }
    )


def qa_page(page: Describing, card: Card) -> dict:
    """Return an interview with its questions and answers; what has no words in this language is not there."""
    document, speaker = card.document, page.person
    author = pruned({"@type": "Person", "name": speaker.title, "url": page.url(speaker)}) if speaker else {}
    blocks = [block for block in document.blocks if block.question and block.answer]
    return pruned(
        {
            "@type": "QAPage",
            "description": document.lead,
            "author": author,
            "isBasedOn": document.source_url if is_web_address(document.source_url) else "",
            "mainEntity": [question(page, card, block, author) for block in blocks],
            **work(page, card),
        }
    )


def question(page: Describing, card: Card, block, author: dict) -> dict:
    """Return one question with its one answer, each at its own address."""
    url = page.url(card, part=block.number)
    answer = {"@type": "Answer", "text": block.answer, "url": url, "author": author}
    return {
        "@type": "Question",
        "@id": url,
        "name": block.question,
        "text": block.question,
        "url": url,
        "answerCount": 1,
        "acceptedAnswer": pruned(answer),
    }


def asked_of_all(page: Describing, asked: Asked) -> dict:
    """Return the page of a question that was put to many, with the answers that have words in this language."""
    answers = [
        {
            "@type": "Answer",
            "text": answer.reply.answer,
            "url": page.absolute(answer.url),
            "author": {"@type": "Person", "name": answer.row.name, "url": page.absolute(answer.row.url)},
        }
        for answer in asked.answers
        if answer.reply.answer
    ]
    whole = {
        "@type": "Question",
        "@id": f"{asked.url}#question",
        "name": asked.question,
        "text": asked.question,
        "url": asked.url,
        "answerCount": asked.answered,
        "suggestedAnswer": answers,
    }
    return {
        "@type": "QAPage",
        "@id": asked.url,
        "name": asked.question,
        "url": asked.url,
        "inLanguage": page.chrome.language,
        "mainEntity": pruned(whole),
        "publisher": organization(page),
    }


def work(page: Describing, card: Card) -> dict:
    """Return what is said of every page: its name, its language, its days, who publishes it, what it translates."""
    original = next((other for other in page.found.languages if other.is_original), None)
    return {
        "@id": page.url(card),
        "name": card.title,
        "url": page.url(card),
        "inLanguage": card.language,
        "datePublished": isoformat(issued(card.document)),
        "dateModified": isoformat(card.starts_at) if card.number > 1 else "",
        "publisher": organization(page),
        "translationOfWork": {"@id": page.url(original)} if original and not card.is_original else {},
    }


def breadcrumbs(page: Describing, card: Card) -> dict:
    """Return the way from the home page to this one."""
    steps = [(page.chrome.party.title if page.chrome.party else "emgek", page.home)]
    if card.kind in SECTIONS:
        name, word = SECTIONS[card.kind]
        steps.append((word(), page.absolute(section(page, card, name))))
    steps.append((card.title, page.url(card)))
    items = [
        {"@type": "ListItem", "position": place, "name": name, "item": url}
        for place, (name, url) in enumerate(steps, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def section(page: Describing, card: Card, name: str) -> str:
    """Return the list to which a card belongs: for a plank, the programme above it."""
    if card.kind == "plank":
        return address_of(card, page.chrome).rstrip("/").rpartition("/")[0] + "/"
    return reverse(name)


def issued(document: Document) -> date | None:
    """Return the day on which campaign matter came out first."""
    imprint = getattr(document, "imprint", None)
    return imprint.issue_date if imprint else None


def isoformat(value: date | None) -> str:
    """Return a day, or a moment in the time of Bishkek, as ISO 8601 has it; nothing for none."""
    if isinstance(value, datetime):
        return value.astimezone(BISHKEK).isoformat()
    return value.isoformat() if value else ""


def pruned(node: dict) -> dict:
    """Return a node without what is not known."""
    return {name: value for name, value in node.items() if value not in ("", None, [], {})}


DESCRIBED = {"candidate": profile_page, "interview": qa_page, "election": event}
