"""What an interview's page shows: its answers, each with the planks it speaks to and whose voice that is."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from candidates import questions
from candidates.documents import BlockDocument, InterviewDocument
from candidates.models import InterviewForm
from programs.documents import MeasureDocument, PlankDocument
from programs.stages import Judging, Stage
from publishing import reading
from publishing.addresses import address_of
from publishing.cards import Card, Chrome, Link

HEADLINE = 24
"""An answer shorter than this is set as what it is: a headline (art direction, "Type")."""


@dataclass(frozen=True, slots=True)
class Note:
    """A plank, or one measure of it, beside an answer; `voice` is whose own view it is, empty for the programme's.

    `tally` says how far what the answer spoke to has come: (stage, how many measures), nothing before the vote.
    """

    text: str
    url: str
    voice: str = ""
    tally: tuple[tuple[Stage, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """A question, its answer, what stands in the margin, and where others answered the same question."""

    number: int
    question: str
    answer: str
    notes: tuple[Note, ...]
    others_url: str = ""

    @property
    def is_headline(self) -> bool:
        """Say whether the answer is a word or two."""
        return 0 < len(self.answer) < HEADLINE

    @property
    def is_missing(self) -> bool:
        """Say whether this part has no words in the language of the page."""
        return not (self.question or self.answer)


def page(card: Card, chrome: Chrome) -> dict:
    """Return what stands on an interview's page, in two queries; another candidate's view takes a third."""
    document = card.document
    links = reading.links([card], chrome.at, documents=("plank",))
    person = next((link.card for link in links if link.role == "candidate"), None)
    names = {person.object_id: person.title} if person else {}
    others = {("candidate", voice) for voice in voices_in(links) - names.keys()}
    names |= {c.object_id: c.title for c in reading.cards_of(others, card.language, chrome.at).values()}
    same = questions.shared(card, chrome.at)
    return {
        "interview": document,
        "person": person,
        "form": InterviewForm(document.form),
        "answered": sum(bool(block.answer) for block in document.blocks),
        "answers": [
            Answer(block.number, block.question, block.answer, notes, same.get(block.number, ""))
            for block, notes in with_notes(document, links, names, chrome)
        ],
    }


def with_notes(
    document: InterviewDocument, links: Iterable[Link], voices: dict[int, str], chrome: Chrome
) -> Iterator[tuple[BlockDocument, tuple[Note, ...]]]:
    """Yield the blocks of an interview with their notes; `voices` names those whose own view a measure may be."""
    spoken = [link for link in links if link.role == "speaks_to" and not link.is_incoming]
    judgings = {link.card.election_id: Judging.within(link.card.election_id, chrome) for link in spoken}
    for block in document.blocks:
        mine = [link for link in spoken if link.own_part == block.number]
        mine.sort(key=lambda link: (link.card.sort_key, link.card.object_id, link.part or 0))
        yield block, tuple(notes(mine, voices, judgings, chrome))


def notes(spoken: list[Link], voices: dict[int, str], judgings: dict[int, Judging], chrome: Chrome) -> Iterator[Note]:
    """Yield each plank an answer speaks to once, and by themselves the measures that are somebody's own view."""
    seen = set()
    for link in spoken:
        judging, measure = judgings[link.card.election_id], measure_of(link)
        if is_own_view(measure):
            url, voice = address_of(link.card, chrome, part=link.part), voices.get(measure.voice, "")
            yield Note(measure.text, url, voice, tuple(judging.tally([measure])))
        elif link.card.key not in seen:
            seen.add(link.card.key)
            tally = judging.tally(promised(link.card, spoken))
            yield Note(link.card.title, address_of(link.card, chrome), "", tuple(tally))


def promised(plank: Card, spoken: list[Link]) -> list[MeasureDocument]:
    """Return the measures of the programme that an answer spoke to under a plank; all of them where it named none."""
    named = [measure_of(link) for link in spoken if link.card.key == plank.key]
    mine = [measure for measure in named if measure and not is_own_view(measure)]
    return mine or [measure for measure in plank.document.measures if not is_own_view(measure)]


def is_own_view(measure: MeasureDocument | None) -> bool:
    """Say whether a link names one measure that is somebody's own view, and not the programme's."""
    return bool(measure and measure.voice and measure.text)


def measure_of(link: Link) -> MeasureDocument | None:
    """Return the measure a link points to, or None for the plank as a whole."""
    plank: PlankDocument = link.card.document
    return next((measure for measure in plank.measures if measure.number == link.part), None)


def voices_in(links: Iterable[Link]) -> set[int]:
    """Return the candidates whose own view some of the measures are."""
    measures = (measure_of(link) for link in links if link.role == "speaks_to" and not link.is_incoming)
    return {measure.voice for measure in measures if measure and measure.voice}
