"""Being refused says why, in the reader's language, and tells an attacker nothing."""

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_a_stale_form_says_in_the_readers_language_that_nothing_was_saved():
    response = Client(enforce_csrf_checks=True).post("/ru/admin/login/", {"username": "a", "password": "b"})
    assert response.status_code == 403
    assert 'lang="ru"' in response.content.decode()
    assert "CSRF" not in response.content.decode()
    assert "Вернитесь назад" in response.content.decode()


def test_a_form_that_lost_all_cookies_is_opened_again_with_what_the_browser_kept():
    address = "/ru/admin/emgek/page/7/change/?x=%3Cb%3E"
    shown = Client(enforce_csrf_checks=True).post(address, {"draft_id": "a1", "title_ky": "<b>Сыр"}).content.decode()
    assert 'href="/ru/admin/emgek/page/7/change/?x=%3Cb%3E"' in shown
    assert "сохраняется в этом браузере" in shown
    assert "Сыр" not in shown


def test_what_a_role_does_not_include_is_refused_in_words(client, django_user_model):
    client.force_login(django_user_model.objects.create_user("u", is_staff=True))
    response = client.get("/ky/admin/staff/user/")
    assert response.status_code == 403
    assert 'lang="ky"' in response.content.decode()
