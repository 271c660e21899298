"""Composing: which words, which picture and which mark make the poster of a live card.

Only campaign matter, which carries its imprint, bears the mark in the voter's square, and only while the campaign
lasts. In the silence the same picture states facts; after the vote it says that the vote is over.
"""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override

from candidates.documents import BlockDocument, CandidateDocument, InterviewDocument
from candidates.listing import LEFT, status_words
from candidates.models import InterviewForm
from candidates.profile import main_candidacy
from elections.calendar import Phase, phase
from elections.documents import ElectionDocument
from elections.models import ElectionType
from elections.timetable import hours, is_poster, outcome
from emgek.shares.poster import Poster
from emgek.shares.wording import clean, first_sentence, headline, prose, said
from publishing.cards import Card, Chrome
from publishing.dates import day, month, numeric_day, weekday
from publishing.languages import TRANSLATED_FROM
from publishing.palette import palette
from publishing.richtext import plain

DEFAULT_ACCENT = "#d4261c"
PORTRAIT_WIDTH = 960


@dataclass(frozen=True, slots=True)
class Shown:
    """What a poster is made of: a live card in its chrome; of an interview its candidate, and one answer if asked."""

    card: Card
    chrome: Chrome
    person: Card | None = None
    part: int | None = None

    @property
    def election(self) -> ElectionDocument | None:
        """Return the public election that the card belongs to."""
        elections = (card.document for card in self.chrome.elections)
        return next((election for election in elections if election.object_id == self.card.election_id), None)

    @property
    def language(self) -> str:
        """Return the language of the card."""
        return self.card.language


def poster_of(shown: Shown) -> Poster | None:
    """Return the poster of what is shown; None for what has none. Makes no query."""
    compose = COMPOSERS.get(shown.card.kind)
    if compose is None or shown.card.document is None:
        return None
    with override(shown.language):
        return compose(shown)


# What all have in common ---------------------------------------------------------------------------------------------


def row(shown: Shown, election: ElectionDocument | None, *, is_out: bool = False) -> dict:
    """Return the row of the ballot: number, party, the mark where it may stand, and the imprint of the matter."""
    party, imprint = shown.chrome.party, getattr(shown.card.document, "imprint", None)
    is_marked = election and imprint and is_poster(election, shown.chrome.at) and not is_out
    tones = palette((party and party.accent) or DEFAULT_ACCENT)
    return {
        "language": shown.language,
        "number": str((election and election.ballot_number) or ""),
        "party": clean(party.title) if party else "",
        "when": when(shown, election) if election else "",
        "imprint": clean(imprint.line) if imprint else "",
        "note": note(shown),
        "mark": (tones.mark_light, tones.mark_dark) if is_marked else ("", ""),
    }


def when(shown: Shown, election: ElectionDocument) -> str:
    """Return the day of the vote; after it, that it is over."""
    if is_past(shown, election):
        return _("The vote was held: %(day)s") % {"day": numeric_day(election.voting_day, shown.language)}
    return day(election.voting_day, shown.language)


def is_past(shown: Shown, election: ElectionDocument) -> bool:
    """Say whether the polls have closed."""
    return phase(election, shown.chrome.at) is Phase.AFTER


def body(election: ElectionDocument | None) -> str:
    """Return what is elected."""
    return election.body or election.title if election else ""


def note(shown: Shown) -> str:
    """Say from which language it was translated, and who took the photograph."""
    source = "" if shown.card.is_original else TRANSLATED_FROM[shown.card.document.original]
    credit = shown.person.summary.get("credit") if shown.person else ""
    return said(source, _("Photo: %(credit)s") % {"credit": credit} if credit else "")


def likeness(person: Card) -> dict:
    """Return whose picture it is: the name in lines, and the largest rendition or the initials."""
    summary = person.summary
    files = [name for name, form, width in summary["portrait"] if form == "jpeg" and width == PORTRAIT_WIDTH]
    names = tuple(filter(None, (clean(summary["given_name"]), clean(summary["family_name"]))))
    return {
        "names": names or (clean(person.title),),
        "portrait": files[0] if files else "",
        "initials": clean(summary["initials"]),
    }


# Each kind -----------------------------------------------------------------------------------------------------------


def of_candidate(shown: Shown) -> Poster:
    """Return a person: name, sentence, portrait, and the row in which he stands."""
    document: CandidateDocument = shown.card.document
    candidacy, election = main_candidacy(document, shown.chrome)
    status = candidacy.status if candidacy else ""
    since = candidacy.status_date.isoformat() if candidacy and candidacy.status_date else ""
    return Poster(
        sheet="person",
        about=said(_("Candidate"), status_words(status, since) or body(election)),
        text=first_sentence(document.lead or document.profession, shown.language),
        **likeness(shown.card),
        **row(Shown(shown.card, shown.chrome, shown.card), election, is_out=status in LEFT),
    )


def of_interview(shown: Shown) -> Poster | None:
    """Return an interview by its title, or one answer by its first sentence; without its candidate there is none."""
    document: InterviewDocument = shown.card.document
    block = next((block for block in document.blocks if block.number == shown.part), None)
    if shown.person is None or (shown.part and not (block and (block.answer or block.question))):
        return None
    form = InterviewForm(document.form)
    title = {"sheet": "talk", "title": headline(document.title, shown.language)}
    return Poster(
        about=said(_("Interview"), capfirst(form.label) if form is InterviewForm.RETOLD else ""),
        **(answer(block, shown.language) if block else title),
        **likeness(shown.person),
        **row(shown, shown.election),
    )


def answer(block: BlockDocument, language: str) -> dict:
    """Return the words of one answer; a question without one speaks for itself."""
    if not block.answer:
        return {"sheet": "answer", "title": prose(block.question, language)}
    return {
        "sheet": "answer",
        "title": first_sentence(block.answer, language),
        "text": prose(block.question, language),
    }


def of_plank(shown: Shown) -> Poster:
    """Return one promise with its summary."""
    return promise(shown, shown.card.document.summary_text)


def of_program(shown: Shown) -> Poster:
    """Return the programme with its aim."""
    return promise(shown, plain(shown.card.document.aim))


def promise(shown: Shown, text: str) -> Poster:
    """Return what the party promises, as the row of the ballot at the size of a poster."""
    return Poster(
        sheet="promise",
        about=said(_("Programme"), body(shown.election)),
        title=headline(shown.card.title, shown.language),
        text=first_sentence(text, shown.language),
        **row(shown, shown.election),
    )


def of_election(shown: Shown) -> Poster:
    """Return a vote: number and party, day and hours. No campaign matter, so no mark and no imprint."""
    election: ElectionDocument = shown.card.document
    voting_day = election.voting_day
    return Poster(
        sheet="vote",
        about=clean(capfirst(ElectionType(election.election_type).label)),
        title=headline(election.title, shown.language),
        day=(str(voting_day.day), f"{month(voting_day, shown.language)} {voting_day.year}", state(shown, election)),
        **row(shown, election),
    )


def state(shown: Shown, election: ElectionDocument) -> str:
    """Return the hours of a vote that is ahead, and what came out of one that is over."""
    name = capfirst(weekday(election.voting_day, shown.language))
    if election.is_annulled:
        return said(name, _("The vote was annulled."))
    if not is_past(shown, election):
        return f"{name}, {hours(election)}"
    return said(name, outcome(election) if election.seats_won is not None else "")


def of_party(shown: Shown) -> Poster:
    """Return the party by its name and its number: the picture of the home page and of every list."""
    election = shown.chrome.election
    return Poster(
        sheet="party",
        about=clean(body(election)),
        text=clean(shown.card.document.full_name),
        **row(shown, election),
    )


COMPOSERS: dict[str, Callable[[Shown], Poster | None]] = {
    "candidate": of_candidate,
    "interview": of_interview,
    "plank": of_plank,
    "program": of_program,
    "election": of_election,
    "party": of_party,
}
