"""What a new installation lacks, and where each line leads."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from django.utils.translation import override

from candidates.models import Candidacy
from emgek.checklist import PAGES, checklist
from emgek.roles import ADMINISTRATOR, PRESS_OFFICER
from staff.models import User
from tests.factories import (
    BEFORE,
    CAMPAIGN,
    go_live,
    make_candidate,
    make_election,
    make_imprint,
    make_page,
    make_party,
)


def person(role):
    """Return somebody of a role."""
    user = User.objects.create_user(role, is_staff=True, language="en")
    user.groups.set(Group.objects.filter(name=role))
    return user


@pytest.fixture
def administrator(db):
    return person(ADMINISTRATOR)


def lines(user, done):
    """Return the titles of the lines that are done, or that are not."""
    return [item.title for item in checklist(user, CAMPAIGN) if item.is_done is done]


@pytest.fixture(autouse=True)
def english():
    with override("en"):
        yield


def test_an_empty_database_lacks_everything_and_every_line_opens_a_form(client, administrator):
    found = checklist(administrator, CAMPAIGN)
    assert [item.title for item in found[:2]] == ["Party", "Election"]
    assert len(found) == 2 + len(PAGES)
    client.force_login(administrator)
    page = client.get(reverse("admin:index")).text
    for item in found:
        assert f'href="{item.address.replace("&", "&amp;")}"' in page
        assert client.get(item.address).status_code == 200


def test_a_new_page_opens_with_its_address_and_titles(client, administrator):
    client.force_login(administrator)
    form = client.get(checklist(administrator, CAMPAIGN)[-1].address).context["adminform"].form
    assert form["slug"].value() == "accessibility"
    assert form["title_en"].value() == "Accessibility"


def test_lines_say_what_is_missing_and_are_ticked_when_it_is_there(administrator):
    election = make_election(campaign_starts_at=None)
    make_imprint(election, payer="")
    notes = {item.title: item.note for item in checklist(administrator, CAMPAIGN)}
    assert notes["Election"] == "saved, not public yet"
    assert notes["Dates of the election"] == "missing: campaign starts"
    assert notes["Usual imprint"] == "missing: payer"
    assert notes["A candidate on the list"] == "nobody yet"
    make_candidate(election)
    assert lines(administrator, done=True) == ["A candidate on the list"]


def test_the_list_goes_when_nothing_is_missing(administrator, django_assert_num_queries):
    election, party = make_election(), make_party()
    make_imprint(election)
    for slug in PAGES:
        go_live(make_page(slug=slug))
    Candidacy.objects.create(candidate=make_candidate(), election=election)
    go_live(party, at=CAMPAIGN)
    assert lines(administrator, done=False) == ["Election"]
    go_live(election, at=CAMPAIGN)
    administrator.sets_rules()
    with django_assert_num_queries(6):
        assert checklist(administrator, CAMPAIGN) == []


def test_a_press_officer_is_not_asked_for_what_administrators_enter(db):
    assert checklist(person(PRESS_OFFICER), BEFORE) == []
