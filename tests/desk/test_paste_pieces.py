"""What an editor may do to the parts of a pasted text, and that no letter is ever lost by it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candidates.desk.pieces import VERBS, NoSuchPlace, Parts, correct, corrected
from candidates.reading import Role, normalise, read_interview

TALK = """Үлгү маек: Усен Мисалов.

- Сиз кимсиз?
- Мен мугалиммин. Окутам. Кечинде кайдасыз? Үйдөмүн.

- Пландарыңыз барбы?
Жооп: Бар - көп.
"""


def parts_of(text: str) -> Parts:
    """Return the parts of a text as the desk shows them first."""
    parsed = read_interview(text)
    return Parts(normalise(text), parsed.pieces, parsed.repeats)


def said(parts: Parts) -> list[tuple[str, str]]:
    """Return what is what."""
    return [(piece.role.value, piece.text) for piece in parts.pieces]


def place_of(parts: Parts, words: str) -> int:
    """Return the place of the piece that holds some words."""
    return next(place for place, piece in enumerate(parts.pieces) if words in piece.text)


def cut(parts: Parts, words: str) -> Parts:
    """Cut a piece before some words."""
    place = place_of(parts, words)
    return correct(parts, f"split {place} {parts.pieces[place].text.index(words)}")


def test_question_hidden_in_an_answer_takes_two_cuts():
    parts = cut(cut(parts_of(TALK), "Кечинде"), "Үйдөмүн")

    assert said(parts)[2:5] == [
        ("answer", "Мен мугалиммин. Окутам."),
        ("question", "Кечинде кайдасыз?"),
        ("answer", "Үйдөмүн."),
    ]
    assert [block.answer for block in parts.parsed().blocks][:2] == ["Мен мугалиммин. Окутам.", "Үйдөмүн."]


def test_cut_parts_know_their_place_in_the_source():
    parts = cut(parts_of(TALK), "Кечинде")
    before, after = parts.pieces[2:4]

    assert parts.source[before.start : before.end].strip(" -\n") == before.text
    assert parts.source[after.start : after.end].strip() == after.text


def test_joining_what_was_cut_gives_the_same_text_back():
    parts = parts_of(TALK)
    place = place_of(parts, "Кечинде")

    assert said(correct(cut(parts, "Кечинде"), f"join {place + 1}")) == said(parts)


def test_joining_brings_a_dash_of_the_source_back():
    text = "- Сиз кимсиз?\n- Эң негизгиси. - Жашоо сапаты."
    parts = cut(parts_of(text.replace(". - ", " - ")), "- Жашоо")
    assert parts.pieces[-1].text.lstrip("- ") == "Жашоо сапаты."

    assert correct(parts, f"join {len(parts.pieces) - 1}").pieces[-1].text == "Эң негизгиси - Жашоо сапаты."


def test_paragraphs_stay_paragraphs_when_joined():
    parts = parts_of("- Сиз кимсиз?\n- Мен Үлгүмүн.\n\nКийинки сөз.")
    parts = cut(parts, "Кийинки")

    assert correct(parts, "join 2").pieces[1].text == "Мен Үлгүмүн.\n\nКийинки сөз."


def test_label_that_was_no_speaker_comes_back():
    parts = parts_of("Суроо: Максатыңыз барбы?\nЖооп: Бар, көп.\nСуроо: Кайсы?\nЖооп: Окуу.")
    assert parts.pieces[1].label

    assert correct(parts, "label 1").pieces[1].text == "Жооп: Бар, көп."


def test_removed_repeat_comes_back_where_it_stood():
    refrain = "Биз бул шаарды чогуу курабыз жана биргелешип жакшыртабыз деп айтам."
    parts = parts_of(f"- Сиз кимсиз?\n- Мен Үлгүмүн. {refrain}\n{refrain}\n- Дагы?\n- Болду.")
    assert len(parts.repeats) == 1

    kept = correct(parts, "keep 0")

    assert said(kept)[2] == ("answer", refrain)
    assert kept.repeats == ()
    assert kept.missing() == 0
    assert kept.parsed().blocks[0].answer.endswith(f"{refrain}\n\n{refrain}")


def test_looking_at_a_doubt_settles_it():
    parts = parts_of("- Сиз кимсиз?\n- Мен мугалиммин.\nКечинде кайдасыз?\n- Үйдөмүн.")
    place = next(place for place, piece in enumerate(parts.pieces) if not piece.sure)

    assert correct(parts, f"sure {place}").pieces[place].sure


WRONG = "|split|split 0 0|split 0 9999|split 99 3|join 0|up 0|down 4|role 0 king|keep 0|label 1|jump 1"


@pytest.mark.parametrize("correction", WRONG.split("|"))
def test_correction_of_nothing_is_refused(correction):
    with pytest.raises(NoSuchPlace):
        correct(parts_of(TALK), correction)


LINES = [*TALK.split("\n"), "Жооп: Ооба.", "**Ким?**", "Үлгү 😀 сөз. Ким?- Мен.", "1. Кайда?"]


@given(
    text=st.lists(st.sampled_from(LINES), max_size=9).map("\n".join),
    steps=st.lists(st.tuples(st.sampled_from(sorted(VERBS)), st.integers(0, 9), st.integers(0, 60)), max_size=12),
)
def test_no_sequence_of_corrections_loses_a_letter(text, steps):
    parts = parts_of(text)
    roles = list(Role)
    for verb, place, number in steps:
        value = roles[number % len(roles)].value if verb == "role" else number
        try:
            parts = corrected(parts, [f"{verb} {place} {value}"])
        except NoSuchPlace:
            continue

    assert parts.missing() == 0
    assert all(piece.text.strip() == piece.text for piece in parts.pieces)
