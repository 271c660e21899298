"""What a candidate's page shows: what is known of the person, what he stands for, and what he was asked."""

from collections.abc import Iterator
from dataclasses import dataclass, fields
from datetime import date

from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from candidates import listing, positions
from candidates.documents import CandidacyDocument, CandidateDocument
from candidates.listing import row
from candidates.models import CandidacyStatus
from elections.calendar import Phase, phase
from elections.documents import ElectionDocument
from elections.voting_card import VotingCard, voting_card
from publishing import reading
from publishing.addresses import address_of
from publishing.cards import Card, Chrome
from publishing.dates import day, numeric_day
from publishing.reading import Wanted


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and what is known; without a value, `unknown` says what stands there instead."""

    label: str
    value: str
    note: str = ""
    unknown: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a candidacy has come to: said at the head of the page, with its day and source."""

    words: str
    day: date | None
    source: str
    is_out: bool


@dataclass(frozen=True, slots=True)
class Campaign:
    """One of several elections a person stood in; one whose polls have closed is past."""

    election: ElectionDocument
    url: str
    facts: tuple[Fact, ...]
    is_past: bool


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of an interview; one without an answer says so."""

    number: int
    question: str
    url: str
    is_answered: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Told(listing.Talk):
    """An interview on its candidate's page: with every question that was asked."""

    asked: tuple[Asked, ...]


def page(card: Card, chrome: Chrome) -> dict:
    """Return what stands on a candidate's page, in two queries."""
    candidacy, election = main_candidacy(card.document, chrome)
    talks, programs, later = reading.listed_together(
        [
            Wanted(target=card.key, role="candidate", kind="interview", documents=True),
            *around(card.document, election),
        ],
        chrome.language,
        chrome.at,
    )
    interviews = [link.card for link in talks]
    here = [talk for talk in interviews if talk.language == card.language]
    links = reading.links([card, *here], chrome.at, back=("voice",), documents=("plank",))
    themes = {theme.number: theme.name for link in programs for theme in link.card.document.themes}
    return {
        "candidate": card.document,
        "election": election,
        "outcome": outcome(candidacy),
        "voting_card": card_of(candidacy, election, chrome),
        "facts": list(facts(card.document, candidacy, election, chrome)),
        "campaigns": campaigns(card.document, chrome),
        "stands": list(positions.stands(here, links, themes, chrome)),
        "talks": list(told(interviews, chrome)),
        "next": next((row(link.card, election.object_id, chrome) for link in later), None),
    }


def card_of(
    candidacy: CandidacyDocument | None, election: ElectionDocument | None, chrome: Chrome
) -> VotingCard | None:
    """Return how one votes for the person's list, and for the person where the rule allows it; None for who left it."""
    if candidacy is None or candidacy.status in listing.LEFT:
        return None
    return voting_card(election, chrome.party, chrome.at, place=candidacy.list_position)


def around(document: CandidateDocument, election: ElectionDocument | None) -> list[Wanted]:
    """Return the lists of the election's programme and of who stands next on its list; empty ones without election."""
    target = ("election", election.object_id if election else 0)
    place = next((t.sort_key for t in document.targets() if (t.kind, t.id) == target), "")
    begin = (place, document.object_id)
    return [
        Wanted(target=target, role="election", kind="program", documents=True),
        Wanted(target=target, role="candidacy", kind="candidate", limit=1, after=begin),
    ]


def main_candidacy(
    document: CandidateDocument, chrome: Chrome
) -> tuple[CandidacyDocument | None, ElectionDocument | None]:
    """Return the candidacy a page speaks of, with its election: the current one's, else that of the latest vote."""
    current = chrome.election.object_id if chrome.election else None
    elections = [card.document for card in chrome.elections]
    elections.sort(key=lambda election: (election.object_id == current, election.polls_open_at), reverse=True)
    candidacies = {candidacy.election: candidacy for candidacy in document.candidacies}
    found = next((election for election in elections if election.object_id in candidacies), None)
    return (candidacies[found.object_id], found) if found else (None, None)


def facts(
    document: CandidateDocument,
    candidacy: CandidacyDocument | None,
    election: ElectionDocument | None,
    chrome: Chrome,
) -> Iterator[Fact]:
    """Yield what voters ask about a person, known and unknown alike."""
    if candidacy and election:
        yield from standing(candidacy, election, chrome)
    unknown = _("not stated")
    if document.patronymic:
        yield Fact(_("Patronymic"), document.patronymic)
    if document.birth_date:
        yield Fact(_("Born"), day(document.birth_date, get_language()))
    yield Fact(_("Comes from"), document.origin, unknown=unknown)
    yield Fact(_("Education"), document.education, unknown=unknown)
    yield Fact(_("Profession"), document.profession, unknown=unknown)
    yield Fact(_("Work"), document.work, unknown=unknown)
    if document.residence:
        yield Fact(_("Lives in"), document.residence)


def standing(candidacy: CandidacyDocument, election: ElectionDocument, chrome: Chrome) -> Iterator[Fact]:
    """Yield the number on the ballot, the place on the list and where the candidacy stands."""
    if election.ballot_number:
        party = chrome.party.title if chrome.party else ""
        row = _("No. %(number)s, “%(party)s”") % {"number": election.ballot_number, "party": party}
        yield Fact(_("On the ballot"), row, candidacy.name_on_ballot)
    place = str(candidacy.list_position or "")
    unknown = _("not stated") if is_past(election, chrome) else _("not announced yet")
    yield Fact(_("Place on the list"), place, unknown=unknown)
    status = capfirst(CandidacyStatus(candidacy.status).label) if candidacy.status else ""
    since = numeric_day(candidacy.status_date, get_language()) if candidacy.status_date else ""
    note = ". ".join(filter(None, [since, candidacy.status_source]))
    yield Fact(_("Registration"), status, note, unknown=_("not known"))


def is_past(election: ElectionDocument, chrome: Chrome) -> bool:
    """Say whether the polls of an election have closed."""
    return phase(election, chrome.at) is Phase.AFTER


def outcome(candidacy: CandidacyDocument | None) -> Outcome | None:
    """Return what a candidacy has come to, None while it only stands; a page outlives its candidacy, marked."""
    if candidacy is None or candidacy.status not in listing.WORTH_SAYING:
        return None
    words = capfirst(CandidacyStatus(candidacy.status).label)
    is_out = candidacy.status in listing.LEFT
    return Outcome(words, candidacy.status_date, candidacy.status_source, is_out)


def campaigns(document: CandidateDocument, chrome: Chrome) -> list[Campaign]:
    """Return the elections a person stood in, the newest first; none where there is only one, the page speaks of it."""
    candidacies = {candidacy.election: candidacy for candidacy in document.candidacies}
    known = [card for card in reversed(chrome.elections) if card.object_id in candidacies]
    found = [campaign(candidacies[card.object_id], card, chrome) for card in known]
    return found if len(found) > 1 else []


def campaign(candidacy: CandidacyDocument, card: Card, chrome: Chrome) -> Campaign:
    """Return one election a person stood in, with what is known of his candidacy."""
    election: ElectionDocument = card.document
    known = tuple(fact for fact in standing(candidacy, election, chrome) if fact.value)
    return Campaign(election, address_of(card, chrome), known, is_past(election, chrome))


def told(interviews: list[Card], chrome: Chrome) -> Iterator[Told]:
    """Yield the interviews with their questions, those in the language of the page."""
    for talk, card in zip(listing.talks(interviews, (), chrome), interviews, strict=True):
        here = card.document.blocks if card.language == chrome.language else ()
        questions = (
            Asked(block.number, block.question, address_of(card, chrome, part=block.number), bool(block.answer))
            for block in here
        )
        yield Told(**{field.name: getattr(talk, field.name) for field in fields(talk)}, asked=tuple(questions))
