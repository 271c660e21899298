"""What the screen of pasted parts shows: pieces with their sentences, doubts in words, the source beside, readings."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from django.utils.translation import gettext_lazy as _

from candidates.desk.pieces import Parts
from candidates.reading import ParsedInterview, Piece, Role
from candidates.reading.assembling import PARAGRAPH
from candidates.reading.sentences import sentences
from elections.models import Election, ElectionType
from publishing.dates import numeric_day

PAGE = 40
MOST_SENTENCES = 60
MOST_LETTERS = 12_000
MOST_SOURCE = 4_000

ROLES = {
    Role.TITLE: _("Title"),
    Role.LEAD: _("Lead"),
    Role.QUESTION: _("Question"),
    Role.ANSWER: _("Answer"),
    Role.THANKS: _("Thanks"),
    Role.CLOSING: _("Closing address"),
    Role.ELECTION: _("About the election"),
    Role.IMPRINT: _("Imprint"),
    Role.LEFT_OVER: _("Not part of the interview"),
}
KEYS = dict(zip(ROLES, "TLQAHCEIX", strict=True))
DOUBTS = {
    "unmarked_question": _("This looks like a question, but no dash, label or number marks it."),
    "doubtful_turn": _("It is not certain who speaks here."),
    "run_in": _("Question and answer stood in one paragraph: check where the answer begins."),
    "short_copy": _("The same words stand further up; most likely the page was copied twice."),
    "too_many_turns": _("This is longer than any interview and was not divided."),
}
WARNINGS = {
    "no_questions": _("No question was found. Cut the text where the first one begins."),
    "empty_answer": _("A question without an answer: %(number)s."),
    "empty_question": _("An answer without a question: %(number)s."),
    "year_inferred": _("The voting day stands without a year; it was taken from the issue date."),
    "year_unknown": _("The voting day stands without a year."),
}


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence and the place in its piece where it begins; a cut before it is offered unless it is the first."""

    at: int
    text: str


@dataclass(frozen=True, slots=True)
class ShownPiece:
    """A piece as the screen shows it."""

    place: int
    piece: Piece
    name: str
    paragraphs: tuple[tuple[Sentence, ...], ...]
    hidden: int
    doubts: tuple[str, ...]
    is_last: bool


@dataclass(frozen=True, slots=True)
class Stretch:
    """A stretch of the source; `place` is that of its piece, None for a repeat taken out."""

    text: str
    place: int | None
    role: str


@dataclass(frozen=True, slots=True)
class Fact:
    """What the text says of the election, what the election's row says, and whether they agree."""

    name: str
    said: str
    kept: str

    @property
    def agrees(self) -> bool:
        return self.said == self.kept


def shown_pieces(parts: Parts, first: int) -> list[ShownPiece]:
    """Return one page of pieces from a place on."""
    pieces = parts.pieces[first : first + PAGE]
    return [shown_piece(place, piece, len(parts.pieces)) for place, piece in enumerate(pieces, first)]


def shown_piece(place: int, piece: Piece, count: int) -> ShownPiece:
    """Return a piece with its first sentences in paragraphs, as one of so many."""
    paragraphs, end = [], 0
    for sentence in islice(_sentences(piece.text[:MOST_LETTERS]), MOST_SENTENCES):
        if not paragraphs or PARAGRAPH in piece.text[end : sentence.at]:
            paragraphs.append([])
        paragraphs[-1].append(sentence)
        end = sentence.at + len(sentence.text)
    return ShownPiece(
        place=place,
        piece=piece,
        name=f"{ROLES[piece.role]} {piece.block}" if piece.block else str(ROLES[piece.role]),
        paragraphs=tuple(map(tuple, paragraphs)),
        hidden=len(piece.text) - end,
        doubts=tuple(DOUBTS[code] for code in piece.doubts if code in DOUBTS),
        is_last=place + 1 == count,
    )


def _sentences(text: str) -> Iterator[Sentence]:
    """Yield the sentences of a text, paragraph by paragraph, with the places where they begin."""
    begin = 0
    for paragraph in text.split(PARAGRAPH):
        for start, end in sentences(paragraph):
            words = paragraph[start:end]
            bare = words.lstrip()
            yield Sentence(begin + start + len(words) - len(bare), bare)
        begin += len(paragraph) + len(PARAGRAPH)


def source_beside(parts: Parts, first: int) -> list[Stretch]:
    """Return the stretches of the source under a page of pieces, with the repeats among them, in order."""
    pieces = list(enumerate(parts.pieces[first : first + PAGE], first))
    if not pieces:
        return []
    begin = min(piece.start for _place, piece in pieces) if first else 0
    end = max(piece.end for _place, piece in pieces)
    last = first + PAGE >= len(parts.pieces)
    found = [(piece.start, piece.end, place, piece.role.value) for place, piece in pieces]
    found += [
        (repeat.start, repeat.end, None, "repeat")
        for repeat in parts.repeats
        if begin <= repeat.start and (last or repeat.start < end)
    ]
    return [
        Stretch(shortened(parts.source[start:stop].strip(), MOST_SOURCE if place is not None else 160), place, role)
        for start, stop, place, role in sorted(found, key=lambda stretch: stretch[:2])
    ]


def shortened(text: str, most: int) -> str:
    """Return the beginning of a text that is too long to be shown."""
    return text if len(text) <= most else f"{text[:most]} …"


def doubtful(parts: Parts) -> list[int]:
    """Return the places that want to be looked at."""
    return [place for place, piece in enumerate(parts.pieces) if not piece.sure]


def warnings(parsed: ParsedInterview) -> list[str]:
    """Return what is to be said of the whole, in the words of the desk."""
    said = (warning for warning in parsed.warnings if warning.code in WARNINGS)
    return [str(WARNINGS[warning.code]) % {"number": warning.block} for warning in said]


def facts(parsed: ParsedInterview, election: Election, language: str) -> list[Fact]:
    """Compare what the text says of the election with the election chosen; what it does not say is left out."""
    read = parsed.election
    is_repeat = _("yes") if election.election_type == ElectionType.REPEAT else _("no")
    voting_day = numeric_day(election.voting_day, language)
    compared = [
        (_("voting day"), read.voting_day and numeric_day(read.voting_day, language), voting_day),
        (_("number on the ballot"), read.ballot_number, election.ballot_number),
        (_("term in years"), read.term_years, election.term_years),
        (_("repeat election"), read.repeat and _("yes"), is_repeat),
    ]
    return [Fact(name, str(said), "—" if kept is None else str(kept)) for name, said, kept in compared if said]
