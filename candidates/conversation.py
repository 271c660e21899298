"""What an interview's page shows: its answers, each with the planks it speaks to and whose voice that is."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from candidates.documents import BlockDocument, InterviewDocument
from candidates.models import InterviewForm
from programs.documents import MeasureDocument, PlankDocument
from publishing import reading
from publishing.addresses import address_of
from publishing.cards import Card, Chrome, Link

HEADLINE = 24
"""An answer shorter than this is set as what it is: a headline (art direction, "Type")."""


@dataclass(frozen=True, slots=True)
class Note:
    """A plank, or one measure of it, beside an answer; `voice` is whose own view it is, empty for the programme's."""

    text: str
    url: str
    voice: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """A question, its answer, and what stands in the margin."""

    number: int
    question: str
    answer: str
    notes: tuple[Note, ...]

    @property
    def is_headline(self) -> bool:
        """Say whether the answer is a word or two."""
        return 0 < len(self.answer) < HEADLINE

    @property
    def is_missing(self) -> bool:
        """Say whether this part has no words in the language of the page."""
        return not (self.question or self.answer)


def page(card: Card, chrome: Chrome) -> dict:
    """Return what stands on an interview's page, in one query, or in two where another candidate's view is linked."""
    document = card.document
    links = reading.links([card], chrome.at, documents=("plank",))
    person = next((link.card for link in links if link.role == "candidate"), None)
    names = {person.object_id: person.title} if person else {}
    others = {("candidate", voice) for voice in voices_in(links) - names.keys()}
    names |= {c.object_id: c.title for c in reading.cards_of(others, card.language, chrome.at).values()}
    return {
        "interview": document,
        "person": person,
        "form": InterviewForm(document.form),
        "answers": answers(document, links, names, chrome),
    }


def answers(document: InterviewDocument, links: Iterable[Link], voices: dict[int, str], chrome: Chrome) -> list[Answer]:
    """Return the blocks of an interview; `voices` are the names of the candidates whose own view a measure may be."""
    spoken = [link for link in links if link.role == "speaks_to" and not link.is_incoming]
    return [
        Answer(block.number, block.question, block.answer, tuple(notes(block, spoken, voices, chrome)))
        for block in document.blocks
    ]


def notes(block: BlockDocument, spoken: list[Link], voices: dict[int, str], chrome: Chrome) -> Iterator[Note]:
    """Yield each plank a block speaks to once, and by themselves the measures that are somebody's own view."""
    seen = set()
    mine = [link for link in spoken if link.own_part == block.number]
    for link in sorted(mine, key=lambda link: (link.card.sort_key, link.card.object_id, link.part or 0)):
        measure = measure_of(link)
        if measure and measure.voice and measure.text:
            yield Note(measure.text, address_of(link.card, chrome, part=link.part), voices.get(measure.voice, ""))
        elif link.card.key not in seen:
            seen.add(link.card.key)
            yield Note(link.card.title, address_of(link.card, chrome))


def measure_of(link: Link) -> MeasureDocument | None:
    """Return the measure a link points to, or None for the plank as a whole."""
    plank: PlankDocument = link.card.document
    return next((measure for measure in plank.measures if measure.number == link.part), None)


def voices_in(links: Iterable[Link]) -> set[int]:
    """Return the candidates whose own view some of the measures are."""
    measures = (measure_of(link) for link in links if link.role == "speaks_to" and not link.is_incoming)
    return {measure.voice for measure in measures if measure and measure.voice}
