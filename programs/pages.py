"""What the pages of a programme show, made from live cards and documents and nothing else."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programs.documents import MeasureDocument, PlankDocument, ProgramDocument, StatusChangeDocument
from programs.models import Status
from publishing.addresses import address_of
from publishing.cards import Card, Chrome, Link

EXCERPT = 280


@dataclass(frozen=True, slots=True)
class Line:
    """One plank in the timetable; `theme` is said once, at the first plank of a group."""

    name: str
    url: str
    text: str
    small: str
    language: str
    theme: str
    is_new: bool


@dataclass(frozen=True, slots=True)
class Step:
    """One measure: whose voice it is (None is the programme's), and what became of it."""

    document: MeasureDocument
    voice: Card | None
    url: str
    status: str


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of an interview that speaks to the plank."""

    number: int
    question: str
    excerpt: str
    url: str
    who: str
    day: date | str


@dataclass(frozen=True, slots=True)
class Turn:
    """One change of what became of a measure."""

    measure: MeasureDocument
    change: StatusChangeDocument
    status: str


def count_of_measures(count: int) -> str:
    """Return how many measures stand under a plank, in words; none is said too."""
    if not count:
        return _("No measure is written yet")
    return ngettext("%(count)d measure", "%(count)d measures", count) % {"count": count}


def lines(cards: Iterable[Card], program: ProgramDocument | None, chrome: Chrome) -> list[Line]:
    """Return the planks in the order of their themes, each theme named once."""
    themes = {theme.number: theme.name for theme in program.themes} if program else {}
    places = {number: place for place, number in enumerate(themes)}
    ordered = sorted(cards, key=lambda card: (places.get(card.summary.get("theme"), len(places)), card.sort_key))
    before, found = object(), []
    for card in ordered:
        theme = card.summary.get("theme")
        is_new = theme != before
        found.append(line(card, themes.get(theme, "") if is_new else "", is_new, chrome))
        before = theme
    return found


def line(card: Card, theme: str, is_new: bool, chrome: Chrome) -> Line:
    """Return one plank in the timetable."""
    small = count_of_measures(card.summary.get("measures", 0))
    return Line(card.title, address_of(card, chrome), card.summary.get("text", ""), small, card.language, theme, is_new)


def steps(plank: PlankDocument, links: Iterable[Link], chrome: Chrome) -> list[Step]:
    """Return the measures with the candidates whose own view they are; one who is not public is not named."""
    voices = {link.own_part: link.card for link in links if link.role == "voice"}
    return [step(measure, voices.get(measure.number), chrome) for measure in plank.measures]


def step(measure: MeasureDocument, voice: Card | None, chrome: Chrome) -> Step:
    """Return one measure as the page shows it."""
    url = address_of(voice, chrome) if voice else ""
    return Step(measure, voice, url, str(Status(measure.status).label))


def answers(spoken: Iterable[Link], links: Iterable[Link], chrome: Chrome) -> list[Answer]:
    """Return the answers that speak to a plank, each once, with who gave them."""
    people = {link.edition: link.card.title for link in links if link.role == "candidate"}
    once = {(link.card.object_id, link.part): link for link in spoken}
    return [answer(link, people.get(link.card.id, ""), chrome) for link in once.values()]


def answer(link: Link, who: str, chrome: Chrome) -> Answer:
    """Return one answer; the reference froze its question, a line break and the opening of its text."""
    question, _newline, text = link.excerpt.partition("\n")
    excerpt = f"{text.rsplit(' ', 1)[0]} …" if len(text) >= EXCERPT else text
    url = address_of(link.card, chrome, part=link.part)
    return Answer(link.part, question, excerpt, url, who, link.card.summary.get("issue_date", ""))


def turns(plank: PlankDocument) -> list[Turn]:
    """Return every change of what became of the measures, the newest first."""
    found = [
        Turn(measure, change, str(Status(change.status).label))
        for measure in plank.measures
        for change in measure.changes
    ]
    return sorted(found, key=lambda turn: turn.change.day, reverse=True)


def stages() -> list[tuple[str, str]]:
    """Return the six states of a measure with their words, for the key beside the list."""
    return [(status.value, str(status.label)) for status in Status]
