"""The second factor: it is asked for, it is needed, no code does twice, and a lost one is reset with a record."""

from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings as live_settings
from django.contrib.auth.models import Group
from django.core.cache import cache
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import get_resolver, reverse

from emgek.roles import ADMINISTRATOR
from staff import sealing
from staff.audit import Action, AuditEntry
from staff.factors import reset_unseen
from staff.leaving import leave
from staff.limits import OF_NAME
from staff.models import User
from tests.desk.signing import SECRET, WORD, code, give_app, give_code, is_in, person, sign_in
from tests.desk.test_roles import PARAMETER, addresses

pytestmark = pytest.mark.django_db


@pytest.fixture
def committing(django_capture_on_commit_callbacks):
    """Return the context in which what waits for a commit is done."""
    return lambda: django_capture_on_commit_callbacks(execute=True)


def told(*actions):
    """Return what the log says of second factors."""
    return [(line.action, line.details) for line in AuditEntry.objects.filter(action__in=actions).order_by("pk")]


def set_up(client, committing):
    """Set up an app on the screen for it; return the answer."""
    page = client.get(reverse("mfa_activate_totp"))
    with committing():
        return client.post(reverse("mfa_activate_totp"), {"code": code(page.context["form"].secret)})


# Signing in with it ---------------------------------------------------------------------------------------------------


def test_the_password_alone_does_not_open_the_desk(client):
    give_app(person())
    there = reverse("admin:search")
    assert sign_in(client, next=there)["Location"] == reverse("mfa_authenticate")
    assert not is_in(client)
    assert client.get(reverse("admin:index")).status_code == 302
    assert give_code(client, code())["Location"] == there
    assert is_in(client)
    assert told(Action.SIGN_IN) == [("sign_in", ["password", "totp"])]


def test_a_code_does_once(client):
    give_app(person())
    shown = code()
    for number in range(2):
        another = Client()
        sign_in(another)
        give_code(another, shown)
        assert is_in(another) is (number == 0)
    assert told(Action.SIGN_IN_FAILED) == [("failed", ["totp"])]


def test_a_code_used_a_while_ago_does_no_second_time_while_it_is_still_right(client):
    give_app(person())
    shown = code(steps=1)
    sign_in(client)
    give_code(client, shown)
    cache.delete(f"allauth.mfa.totp.used?user={User.objects.get().pk}&code={shown}")
    sign_in(another := Client())
    give_code(another, shown)
    assert is_in(client)
    assert not is_in(another)


@pytest.mark.parametrize(("steps", "does"), [(-2, False), (-1, True), (1, True), (2, False)])
def test_a_clock_may_be_half_a_minute_off(client, steps, does):
    give_app(person())
    sign_in(client)
    give_code(client, code(steps=steps))
    assert is_in(client) is does


def test_a_recovery_code_does_once_and_is_noted(client):
    codes = give_app(person())
    for number in range(2):
        another = Client()
        sign_in(another)
        give_code(another, codes[3])
        assert is_in(another) is (number == 0)
    assert told(Action.CODE_USED, Action.SIGN_IN) == [
        ("code_used", []),
        ("sign_in", ["password", "recovery_codes"]),
    ]
    assert told(Action.SIGN_IN_FAILED) == [("failed", ["totp"])]


def test_codes_are_not_guessed_however_many_places_guess(client):
    give_app(person())
    sign_in(client)
    for _number in range(OF_NAME.free):
        give_code(client, "000000")
    asked = give_code(client, code())
    assert not is_in(client)
    assert "5" in asked.context["form"]["code"].errors[0]


@pytest.mark.parametrize("credential", ["", "x", "[]", "{}", '{"id": 1}', '{"response": {"userHandle": null}}', "null"])
def test_a_mangled_passkey_is_refused_in_words(client, credential):
    person()
    answered = client.post(reverse("mfa_login_webauthn"), {"credential": credential})
    assert answered.status_code == 200
    assert not is_in(client)
    give_app(User.objects.get())
    sign_in(client)
    assert client.post(reverse("mfa_authenticate"), {"credential": credential}).status_code == 200
    assert not is_in(client)


def test_one_may_begin_anew_as_somebody_else(client):
    give_app(person())
    person("bek")
    sign_in(client)
    assert "login-form" in client.get(reverse("account_login")).text
    assert client.get(reverse("mfa_authenticate")).status_code == 302
    sign_in(client, "bek")
    assert client.get(reverse("admin:index")).context["user"].username == "bek"


def test_nobody_opens_renames_or_removes_what_is_somebody_elses(client):
    other = person("bek")
    give_app(other)
    theirs = Authenticator.objects.create(user=other, type="webauthn", data={"name": "Ачкыч", "credential": {}})
    person()
    sign_in(client)
    for name in ("mfa_edit_webauthn", "mfa_remove_webauthn"):
        address = reverse(name, args=[theirs.pk])
        assert client.get(address).status_code == 404
        assert client.post(address, {"name": "Меники"}).status_code == 404
    for name in ("mfa_view_recovery_codes", "mfa_download_recovery_codes", "mfa_deactivate_totp", "totp_picture"):
        assert client.get(reverse(name)).status_code == 404, name
    assert Authenticator.objects.filter(user=other).count() == 3


def test_ones_own_security_is_for_whoever_is_signed_in(client):
    for one in get_resolver("staff.security_urls").url_patterns:
        address = reverse(one.name, args=[1] if "<" in str(one.pattern) else [])
        answer = (client.post if one.name == "end_sessions" else client.get)(address)
        assert (answer.status_code, answer["Location"].split("?")[0]) == (302, reverse("account_login")), one.name


# Setting it up --------------------------------------------------------------------------------------------------------


def test_an_app_is_set_up_with_its_own_code_and_recovery_codes_come_with_it(client, committing):
    user = person()
    sign_in(client)
    wrong = client.post(reverse("mfa_activate_totp"), {"code": "000000"})
    assert wrong.status_code == 200
    assert set_up(client, committing)["Location"] == reverse("mfa_view_recovery_codes")
    page = client.get(reverse("mfa_view_recovery_codes"))
    assert page.status_code == 200
    assert len(page.context["unused_codes"]) == 10
    file = client.get(reverse("mfa_download_recovery_codes"))
    assert all(one in file.text for one in page.context["unused_codes"])
    assert "no-store" in file["Cache-Control"]
    assert told(Action.FACTOR_ADDED) == [("factor_new", ["totp"])]
    assert AuditEntry.objects.get(action=Action.EXPORTED).title == "recovery-codes.txt"
    assert Authenticator.objects.filter(user=user).count() == 2


@pytest.mark.parametrize(
    ("host", "is_secure", "work"),
    [
        ("emgek.example", True, True),
        ("emgek.example:8443", True, True),
        ("emgek.example", False, False),
        ("localhost:8000", False, True),
        ("127.0.0.1:8000", True, False),
        ("[::1]", True, False),
        ("[::1]:8000", True, False),
    ],
)
def test_passkeys_are_offered_where_browsers_make_them(client, settings, host, is_secure, work):
    settings.ALLOWED_HOSTS = ["*"]
    page = client.get(reverse("account_login"), headers={"host": host}, secure=is_secure)
    assert (reverse("mfa_login_webauthn") in page.text) is work


def test_the_square_is_drawn_here_and_says_what_is_to_be_typed(client):
    person()
    sign_in(client)
    page = client.get(reverse("mfa_activate_totp"))
    assert page.context["form"].secret in page.text
    assert "data:" not in page.text.split("security__square")[1].split(">")[0]
    drawn = client.get(reverse("totp_picture"))
    assert drawn["Content-Type"] == "image/svg+xml"
    assert "no-store" in drawn["Cache-Control"]


def test_changing_factors_asks_again_and_not_for_the_password_alone(client, committing, monkeypatch):
    user = person()
    give_app(user)
    sign_in(client)
    give_code(client, code())
    assert client.get(reverse("mfa_deactivate_totp")).status_code == 200
    session = client.session
    session["account_authentication_methods"] = []
    session.save()
    for name in ("mfa_deactivate_totp", "mfa_add_webauthn", "mfa_view_recovery_codes", "mfa_generate_recovery_codes"):
        assert client.get(reverse(name))["Location"].startswith(reverse("mfa_reauthenticate")), name
    assert client.get(reverse("account_reauthenticate")).status_code == 302
    again = f"{reverse('mfa_reauthenticate')}?next={reverse('mfa_deactivate_totp')}"
    assert client.post(again, {"code": code(steps=1)})["Location"] == reverse("mfa_deactivate_totp")
    assert client.post(reverse("mfa_deactivate_totp")).status_code == 302
    assert not Authenticator.objects.exists()
    assert told(Action.FACTOR_REMOVED) == [("factor_off", ["totp"]), ("factor_off", ["recovery_codes"])]


def test_secrets_are_sealed_in_the_database_and_older_keys_still_open_them(settings):
    user = person()
    give_app(user)
    stored = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert SECRET not in stored
    data = Authenticator.objects.get(type="totp").data
    settings.SEALING_KEYS = ["a new word", *settings.SEALING_KEYS]
    assert sealing.unseal(data["secret"]) == SECRET
    settings.SEALING_KEYS = ["a new word"]
    with pytest.raises(ValueError):
        sealing.unseal(data["secret"])


def test_with_a_key_that_is_gone_no_code_fits(client, settings):
    give_app(person())
    settings.SEALING_KEYS = ["a new word"]
    sign_in(client)
    assert give_code(client, code()).status_code == 200
    assert not is_in(client)


# It is needed ---------------------------------------------------------------------------------------------------------

OPEN = {"login", "logout", "jsi18n", "password_change", "password_change_done"}


def every_address():
    """Yield every address under the desk, its parameters made up."""
    for name, route in addresses():
        values = {key: "1" if "id" in key or key in ("pk", "id") else "ky" for key in PARAMETER.findall(route)}
        values |= {"app_label": "candidates", "url": "anything"}
        if name and name not in OPEN:
            yield reverse(f"admin:{name}", kwargs={key: values[key] for key in PARAMETER.findall(route)})
    yield "/ky/admin/nowhere/"
    yield reverse("moment")


@pytest.mark.walk
@pytest.mark.parametrize("method", ["get", "post"])
def test_without_a_second_factor_no_address_of_the_desk_opens(client, settings, method):
    settings.SECOND_FACTOR_REQUIRED = True
    client.force_login(User.objects.create_superuser("root"))
    passed = [
        address
        for address in every_address()
        if (answer := getattr(client, method)(address)).status_code != 302 or answer["Location"] != reverse("mfa_index")
    ]
    assert passed == []


def test_what_lies_under_the_desk_and_opens_before_is_for_signing_in_and_setting_up_only(client, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    client.force_login(User.objects.create_superuser("root"))
    beside = [one for one in get_resolver("staff.security_urls").url_patterns if one.name]
    opened = {
        one.name for one in beside if "<" not in str(one.pattern) and client.get(reverse(one.name)).status_code == 200
    }
    assert opened <= {"mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "account_reauthenticate", "totp_picture"}


def test_with_it_the_desk_opens(client, settings, committing):
    settings.SECOND_FACTOR_REQUIRED = True
    person()
    sign_in(client)
    assert "mfa_index" in client.get(reverse("admin:index"), follow=True).resolver_match.view_name
    set_up(client, committing)
    assert client.get(reverse("admin:index")).status_code == 200


def test_a_password_of_ones_own_comes_before_the_second_factor(client, settings):
    settings.SECOND_FACTOR_REQUIRED = True
    person(password_is_temporary=True)
    sign_in(client)
    for name in ("admin:index", "mfa_index", "mfa_activate_totp", "end_sessions"):
        assert client.get(reverse(name))["Location"] == reverse("admin:password_change")


def test_an_installation_needs_it_and_the_demo_does_not():
    import os
    import subprocess
    import sys

    script = "import environ; environ.FileAwareEnv.read_env = lambda *a, **k: None; import emgek.settings as s; "
    for demo, needed in (("0", "True"), ("1", "False")):
        environment = {"PATH": os.environ["PATH"], "SECRET_KEY": "x", "DATABASE_URL": "sqlite:///var/x", "DEMO": demo}
        command = [sys.executable, "-c", f"{script}print(s.SECOND_FACTOR_REQUIRED)"]
        done = subprocess.run(command, cwd=live_settings.BASE_DIR, env=environment, capture_output=True, text=True)
        assert done.stdout.strip() == needed, done.stderr


# Lost, and gone -------------------------------------------------------------------------------------------------------


@pytest.fixture
def chief(client):
    """Sign an administrator in."""
    user = person("chief", role=ADMINISTRATOR)
    client.force_login(user)
    return user


def test_an_administrator_resets_a_lost_one_with_a_reason_and_the_colleague_is_told(client, chief):
    user = person()
    give_app(user)
    elsewhere = Client()
    sign_in(elsewhere)
    give_code(elsewhere, code())
    screen = reverse("admin:staff_user_reset_factor", args=[user.pk])
    assert client.post(screen, {"why": ""}).status_code == 200
    assert Authenticator.objects.exists()
    assert client.post(screen, {"why": "Телефону жоголгон"}).status_code == 302
    assert not Authenticator.objects.exists()
    assert not is_in(elsewhere)
    line = AuditEntry.objects.get(action=Action.FACTOR_RESET)
    assert (line.actor, line.title, line.details) == ("chief", "aigul", ["Телефону жоголгон"])
    sign_in(elsewhere)
    assert "Телефону жоголгон" in elsewhere.get(reverse("admin:index")).text
    sign_in(another := Client())
    assert "Телефону жоголгон" not in another.get(reverse("admin:index")).text


def test_an_administrator_sees_who_has_which_factor_and_nothing_of_it(client, chief):
    user = person()
    give_app(user)
    page = client.get(reverse("admin:staff_user_change", args=[user.pk]))
    assert "колдонмодогу код" in page.text
    assert SECRET not in page.text


def test_a_command_helps_the_last_administrator(client):
    user = person(role=ADMINISTRATOR)
    give_app(user)
    with pytest.raises(CommandError):
        call_command("reset_second_factor", "aigul", why=" ")
    with pytest.raises(CommandError):
        call_command("reset_second_factor", "nobody", why="Телефон жоголду")
    assert Authenticator.objects.exists()
    call_command("reset_second_factor", "aigul", why="Телефон жоголду", verbosity=0, stdout=StringIO())
    assert sign_in(client).status_code == 302
    assert "Телефон жоголду" in client.get(reverse("admin:index")).text


def test_nobody_resets_ones_own_or_that_of_a_superuser(client, chief):
    root = User.objects.create_superuser("root")
    for user in (chief, root):
        give_app(user)
        screen = reverse("admin:staff_user_reset_factor", args=[user.pk])
        assert client.post(screen, {"why": "Себеп"}).status_code == 403
    assert Authenticator.objects.filter(type="totp").count() == 2


def test_the_reason_of_a_reset_goes_when_the_colleague_leaves_and_the_line_stays(client, chief):
    user = person()
    give_app(user)
    client.post(reverse("admin:staff_user_reset_factor", args=[user.pk]), {"why": "Оорукана"})
    leave(user, None)
    line = AuditEntry.objects.get(action=Action.FACTOR_RESET)
    assert (line.actor, line.title, line.details) == ("chief", "aigul", [])
    assert reset_unseen(user) is None  # nothing to tell somebody who comes back


def test_whoever_leaves_keeps_neither_factor_nor_session(client):
    user = person()
    give_app(user)
    sign_in(client)
    give_code(client, code())
    leave(user, None)
    assert not Authenticator.objects.exists()
    assert not is_in(client)
    assert Group.objects.exists()
    assert sign_in(client, password=WORD).status_code == 200
