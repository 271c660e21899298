"""What is public of a candidate and of an interview."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from elections.documents import CampaignDocument
from programs.documents import QUOTED
from publishing.documents import Part, SearchText, Target, wording
from publishing.kyrgyz import sort_key
from publishing.pictures import Picture
from publishing.richtext import plain

ELECTED = "elected"
"""The status of a candidacy that gives a seat; the desk offers it as candidates.models.CandidacyStatus."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidacyDocument(Part):
    """A candidate in an election; an unknown place or status is None or empty, and the page says so."""

    election: int
    list_position: int | None = None
    status: str = ""
    status_date: date | None = None
    status_source: str = ""
    name_on_ballot: str = wording()


@dataclass(frozen=True, slots=True, kw_only=True)
class CandidateDocument(CampaignDocument):
    """A person who stands. What is personal is there only with recorded consent (candidates/consents.py)."""

    kind: str = "candidate"
    family_name: str = wording()
    given_name: str = wording()
    patronymic: str = wording()
    lead: str = wording()
    origin: str = wording()
    education: str = wording()
    profession: str = wording()
    work: str = wording()
    residence: str = wording()
    biography: str = wording()
    birth_date: date | None = None
    portrait: Picture | None = None
    links: tuple[str, ...] = ()
    candidacies: tuple[CandidacyDocument, ...] = ()

    @property
    def sort_text(self) -> str:
        """Order by family name, then given name."""
        return f"{self.family_name} {self.given_name}"

    @property
    def initials(self) -> str:
        """Return the letters that stand in the square when there is no photograph."""
        return "".join(name[:1] for name in (self.given_name, self.family_name))

    def targets(self) -> Iterator[Target]:
        """Yield the elections he stands in, and those that gave him a seat; by place on the list, unknown ones last."""
        for candidacy in self.candidacies:
            place = candidacy.list_position if candidacy.list_position is not None else 99999
            key = f"{place:05d}{sort_key(self.sort_text)}"[:220]
            yield Target(
                role="candidacy", kind="election", id=candidacy.election, source_part=candidacy.number, sort_key=key
            )
            if candidacy.status == ELECTED:
                yield Target(
                    role="seat", kind="election", id=candidacy.election, source_part=candidacy.number, sort_key=key
                )

    def pictures(self) -> Iterator[str]:
        """Yield the portrait's files."""
        if self.portrait:
            yield self.portrait.original
            yield from (rendition.name for rendition in self.portrait.renditions)

    def summary(self) -> dict:
        """Return what a row of the list shows."""
        return {
            "profession": self.profession,
            "initials": self.initials,
            "given_name": self.given_name,
            "family_name": self.family_name,
            "portrait": [[r.name, r.format, r.width] for r in self.portrait.renditions] if self.portrait else [],
            "alt": self.portrait.alt if self.portrait else "",
            "credit": self.portrait.credit if self.portrait else "",
            "candidacies": {
                str(c.election): [c.list_position, c.status, c.status_date.isoformat() if c.status_date else ""]
                for c in self.candidacies
            },
        }

    def search_texts(self) -> Iterator[SearchText]:
        """Yield the person."""
        facts = [self.profession, self.work, self.origin, self.education, self.residence, self.patronymic]
        told = [self.lead, *(f"{fact.rstrip('.')}." for fact in facts if fact), plain(self.biography)]
        yield SearchText(title=self.title, body=" ".join(filter(None, told)))


@dataclass(frozen=True, slots=True, kw_only=True)
class BlockDocument(Part):
    """One question and its answer; `planks` are (plank id, measure number or None) it speaks to."""

    planks: tuple[tuple[int, int | None], ...] = ()
    question: str = wording()
    answer: str = wording()


@dataclass(frozen=True, slots=True, kw_only=True)
class InterviewDocument(CampaignDocument):
    """An interview; its candidate must be live in the same language. `form` is verbatim, edited or retold."""

    kind: str = "interview"
    candidate: int
    election: int
    form: str = "edited"
    held_date: date | None = None
    source_url: str = ""
    asked_by: str = wording()
    place: str = wording()
    lead: str = wording()
    thanks_question: str = wording()
    thanks_answer: str = wording()
    closing: str = wording()
    election_note: str = wording()
    blocks: tuple[BlockDocument, ...] = ()

    @property
    def election_id(self) -> int:
        """Return its election."""
        return self.election

    @property
    def sort_text(self) -> str:
        """Put the newest first, of one day the one entered last: days and ids counted down."""
        issued = self.imprint.issue_date if self.imprint else self.held_date
        days = 9999999 - issued.toordinal() if issued else 9999999
        return f"{days:07d} {9999999999 - self.object_id:010d}"

    def targets(self) -> Iterator[Target]:
        """Yield its candidate (required), its election, and the planks and measures its answers speak to."""
        yield Target(role="candidate", kind="candidate", id=self.candidate, required=True)
        yield Target(role="election", kind="election", id=self.election)
        for block in self.blocks:
            for plank, measure in block.planks:
                yield Target(
                    role="speaks_to",
                    kind="plank",
                    id=plank,
                    part=measure,
                    source_part=block.number,
                    sort_key=f"{self.object_id:09d}{block.number:05d}",
                    excerpt=f"{block.question}\n{block.answer[:QUOTED]}",
                )

    def summary(self) -> dict:
        """Return what a list shows of an interview."""
        return {
            "lead": self.lead,
            "answers": len(self.blocks),
            "form": self.form,
            "issue_date": self.imprint.issue_date.isoformat() if self.imprint else "",
        }

    def search_texts(self) -> Iterator[SearchText]:
        """Yield the interview, then each answer as a result of its own."""
        yield SearchText(title=self.title, body=f"{self.lead} {self.closing}".strip())
        for block in self.blocks:
            if block.question or block.answer:
                yield SearchText(title=block.question, body=block.answer, part=block.number)
