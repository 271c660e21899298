"""The desk's first page: what there is to go on with."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils import timezone

from candidates.models import PastedText
from emgek.agenda import agenda
from emgek.roles import PRESS_OFFICER
from publishing import acts
from publishing.journal import Who
from staff.models import User
from tests.factories import CAMPAIGN, go_live, make_candidate, make_election, make_interview, moment, open_campaign


@pytest.fixture
def officer(db):
    """Return a press officer."""
    user = User.objects.create_user("press", is_staff=True)
    user.groups.set(Group.objects.filter(name=PRESS_OFFICER))
    return user


@pytest.fixture
def talk(db):
    """Return an interview of which nothing is public yet; its candidate is public."""
    election = open_campaign()
    person = make_candidate(election)
    go_live(person, at=CAMPAIGN)
    return make_interview(person, election, "ky", blocks=1)


def titles(officer, name, at=CAMPAIGN):
    """Return the titles and languages of one list."""
    return [(line.title, line.languages) for line in agenda(officer, at)[name]]


def test_a_draft_is_not_public(officer, talk):
    assert titles(officer, "unpublished") == [(str(talk), ["ky"])]
    assert titles(officer, "changed") == []


def test_what_is_public_as_it_is_saved_is_not_named(officer, talk):
    go_live(talk, at=CAMPAIGN, languages=["ky"])
    assert titles(officer, "unpublished") == titles(officer, "changed") == []
    talk.save()
    assert titles(officer, "changed") == []


def test_what_changed_is_named_in_the_languages_in_which_it_changed(officer, talk):
    go_live(talk, at=CAMPAIGN, languages=["ky"])
    talk.title_ky = "Башка аталыш"
    talk.save()
    assert titles(officer, "changed") == [("Башка аталыш", ["ky"])]
    assert titles(officer, "unpublished") == []


def test_what_waits_is_named_with_its_moment_and_not_as_unpublished(officer, talk):
    starts_at = moment(7, 9, 8)
    acts.publish([talk], ["ky"], at=CAMPAIGN, starts_at=starts_at, who=Who.user(officer))
    assert titles(officer, "unpublished") == []
    assert [(line.title, line.at) for line in agenda(officer, CAMPAIGN)["waiting"]] == [(str(talk), starts_at)]


def test_what_one_may_not_change_is_not_to_be_done(officer, talk):
    make_election()
    assert titles(officer, "unpublished") == [(str(talk), ["ky"])]
    assert agenda(User.objects.create_user("guest", is_staff=True), CAMPAIGN) == {
        "begun": [],
        "unpublished": [],
        "changed": [],
        "waiting": [],
    }


def test_the_first_page_leads_on(client, officer, talk):
    pasted = PastedText(candidate=talk.candidate, election=talk.election, raw_text="- Ким?\n- Мен.", by=officer)
    pasted.pasted_at = timezone.now()
    pasted.read()
    pasted.save()
    client.force_login(officer)
    page = client.get(reverse("admin:index")).text
    for name, *args in (
        ("candidates_interview_paste",),
        ("candidates_interview_parts", pasted.pk),
        ("candidates_interview_change", talk.pk),
    ):
        assert f'href="{reverse(f"admin:{name}", args=args)}"' in page
