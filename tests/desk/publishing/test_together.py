"""Publishing several objects at once."""

import json

import pytest
from django.urls import reverse

from tests.desk.publishing.screens import english, live, shown_on, text, url
from tests.factories import (
    make_candidate,
    make_program,
)

pytestmark = pytest.mark.django_db


def together(rows):
    address = english(reverse("admin:candidates_candidate_publish_together"))
    return f"{address}?ids={','.join(str(row.pk) for row in rows)}"


def test_several_objects_go_live_in_one_release(officer, election):
    rows = [make_candidate(election) for _ in range(3)]
    listed = english(reverse("admin:candidates_candidate_changelist"))
    chosen = officer.post(listed, {"action": "publish_selected", "_selected_action": [row.pk for row in rows]})
    page = officer.get(chosen.url)
    officer.post(chosen.url, {"languages": ["ky"], "when": "now", "shown": page.context["shown"]})
    assert len({live(row, "ky").act.release_id for row in rows}) == 1


def test_one_that_may_not_stops_all(officer, election):
    good, bad = make_candidate(election), make_candidate()
    page = officer.get(together([good, bad]))
    assert "This stops it" in text(page)
    officer.post(together([good, bad]), {"languages": ["ky"], "when": "now", "shown": page.context["shown"]})
    assert live(good, "ky") is None


def test_more_than_a_release_holds_are_refused(officer, election, monkeypatch):
    monkeypatch.setattr("publishing.desk.bulk.MOST", 1)
    response = officer.get(together([make_candidate(election), make_candidate(election)]))
    assert "At most: 1" in text(response)


def test_shown_names_every_language(officer, election):
    program = make_program(election)
    assert json.loads(shown_on(officer, url(program, "publish"))) == [
        ["program", program.pk, code, None] for code in ("ky", "ru", "en")
    ]
