"""The list of candidates, narrowed: each person once, whoever stands more often or is public in more languages."""

import pytest
from django.urls import reverse

from candidates.models import Candidacy
from elections.models import Election
from publishing import acts
from publishing.clock import now
from publishing.journal import Who
from tests.factories import make_candidate, make_election, make_imprint

pytestmark = pytest.mark.django_db
LIST = reverse("admin:candidates_candidate_changelist")


def listed(client, query: str) -> list[str]:
    """Return the family names in the list, in its order."""
    return [row.family_name_ky for row in client.get(LIST, query).context["cl"].result_list]


@pytest.fixture
def twice():
    """Return an election; Айгүл stands in it and in another one, Бакыт in the other one only."""
    first, second = make_election(), make_election()
    aigul = make_candidate(first, position=1, family_name_ky="Айгүл")
    bakyt = make_candidate(second, position=1, family_name_ky="Бакыт")
    Candidacy.objects.create(candidate=aigul, election=second, status="registered")
    Candidacy.objects.filter(candidate=bakyt).update(status="registered")
    Candidacy.objects.filter(candidate=aigul, election=first).update(status="registered")
    return first


def test_by_election_each_person_stands_once(admin_client, twice):
    assert listed(admin_client, {"election": twice.pk}) == ["Айгүл"]


def test_by_status_each_person_stands_once(admin_client, twice):
    assert sorted(listed(admin_client, {"status": "registered"})) == ["Айгүл", "Бакыт"]
    assert listed(admin_client, {"status": "withdrawn"}) == []


def test_a_filter_that_is_no_number_shows_all(admin_client, twice):
    assert sorted(listed(admin_client, {"election": "абв"})) == ["Айгүл", "Бакыт"]


def test_by_what_is_public(admin_client, twice):
    public = Candidacy.objects.get(election=twice).candidate
    for election in Election.objects.all():
        make_imprint(election)
    acts.publish(Election.objects.all(), ["ky", "ru"], at=now(), who=Who.user(None))
    acts.publish([public], ["ky", "ru"], at=now(), who=Who.user(None))
    assert listed(admin_client, {"public": "ru"}) == ["Айгүл"]
    assert listed(admin_client, {"public": "en"}) == []
    assert listed(admin_client, {"public": "no"}) == ["Бакыт"]
    page = admin_client.get(LIST, {"public": "ky"})
    assert page.context["cl"].result_list[0].live_in == ["ky", "ru"]
