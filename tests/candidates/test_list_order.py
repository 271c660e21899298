"""The order of an election's list: people change places by a move, and the places themselves stay."""

from datetime import date

import pytest
from django.urls import reverse

from candidates.models import Candidacy
from tests.desk.together.forms import officer, opened, saved
from tests.factories import go_live, make_candidate, open_campaign

pytestmark = pytest.mark.django_db


@pytest.fixture
def election():
    """Return an election with four people on the list, one place free, and one person without a place."""
    election = open_campaign()
    for place in (1, 2, 4, 5):
        make_candidate(election, position=place, family_name_ky=f"Үлгү{place}")
    make_candidate(election, position=None, family_name_ky="Орунсуз")
    return election


def screen(election) -> str:
    """Return the address of the screen."""
    return reverse("admin:candidates_candidate_list_order", args=[election.pk])


def listed(election) -> dict[int, str]:
    """Return who stands where."""
    rows = election.candidacies.exclude(list_position=None).order_by("list_position")
    return {row.list_position: row.candidate.family_name_ky for row in rows}


def at(election, place) -> Candidacy:
    """Return who has a place."""
    return election.candidacies.get(list_position=place)


def test_a_person_is_put_behind_another_and_no_place_is_lost_or_made(election):
    mine = officer("Айгүл")
    answer = mine.post(screen(election), {"put": f"{at(election, 5).pk}:{at(election, 1).pk}"}, follow=True)
    assert listed(election) == {1: "Үлгү1", 2: "Үлгү5", 4: "Үлгү2", 5: "Үлгү4"}
    assert "5 → 2" in answer.text
    assert [person.family_name_ky for person in answer.context["unplaced"]] == ["Орунсуз"]


def test_a_move_is_taken_back_by_the_button_beside_it(election):
    mine = officer("Айгүл")
    before = listed(election)
    answer = mine.post(screen(election), {"put": f"{at(election, 5).pk}:0"}, follow=True)
    assert listed(election)[1] == "Үлгү5"
    mine.post(screen(election), {"put": f"{answer.context['moved'].pk}:{answer.context['behind']}"})
    assert listed(election) == before


def test_a_locked_list_is_shown_and_not_moved(election):
    election.list_locked_date = date(2020, 1, 1)
    election.save()
    before = listed(election)
    answer = officer("Айгүл").post(screen(election), {"up": at(election, 5).pk})
    assert answer.context["lock"]
    assert listed(election) == before


def test_those_whom_readers_see_elsewhere_are_named_to_be_published_together(election):
    one, two = at(election, 1), at(election, 2)
    go_live(one.candidate, two.candidate)
    answer = officer("Айгүл").post(screen(election), {"down": one.pk}, follow=True)
    assert {person.pk for person in answer.context["changed"]} == {one.candidate_id, two.candidate_id}


def test_a_place_moved_while_the_form_of_a_person_is_open_is_merged_into_it(election):
    theirs, mine = officer("Айгүл"), officer("Бакыт")
    person = at(election, 5).candidate
    sheet = opened(mine, person)
    theirs.post(screen(election), {"put": f"{at(election, 5).pk}:0"})
    assert saved(mine, person, sheet, profession_ky="Мугалим").status_code == 302
    person.refresh_from_db()
    assert (person.profession_ky, person.candidacies.get().list_position) == ("Мугалим", 1)


@pytest.mark.parametrize("sent", [{}, {"put": "x"}, {"put": "1"}, {"put": "9999:0"}, {"up": "9999"}])
def test_what_makes_no_sense_moves_nobody(election, sent):
    before = listed(election)
    officer("Айгүл").post(screen(election), sent)
    assert listed(election) == before


def test_behind_somebody_who_left_the_list_nobody_is_put(election):
    before = listed(election)
    answer = officer("Айгүл").post(screen(election), {"put": f"{at(election, 5).pk}:99999"}, follow=True)
    assert answer.context["is_stale"]
    assert listed(election) == before
