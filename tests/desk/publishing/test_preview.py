"""Previews and earlier editions as pages."""

import pytest

from publishing.editions import Edition
from publishing.journal import Release
from tests.desk.publishing.screens import edit, text, url
from tests.factories import (
    make_candidate,
    make_interview,
)

pytestmark = pytest.mark.django_db


def test_a_preview_shows_the_saved_row_and_leaves_no_trace(officer, talk):
    edit(talk, title_ky="Сыноо баш сөзү")
    before = Edition.objects.count(), Release.objects.count()
    response = officer.get(url(talk, "preview", language="ky"))
    page = text(response)
    assert "Сыноо баш сөзү" in page
    assert "Preview" in page
    assert "no-store" in response["Cache-Control"]
    assert "noindex" in response["X-Robots-Tag"]
    assert (Edition.objects.count(), Release.objects.count()) == before


def test_a_preview_of_what_was_never_public_brings_what_it_requires(officer, election):
    candidate = make_candidate(election, family_name_ky="Жаңыбаев")
    talk = make_interview(candidate, election)
    assert "Жаңыбаев" in text(officer.get(url(talk, "preview", language="ky")))


def test_a_past_edition_is_shown_as_it_was(officer, talk, first):
    page = text(officer.get(url(talk, "edition", edition_id=first.pk)))
    assert "Үлгү маек ky" in page
    assert "An edition from the past" in page
