"""Signs nobody sees: with them two names look alike, a search finds nothing, or a line reads backwards."""

import pytest
from django.contrib import admin
from django.contrib.auth import get_user_model

from candidates.lists.tables import read_table
from candidates.models import Candidate, Interview
from candidates.reading import read_interview

TRICKED = "Мис\u200bалов\u202e\u2066 Үл\ufeffгү\u2060"
NAME = "Мисалов Үлгү"


@pytest.mark.django_db
@pytest.mark.parametrize(("model", "field"), [(Candidate, "family_name_ky"), (Interview, "title_ru")])
def test_a_line_of_the_desk_keeps_none_of_them(rf, model, field):
    request = rf.get("/")
    request.user = get_user_model()(is_superuser=True, is_active=True)
    control = admin.site._registry[model].get_form(request)().fields[field].widget

    assert control.value_from_datadict({field: f" {TRICKED}\r\n"}, {}, field) == NAME


def test_a_list_that_comes_in_keeps_none_of_them():
    table = read_table(f"Аты;Фамилиясы\r\n{TRICKED};{TRICKED}".encode(), lambda head: head in ("Аты", "Фамилиясы"))

    assert table.rows == [(2, [NAME, NAME])]


def test_a_pasted_interview_keeps_none_of_them():
    parsed = read_interview(f"- {TRICKED}, сиз кимсиз?\n- Мен {TRICKED} болом.")

    assert [(block.question, block.answer) for block in parsed.blocks] == [
        (f"{NAME}, сиз кимсиз?", f"Мен {NAME} болом.")
    ]
