"""What the panel above a form says."""

import pytest
from django.urls import reverse

from candidates.models import QABlock
from tests.desk.publishing.screens import edit, english, text, url
from tests.factories import (
    go_live,
    moment,
)

pytestmark = pytest.mark.django_db


def test_the_panel_says_since_when_and_what_has_changed(officer, talk):
    QABlock.objects.filter(interview=talk).update(answer_ky="Башка жооп.")
    page = text(officer.get(url(talk, "change")))
    assert "Public since: 8 July 2021, 12:00" in page
    assert "(2)" in page
    assert "Not public yet." in page


def test_the_panel_marks_what_waits(officer, talk):
    go_live(edit(talk, title_ky="Башка"), languages=["ky"], starts_at=moment(7, 9, 10))
    assert "Waits, public from: 9 July 2021, 10:00" in text(officer.get(url(talk, "change")))


def test_a_new_objects_form_has_no_panel(officer):
    response = officer.get(english(reverse("admin:candidates_interview_add")))
    assert "desk-panel" not in text(response)
