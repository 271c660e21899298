"""What a reading gives: pieces in the order of the input, and what they add up to.

`Piece` carries text, everything else is derived from pieces by `assemble`.
All offsets count in the normalised text (`normalise(raw)`).
"""

from dataclasses import asdict, dataclass, replace
from datetime import date
from enum import StrEnum


class Role(StrEnum):
    """What a piece of the text is."""

    TITLE = "title"
    LEAD = "lead"
    QUESTION = "question"
    ANSWER = "answer"
    THANKS = "thanks"
    CLOSING = "closing"
    ELECTION = "election"
    IMPRINT = "imprint"
    LEFT_OVER = "left_over"


@dataclass(frozen=True, slots=True)
class Piece:
    """One stretch of the input with one role.

    `text` is clean: no leading dash, no label, no emphasis marks, broken lines
    joined, paragraphs separated by a blank line. `label` is what was taken off
    its front («Суроо 1:», «КАБАР.»), so that label and text together hold every
    letter of the stretch. `start` and `end` are its offsets in the normalised
    text. `block` numbers questions and answers from 1 and is 0 elsewhere.
    `doubts` are codes of `MESSAGES`; a piece is sure when it has none.
    """

    role: Role
    text: str
    start: int = 0
    end: int = 0
    block: int = 0
    label: str = ""
    doubts: tuple[str, ...] = ()

    @property
    def sure(self) -> bool:
        return not self.doubts

    def settled(self) -> "Piece":
        """Return the same piece once an editor has looked at it."""
        return replace(self, doubts=())


@dataclass(frozen=True, slots=True)
class Block:
    """A question and its answer; either may be empty."""

    question: str
    answer: str
    sure: bool


@dataclass(frozen=True, slots=True)
class Election:
    """The facts of the election; all but `text` are readings of the whole interview."""

    text: str | None = None
    voting_day: date | None = None
    ballot_number: int | None = None
    term_years: int | None = None
    repeat: bool | None = None


@dataclass(frozen=True, slots=True)
class Imprint:
    """Who made, ordered and paid for the text, as the law on elections asks.

    Names are spans of `text` as they stand there, in whatever case.
    """

    text: str | None = None
    producer: str | None = None
    producer_address: str | None = None
    commissioner: str | None = None
    payer: str | None = None
    finance_representative: str | None = None
    issue_date: date | None = None
    print_run: int | None = None


@dataclass(frozen=True, slots=True)
class Repeat:
    """A line taken out because it stands whole in text kept before it."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Warning:
    """Something an editor should look at; the desk translates `code`, `message` is English."""

    code: str
    message: str
    block: int | None = None
    params: dict | None = None


#: The codes of doubts and warnings, each with one English sentence.
MESSAGES = {
    "unmarked_question": "A question was found that no dash, label, number or emphasis marks.",
    "doubtful_turn": "Who speaks here is doubtful.",
    "run_in": "Question and answer stood in one paragraph; the border was guessed.",
    "short_copy": "A short line that also stands above was kept; it was most likely scraped twice.",
    "empty_answer": "The question has no answer.",
    "empty_question": "The answer has no question.",
    "no_questions": "No question was found.",
    "too_many_turns": "The text has more paragraphs than any interview; it was not divided.",
    "year_inferred": "The year of the voting day was inferred from the issue date.",
    "year_unknown": "The voting day is named without a year, and no issue date tells it.",
}


def warn(code: str, block: int | None = None, **params) -> Warning:
    """Make the warning of that code."""
    return Warning(code, MESSAGES[code], block, params or None)


@dataclass(frozen=True, slots=True)
class ParsedInterview:
    """An interview as read. See the package docstring for the shape of its JSON."""

    language: str | None
    title: str | None
    lead: str | None
    blocks: tuple[Block, ...]
    thanks: tuple[str, str]
    closing: str | None
    election: Election
    imprint: Imprint
    left_over: tuple[str, ...]
    repeats: tuple[Repeat, ...]
    warnings: tuple[Warning, ...]
    pieces: tuple[Piece, ...]

    def as_json(self) -> dict:
        """Return plain dicts, lists, strings and numbers: dates are ISO, unknown is None.

        The pieces are left out: they are for the desk, which has the object.
        """
        shape = {name: getattr(self, name) for name in ("language", "title", "lead")}
        shape["blocks"] = [asdict(block) for block in self.blocks]
        shape["thanks"] = list(self.thanks)
        shape["closing"] = self.closing
        shape["election"] = _plain(self.election)
        shape["imprint"] = _plain(self.imprint)
        shape["left_over"] = list(self.left_over)
        shape["repeats"] = [asdict(repeat) for repeat in self.repeats]
        shape["warnings"] = [asdict(warning) for warning in self.warnings]
        return shape


def _plain(facts: Election | Imprint) -> dict:
    """Turn the days among the facts into ISO strings."""
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in asdict(facts).items()}
