"""The lock of a list: from its day on nobody comes onto it, moves on it or leaves it; statuses change with a source."""

from datetime import date

import pytest
from django.urls import reverse

from candidates.lists.planning import Fate
from candidates.locking import lock_of
from candidates.models import Candidacy, Candidate
from tests.candidates.test_lists import HEADS, plan, waiting_list
from tests.factories import CAMPAIGN, make_candidate, make_election

LOCKED = "The list of this election is locked."


@pytest.fixture
def election(at):
    """Return an election whose list is locked since the day before."""
    return make_election(slug="ulgu", list_locked_date=date(2021, 7, 7))


@pytest.fixture
def person(election):
    """Return somebody on the locked list."""
    names = {"family_name_ky": "Асанов", "given_name_ky": "Назар"}
    return make_candidate(election, languages="", position=1, **names)


def save(client, person, *, election, total=1, **fields):
    """Save a person with one candidacy in the form of the desk, in English."""
    candidacy = person.candidacies.first()
    form = {"family_name_ky": "Асанов", "given_name_ky": "Назар", "original_language": "ky", "slug": person.slug}
    form |= {"portrait_ppoi": "0.5x0.5", "candidacies-TOTAL_FORMS": total}
    form |= {"candidacies-INITIAL_FORMS": 1 if candidacy else 0, "candidacies-0-candidate": person.pk}
    form |= {"candidacies-0-id": candidacy.pk if candidacy else "", "candidacies-0-election": election.pk}
    form |= {f"candidacies-0-{name}": value for name, value in {"list_position": 1, **fields}.items()}
    address = reverse("admin:candidates_candidate_change", args=[person.pk]).replace("/ky/", "/en/")
    return client.post(address, form)


@pytest.mark.django_db
def test_a_list_is_open_before_its_day_and_without_one():
    assert lock_of(make_election(list_locked_date=date(2021, 7, 9)), CAMPAIGN) == ""
    assert lock_of(make_election(), CAMPAIGN) == ""


@pytest.mark.django_db
@pytest.mark.parametrize(
    "fields", [{"list_position": 2}, {"list_position": ""}, {"DELETE": "on"}], ids=["moved", "place taken", "taken off"]
)
def test_a_locked_list_is_not_changed_in_the_form(admin_client, election, person, fields):
    answer = save(admin_client, person, election=election, **fields)
    assert answer.status_code == 200
    assert LOCKED in answer.text
    assert Candidacy.objects.get().list_position == 1


@pytest.mark.django_db
def test_a_locked_list_takes_nobody_in_the_form(admin_client, election):
    newcomer = make_candidate(languages="", family_name_ky="Асанов", given_name_ky="Назар")
    assert LOCKED in save(admin_client, newcomer, election=election).text
    assert not Candidacy.objects.exists()


@pytest.mark.django_db
def test_a_status_changes_on_a_locked_list_with_its_source(admin_client, election, person):
    refused = save(admin_client, person, election=election, status="withdrawn")
    assert "a status changes only with its source" in refused.text
    taken = save(admin_client, person, election=election, status="withdrawn", status_source="БШК")
    assert taken.status_code == 302
    assert Candidacy.objects.get().status == "withdrawn"


@pytest.mark.django_db
def test_nobody_on_a_locked_list_is_deleted(admin_client, election, person):
    address = reverse("admin:candidates_candidate_delete", args=[person.pk]).replace("/ky/", "/en/")
    assert LOCKED in admin_client.post(address, {"post": "yes"}).text
    assert Candidate.objects.exists()


@pytest.mark.django_db
def test_a_file_changes_no_locked_list_but_words_and_sourced_statuses(election, person):
    heads = [*HEADS, "profession_ky", "status", "status_source"]
    found = plan(
        waiting_list(
            election,
            ["Жаңы", "Киши", "", "2", "", "", ""],
            ["Асанов", "Назар", "", "1", "Врач", "", ""],
            heads=heads,
        )
    )
    assert [row.fate for row in found.rows] == [Fate.FAILS, Fate.CHANGED]
    moved = plan(waiting_list(election, ["Асанов", "Назар", "", "3", "", "", ""], heads=heads))
    status = plan(waiting_list(election, ["Асанов", "Назар", "", "1", "", "катталган", ""], heads=heads))
    sourced = plan(waiting_list(election, ["Асанов", "Назар", "", "1", "", "катталган", "БШК"], heads=heads))
    assert [one.rows[0].fate for one in (moved, status, sourced)] == [Fate.FAILS, Fate.FAILS, Fate.CHANGED]
