"""What is public of a programme and of its planks."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils import translation
from django.utils.translation import gettext as _

from elections.documents import CampaignDocument
from publishing.documents import Part, SearchText, Target, wording
from publishing.richtext import plain

#: So many letters of an answer go along with its reference to a plank, for the plank's page.
QUOTED = 280


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeDocument(Part):
    """A field of policy."""

    name: str = wording()


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramDocument(CampaignDocument):
    """The party's programme for an election: its aim and its themes; planks are documents of their own."""

    kind: str = "program"
    election: int
    aim: str = wording()
    themes: tuple[ThemeDocument, ...] = ()

    @property
    def election_id(self) -> int:
        """Return its election."""
        return self.election

    def targets(self) -> Iterator[Target]:
        """Yield its election."""
        yield Target(role="election", kind="election", id=self.election)

    def search_texts(self) -> Iterator[SearchText]:
        """Yield title and aim, and what it is: its title is a motto."""
        with translation.override(self.language):
            yield SearchText(title=self.title, body=f"{_('Programme')}. {self.aim}".strip())


@dataclass(frozen=True, slots=True, kw_only=True)
class StatusChangeDocument(Part):
    """What became of a measure on a day, with its source."""

    status: str
    day: date
    source: str = ""
    note: str = wording()


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureDocument(Part):
    """One concrete step; `voice` is the candidate whose own view it is, or None for the programme's."""

    voice: int | None = None
    changes: tuple[StatusChangeDocument, ...] = ()
    text: str = wording()

    @property
    def status(self) -> str:
        """Return the newest status; "not_rated" when nobody has judged yet."""
        return self.changes[-1].status if self.changes else "not_rated"


@dataclass(frozen=True, slots=True, kw_only=True)
class PlankDocument(CampaignDocument):
    """One promise area with its measures; `theme` is the number of a theme of its programme."""

    kind: str = "plank"
    program: int
    election: int
    theme: int | None = None
    order: int = 0
    summary_text: str = wording()
    plain_words: str = wording()
    body: str = wording()
    measures: tuple[MeasureDocument, ...] = ()

    @property
    def election_id(self) -> int:
        """Return its programme's election."""
        return self.election

    @property
    def position(self) -> int:
        """Return its place in the programme."""
        return self.order

    @property
    def sort_text(self) -> str:
        """Put planks in the programme's order."""
        return f"{self.order:05d}"

    def targets(self) -> Iterator[Target]:
        """Yield its programme, which must be live, its election, and the candidates whose own view a measure is."""
        order = f"{self.order:05d}"
        yield Target(role="program", kind="program", id=self.program, part=self.theme, required=True, sort_key=order)
        yield Target(role="election", kind="election", id=self.election, sort_key=order)
        for measure in self.measures:
            if measure.voice:
                yield Target(
                    role="voice",
                    kind="candidate",
                    id=measure.voice,
                    source_part=measure.number,
                    sort_key=f"{self.order:05d}{measure.number:05d}",
                    excerpt=measure.text,
                )

    def summary(self) -> dict:
        """Return what a row of the programme shows."""
        return {
            "text": self.summary_text,
            "theme": self.theme,
            "measures": len(self.measures),
        }

    def search_texts(self) -> Iterator[SearchText]:
        """Yield the plank, then each measure."""
        yield SearchText(title=self.title, body=f"{self.summary_text} {self.plain_words} {plain(self.body)}".strip())
        for measure in self.measures:
            if measure.text:
                yield SearchText(title=measure.text, body="", part=measure.number)
