"""The forms and lists of the desk: who changes what in them, words, order, search, deletion, signing in."""

from urllib.parse import urlencode

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import ProtectedError
from django.forms.models import model_to_dict
from django.urls import reverse
from django.utils import translation
from django.utils.text import capfirst

from candidates.models import Candidacy, Candidate, Interview
from elections.models import Election
from emgek.models import Page
from emgek.roles import ADMINISTRATOR, PRESS_OFFICER
from programs.models import Measure, Plank, StatusChange
from staff.models import User
from tests.desk.sending import sent_by
from tests.factories import (
    CAMPAIGN,
    go_live,
    make_candidate,
    make_election,
    make_interview,
    make_page,
    make_plank,
    make_program,
    moment,
    open_campaign,
)


@pytest.fixture(autouse=True)
def in_the_campaign(monkeypatch):
    """Let the site's clock stand in the campaign."""
    for module in ("base", "order"):
        monkeypatch.setattr(f"publishing.desk.{module}.now", lambda: CAMPAIGN)


def sign_in(client, role, **fields):
    """Sign in as somebody of a role and return the user."""
    user = User.objects.create_user(role.replace(" ", "-"), is_staff=True, **fields)
    user.groups.set(Group.objects.filter(name=role))
    client.force_login(user)
    return user


def change_address(row):
    """Return the address of a row's form."""
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def filled(client, row, **changes):
    """Return what a browser would send of a row's form, with some changes."""
    return sent_by(client.get(change_address(row))) | changes


# Who changes what -----------------------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize(("role", "slug"), [(PRESS_OFFICER, "old"), (ADMINISTRATOR, "new")])
def test_only_administrators_change_an_address(client, role, slug):
    page = make_page(slug="old")
    sign_in(client, role)
    response = client.post(change_address(page), filled(client, page, slug="new", title_ky="Жаңы"))
    assert response.status_code == 302
    page.refresh_from_db()
    assert (page.slug, page.title_ky) == (slug, "Жаңы")


@pytest.mark.django_db
@pytest.mark.parametrize(("role", "place"), [(PRESS_OFFICER, 1), (ADMINISTRATOR, 2)])
def test_only_administrators_change_a_place_on_the_list(client, role, place):
    person = make_candidate(make_election(), position=1)
    sign_in(client, role)
    candidacy = person.candidacies.get()
    changes = {
        "candidacies-TOTAL_FORMS": 1,
        "candidacies-INITIAL_FORMS": 1,
        "candidacies-0-id": candidacy.pk,
        "candidacies-0-candidate": person.pk,
        "candidacies-0-election": candidacy.election_id,
        "candidacies-0-list_position": 2,
        "candidacies-0-status": "registered",
    }
    client.post(change_address(person), filled(client, person, lead_ky="Жаңы", **changes))
    assert Candidate.objects.get().lead_ky == "Жаңы"
    assert Candidacy.objects.get().list_position == place


@pytest.mark.django_db
@pytest.mark.parametrize(("role", "made"), [(PRESS_OFFICER, 0), (ADMINISTRATOR, 1)])
def test_only_administrators_say_what_became_of_a_measure(client, role, made):
    measure = make_plank(make_program(make_election()), measures=1).measures.get()
    sign_in(client, role)
    changes = {
        "changes-TOTAL_FORMS": 1,
        "changes-INITIAL_FORMS": 0,
        "changes-0-measure": measure.pk,
        "changes-0-status": "kept",
        "changes-0-day": "2021-08-01",
    }
    client.post(change_address(measure), filled(client, measure, text_ky="Жаңы", **changes))
    assert Measure.objects.get().text_ky == "Жаңы"
    assert StatusChange.objects.count() == made


@pytest.mark.django_db
def test_press_officers_do_not_change_a_calendar(client):
    election = make_election()
    sign_in(client, PRESS_OFFICER)
    assert client.post(change_address(election), model_to_dict(election, ["original_language"])).status_code == 403
    assert Election.objects.get().polls_open_at == moment(7, 11, 8)


@pytest.mark.django_db
def test_a_plank_stays_in_its_programme(client):
    program = make_program(make_election())
    plank, other = make_plank(program), make_program(make_election())
    sign_in(client, ADMINISTRATOR)
    client.post(change_address(plank), filled(client, plank, program=other.pk))
    assert Plank.objects.get().program == program


@pytest.mark.django_db
def test_a_measure_may_be_a_candidates_own_view(client):
    person, measure = make_candidate(), make_plank(make_program(make_election()), measures=1).measures.get()
    sign_in(client, PRESS_OFFICER)
    client.post(change_address(measure), filled(client, measure, voice=person.pk))
    assert Measure.objects.get().voice == person.pk
    client.post(change_address(measure), filled(client, measure, voice=""))
    assert Measure.objects.get().voice is None


# Users ----------------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_administrators_give_roles_and_nothing_beyond_them(client):
    sign_in(client, ADMINISTRATOR)
    somebody = User.objects.create_user("somebody")
    role = Group.objects.get(name=PRESS_OFFICER)
    beyond = {"is_superuser": "on", "user_permissions": [Permission.objects.first().pk], "groups": [role.pk]}
    assert client.post(change_address(somebody), filled(client, somebody, **beyond)).status_code == 302
    somebody.refresh_from_db()
    assert (somebody.is_superuser, somebody.user_permissions.count()) == (False, 0)
    assert list(somebody.groups.all()) == [role]


@pytest.mark.django_db
@pytest.mark.parametrize("screen", ["staff_user_delete", "auth_user_password_change"])
def test_administrators_do_not_reach_superusers(client, admin_user, screen):
    sign_in(client, ADMINISTRATOR)
    assert client.get(reverse(f"admin:{screen}", args=[admin_user.pk])).status_code == 403
    assert client.post(change_address(admin_user), {"username": "mine"}).status_code == 403


@pytest.mark.django_db
def test_nobody_gives_a_role_to_oneself(client):
    me = sign_in(client, ADMINISTRATOR)
    client.post(change_address(me), filled(client, me, groups=[], first_name="Айжан"))
    me.refresh_from_db()
    assert (me.first_name, me.groups.get().name) == ("Айжан", ADMINISTRATOR)


@pytest.mark.django_db
def test_whoever_is_added_may_sign_in_and_do_what_the_role_allows(client):
    sign_in(client, ADMINISTRATOR)
    role = Group.objects.get(name=PRESS_OFFICER).pk
    password = "Бир-узун-сырсөз-42"
    sent = {"username": "new", "password1": password, "password2": password, "language": "ky", "groups": [role]}
    client.post(reverse("admin:staff_user_add"), sent | {"usable_password": "true"})
    assert client.login(username="new", password=password)
    own = {"old_password": password, "new_password1": f"{password}!", "new_password2": f"{password}!"}
    assert client.post(reverse("admin:password_change"), own).status_code == 302
    assert client.get(reverse("admin:candidates_interview_changelist")).status_code == 200
    assert client.get(reverse("admin:staff_user_changelist")).status_code == 403


# Words ----------------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_forms_have_the_columns_of_the_languages_and_never_the_base_column(admin_client):
    talk = make_interview(make_candidate(), make_election(), blocks=1)
    response = admin_client.get(change_address(talk))
    names = set(response.context["adminform"].form.fields)
    assert {"title_ky", "title_ru", "title_en"} <= names
    assert "title" not in names
    blocks = set(response.context["inline_admin_formsets"][0].formset.forms[0].fields)
    assert {"answer_ky", "answer_ru", "answer_en"} <= blocks
    assert "answer" not in blocks


@pytest.mark.django_db
def test_saving_alone_changes_no_end_of_a_line(admin_client):
    talk = make_interview(make_candidate(), make_election(), closing_ky="Урматтуулар!\n\nКелиңиздер.")
    sent = filled(admin_client, talk)
    sent["closing_ky"] = sent["closing_ky"].replace("\n", "\r\n")
    sent["blocks-0-answer_ky"] = "Бир.\r\n\r\nЭки."
    assert admin_client.post(change_address(talk), sent).status_code == 302
    talk.refresh_from_db()
    assert talk.closing_ky == "Урматтуулар!\n\nКелиңиздер."
    assert talk.blocks.get().answer_ky == "Бир.\n\nЭки."


@pytest.mark.django_db
def test_what_is_only_looked_at_is_called_like_its_field_too(client):
    person = make_candidate(make_election())
    sign_in(client, PRESS_OFFICER)
    response = client.get(change_address(person))
    with translation.override("ky"):
        assert str(capfirst(Candidacy._meta.get_field("name_on_ballot").verbose_name)) in response.text
    assert "[ky]" not in response.text


@pytest.mark.django_db
def test_an_interview_is_linked_to_the_programme_for_its_election(admin_client):
    election, other = make_election(), make_election()
    plank = make_plank(make_program(election), measures=1)
    make_plank(make_program(other), measures=1)
    talk = make_interview(make_candidate(), election, blocks=1)
    form = admin_client.get(change_address(talk)).context["inline_admin_formsets"][0].formset.forms[0]

    for name, row in (("planks", plank), ("measures", plank.measures.get())):
        address = form.fields[name].widget.get_url()
        question = {"app_label": "candidates", "model_name": "qablock", "field_name": name, "term": ""}
        found = admin_client.get(f"{address}&{urlencode(question)}").json()["results"]
        assert [result["id"] for result in found] == [str(row.pk)]


@pytest.mark.django_db
def test_a_row_needs_its_words_in_the_original_language_only(admin_client):
    page = make_page("ru", original_language="ru")
    response = admin_client.post(change_address(page), filled(admin_client, page, title_ru=""))
    assert list(response.context["adminform"].form.errors) == ["title_ru"]
    response = admin_client.post(change_address(page), filled(admin_client, page, title_ru="Новое"))
    assert response.status_code == 302


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["Өмүрзакова", "омурзакова", "ОМУРЗ", "omurzakova", "жылдыз өмүр", "Омурзакова"])
def test_lists_find_a_name_as_it_may_be_typed(admin_client, typed):
    make_candidate(languages="ky", family_name_ky="Өмүрзакова", given_name_ky="Жылдыз")
    make_candidate(languages="ky", family_name_ky="Мисалов")
    response = admin_client.get(reverse("admin:candidates_candidate_changelist"), {"q": typed})
    assert [row.family_name_ky for row in response.context["cl"].result_list] == ["Өмүрзакова"]


@pytest.mark.django_db
def test_a_list_says_in_which_languages_a_row_is_public(admin_client, django_assert_max_num_queries):
    page, _draft = make_page(slug="out"), make_page(slug="draft")
    go_live(page, languages=["ky", "ru"])
    address = reverse("admin:emgek_page_changelist")
    shown = {public: admin_client.get(address, {"public": public}).context["cl"].result_list for public in ("ru", "no")}
    assert [page.slug for page in shown["ru"]] == ["out"]
    assert [page.slug for page in shown["no"]] == ["draft"]
    with django_assert_max_num_queries(8):
        admin_client.get(address)


# Order ----------------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_a_question_moves_up_and_down_by_a_button(client):
    talk = make_interview(make_candidate(), make_election(), blocks=3)
    first, second, third = talk.blocks.order_by("order")
    sign_in(client, PRESS_OFFICER)
    address = reverse("admin:candidates_interview_order_blocks", args=[talk.pk])
    client.post(address, {"up": third.pk})
    assert list(talk.blocks.order_by("order")) == [first, third, second]
    client.post(address, {"down": first.pk})
    assert list(talk.blocks.order_by("order")) == [third, first, second]
    client.post(address, {"up": third.pk})
    assert list(talk.blocks.order_by("order")) == [third, first, second]


@pytest.mark.django_db
@pytest.mark.parametrize("sent", [{}, {"up": "x"}, {"down": "9999"}, {"order": "3,2,1"}])
def test_what_makes_no_sense_moves_nothing(admin_client, sent):
    talk = make_interview(make_candidate(), make_election(), blocks=2)
    before = list(talk.blocks.order_by("order"))
    admin_client.post(reverse("admin:candidates_interview_order_blocks", args=[talk.pk]), sent)
    assert list(talk.blocks.order_by("order")) == before


@pytest.mark.django_db
def test_a_new_order_of_planks_names_those_that_readers_see_elsewhere(client):
    program = make_program(open_campaign())
    first, second, third = (make_plank(program, slug=slug) for slug in ("a", "b", "c"))
    go_live(program, first, second, third)
    sign_in(client, PRESS_OFFICER)
    address = reverse("admin:programs_program_order_planks", args=[program.pk])
    assert client.get(address).context["changed"] == []
    client.post(address, {"down": first.pk})
    context = client.get(address).context
    assert context["changed"] == [second, first]
    together = reverse("admin:programs_plank_publish_together")
    assert context["publish_address"] == f"{together}?ids={second.pk},{first.pk}"


# Deletion -------------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_what_was_public_cannot_be_deleted_by_any_road(admin_client):
    page, draft = make_page(slug="out"), make_page(slug="draft")
    go_live(page)
    assert admin_client.post(reverse("admin:emgek_page_delete", args=[page.pk]), {"post": "yes"}).status_code == 403
    chosen = {"action": "delete_selected", "_selected_action": [page.pk, draft.pk], "post": "yes"}
    admin_client.post(reverse("admin:emgek_page_changelist"), chosen)
    for delete in (page.delete, Page.objects.all().delete):
        with pytest.raises(ProtectedError), transaction.atomic():
            delete()
    assert Page.objects.count() == 2


@pytest.mark.django_db
def test_a_draft_can_be_deleted(client):
    talk = make_interview(make_candidate(), make_election())
    sign_in(client, PRESS_OFFICER)
    client.post(reverse("admin:candidates_interview_delete", args=[talk.pk]), {"post": "yes"})
    assert not Interview.objects.exists()


# Signing in -----------------------------------------------------------------------------------------------------------


@pytest.mark.django_db
@pytest.mark.parametrize("demo", [True, False])
def test_the_sign_in_page_shows_the_users_of_the_demo_in_the_demo_only(client, settings, demo):
    settings.DEMO = demo
    assert ("press-2021" in client.get(reverse("admin:login")).text) is demo


@pytest.mark.django_db
def test_only_the_desk_has_a_wider_security_policy(client):
    assert "unsafe-eval" in client.get(reverse("admin:login"))["Content-Security-Policy"]
    with translation.override("ky"):
        assert "unsafe-eval" not in client.get("/ky/nothing-here/")["Content-Security-Policy"]
