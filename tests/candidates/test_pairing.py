"""A translation laid beside its original: what holds for any two texts, and the retold interview in its languages."""

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from candidates.reading import Block, pair, read_interview
from candidates.reading.assembling import assemble
from candidates.reading.pairing import unlike
from candidates.reading.parsed import Piece, Role

TALK = tomllib.loads(Path("emgek/demo_content/interviews.toml").read_text("utf-8"))["interviews"][0]
WORDS = "Бишкек|4|2021|Эмгек|шаар|дым|?|.|Кандай план бар?|Узун жооп узун жооп узун жооп. |\n\n|«Үлгү»".split("|")

words = st.lists(st.sampled_from(WORDS), max_size=8).map(" ".join)
blocks = st.lists(st.builds(Block, words, words, st.just(True)), max_size=9)
pins = st.dictionaries(st.integers(0, 9), st.integers(0, 9), max_size=4)


def parsed_of(said):
    """Return blocks as an interview that was read."""
    pieces = [
        Piece(role, text, block=number)
        for number, block in enumerate(said, 1)
        for role, text in ((Role.QUESTION, block.question), (Role.ANSWER, block.answer))
    ]
    return assemble(pieces)


@given(blocks, blocks)
def test_pairs_keep_the_order_and_no_original_has_two(originals, said):
    partners = [place for place in pair(originals, parsed_of(said)) if place is not None]

    assert len(pair(originals, parsed_of(said))) == len(said)
    assert partners == sorted(set(partners))
    assert all(0 <= place < len(originals) for place in partners)


@given(blocks)
def test_as_many_questions_as_the_original_has_are_paired_one_by_one(said):
    assert pair(said, parsed_of(said)) == tuple(range(len(said)))


@given(blocks, blocks, pins)
def test_what_an_editor_paired_stands_and_no_original_has_two(originals, said, pinned):
    made = {}
    for block, place in pinned.items():
        if block < len(said) and place not in made.values():
            made[block] = place

    found = pair(originals, parsed_of(said), made)

    partners = [place for place in found if place is not None]
    assert all(found[block] == place for block, place in made.items() if place < len(originals))
    assert len(partners) == len(set(partners))


def told(language, without=()):
    """Return the blocks of the demo's interview in a language."""
    texts = enumerate(TALK["blocks"])
    return [Block(b["question"][language], b["answer"][language], True) for n, b in texts if n not in without]


@pytest.mark.parametrize("language", ["ru", "en"])
@pytest.mark.parametrize("place", range(7))
def test_real_translation_finds_its_places_with_a_question_more_or_fewer(language, place):
    fewer = pair(told("ky"), parsed_of(told(language, [place])))
    more = pair(told("ky", [place]), parsed_of(told(language)))

    assert fewer == tuple(number for number in range(7) if number != place)
    assert more == (*range(place), None, *range(place, 6))


def test_one_pair_made_by_hand_moves_those_that_follow():
    originals, said = [Block("Эмне?", "Ушул.", True)] * 4, [Block("Что?", "Это.", True)] * 3

    assert pair(originals, parsed_of(said), {1: 2}) == (0, 2, 3)


def test_numbers_printed_before_the_questions_are_believed():
    originals = [Block("Эмне?", "Ушул.", True)] * 4
    parsed = read_interview("Вопрос 1: Что?\nОтвет: Это.\nВопрос 3: Где?\nОтвет: Тут.\nВопрос 4: Кто?\nОтвет: Он.")

    assert pair(originals, parsed) == (0, 2, 3)


@pytest.mark.parametrize("language", ["ru", "en"])
def test_two_answers_in_one_are_noticed_and_a_good_translation_is_not_doubted(language):
    original, said = told("ky"), told(language)
    joined = Block(said[3].question, f"{said[3].answer}\n\n{said[5].answer}", True)

    assert "longer" in unlike(original[3], joined)
    assert not any(unlike(one, other) for one, other in zip(original, said, strict=True))


def test_huge_texts_are_paired_by_their_order_alone():
    many = [Block("Эмне?", "Ушул.", True)] * 2000

    assert pair(many, parsed_of(many[:1500])) == tuple(range(1500))
