"""A colleague leaves: the account is closed and never deleted, the unfinished work goes to a named colleague."""

import pytest
from django.contrib.admin.models import LogEntry
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from candidates.models import PastedText
from emgek.agenda import agenda
from emgek.roles import ADMINISTRATOR, PRESS_OFFICER
from publishing.assignments import Assignment, assign
from publishing.reviews import Review, State
from staff.leaving import unfinished
from staff.models import User
from tests.factories import CAMPAIGN, go_live, make_candidate, make_interview, open_campaign


def person(name, role):
    """Return somebody of a role."""
    user = User.objects.create_user(name, password="Бир-узун-сырсөз", is_staff=True, language="ky")
    user.groups.set(Group.objects.filter(name=role))
    return user


@pytest.fixture
def chief(client, db):
    """Return an administrator who has signed in."""
    user = person("chief", ADMINISTRATOR)
    client.force_login(user)
    return user


@pytest.fixture
def bek(chief):
    return person("bek", PRESS_OFFICER)


@pytest.fixture
def aigul(chief):
    return person("aigul", PRESS_OFFICER)


@pytest.fixture
def talk(bek, at):
    """Return a draft that Bek saved last; he pasted another text, and saved a candidate who is public."""
    election = open_campaign()
    candidate = make_candidate(election)
    talk = make_interview(candidate, election)
    assign([talk, candidate], bek)
    go_live(candidate, at=CAMPAIGN)
    pasted = PastedText(candidate=candidate, election=election, raw_text="— Ким?\n\n— Мен.", pasted_at=CAMPAIGN, by=bek)
    pasted.read()
    pasted.save()
    return talk


def leave_address(user):
    return reverse("admin:staff_user_leave", args=[user.pk])


def test_what_waits_is_listed_and_each_line_opens_it(client, bek, talk):
    page = client.get(leave_address(bek))
    assert {task.address for task in page.context["work"]} == {
        reverse("admin:candidates_interview_parts", args=[PastedText.objects.get().pk]),
        reverse("admin:candidates_interview_change", args=[talk.pk]),
    }
    for task in page.context["work"]:
        assert f'href="{task.address}"' in page.text
        assert client.get(task.address).status_code == 200


def test_work_goes_to_a_colleague_and_the_account_is_closed(client, bek, aigul, talk):
    desk = Client()
    desk.force_login(bek)
    assert desk.get(reverse("admin:index")).status_code == 200

    assert client.post(leave_address(bek), {"to": aigul.pk}).status_code == 302

    assert desk.get(reverse("admin:index")).status_code == 302  # signed out at once
    assert not Client().login(username="bek", password="Бир-узун-сырсөз")
    bek.refresh_from_db()
    assert not bek.is_active
    assert unfinished(bek) == []
    assert [line.title for line in agenda(aigul, CAMPAIGN)["mine"]] == [str(talk)]
    assert PastedText.objects.get().by == aigul
    assert str(aigul) in LogEntry.objects.get(object_id=bek.pk).get_change_message()


def test_work_goes_to_somebody_who_can_sign_in(client, bek, aigul, talk):
    User.objects.filter(pk=aigul.pk).update(is_active=False)
    for to in ("", aigul.pk, bek.pk):
        assert client.post(leave_address(bek), {"to": to}).context["form"].errors
    bek.refresh_from_db()
    assert bek.is_active
    assert len(unfinished(bek)) == 2


def test_a_session_does_not_come_back_with_the_account(client, bek, aigul):
    desk = Client()
    desk.force_login(bek)
    client.post(leave_address(bek), {"to": aigul.pk})
    came = client.post(leave_address(bek))
    assert came["Location"] == reverse("admin:auth_user_password_change", args=[bek.pk])
    bek.refresh_from_db()
    assert bek.is_active
    assert desk.get(reverse("admin:index")).status_code == 302


def test_nobody_closes_the_own_account(client, chief):
    assert client.get(leave_address(chief)).status_code == 403
    assert client.post(leave_address(chief)).status_code == 403
    assert User.objects.get(pk=chief.pk).is_active


def test_press_officers_let_nobody_leave_and_nobody_is_deleted(client, chief, bek, aigul):
    delete = reverse("admin:staff_user_delete", args=[bek.pk])
    assert client.post(delete, {"post": "yes"}).status_code == 403
    client.force_login(aigul)
    assert client.post(leave_address(bek), {"to": aigul.pk}).status_code == 403
    client.force_login(User.objects.create_superuser("root"))
    assert client.post(delete, {"post": "yes"}).status_code == 403
    assert User.objects.get(pk=bek.pk).is_active


@pytest.mark.parametrize("has_object", [True, False])
def test_what_was_returned_comes_back_to_the_colleague_and_says_who_asked(client, chief, bek, aigul, talk, has_object):
    if not has_object:
        Assignment.objects.all().delete()
    asked = Review.objects.create(kind=talk.kind, object_id=talk.pk, language="ky", digest="0" * 64, asked_by=bek)
    review = reverse("admin:candidates_interview_review", args=[talk.pk])
    assert review in {task.address for task in client.get(leave_address(bek)).context["work"]}
    client.post(leave_address(bek), {"to": aigul.pk})
    Review.objects.update(state=State.RETURNED, decided_by=chief, decided_at=CAMPAIGN)

    assert [line.address for line in agenda(aigul, CAMPAIGN)["returned"]] == [review]
    assert agenda(chief, CAMPAIGN)["returned"] == []
    asked.refresh_from_db()
    assert asked.asked_by == bek


def test_a_form_says_that_there_is_a_password_and_not_how_it_is_stored(admin_client):
    colleague = User.objects.create_user("colleague", password="Zhangy-syrsoz-77", is_staff=True)
    page = admin_client.get(reverse("admin:staff_user_change", args=[colleague.pk]).replace("/ky/", "/en/"))
    assert "Known to its owner alone" in page.text
    assert "../password/" in page.text
    assert not any(part in page.text for part in colleague.password.split("$")[2:])
