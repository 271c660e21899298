"""Soft hyphens; `hyphenated_words.txt` is the list for a Kyrgyz editor to read."""

from pathlib import Path
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publishing.hyphens import SOFT_HYPHEN, soft_hyphens

GOLDEN = (Path(__file__).parent / "hyphenated_words.txt").read_text(encoding="utf-8").split()
LETTERS = "аеёиоөуүыэюябвгджзйклмнңпрстфхцчшщьъ"
texts = st.text(st.sampled_from(LETTERS + LETTERS.upper() + " \n-.«»a1\u0301" + SOFT_HYPHEN), max_size=80)


def shown(text, **options):
    return soft_hyphens(text, **options).replace(SOFT_HYPHEN, "-")


def test_golden_list_has_five_hundred_long_words():
    assert len(set(GOLDEN)) == len(GOLDEN) == 500
    assert min(len(word.replace("-", "")) for word in GOLDEN) >= 10


def test_soft_hyphens_break_words_as_in_the_golden_list():
    assert [shown(word.replace("-", "")) for word in GOLDEN] == GOLDEN


@given(st.one_of(st.text(), texts), st.booleans())
def test_soft_hyphens_change_nothing_else(text, heading):
    assert soft_hyphens(text, heading=heading).replace(SOFT_HYPHEN, "") == text.replace(SOFT_HYPHEN, "")


@given(texts, st.booleans())
def test_soft_hyphens_set_twice_are_set_once(text, heading):
    once = soft_hyphens(text, heading=heading)

    assert soft_hyphens(once, heading=heading) == once


@given(st.text(LETTERS, min_size=10, max_size=40))
def test_soft_hyphens_leave_three_letters_and_never_part_vowels_or_signs(word):
    parts = soft_hyphens(word).split(SOFT_HYPHEN)

    if len(parts) > 1:
        assert min(len(parts[0]), len(parts[-1])) >= 3
    assert not any(part[0] in "аеёиоөуүыэюяьъ" for part in parts[1:])


@pytest.mark.parametrize(
    ("word", "broken"),
    [
        ("шаарыбызга", "шаа-ры-бызга"),
        ("Өндүрүштөн", "Өндү-рүш-төн"),
        ("КӨЗӨМӨЛДӨНӨТ", "КӨЗӨ-МӨЛ-ДӨ-НӨТ"),
        ("компьютерлер", "ком-пью-тер-лер"),
        ("факультетинин", "факуль-те-ти-нин"),
        ("объективдүү", "объек-тив-дүү"),
        ("встречаларга", "встре-ча-ларга"),
        ("кыргызстандыктар", "кыр-гыз-стан-дык-тар"),
        ("конкурстан", "кон-курс-тан"),
    ],
)
def test_soft_hyphens_keep_syllables_whole(word, broken):
    assert shown(word) == broken


def test_soft_hyphens_leave_words_of_nine_letters_whole():
    assert shown("депутаттар, депутаттык") == "депу-тат-тар, депу-тат-тык"
    assert shown("талапкер, шайлоочу, мамлекети") == "талапкер, шайлоочу, мамлекети"


def test_soft_hyphens_in_headings_begin_at_sixteen_letters():
    assert shown("Мүмкүнчүлүктөрү", heading=True) == "Мүмкүнчүлүктөрү"
    assert shown("Мүмкүнчүлүктөрүн", heading=True) == "Мүм-күн-чү-лүк-тө-рүн"


@pytest.mark.parametrize(
    "text",
    [
        "https://emgek.kg/кыргызстандыктардын",
        "www.кыргызстандыктардын.kg",
        "кыргызстандыктардын@emgek.kg",
        "internationalisation",
        "Кыргызcтандыктардын",  # the c is Latin
        "кыргызстан" + SOFT_HYPHEN + "дыктардын",
    ],
)
def test_soft_hyphens_leave_what_is_not_a_plain_kyrgyz_word(text):
    assert soft_hyphens(text) == text


def test_soft_hyphens_treat_the_halves_of_a_compound_alone():
    assert shown("үй-бүлөлөрүбүздөн").count("-") == 5
    assert shown("социалдык-экономикалык") == "социалдык-эко-но-ми-ка-лык"


def test_soft_hyphens_are_quick_with_what_is_far_too_long_for_a_word():
    began = perf_counter()

    assert soft_hyphens("ң" * 20_000) == "ң" * 20_000
    assert perf_counter() - began < 2
