"""The screens of carrying over and of confirming: who sees what, and that nothing is made unseen."""

import re

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from candidates.models import Interview
from elections.carried import CarryingOver, ToConfirm
from elections.models import Imprint
from emgek.agenda import agenda
from emgek.roles import PRESS_OFFICER
from staff.audit import AuditEntry
from staff.models import User
from tests.factories import (
    CAMPAIGN,
    make_april,
    make_candidate,
    make_election,
    make_interview,
    make_plank,
    make_program,
)


@pytest.fixture
def july(db):
    """Return a vote that repeats another one, of which everything is there."""
    april = make_april()
    person = make_candidate(april, position=1)
    make_plank(make_program(april), measures=1)
    make_interview(person, april)
    july = make_election(slug="july", repeats=april)
    july.candidacies.create(candidate=person)
    return july


def address(name, election):
    """Return a screen of an election in English."""
    return reverse(f"admin:elections_election_{name}", args=[election.pk]).replace("/ky/", "/en/")


def chosen_in(text):
    """Return the keys a page would send, and the mark of what it showed."""
    return {
        "chosen": re.findall(r'name="chosen" value="([^"]+)"', text),
        "shown": re.search(r'name="shown" value="(\w+)"', text)[1],
    }


def carry_all(client, election):
    """Choose everything, see it, and carry it over."""
    page = client.get(address("carry_over", election))
    seen = client.post(address("carry_over", election), {"do": "see"} | chosen_in(page.text))
    return client.post(address("carry_over", election), {"do": "carry"} | chosen_in(seen.text), follow=True)


def test_what_would_be_made_is_shown_before_it_is(admin_client, july):
    page = admin_client.get(address("carry_over", july))
    some = [key for key in chosen_in(page.text)["chosen"] if key.startswith("interview")]
    seen = admin_client.post(address("carry_over", july), {"do": "see", "chosen": some})
    assert "Still stands for this vote" in seen.text
    assert chosen_in(seen.text)["chosen"] == some
    assert Interview.objects.count() == 1


def test_what_was_carried_over_is_confirmed_one_by_one(admin_client, july):
    done = carry_all(admin_client, july)
    assert "Carried over as drafts:" in done.text
    imprint = ToConfirm.objects.get(kind="imprint")
    after = admin_client.post(address("confirm", july), {"do": "confirm", "item": imprint.pk}, follow=True)
    assert "Confirmed: 1." in after.text
    imprint.refresh_from_db()
    assert imprint.confirmed_by.username == "admin"
    assert AuditEntry.objects.filter(kind="elections.imprint", details=["confirmed: imprint"]).exists()
    admin_client.post(address("confirm", july), {"do": "reopen", "item": imprint.pk})
    imprint.refresh_from_db()
    assert imprint.confirmed_at is None


def test_one_carrying_over_is_undone_as_one(admin_client, july):
    carry_all(admin_client, july)
    carrying = CarryingOver.objects.get()
    undone = admin_client.post(address("carry_over", july), {"do": "undo", "carrying": carrying.pk}, follow=True)
    assert "Undone. Removed:" in undone.text
    assert Interview.objects.count() == Imprint.objects.count() == 1


def test_a_plan_that_changed_is_shown_again_and_not_made(admin_client, july):
    page = chosen_in(admin_client.get(address("carry_over", july)).text)
    again = admin_client.post(address("carry_over", july), {"do": "carry", **page, "shown": "0" * 32})
    assert "Something changed meanwhile" in again.text
    assert Interview.objects.count() == 1


def test_nothing_chosen_is_said(admin_client, july):
    assert "Nothing was chosen." in admin_client.post(address("carry_over", july), {"do": "see"}).text


def test_an_election_that_repeats_none_says_so(admin_client, july):
    assert "repeats no other" in admin_client.get(address("carry_over", july.repeats)).text


def test_a_press_officer_confirms_what_he_may_change_and_nothing_else(admin_client, client, july):
    carry_all(admin_client, july)
    officer = User.objects.create_user("press", is_staff=True)
    officer.groups.set(Group.objects.filter(name=PRESS_OFFICER))
    client.force_login(officer)
    assert client.get(address("carry_over", july)).status_code == 403
    talk = ToConfirm.objects.filter(kind="interview").first()
    calendar = ToConfirm.objects.create(election=july, kind="election", object_id=july.pk, code="campaign")
    assert client.post(address("confirm", july), {"item": calendar.pk}).status_code == 403
    client.post(address("confirm", july), {"item": talk.pk})
    talk.refresh_from_db()
    assert talk.confirmed_by == officer


def test_the_first_page_of_the_desk_lists_what_is_to_be_confirmed(admin_client, july):
    carry_all(admin_client, july)
    page = admin_client.get("/en/admin/").text
    assert "To be confirmed" in page
    assert f"{reverse('admin:elections_election_confirm', args=[july.pk]).replace('/ky/', '/en/')}#imprint-" in page
    for one in ToConfirm.objects.all():
        one.confirm(None)
    assert agenda(User.objects.get(username="admin"), CAMPAIGN)["to_confirm"] == []
