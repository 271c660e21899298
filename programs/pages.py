"""What the pages of a programme show, made from live cards and documents and nothing else."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from programs.documents import QUOTED, MeasureDocument, PlankDocument, ProgramDocument
from programs.stages import Judging, Stage
from publishing.addresses import address_of
from publishing.cards import Card, Chrome, Link
from publishing.chains import Spoken

NOT_JUDGED = Judging()


@dataclass(frozen=True, slots=True)
class Line:
    """One plank in the timetable; `theme` is said once, at the first plank of a group.

    `squares` are the stages of its measures, one square each; none before anything may be judged.
    """

    name: str
    url: str
    text: str
    small: str
    language: str
    theme: str
    is_new: bool
    squares: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Step:
    """One measure: whose voice it is (None is the programme's), how it stands, how many answers speak to it."""

    document: MeasureDocument
    voice: Card | None
    url: str
    stage: Stage
    answers: int


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
    stage: Stage


@dataclass(frozen=True, slots=True)
class Entry:
    """One measure in the overview of all of them; `url` leads to the very measure, the plank is said once."""

    text: str
    url: str
    plank: str
    plank_url: str
    language: str
    is_own_view: bool
    stage: Stage


def count_of_measures(count: int) -> str:
    """Return how many measures stand under a plank, in words; none is said too."""
    if not count:
        return _("No measure is written yet")
    return ngettext("%(count)d measure", "%(count)d measures", count) % {"count": count}


def ordered(cards: Iterable[Card], program: ProgramDocument | None) -> list[Card]:
    """Return the planks in the order of their themes, those without a theme last."""
    places = {theme.number: place for place, theme in enumerate(program.themes)} if program else {}
    return sorted(cards, key=lambda card: (places.get(card.summary.get("theme"), len(places)), card.sort_key))


def lines(
    cards: Iterable[Card], program: ProgramDocument | None, chrome: Chrome, judging: Judging = NOT_JUDGED
) -> list[Line]:
    """Return the planks in the order of their themes, each theme named once."""
    themes = {theme.number: theme.name for theme in program.themes} if program else {}
    before, found = object(), []
    for card in ordered(cards, program):
        theme = card.summary.get("theme")
        is_new = theme != before
        found.append(line(card, themes.get(theme, "") if is_new else "", is_new, chrome, judging))
        before = theme
    return found


def line(card: Card, theme: str, is_new: bool, chrome: Chrome, judging: Judging) -> Line:
    """Return one plank in the timetable."""
    return Line(
        name=card.title,
        url=address_of(card, chrome),
        text=card.summary.get("text", ""),
        small=count_of_measures(card.summary.get("measures", 0)),
        language=card.language,
        theme=theme,
        is_new=is_new,
        squares=tuple(judging.stage(measure).value for measure in card.document.measures) if judging.is_open else (),
    )


def entries(
    cards: Iterable[Card], program: ProgramDocument | None, chrome: Chrome, judging: Judging, stage: str = ""
) -> list[Entry]:
    """Return every measure of a programme in the order of its planks, or those at one stage."""
    found = []
    for card in ordered(cards, program):
        measures = [m for m in written(card) if not stage or judging.stage(m).value == stage]
        found += [entry(card, m, chrome, judging, is_first=m is measures[0]) for m in measures]
    return found


def entry(card: Card, measure: MeasureDocument, chrome: Chrome, judging: Judging, *, is_first: bool) -> Entry:
    """Return one measure as a line of the overview."""
    return Entry(
        text=measure.text,
        url=address_of(card, chrome, part=measure.number),
        plank=card.title if is_first else "",
        plank_url=address_of(card, chrome),
        language=card.language,
        is_own_view=bool(measure.voice),
        stage=judging.stage(measure),
    )


def written(card: Card) -> list[MeasureDocument]:
    """Return the measures of a plank that have words in its language."""
    return [measure for measure in card.document.measures if measure.text]


def steps(
    plank: PlankDocument, links: Iterable[Link], counts: dict[int | None, int], judging: Judging, chrome: Chrome
) -> list[Step]:
    """Return the measures with the candidates whose own view they are; one who is not public is not named."""
    voices = {link.own_part: link.card for link in links if link.role == "voice"}
    return [
        step(measure, voices.get(measure.number), counts.get(measure.number, 0), judging, chrome)
        for measure in plank.measures
    ]


def step(measure: MeasureDocument, voice: Card | None, answers: int, judging: Judging, chrome: Chrome) -> Step:
    """Return one measure as the page shows it."""
    url = address_of(voice, chrome) if voice else ""
    return Step(measure, voice, url, judging.stage(measure), answers)


def answers(spoken: Iterable[Spoken], chrome: Chrome) -> list[Answer]:
    """Return the answers that speak to a plank, with who gave them."""
    return [answer(said.link, said.who, chrome) for said in spoken]


def answer(link: Link, who: str, chrome: Chrome) -> Answer:
    """Return one answer; the reference froze its question, a line break and the opening of its text."""
    question, _newline, text = link.excerpt.partition("\n")
    excerpt = f"{text.rsplit(' ', 1)[0]} …" if len(text) >= QUOTED else text
    url = address_of(link.card, chrome, part=link.part)
    return Answer(link.part, question, excerpt, url, who, link.card.summary.get("issue_date", ""))


def turns(plank: PlankDocument, judging: Judging) -> list[Turn]:
    """Return every change of what became of the measures, the newest first."""
    found = [Turn(measure, stage) for measure in plank.measures for stage in judging.history(measure)]
    return sorted(found, key=lambda turn: turn.stage.day, reverse=True)
