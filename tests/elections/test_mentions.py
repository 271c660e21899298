"""Which sentences must be looked at again when a text is used for another vote."""

from datetime import date

import pytest

from elections.mentions import days_pattern, mentions

APRIL = days_pattern([date(2021, 4, 11), date(2021, 3, 12)])


@pytest.mark.parametrize(
    "sentence",
    [
        "Мен тизмеде 7-орундамын.",
        "Тизмедеги № 7 талапкер менмин.",
        "22-номерге добуш бериңиз.",
        "Бюллетенде биз 22 санынын жанындабыз.",
        "Я иду под номером 7.",
        "В списке я на 7-м месте.",
        "I am candidate no. 7 on the list.",
        "Шайлоо 2021-жылдын 11-апрелинде өтөт.",
        "Голосование 11 апреля.",
        "We vote on 11 April.",
        "11.04.2021 келиңиз!",
        "The campaign starts on 12 March.",
    ],
)
def test_a_sentence_that_names_a_number_or_a_day_of_the_vote_is_found(sentence):
    assert list(mentions(f"Бир сөз. {sentence} Дагы бир сөз.", APRIL)) == [sentence]


@pytest.mark.parametrize(
    "sentence",
    ["500 бак отургузабыз.", "12 балдар бакчасы.", "Мен 1985-жылы төрөлгөм.", "Работаю 15 лет.", "On 12 May."],
)
def test_other_numbers_are_nobody_s_business(sentence):
    assert list(mentions(sentence, APRIL)) == []


def test_markup_is_no_text():
    assert list(mentions("<p>Биз <b>№ 22</b></p>", APRIL)) == ["Биз № 22"]
