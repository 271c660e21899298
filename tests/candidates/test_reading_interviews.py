"""Invented interviews of every layout, each with what a reader should make of it.

They stand in `interviews/*.txt`: a name after ``===``, the raw text, and after
``---`` what is expected. T title, L lead, Q question, A answer, R thanks,
C closing, E election text, X left over; ``¶`` parts paragraphs. All people and
papers in them are plainly made up.
"""

import json
from pathlib import Path

import pytest

from candidates.reading import assemble, normalise, read_interview
from candidates.reading.characters import letters_and_digits

HERE = Path(__file__).parent / "interviews"


def read_cases():
    for path in sorted(HERE.glob("*.txt")):
        for case in path.read_text(encoding="utf-8").split("=== ")[1:]:
            name, _, rest = case.partition("\n")
            source, _, expected = rest.rpartition("\n---")
            wanted = [line.strip() for line in expected.split("\n")[1:] if line.strip()]
            yield pytest.param(source, wanted, id=f"{path.stem}: {name}")


CASES = list(read_cases())


def told(parsed) -> list[str]:
    """Return a reading in the notation of the cases."""
    rows = [("T", parsed.title), ("L", parsed.lead)]
    for block in parsed.blocks:
        rows += [("Q", block.question or ""), ("A", block.answer or "")]
    rows += [("R", text) for text in parsed.thanks if text]
    rows += [("C", parsed.closing), ("E", parsed.election.text)]
    rows += [("X", text) for text in parsed.left_over]
    rows = [(mark, text) for mark, text in rows if text is not None]
    return [f"{mark}: {text}".replace("\n\n", " ¶ ").strip() for mark, text in rows]


@pytest.mark.parametrize(("source", "wanted"), CASES)
def test_an_invented_interview_is_read_as_spoken(source, wanted):
    parsed = read_interview(source)

    facts = [row for row in wanted if row.startswith(("election.", "imprint."))]
    shape = parsed.as_json()
    for row in facts:
        key, _, value = row.partition(": ")
        part, name = key.split(".")
        read = shape[part][name]
        assert (read if isinstance(read, str) else json.dumps(read)) == value, key
    assert told(parsed) == [row for row in wanted if row not in facts]


@pytest.mark.parametrize(("source", "wanted"), CASES)
@pytest.mark.parametrize(
    "disguise",
    [
        pytest.param(lambda text: text.replace("\n", "\r\n"), id="windows lines"),
        pytest.param(lambda text: "\ufeff" + text.replace(" ", "\xa0"), id="hard spaces"),
        pytest.param(lambda text: text.replace("аа", "а\xadа").replace("е", "е\u200b"), id="unseen"),
        pytest.param(lambda text: text.replace("\n", "  \n\n\n\n  "), id="blank lines"),
    ],
)
def test_how_a_text_is_typed_changes_no_letter_of_it(source, wanted, disguise):
    disguised = read_interview(disguise(source))

    assert letters_of(disguised) == letters_and_digits(normalise(disguise(source)))
    assert assemble(disguised.pieces, disguised.repeats) == disguised


def letters_of(parsed) -> str:
    """Put pieces and repeats back in the order of the input."""
    parts = [(piece.start, piece.label + piece.text) for piece in parsed.pieces]
    parts += [(repeat.start, repeat.text) for repeat in parsed.repeats]
    return letters_and_digits("".join(text for _, text in sorted(parts, key=lambda part: part[0])))


@pytest.mark.parametrize(("source", "wanted"), CASES)
def test_windows_lines_give_the_same_reading(source, wanted):
    assert told(read_interview(source.replace("\n", "\r\n"))) == told(read_interview(source))
