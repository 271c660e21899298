"""Answers beside the raw text: what the desk says of them, and the warning where an interview is called verbatim."""

import pytest
from django.utils import translation

from candidates.importing import import_interview
from candidates.models import InterviewForm
from candidates.reading import read_interview
from tests.factories import make_candidate, make_election

pytestmark = pytest.mark.django_db

RAW = "Айгүл: Сиз кимсиз?\n\nҮлгү: Мен экологмун, Бишкекте жашайм.\n\nАйгүл: Эмне кылат элеңиз?\n\nҮлгү: Бак тигем."


def interview_of(raw, **fields):
    """Return the interview that is read from a raw text."""
    parsed = read_interview(raw)
    row = import_interview(parsed, raw_text=raw, candidate=make_candidate(), election=make_election(), language="ky")
    for name, value in fields.items():
        setattr(row, name, value)
    row.save()
    return row


def warnings(row, language="ky"):
    """Return what publishing warns of about the raw text."""
    document = row.build_document(language, issued=row.created_at.date())
    return [str(problem.message) for problem in row.checks(document) if problem.code == "not_verbatim"]


def remarks(row):
    """Return what stands beside each answer, in English."""
    with translation.override("en"):
        return [str(block.remark()) for block in row.blocks.order_by("order")]


def test_signs_may_be_mended_and_words_may_not():
    row = interview_of(RAW, form=InterviewForm.VERBATIM)
    first, second = row.blocks.order_by("order")
    first.answer_ky = "мен ЭКОЛОГМУН — Бишкекте жашайм!"
    first.save()
    second.answer_ky = "Көп бак тигем."
    second.save()

    assert remarks(row) == ["as in the raw text", "differs from the raw text"]
    assert len(warnings(row)) == 1
    assert warnings(row)[0].endswith(": 2.")


def test_only_an_interview_called_verbatim_is_held_to_its_words():
    row = interview_of(RAW, form=InterviewForm.EDITED)
    row.blocks.update(answer_ky="Башка сөз.")
    assert warnings(row) == []


def test_a_translation_is_not_compared_with_the_raw_text():
    row = interview_of(RAW, form=InterviewForm.VERBATIM, title_ru="Интервью")
    row.blocks.update(answer_ru="Я эколог.")
    assert warnings(row, "ru") == []


def test_without_a_raw_text_nothing_is_said():
    row = interview_of(RAW, form=InterviewForm.VERBATIM)
    row.raw_text = ""
    row.save()
    assert warnings(row) == []
    assert remarks(row) == ["", ""]


def test_the_real_interview_as_it_was_read_says_what_its_raw_text_says(shared):
    raw = (shared / "input" / "asanberdiev-interview.txt").read_text("utf-8")
    row = interview_of(raw, form=InterviewForm.VERBATIM)
    assert set(remarks(row)) <= {"as in the raw text", ""}
    assert warnings(row) == []
