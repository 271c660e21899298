"""Two candidates side by side: what is known of each, what each speaks to, and what each was asked and answered.

Both sides are treated alike: they stand in the order of the list, not of choosing, and every line has a word for the
side that has nothing.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import batched, pairwise

from django.utils.translation import gettext as _

from candidates import profile
from candidates.documents import BlockDocument, CandidacyDocument, CandidateDocument
from candidates.listing import Row, row
from candidates.profile import Fact
from elections.documents import ElectionDocument
from publishing import reading
from publishing.addresses import address_of
from publishing.cards import Card, Chrome, Link
from publishing.reading import Wanted
from publishing.search import heading_of


@dataclass(frozen=True)
class Side:
    """One of the two: the person, the candidacy the page speaks of, the interviews, and the own views."""

    card: Card
    chrome: Chrome
    candidacy: CandidacyDocument | None
    election: ElectionDocument | None
    talks: tuple[Card, ...] = ()
    voices: tuple[Link, ...] = ()

    @property
    def person(self) -> CandidateDocument:
        """Return what is public of the person."""
        return self.card.document

    @property
    def place(self) -> tuple[str, int]:
        """Return where the person stands on the list."""
        election = self.election.object_id if self.election else 0
        keys = (
            target.sort_key for target in self.person.targets() if (target.kind, target.id) == ("election", election)
        )
        return next(keys, "fffff"), self.card.object_id

    @cached_property
    def row(self) -> Row:
        """Return the person as a row of the list."""
        return row(self.card, self.election.object_id if self.election else 0, self.chrome)

    @cached_property
    def facts(self) -> dict[str, Fact]:
        """Return what is known and unknown, by label."""
        return {fact.label: fact for fact in profile.facts(self.person, self.candidacy, self.election, self.chrome)}

    @cached_property
    def questions(self) -> dict[str, tuple[Card, BlockDocument]]:
        """Return what the person was asked in the language of the page, by its folded words; the newest talk first."""
        found = {}
        for talk in self.talks:
            if talk.language == self.chrome.language:
                for block in talk.document.blocks:
                    found.setdefault(heading_of(block.question), (talk, block))
        return {heading: asked for heading, asked in found.items() if heading}


@dataclass(frozen=True, slots=True)
class Known:
    """What is known of one side, or that it is not."""

    name: str
    fact: Fact


@dataclass(frozen=True, slots=True)
class Spoken:
    """What one side has to say to a plank: answers as (number, address), own views as (measure, address)."""

    name: str
    answers: tuple[tuple[int, str], ...]
    views: tuple[tuple[str, str], ...]

    def __bool__(self):
        return bool(self.answers or self.views)


@dataclass(frozen=True, slots=True)
class Reply:
    """What one side said to a question; `talk` is None where it was not asked."""

    name: str
    talk: Card | None = None
    number: int = 0
    answer: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Pair[T]:
    """A line of the comparison: what it is about, where that is, and what either side has."""

    label: str
    sides: tuple[T, T]
    url: str = ""


def page(people: Iterable[Card], chrome: Chrome) -> dict:
    """Return what stands on the page of two candidates, in one query."""
    sides, planks = furnished(sorted((side_of(card, chrome) for card in people), key=lambda side: side.place), chrome)
    told = [Pair(plank.title, spoken_of(plank, sides, chrome), address_of(plank, chrome)) for plank in planks]
    asked = list(questions(sides, chrome))
    talks = [talk for side in sides for talk in side.talks]
    elections = {side.election.object_id: side.election for side in sides if side.election}
    return {
        "sides": sides,
        "election": next(iter(elections.values())) if len(elections) == 1 else None,
        "facts": list(facts(sides)),
        "planks": [line for line in told if any(line.sides)],
        "neither": [line for line in told if not any(line.sides)],
        "both_asked": [line for line in asked if all(reply.talk for reply in line.sides)],
        "one_asked": [line for line in asked if not all(reply.talk for reply in line.sides)],
        "foreign": [talk for talk in talks if talk.language != chrome.language],
        "cards": [*(side.card for side in sides), *talks, *planks],
    }


def side_of(card: Card, chrome: Chrome) -> Side:
    """Return a person with the candidacy the page speaks of, as the person's own page does."""
    return Side(card, chrome, *profile.main_candidacy(card.document, chrome))


def furnished(sides: list[Side], chrome: Chrome) -> tuple[list[Side], list[Card]]:
    """Return the sides with their interviews and own views, and the planks of their elections. One query."""
    own = [
        wanted
        for side in sides
        for wanted in (
            Wanted(target=side.card.key, role="candidate", kind="interview", documents=True),
            Wanted(target=side.card.key, role="voice", kind="plank"),
        )
    ]
    elections = dict.fromkeys(side.election.object_id for side in sides if side.election)
    programs = [Wanted(target=("election", id_), role="election", kind="plank", documents=True) for id_ in elections]
    found = reading.listed_together([*own, *programs], chrome.language, chrome.at)
    pairs = batched(found[: len(own)], 2, strict=True)
    made = [
        replace(side, talks=tuple(link.card for link in talks), voices=tuple(voices))
        for side, (talks, voices) in zip(sides, pairs, strict=True)
    ]
    return made, [link.card for links in found[len(own) :] for link in links]


def facts(sides: list[Side]) -> Iterator[Pair[Known]]:
    """Yield what is known and unknown of both; what only one has said is not stated of the other."""
    first, second = sides
    labels = list(first.facts)
    for before, label in pairwise([None, *second.facts]):
        if label not in first.facts:
            labels.insert(labels.index(before) + 1 if before in labels else 0, label)
    for label in labels:
        empty = Fact(label, "", unknown=_("not stated"))
        yield Pair(label, tuple(Known(side.row.name, side.facts.get(label, empty)) for side in sides))


def spoken_of(plank: Card, sides: list[Side], chrome: Chrome) -> tuple[Spoken, ...]:
    """Return what each side has to say to a plank."""
    return tuple(
        Spoken(
            side.row.name,
            tuple(
                (block.number, address_of(talk, chrome, part=block.number))
                for talk in side.talks
                for block in talk.document.blocks
                if any(plank.object_id == spoken for spoken, _measure in block.planks)
            ),
            tuple(
                (link.excerpt, address_of(link.card, chrome, part=link.part))
                for link in side.voices
                if link.card.object_id == plank.object_id
            ),
        )
        for side in sides
    )


def questions(sides: list[Side], chrome: Chrome) -> Iterator[Pair[Reply]]:
    """Yield every question either was asked, once, in the order of the interviews."""
    first, second = sides
    for heading in dict.fromkeys([*first.questions, *second.questions]):
        _talk, block = first.questions.get(heading) or second.questions[heading]
        yield Pair(block.question, tuple(reply(side, heading, chrome) for side in sides))


def reply(side: Side, heading: str, chrome: Chrome) -> Reply:
    """Return what one side said to a question."""
    if heading not in side.questions:
        return Reply(side.row.name)
    talk, block = side.questions[heading]
    return Reply(side.row.name, talk, block.number, block.answer, address_of(talk, chrome, part=block.number))
