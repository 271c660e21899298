"""No form of the desk lists everybody: with ten thousand candidates it would take seconds and megabytes."""

import pytest
from django.contrib import admin
from django.urls import reverse

from candidates.desk import paste_forms
from candidates.models import Candidate
from programs.models import Measure
from tests.desk.sending import sent_by
from tests.factories import (
    make_candidate,
    make_election,
    make_interview,
    make_page,
    make_party,
    make_plank,
    make_program,
)

pytestmark = pytest.mark.django_db
MANY = 12


@pytest.fixture
def crowded():
    """Return an object of each kind with a form, where a dozen candidates, interviews, planks and measures are."""
    election = make_election()
    people = [make_candidate(election, family_name_ky="Көпчүлүк") for _ in range(MANY)]
    talks = [make_interview(one, election, title_ky="Көпчүлүк") for one in people]
    program = make_program(election)
    planks = [make_plank(program, measures=1, title_ky="Көпчүлүк") for _ in range(MANY)]
    Measure.objects.update(text_ky="Көпчүлүк", voice=people[0].pk)
    rows = [election, people[0], talks[0], program, planks[0], planks[0].measures.first(), make_party(), make_page()]
    return {type(row): row for row in rows}


def forms(rows):
    """Yield the addresses of all forms that add or change something."""
    for model in admin.site._registry:
        name = f"admin:{model._meta.app_label}_{model._meta.model_name}"
        yield reverse(f"{name}_add")
        if model in rows:
            yield reverse(f"{name}_change", args=[rows[model].pk])


@pytest.mark.walk
def test_no_form_lists_all_candidates_interviews_planks_or_measures(admin_client, crowded):
    listed = {}
    for address in forms(crowded):
        page = admin_client.get(address)
        if page.status_code == 200:
            listed[address] = page.text.count("Көпчүлүк</option>") + page.text.count("Көпчүлүк Үлгү ky</option>")
    assert len(listed) > len(crowded)
    assert {address: count for address, count in listed.items() if count > 1} == {}


def test_pasting_lists_few_candidates_and_lets_many_be_found(admin_client, crowded, monkeypatch):
    paste = reverse("admin:candidates_interview_paste")
    assert admin_client.get(paste).text.count("Көпчүлүк</option>") == MANY
    monkeypatch.setattr(paste_forms, "MOST_LISTED", MANY - 1)
    page = admin_client.get(paste).text
    assert "Көпчүлүк</option>" not in page
    assert "admin-autocomplete" in page
    assert "autocomplete.js" in page


def test_whose_view_a_measure_is_is_saved_from_both_forms(admin_client, crowded):
    measure, plank = crowded[Measure], crowded[Measure].plank
    second, third = Candidate.objects.order_by("pk")[1:3]
    address = reverse("admin:programs_measure_change", args=[measure.pk])
    sent = sent_by(admin_client.get(address))
    assert admin_client.post(address, sent | {"voice": second.pk}).status_code == 302
    measure.refresh_from_db()
    assert measure.voice == second.pk
    address = reverse("admin:programs_plank_change", args=[plank.pk])
    page = admin_client.get(address)
    assert str(second) in page.text
    assert admin_client.post(address, sent_by(page) | {"measures-0-voice": third.pk}).status_code == 302
    measure.refresh_from_db()
    assert measure.voice == third.pk
    assert admin_client.post(address, sent_by(admin_client.get(address)) | {"measures-0-voice": ""}).status_code == 302
    measure.refresh_from_db()
    assert measure.voice is None
