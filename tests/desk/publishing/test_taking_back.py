"""Withdrawing, undoing and cancelling from the desk."""

import pytest

from publishing.editions import Edition
from tests.desk.publishing.screens import LATER, edit, live, shown_on, text, url
from tests.factories import (
    go_live,
    moment,
)

pytestmark = pytest.mark.django_db


def test_withdrawing_needs_a_reason(officer, talk):
    shown = shown_on(officer, url(talk, "withdraw"))
    response = officer.post(url(talk, "withdraw"), {"languages": ["ky"], "note": "", "shown": shown})
    assert "Say why." in text(response)
    assert live(talk, "ky")


def test_withdrawing_takes_dependents_along_when_asked(officer, talk):
    candidate = talk.candidate
    page = officer.get(url(candidate, "withdraw"))
    assert "Үлгү маек ky" in text(page)
    given = {"languages": ["ky"], "note": "Ката", "shown": page.context["shown"], "with_dependents": "on"}
    officer.post(url(candidate, "withdraw"), given)
    assert (live(candidate, "ky"), live(talk, "ky")) == (None, None)
    assert live(talk, "ru")


def test_an_undo_puts_back_what_was_there(officer, talk):
    release = go_live(edit(talk, title_ky="Ката"), languages=["ky"], at=LATER)
    assert "published" in text(officer.get(url(talk, "undo", release_id=release.pk)))
    officer.post(url(talk, "undo", release_id=release.pk))
    assert live(talk, "ky").title == "Үлгү маек ky"


def test_what_waits_can_be_cancelled(officer, talk):
    release = go_live(edit(talk, title_ky="Эртең"), languages=["ky"], starts_at=moment(7, 9, 10))
    officer.post(url(talk, "cancel", release_id=release.pk))
    assert not Edition.objects.of(talk).waiting(LATER).exists()
