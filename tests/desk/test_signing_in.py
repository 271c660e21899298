"""Signing in: who gets in, what is told to whom does not, and what the audit log says of it."""

import pytest
from django.contrib.auth.hashers import PBKDF2PasswordHasher
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from emgek.roles import ADMINISTRATOR
from staff import sessions
from staff.audit import Action, AuditEntry
from staff.limits import OF_NAME
from staff.models import User
from tests.desk.signing import WORD, code, give_app, give_code, is_in, person, sign_in
from tests.desk.together.forms import address, opened
from tests.factories import make_page

pytestmark = pytest.mark.django_db


def told(*actions):
    """Return lines of the log."""
    lines = AuditEntry.objects.filter(action__in=actions).order_by("pk")
    return [(line.action, line.title, line.details) for line in lines]


def test_there_is_one_page_to_sign_in():
    assert reverse("admin:login") == reverse("account_login")
    for missing in ("account_signup", "account_reset_password", "account_email"):
        with pytest.raises(Exception, match=missing):
            reverse(missing)


def test_a_password_signs_in_and_leads_to_where_one_wanted_to_go(client):
    person()
    there = reverse("admin:candidates_interview_changelist")
    page = client.get(there, follow=True)
    assert sign_in(client, next=page.context["redirect_field_value"])["Location"] == there
    assert told(Action.SIGN_IN) == [("sign_in", "aigul", ["password"])]


@pytest.mark.parametrize("there", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:x"])
def test_signing_in_leads_to_no_other_site(client, there):
    person()
    assert sign_in(client, next=there)["Location"] == reverse("admin:index")
    client.logout()
    give_app(User.objects.get())
    sign_in(client, next=there)
    assert give_code(client, code())["Location"] == reverse("admin:index")


def test_the_answer_is_the_same_for_an_unknown_name_a_wrong_password_and_a_closed_account(client):
    person()
    person("gone", is_active=False)
    User.objects.create_user("reader", password=WORD)
    answers = [sign_in(client, *pair) for pair in (("aigul", "x"), ("nobody", "x"), ("gone", WORD), ("reader", WORD))]
    assert len({tuple(answer.context["form"].non_field_errors()) for answer in answers}) == 1
    assert not is_in(client)


def test_an_unknown_name_takes_as_much_work_as_a_known_one(client, settings, monkeypatch):
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.PBKDF2PasswordHasher"]
    person()
    hashed = []
    encode = PBKDF2PasswordHasher.encode
    monkeypatch.setattr(PBKDF2PasswordHasher, "iterations", 10)
    monkeypatch.setattr(PBKDF2PasswordHasher, "encode", lambda *args: hashed.append(1) or encode(*args))
    counts = []
    for name in ("aigul", "nobody"):
        hashed.clear()
        sign_in(client, name, "wrong")
        counts.append(len(hashed))
    assert counts[0] > 0
    assert counts[1] >= 1


def test_whoever_guesses_waits_and_the_colleague_signs_in_from_elsewhere(client):
    person()
    for _number in range(OF_NAME.free):
        sign_in(client, password="guess")
    asked = sign_in(client)
    assert "5" in asked.context["form"].non_field_errors()[0]
    assert not is_in(client)
    assert is_in(elsewhere := Client()) is False
    assert sign_in(elsewhere, REMOTE_ADDR="10.9.9.9").status_code == 302
    assert is_in(elsewhere)


def test_a_client_cannot_choose_the_address_it_is_counted_by(client):
    person()
    for number in range(OF_NAME.free):
        client.post(
            reverse("account_login"),
            {"username": "aigul", "password": "guess"},
            headers={"X-Forwarded-For": f"10.1.1.{number}"},
        )
    assert not is_in(client)
    sign_in(client)
    assert not is_in(client)


def test_somebody_who_works_here_no_more_is_not_led_in_a_circle(client):
    user = person()
    sign_in(client)
    User.objects.filter(pk=user.pk).update(is_staff=False)
    page = client.get(reverse("admin:index"), follow=True)
    assert page.status_code == 200
    assert "login-form" in page.text


def test_the_old_password_is_not_guessed_in_an_open_session_either(client):
    person()
    sign_in(client)
    form = reverse("admin:password_change")
    new = {"new_password1": f"{WORD}!", "new_password2": "other"}
    for _number in range(OF_NAME.free):
        assert client.post(form, new | {"old_password": WORD}).status_code == 200
    for _number in range(OF_NAME.free):
        assert client.post(form, new | {"old_password": "guess"}).status_code == 200
    assert client.post(form, new | {"old_password": WORD, "new_password2": f"{WORD}!"})["Location"] == form
    assert User.objects.get().check_password(WORD)


# What was sent without a session --------------------------------------------------------------------------------------


def test_unsaved_text_comes_through_the_second_factor_too(client):
    page, user = make_page(), person(role=ADMINISTRATOR)
    client.force_login(user)
    sheet = opened(client, page) | {"lead_ky": "Бир\n\nэки", "_save": ""}
    client.logout()
    give_app(user)

    carried = client.post(address(page), sheet).context["carried"]
    asked = sign_in(client, carried=carried)
    assert asked.status_code == 200
    assert asked.context["carried"] == carried
    wrong = give_code(client, "000000", carried=asked.context["carried"])
    assert wrong.context["carried"] == carried
    found = give_code(client, code(), carried=carried).context["carried"]
    assert found.address == address(page)
    back = client.post(found.address, dict(found.fields))
    assert back.context["adminform"].form["lead_ky"].value() == "Бир\n\nэки"


def test_unsaved_text_waits_for_whoever_took_too_long_with_the_second_factor(client):
    page, user = make_page(), person(role=ADMINISTRATOR)
    client.force_login(user)
    sheet = opened(client, page) | {"lead_ky": "Бир\n\nэки", "_save": ""}
    client.logout()
    give_app(user)
    carried = client.post(address(page), sheet).context["carried"]
    asked = give_code(client, code(), carried=carried)
    assert "login-form" in asked.text
    assert asked.context["carried"] == carried


def test_a_mangled_parcel_is_left_behind_and_one_signs_in_all_the_same(client):
    person()
    assert sign_in(client, carried="mangled").status_code == 302
    assert is_in(client)


# Sessions -------------------------------------------------------------------------------------------------------------


def test_sessions_are_listed_and_ended_one_by_one_or_all(client):
    user = person()
    sign_in(client)
    others = [Client(headers={"user-agent": "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0"}) for _number in range(3)]
    for other in others:
        sign_in(other, REMOTE_ADDR="10.2.2.2")
    page = client.get(reverse("mfa_index"))
    places = page.context["places"]
    assert [place.is_here for place in places] == [True, False, False, False]
    assert (places[1].browser, places[1].address) == ("Firefox, Windows", "10.2.2.2")
    assert client.session.session_key not in page.text
    client.post(reverse("end_sessions"), {"sign": places[1].sign})
    assert sum(is_in(other) for other in others) == 2
    client.post(reverse("end_sessions"))
    assert sum(is_in(other) for other in others) == 0
    assert is_in(client)
    assert [details for _action, _title, details in told(Action.REVOKED)] == [["1"], ["2"]]
    assert len(sessions.sessions_of(user)) == 1


def test_a_session_that_is_used_says_since_when_it_was_not(client):
    user = person()
    sign_in(client)
    session = client.session
    session[sessions.SEEN] = "2021-07-01T10:00:00+00:00"
    session.save()
    [place] = sessions.places(user, None)
    assert place.seen_at.year == 2021
    client.get(reverse("admin:index"))
    [place] = sessions.places(user, None)
    assert place.seen_at.year > 2021


def test_nobody_ends_the_session_of_somebody_else(client):
    person()
    other = Client()
    sign_in(other)
    sign = sessions.sign_of(other.session.session_key)
    person("bek")
    sign_in(client, "bek")
    client.post(reverse("end_sessions"), {"sign": sign})
    client.post(reverse("end_sessions"))
    assert is_in(other)


def test_a_new_password_ends_the_other_sessions_and_keeps_this_one(client):
    user = person()
    sign_in(client)
    sign_in(Client())
    new = {"old_password": WORD, "new_password1": f"{WORD}!", "new_password2": f"{WORD}!"}
    assert client.post(reverse("admin:password_change"), new).status_code == 302
    user.refresh_from_db()
    assert [place.is_here for place in sessions.places(user, client.session.session_key)] == [True]


def test_an_administrator_sees_nobody_elses_secrets_on_the_desk(admin_client):
    assert Group.objects.filter(name=ADMINISTRATOR).exists()
    for address_ in ("/ky/admin/mfa/authenticator/", "/ky/admin/account/emailaddress/", "/ky/admin/staff/desksession/"):
        assert admin_client.get(address_).status_code == 404
