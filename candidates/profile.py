"""What a candidate's page shows: what is known of the person, and what his answers speak to."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from candidates import listing
from candidates.documents import CandidacyDocument, CandidateDocument
from candidates.listing import row
from candidates.models import CandidacyStatus
from elections.documents import ElectionDocument
from publishing import reading
from publishing.addresses import address_of
from publishing.cards import Card, Chrome, Link
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
class Said:
    """An answer that speaks to a plank; on a measure it may be the candidate's own view."""

    number: int
    url: str
    is_own_view: bool


@dataclass(frozen=True, slots=True)
class Stand:
    """A plank that answers speak to; `theme` is named where another one begins."""

    plank: Card
    theme: str
    is_new: bool
    answers: tuple[Said, ...]


def page(card: Card, chrome: Chrome) -> dict:
    """Return what stands on a candidate's page, in two queries."""
    candidacy, election = main_candidacy(card.document, chrome)
    talks, programs, later = reading.listed_together(
        [
            Wanted(target=card.key, role="candidate", kind="interview"),
            *around(card.document, election),
        ],
        chrome.language,
        chrome.at,
    )
    interviews = [link.card for link in talks]
    links = reading.links([card, *(c for c in interviews if c.language == card.language)], chrome.at, back=("voice",))
    themes = {theme.number: theme.name for link in programs for theme in link.card.document.themes}
    return {
        "candidate": card.document,
        "election": election,
        "facts": list(facts(card.document, candidacy, election, chrome.party.title if chrome.party else "")),
        "stands": list(stands(interviews, links, themes, chrome)),
        "talks": list(listing.talks(interviews, (), chrome)),
        "next": next((row(link.card, election.object_id, chrome) for link in later), None),
    }


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
    document: CandidateDocument, candidacy: CandidacyDocument | None, election: ElectionDocument | None, party: str
) -> Iterator[Fact]:
    """Yield what voters ask about a person, known and unknown alike."""
    if candidacy and election:
        yield from standing(candidacy, election, party)
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


def standing(candidacy: CandidacyDocument, election: ElectionDocument, party: str) -> Iterator[Fact]:
    """Yield the number on the ballot, the place on the list and where the candidacy stands."""
    if election.ballot_number:
        row = _("No. %(number)s, “%(party)s”") % {"number": election.ballot_number, "party": party}
        yield Fact(_("On the ballot"), row, candidacy.name_on_ballot)
    place = str(candidacy.list_position or "")
    yield Fact(_("Place on the list"), place, unknown=_("not announced yet"))
    status = capfirst(CandidacyStatus(candidacy.status).label) if candidacy.status else ""
    since = numeric_day(candidacy.status_date, get_language()) if candidacy.status_date else ""
    note = ". ".join(filter(None, [since, candidacy.status_source]))
    yield Fact(_("Registration"), status, note, unknown=_("not known"))


def stands(interviews: list[Card], links: list[Link], themes: dict[int, str], chrome: Chrome) -> Iterator[Stand]:
    """Yield the planks that a person's answers speak to, in the programme's order.

    `links` are those of the interviews' editions, and the measures that are the candidate's own view.
    """
    previous = None
    for plank, spoken in by_plank(links):
        theme = themes.get(plank.summary["theme"], "")
        answers = tuple(said(interviews, spoken, own_views(links), chrome))
        yield Stand(plank, "" if theme == previous else theme, theme != previous, answers)
        previous = theme


def by_plank(links: list[Link]) -> list[tuple[Card, list[Link]]]:
    """Return the planks that are spoken to, each with the links to it, in the programme's order."""
    groups = {}
    for link in links:
        if link.role == "speaks_to" and not link.is_incoming:
            groups.setdefault(link.card.key, (link.card, []))[1].append(link)
    return sorted(groups.values(), key=lambda group: (group[0].sort_key, group[0].object_id))


def own_views(links: list[Link]) -> set[tuple]:
    """Return (plank's key, measure) of the measures that are the candidate's own view."""
    return {(link.card.key, link.part) for link in links if link.role == "voice" and link.is_incoming}


def said(interviews: list[Card], spoken: list[Link], own: set[tuple], chrome: Chrome) -> Iterator[Said]:
    """Yield each answer once, the newest interview's first."""
    for talk in interviews:
        mine = [link for link in spoken if link.edition == talk.id]
        views = {link.own_part for link in mine if (link.card.key, link.part) in own}
        for number in sorted({link.own_part for link in mine}):
            yield Said(number, address_of(talk, chrome, part=number), number in views)
