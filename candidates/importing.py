"""How a read interview becomes draft rows: the interview, its blocks and, where it names another one, an imprint."""

from dataclasses import dataclass

from django.db import transaction

from candidates.models import Candidate, Interview, QABlock
from candidates.reading import Imprint as ReadImprint
from candidates.reading import ParsedInterview
from elections.models import Election, Imprint
from publishing.kyrgyz import fold
from publishing.translating import note

#: A shorter word has no ending that could be told from the word itself.
LEAST = 4
NAMES = ("producer", "producer_address", "commissioner", "payer", "finance_representative", "print_run")


@dataclass(frozen=True, slots=True)
class Standing:
    """An imprint that is there already, and in which fields the text says otherwise."""

    imprint: Imprint
    differs: tuple[str, ...]


@transaction.atomic
def import_interview(
    parsed: ParsedInterview,
    *,
    raw_text: str,
    candidate: Candidate,
    election: Election,
    title: str = "",
    language: str = "",
    imprint: Imprint | None = None,
) -> Interview:
    """Make draft rows of a read interview; nothing of it is public.

    What is left over goes into no row: it stays in the raw text. `imprint` None means the election's usual one. Without
    `language` the one that was read stands, or Kyrgyz.
    """
    language = language or parsed.language or "ky"
    texts = {
        "title": title or parsed.title,
        "lead": parsed.lead,
        "thanks_question": parsed.thanks[0],
        "thanks_answer": parsed.thanks[1],
        "closing": parsed.closing,
        "election_note": parsed.election.text,
    }
    interview = Interview(
        candidate=candidate,
        election=election,
        original_language=language,
        raw_text=raw_text,
        imprint=imprint,
        **{f"{name}_{language}": text or "" for name, text in texts.items()},
    )
    interview.save()
    for block in parsed.blocks:
        said = {f"question_{language}": block.question, f"answer_{language}": block.answer}
        QABlock.objects.create(interview=interview, **said)
    note(interview)
    return interview


@transaction.atomic
def import_translation(interview: Interview, language: str, told: dict[str, str]) -> None:
    """Put translated texts into the columns of a language; nothing of it is public.

    They are named `title`, `lead` …, `question-3`, `answer-3`: blocks by their number, which never changes.
    """
    blocks = {block.number: block for block in interview.blocks.all()}
    touched = set()
    for name, text in told.items():
        side, _dash, number = name.partition("-")
        row = blocks[int(number)] if number else interview
        setattr(row, f"{side}_{language}", text)
        touched.add(row)
    for block in touched - {interview}:
        block.save()
    interview.save()


def known(raw_text: str):
    """Return the interviews made of the same text, spaces aside."""
    return Interview.objects.filter(raw_hash=Interview.hash_of(raw_text))


def standing_imprints(read: ReadImprint, election: Election) -> list[Standing]:
    """Return the imprints of an election: first what agrees most with the text, the usual one among equals."""
    rows = election.imprints.order_by("-is_usual", "pk")
    found = [Standing(row, differing(read, row)) for row in rows]
    return sorted(found, key=lambda standing: len(standing.differs))


def differing(read: ReadImprint, row: Imprint) -> tuple[str, ...]:
    """Return the fields in which the text says otherwise than the row; what the text does not say does not differ."""
    said = {name: getattr(read, name) for name in NAMES if getattr(read, name) is not None}
    return tuple(name for name, value in said.items() if not alike(str(value), str(getattr(row, name))))


def alike(one: str, other: str) -> bool:
    """Say whether two names are one: order, quotation marks and endings aside, with half as many words more in one.

    >>> alike("«Үлгү» партиясынын атайын фондунун каражатынан", '"Үлгү" партиясынын атайын фонду')
    True
    """
    shorter, longer = sorted((fold(one).split(), fold(other).split()), key=len)
    added = len(longer) - len(shorter)
    return added <= len(shorter) // 2 and all(any(_same(word, twin) for twin in longer) for word in shorter)


def _same(one: str, other: str) -> bool:
    """Say whether two folded words are one; a longer one may have an ending and have lost its last letter for it."""
    shorter, longer = sorted((one, other), key=len)
    return one == other or (
        len(shorter) >= LEAST and longer.startswith(shorter[:-1] if len(shorter) > LEAST else shorter)
    )


def proposed_imprint(read: ReadImprint, election: Election) -> Imprint:
    """Return an imprint, not saved, that says what the text says."""
    return Imprint(
        election=election, **{name: getattr(read, name) or "" for name in NAMES[:-1]}, print_run=read.print_run or 1
    )
