"""Every form of the desk, of whatever model, keeps two people from overwriting each other."""

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group
from django.urls import reverse

from elections.models import Material
from emgek.roles import ADMINISTRATOR, PRESS_OFFICER
from publishing.desk.together.form import Together
from staff.models import User
from staff.registers import ReadOnlyAdmin
from tests.desk.together.forms import address, officer, opened, saved, told
from tests.factories import (
    make_candidate,
    make_election,
    make_imprint,
    make_interview,
    make_page,
    make_party,
    make_plank,
    make_program,
)

pytestmark = pytest.mark.django_db

# A field that the colleague changes, and one that I change.
FIELDS = {
    "party": ("title_ky", "title_ru"),
    "election": ("title_ky", "title_ru"),
    "imprint": ("producer", "payer"),
    "material": ("title", "notes"),
    "page": ("title_ky", "title_ru"),
    "candidate": ("family_name_ky", "family_name_ru"),
    "interview": ("title_ky", "title_ru"),
    "program": ("title_ky", "title_ru"),
    "plank": ("title_ky", "title_ru"),
    "measure": ("text_ky", "text_ru"),
    "user": ("first_name", "last_name"),
}
DELETABLE = sorted(FIELDS.keys() - {"user", "party"})


@pytest.fixture
def us():
    """Return the clients of two administrators."""
    return officer("Айгүл"), officer("Бакыт")


@pytest.fixture
def row(request):
    """Return a row of the model a test names."""
    name = request.param
    if name == "user":
        user = User.objects.create_user("new", is_staff=True, password="x")
        user.groups.set(Group.objects.filter(name=PRESS_OFFICER))
        return user
    if name == "party":
        return make_party()
    if name == "page":
        return make_page()
    election = make_election()
    plank = make_plank(make_program(election), measures=1)
    made = {
        "election": lambda: make_election(),
        "imprint": lambda: make_imprint(election, is_usual=False),
        "material": lambda: Material.objects.create(election=election, title="Үлгү"),
        "candidate": lambda: make_candidate(),
        "interview": lambda: make_interview(make_candidate(), election),
        "program": lambda: make_program(make_election()),
        "plank": lambda: plank,
        "measure": lambda: plank.measures.get(),
    }
    return made[name]()


def test_every_model_that_can_be_changed_has_a_form_that_merges():
    forms = {type(found) for found in admin.site._registry.values() if not isinstance(found, ReadOnlyAdmin)}
    assert {form for form in forms if not issubclass(form, Together)} == set()


@pytest.mark.parametrize("row", sorted(FIELDS), indirect=True)
def test_what_two_change_in_any_form_is_merged_and_the_same_is_asked(us, row):
    theirs, mine = us
    first, second = FIELDS[row._meta.model_name]
    sheet, again = opened(mine, row), opened(mine, row)
    assert 'name="filled_with"' in mine.get(address(row)).text
    assert saved(theirs, row, opened(theirs, row), **{first: "Алардыкы"}).status_code == 302
    assert saved(mine, row, sheet, **{second: "Меники"}).status_code == 302
    assert "Айгүл" in told(mine)
    row.refresh_from_db()
    assert (getattr(row, first), getattr(row, second)) == ("Алардыкы", "Меники")

    asked = saved(mine, row, again, **{first: "Башкача"})  # an older window of mine
    assert asked.status_code == 200
    assert asked.context["adminform"].form[first].value() == "Башкача"
    assert f'name="choice-{first}"' in asked.text
    row.refresh_from_db()
    assert getattr(row, first) == "Алардыкы"


@pytest.mark.parametrize("row", DELETABLE, indirect=True)
def test_nothing_is_deleted_that_somebody_changed_and_nothing_typed_is_lost_when_it_is(us, row):
    theirs, mine = us
    first, second = FIELDS[row._meta.model_name]
    seen = mine.get(address(row)).context["together"]["seen"]
    sheet = opened(theirs, row)
    saved(theirs, row, sheet, **{first: "Алардыкы"})
    answered = mine.post(f"{address(row, 'delete')}?seen={seen}", {"post": "yes"}, follow=True)
    assert "Айгүл" in answered.text
    assert type(row).objects.filter(pk=row.pk).exists()

    sheet = opened(theirs, row)
    type(row).objects.filter(pk=row.pk).delete()
    lost = saved(theirs, row, sheet, **{second: "Менин көп сөзүм"})
    assert lost.status_code == 409
    assert "Менин көп сөзүм" in lost.text


def test_roles_of_a_user_are_merged_and_no_password_leaves_the_form(us):
    theirs, mine = us
    user = User.objects.create_user("new", is_staff=True, password="x")
    sheet = opened(mine, user)
    chief = Group.objects.get(name=ADMINISTRATOR)
    assert saved(theirs, user, opened(theirs, user), groups=[chief.pk]).status_code == 302
    hashed = User.objects.get(pk=user.pk).password
    answered = saved(mine, user, sheet, email="new@example.kg")
    assert answered.status_code == 302
    user.refresh_from_db()
    assert (user.email, list(user.groups.all()), user.password) == ("new@example.kg", [chief], hashed)
    assert hashed not in mine.get(address(user)).text


def test_a_user_is_made_with_a_form_of_the_desk(us):
    mine, _theirs = us
    sent = {"username": "new", "password1": "Узун-сөз-42", "password2": "Узун-сөз-42", "language": "ky"}
    answered = mine.post(reverse("admin:staff_user_add"), sent | {"usable_password": "true"})
    assert answered.status_code == 302
    assert User.objects.get(username="new").password_is_temporary
