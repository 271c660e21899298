"""What holds for every text, found by hypothesis; and that time grows with length only."""

import json
import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candidates.reading import ParsedInterview, Role, assemble, normalise, read_interview
from candidates.reading.characters import count_letters, letters_and_digits, squeeze, without_dash

WORDS = (
    "- |— |– |?|!|.|:|Суроо:|Жооп: |Q: |A: |сиз |Мен |**Кимсиз?**|** |* |_|кимсиз?|айтыңыз.|1. |2) |12:45|[00:12] "
    "|Үлгү Мисалов: |Мисалов. |КАБАР. |рахмат |Урматтуу шайлоочулар! |Аткаруучу: |Тираж: 100|08.07.2021|Заказчик: "
    '|бюллетенде 4 номер катталган.|# |Бөлүшүү|Facebook|«Үлгү»|«|»|"|; |, |фондунан төлөндү.|\r\n|\n|\n\n|\n- |?- '
    "|\u200b|\xad|\xa0|е\u0308|и\u0306|Бул кырк тамгадан узун сап экени анык болсун деп жазылды.\n"
).split("|")
MARKUP = ["<b>", "</b>", "<p>", "</p>", "<br>", "<script>", "</script>", "<!--", "-->", "&nbsp;", "<x>", "<a href='"]

any_text = st.text(max_size=300)
interviews = st.lists(st.sampled_from(WORDS), max_size=60).map("".join)
pages = st.lists(st.sampled_from(WORDS + MARKUP), max_size=60).map("".join)
anything = any_text | interviews | pages


def retold(parsed: ParsedInterview) -> str:
    """Put pieces and repeats back in the order of the input."""
    parts = [(piece.start, piece.label + piece.text) for piece in parsed.pieces]
    parts += [(repeat.start, repeat.text) for repeat in parsed.repeats]
    return letters_and_digits("".join(text for _, text in sorted(parts, key=lambda part: part[0])))


@given(anything)
def test_every_letter_and_digit_is_told_once_and_in_order(text):
    assert retold(read_interview(text)) == letters_and_digits(normalise(text))


@given(any_text | interviews)
def test_normalising_a_text_without_markup_changes_no_letter(text):
    assert letters_and_digits(normalise(text)) == letters_and_digits(unicodedata.normalize("NFC", text))


@given(anything)
def test_the_fields_hold_what_the_pieces_hold(text):
    parsed = read_interview(text)
    fields = [parsed.title, parsed.lead, *parsed.thanks, parsed.closing]
    fields += [parsed.election.text, parsed.imprint.text, *parsed.left_over]
    fields += [side for block in parsed.blocks for side in (block.question, block.answer)]

    told = "".join(field or "" for field in fields)

    held = "".join(piece.text for piece in parsed.pieces)
    assert sorted(letters_and_digits(told)) == sorted(letters_and_digits(held))


@given(anything)
def test_pieces_follow_each_other_without_overlap(text):
    pieces = read_interview(text).pieces

    assert all(a.end <= b.start for a, b in zip(pieces, pieces[1:], strict=False))


@given(anything)
def test_a_reading_is_the_same_every_time_and_can_be_assembled_again(text):
    parsed = read_interview(text)

    assert read_interview(text) == parsed
    assert assemble(parsed.pieces, parsed.repeats) == parsed


@given(anything)
def test_a_reading_is_json(text):
    shape = read_interview(text).as_json()

    assert json.loads(json.dumps(shape)) == shape
    assert list(shape) == (
        "language title lead blocks thanks closing election imprint left_over repeats warnings".split()
    )
    assert len(shape["thanks"]) == 2


@given(interviews)
def test_a_repeat_has_forty_letters_and_stands_whole_before(text):
    normal = normalise(text)

    for repeat in read_interview(text).repeats:
        assert normal[repeat.start : repeat.end] == repeat.text
        assert count_letters(repeat.text) >= 40
        assert squeeze(without_dash(repeat.text)) in squeeze(normal[: repeat.start])


@given(st.lists(st.sampled_from(list(Role)), max_size=12))
def test_pieces_of_any_order_can_be_assembled(roles):
    from candidates.reading import Piece

    pieces = [Piece(role, f"сөз {i}", i, i + 1) for i, role in enumerate(roles)]
    parsed = assemble(pieces)

    assert [piece.text for piece in parsed.pieces] == [piece.text for piece in pieces]
    assert assemble(parsed.pieces) == parsed


def lines_alike(size):
    return "".join(f"Бул сап мурункусуна абдан окшош, бирок такыр эле ошол эмес {i}\n" for i in range(size // 62))


SHAPES = {
    "an interview": lambda size: "".join(
        f"- {i}-суроо: сиз шаардын жолдору жөнүндө эмне дейсиз?\n- Мен {i} жол салабыз дедим. "
        + "Иштейбиз. " * 30
        + "\n"
        for i in range(size // 380)
    ),
    "dashes": lambda size: "- " * (size // 2),
    "dashes after marks": lambda size: "аа. - Б" * (size // 7),
    "questions run in": lambda size: "Ким?- Мен. " * (size // 11),
    "glued sentences": lambda size: "айттым.Бул " * (size // 11),
    "one letter": lambda size: "а" * size,
    "open quotes": lambda size: '"а ' * (size // 3),
    "stars": lambda size: "**а " * (size // 4),
    "open tags": lambda size: "</b>" + "<a '" * (size // 4),
    "open comments": lambda size: "</b>" + "<!--" * (size // 4),
    "open scripts": lambda size: "</b>" + "<script>" * (size // 8),
    "lines alike": lines_alike,
    "one line again": lambda size: ("Бул кырк тамгадан узун сап экени анык болсун деп жазылды.\n") * (size // 57),
    "labels": lambda size: "Суроо: ким? Жооп: мен. " * (size // 23),
    "imprints": lambda size: "Тираж: 1\nЗаказчик: а\n" * (size // 21),
    "names": lambda size: "".join(f"Мисалов{i}. Мен.\nМисалов{i}. Сен?\n" for i in range(size // 36)),
    "topics": lambda size: "".join(f"О деле {i}\nМы делаем его. Да.\n" for i in range(size // 30)),
    "names run in": lambda size: "Кабарчы: ким? Мисалов: мен. " * (size // 28),
    "greetings": lambda size: "- Ким?\n- " + "Урматтуу " * (size // 9),
    "spaces": lambda size: "а?" + " " * size + "Б",
}


@pytest.mark.slow  # a clock says little while other tests run beside it
@pytest.mark.parametrize("shape", SHAPES)
def test_the_time_grows_with_the_length_only(shape):
    """Four times the text takes about four times the time, whatever it is made of."""
    seconds = []
    for size in (40_000, 160_000):
        text = SHAPES[shape](size)
        best = min(timed(text) for _ in range(2))
        seconds.append(best)

    # Quadratic work would take 16 times as long; below 50 ms nothing can be said.
    assert seconds[1] < max(0.05, 9 * seconds[0])


def timed(text: str) -> float:
    start = time.process_time()
    read_interview(text)
    return time.process_time() - start
