"""A password that somebody else knows does for one thing: to choose one's own. No mail is needed for it."""

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse

from emgek.roles import ADMINISTRATOR, PRESS_OFFICER
from staff.models import User

TEMPORARY, OWN = "Убактылуу-сөз-42", "Менин-өз-сөзүм-43"


@pytest.fixture
def bek(client, db):
    """Return a press officer for whom an administrator set a password, signed in with it."""
    chief = User.objects.create_user("chief", is_staff=True)
    chief.groups.set(Group.objects.filter(name=ADMINISTRATOR))
    bek = User.objects.create_user("bek", password=OWN, is_staff=True, language="ky")
    bek.groups.set(Group.objects.filter(name=PRESS_OFFICER))
    client.force_login(chief)
    sent = {"password1": TEMPORARY, "password2": TEMPORARY, "usable_password": "true"}
    assert client.post(reverse("admin:auth_user_password_change", args=[bek.pk]), sent).status_code == 302
    client.logout()
    assert client.login(username="bek", password=TEMPORARY)
    return bek


def test_a_temporary_password_leads_to_ones_own_and_nowhere_else(client, bek):
    form = reverse("admin:password_change")
    for address in ("admin:index", "admin:search", "admin:candidates_interview_changelist"):
        assert client.get(reverse(address))["Location"] == form
    assert client.get(form).status_code == 200
    sent = {"old_password": TEMPORARY, "new_password1": OWN, "new_password2": OWN}
    assert client.post(form, sent).status_code == 302
    assert client.get(reverse("admin:index")).status_code == 200


def test_a_wrong_new_password_leaves_it_temporary(client, bek):
    sent = {"old_password": TEMPORARY, "new_password1": OWN, "new_password2": "other"}
    assert client.post(reverse("admin:password_change"), sent).status_code == 200
    assert client.get(reverse("admin:index")).status_code == 302


def test_one_may_sign_out_with_a_temporary_password(client, bek):
    client.post(reverse("admin:logout"))
    assert "_auth_user_id" not in client.session


def test_whoever_is_added_chooses_a_password_first(client, db):
    client.force_login(User.objects.create_superuser("root"))
    sent = {"username": "new", "password1": TEMPORARY, "password2": TEMPORARY, "language": "ky"}
    client.post(reverse("admin:staff_user_add"), sent | {"usable_password": "true"})
    assert User.objects.get(username="new").password_is_temporary


def test_ones_own_password_is_not_temporary(client, db):
    root = User.objects.create_superuser("root", password=OWN)
    client.force_login(root)
    sent = {"password1": TEMPORARY, "password2": TEMPORARY, "usable_password": "true"}
    client.post(reverse("admin:auth_user_password_change", args=[root.pk]), sent)
    root.refresh_from_db()
    assert root.check_password(TEMPORARY)
    assert not root.password_is_temporary
