"""Parts are put in order in the form: what I moved stays moved whatever a colleague did meanwhile, numbers stay."""

import pytest
from django.contrib.auth.models import Permission
from hypothesis import given
from hypothesis import strategies as st

from publishing.desk.together.placing import merged
from publishing.ordering import reorder
from staff.models import User
from tests.desk.sending import sent_by
from tests.desk.together.forms import address, officer, opened, saved, told
from tests.factories import make_candidate, make_election, make_interview, make_plank, make_program

pytestmark = pytest.mark.django_db


@pytest.fixture
def talk():
    """Return an interview of four questions."""
    return make_interview(make_candidate(), make_election(), blocks=4)


@pytest.fixture
def us():
    """Return the clients of two officers."""
    return officer("Айгүл"), officer("Бакыт")


def numbers(talk) -> list[int]:
    """Return the numbers of the questions in their order."""
    return list(talk.blocks.order_by("order").values_list("number", flat=True))


def places(*found) -> dict:
    """Return what a form says of the places of its questions, in the order of their forms."""
    return {f"blocks-{n}-stands_at": place for n, place in enumerate(found)}


def test_a_question_moved_in_the_form_keeps_its_number(us, talk):
    _theirs, mine = us
    saved(mine, talk, opened(mine, talk), **places(2, 3, 4, 1), **{"blocks-0-answer_ky": "Меники"})
    assert numbers(talk) == [4, 1, 2, 3]
    assert talk.blocks.get(number=1).answer_ky == "Меники"
    saved(mine, talk, opened(mine, talk))
    assert numbers(talk) == [4, 1, 2, 3]


def test_a_new_question_stands_where_it_was_put_and_a_deleted_one_leaves_no_gap(us, talk):
    _theirs, mine = us
    new = {"blocks-TOTAL_FORMS": 5, "blocks-4-question_ky": "Жаңы?", "blocks-1-DELETE": "on"}
    assert saved(mine, talk, opened(mine, talk), **new, **places(1, 3, 4, 5, 2)).status_code == 302
    assert numbers(talk) == [1, 5, 3, 4]
    assert list(talk.blocks.order_by("order").values_list("order", flat=True)) == [1, 2, 3, 4]


def test_what_i_moved_stays_moved_when_a_colleague_added_edited_and_deleted(us, talk):
    theirs, mine = us
    sheet = opened(mine, talk)
    added = {"blocks-TOTAL_FORMS": 5, "blocks-4-question_ky": "Алардыкы?", "blocks-4-answer_ky": "Жооп"}
    saved(theirs, talk, opened(theirs, talk), **added, **{"blocks-1-DELETE": "on", "blocks-2-answer_ky": "Алардыкы"})
    assert saved(mine, talk, sheet, **places(2, 3, 4, 1)).status_code == 302
    assert numbers(talk) == [4, 1, 3, 5]
    assert talk.blocks.get(number=3).answer_ky == "Алардыкы"


def test_moves_of_both_are_made_and_told(us, talk):
    theirs, mine = us
    sheet = opened(mine, talk)
    saved(theirs, talk, opened(theirs, talk), **places(1, 2, 4, 3))
    assert saved(mine, talk, sheet, **places(2, 1, 3, 4)).status_code == 302
    assert numbers(talk) == [2, 1, 4, 3]
    assert "тартиби" in told(mine)


def test_who_moved_nothing_leaves_the_order_of_others(us, talk):
    _theirs, mine = us
    sheet = opened(mine, talk)
    reorder(talk.blocks.all(), list(talk.blocks.order_by("-order").values_list("pk", flat=True)))
    assert saved(mine, talk, sheet, **places(1, 2, 3, 4), lead_ky="Лид").status_code == 302
    assert numbers(talk) == [4, 3, 2, 1]


def test_a_form_that_comes_back_shows_the_order_that_was_sent(us, talk):
    theirs, mine = us
    sheet = opened(mine, talk)
    saved(theirs, talk, opened(theirs, talk), lead_ky="Алардыкы")
    asked = saved(mine, talk, sheet, **places(2, 3, 4, 1), lead_ky="Менин")
    assert asked.status_code == 200
    lines = [line for line in asked.text.splitlines() if "stands_at" in line and "__prefix__" not in line]
    assert ["blocks-3-" in lines[0], "blocks-0-" in lines[1]] == [True, True]
    again = sent_by(asked) | places(2, 3, 4, 1) | {"asked-lead_ky": "1", "choice-lead_ky": "mine"}
    assert saved(mine, talk, again).status_code == 302
    assert numbers(talk) == [4, 1, 2, 3]


def test_a_draft_tells_that_only_the_order_differs(us, talk):
    _theirs, mine = us
    shown = saved(mine, talk, opened(mine, talk), **places(2, 3, 4, 1), _draft="look").text
    assert "тартиби" in shown
    assert "тартиби" not in saved(mine, talk, opened(mine, talk), **places(1, 2, 3, 4), _draft="look").text


@pytest.mark.parametrize("nonsense", ["", "x", "-1", "9" * 30, "1.5"])
def test_places_that_make_no_sense_move_nothing(us, talk, nonsense):
    _theirs, mine = us
    assert saved(mine, talk, opened(mine, talk), **places(*[nonsense] * 4)).status_code == 302
    assert numbers(talk) == [1, 2, 3, 4]


@pytest.mark.parametrize("with_token", [True, False])
def test_parts_are_put_in_order_only_by_those_who_may_change_them(client, with_token):
    program = make_program(make_election())
    program.themes.create(name_ky="Эки")
    before = list(program.themes.order_by("order"))
    reader = User.objects.create_user("reader", is_staff=True)
    rights = ["view_program", "change_program", "view_theme"]
    reader.user_permissions.set(Permission.objects.filter(codename__in=rights))
    client.force_login(reader)
    sheet = opened(client, program) | {"themes-0-stands_at": 2, "themes-1-stands_at": 1}
    if not with_token:
        sheet.pop("filled_with")
    assert client.post(address(program), sheet).status_code == 302
    assert list(program.themes.order_by("order")) == before


def test_measures_are_put_in_order_in_the_form_of_their_plank(us):
    _theirs, mine = us
    plank = make_plank(make_program(make_election()), measures=3)
    sheet = opened(mine, plank) | {f"measures-{n}-stands_at": place for n, place in enumerate((3, 1, 2))}
    assert mine.post(address(plank), sheet).status_code == 302
    assert list(plank.measures.order_by("order").values_list("number", flat=True)) == [2, 3, 1]


ORDERS = st.permutations("abcdef")


@given(base=ORDERS, mine=ORDERS, theirs=ORDERS)
def test_of_three_orders_nothing_is_lost_or_doubled_and_one_sided_moves_are_made(base, mine, theirs):
    assert sorted(merged(base, theirs, mine)) == sorted(base)
    assert merged(base, base, mine) == mine
    assert merged(base, theirs, base) == theirs
    assert merged(base, mine, mine) == mine
