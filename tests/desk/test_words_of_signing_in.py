"""Signing in speaks Kyrgyz and Russian: no English stands on its pages or in what they refuse."""

import re

import pytest
from allauth.mfa.models import Authenticator
from django.urls import get_resolver, reverse

from staff.limits import OF_NAME
from staff.models import User
from tests.desk.signing import WORD, code, give_app, give_code, person, sign_in
from tests.desk.test_words_of_the_desk import english

pytestmark = [pytest.mark.django_db, pytest.mark.parametrize("language", ["ky", "ru"])]
#: Names of programs, and what has no other name.
NAMES = re.compile(r"Aegis|FreeOTP|Google Authenticator|PIN|https|localhost|Firefox|Windows|aigul|chief|testserver")
AGENT = {"user-agent": "Mozilla/5.0 (Windows NT 10.0) Firefox/140.0"}


def foreign(answer, language):
    """Return the English texts of an answer, names left out."""
    assert answer.status_code == 200
    assert f'lang="{language}"' in answer.text
    return english(NAMES.sub("", answer.text), language)


def there(language, name, *args):
    """Return an address in a language."""
    return reverse(name, args=args).replace("/ky/", f"/{language}/", 1)


def test_no_english_stands_on_the_way_in(client, language):
    person()
    login, second = there(language, "account_login"), there(language, "mfa_authenticate")
    for _number in range(OF_NAME.free + 1):
        answer = client.post(login, {"username": "aigul", "password": "wrong"}, REMOTE_ADDR="10.3.3.3")
    assert foreign(answer, language) == []
    assert foreign(client.post(login, {}), language) == []
    assert foreign(client.post(there(language, "mfa_login_webauthn"), {"credential": "{}"}), language) == []
    give_app(User.objects.get())
    sign_in(client)
    assert foreign(client.get(second), language) == []
    for typed in ("", "000000", "x" * 50):
        assert foreign(client.post(second, {"code": typed}), language) == []
    assert foreign(client.post(second, {"credential": ""}), language) == []


def test_no_english_stands_on_ones_own_security(client, language):
    user = person(language=language)
    give_app(user)
    key = Authenticator.objects.create(user=user, type="webauthn", data={"name": "Ачкыч", "credential": {}})
    client.post(reverse("account_login"), {"username": "aigul", "password": WORD}, headers=AGENT)
    give_code(client, code())
    # The key is made up, so no browser could be asked for it; what sets up a factor is looked at below.
    skipped = {"end_sessions", "totp_picture", "mfa_download_recovery_codes", "mfa_reauthenticate_webauthn"}
    skipped |= {"mfa_add_webauthn", "mfa_activate_totp"}
    names = [one.name for one in get_resolver("staff.security_urls").url_patterns]
    for name in names:
        if name not in skipped:
            args = [key.pk] if name in ("mfa_edit_webauthn", "mfa_remove_webauthn") else []
            page = client.get(there(language, name, *args), headers={"host": "localhost"}, follow=True)
            assert foreign(page, language) == [], name


def test_no_english_stands_where_a_factor_is_set_up_and_removed(client, settings, language):
    settings.SECOND_FACTOR_REQUIRED = True
    person(language=language)
    sign_in(client)
    assert foreign(client.get(there(language, "admin:index"), follow=True), language) == []
    for name in ("mfa_activate_totp", "mfa_add_webauthn"):
        assert foreign(client.get(there(language, name)), language) == []
        assert foreign(client.post(there(language, name), {"code": "1", "credential": "{}"}), language) == []
    page = client.get(there(language, "mfa_activate_totp"))
    done = client.post(there(language, "mfa_activate_totp"), {"code": code(page.context["form"].secret)}, follow=True)
    assert foreign(done, language) == []
    assert foreign(client.post(there(language, "mfa_generate_recovery_codes"), follow=True), language) == []
    assert foreign(client.post(there(language, "mfa_deactivate_totp"), follow=True), language) == []
