"""Where there is no page, there is a way on."""

from datetime import timedelta

import pytest
from django.db import OperationalError
from django.test import Client

from publishing.acts import withdraw
from tests import factories as make
from tests.factories import CAMPAIGN, MACHINE

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "address", ["/ru/nothing/", "/ru/candidates/nobody/", "/ru/elections/none/program/x/", "/ru/a/b/"]
)
def test_missing_page_answers_in_the_language_of_the_address(client, site, address):
    response = client.get(address)

    assert response.status_code == 404
    assert '<html lang="ru">' in response.text
    assert 'href="/ru/"' in response.text
    assert response["X-Robots-Tag"] == "noindex"


def test_page_in_another_language_only_says_where(client, site):
    page = make.make_page("ky", slug="about", title_ky="Сайт жөнүндө")
    make.go_live(page, languages=["ky"])

    response = client.get("/en/about/")

    assert response.status_code == 404
    assert 'href="/ky/about/"' in response.text
    assert "Сайт жөнүндө" not in response.text


def test_withdrawn_page_answers_410_with_its_day(client, at):
    page = make.make_page(slug="about")
    make.go_live(page, at=CAMPAIGN - timedelta(days=1))
    withdraw([page], ["ky", "ru", "en"], at=CAMPAIGN, who=MACHINE, note="Үлгү")

    response = client.get("/en/about/")

    assert response.status_code == 410
    assert "8 July 2021" in response.text


def test_failure_shows_a_page_without_asking_the_database(site, monkeypatch, django_assert_num_queries):
    def fail(*args):
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr("publishing.reading.chrome", fail)
    client = Client(raise_request_exception=False)

    with django_assert_num_queries(0):
        response = client.get("/en/")

    assert response.status_code == 500
    assert "The site failed" in response.text
    assert 'href="/en/"' in response.text


def test_address_without_language_finds_its_page(client, site):
    response = client.get("/election/", headers={"accept-language": "ru"})

    assert (response.status_code, response["Location"]) == (302, "/ru/election/")


def test_public_pages_set_no_cookie_and_keep_to_themselves(client, site):
    for address in ("/ky/", "/ky/program/", "/ky/election/", "/ky/search/?q=a", "/ky/imprint/", "/ky/none/"):
        response = client.get(address)

        assert not response.cookies, address
        assert "unsafe" not in response["Content-Security-Policy"], address


def test_a_save_that_waited_in_vain_is_told_to_be_sent_again(site, monkeypatch):
    def wait_in_vain(*args):
        raise OperationalError("database is locked")

    monkeypatch.setattr("publishing.reading.chrome", wait_in_vain)
    response = Client(raise_request_exception=False).get("/en/")

    assert response.status_code == 503
    assert "Nothing of yours was saved, and nothing is lost" in response.text


@pytest.mark.parametrize("method", ["get", "post"])
@pytest.mark.parametrize("path", ["/ru/", "/ru/admin/login/", "/ru/none/", "/"])
def test_other_name_is_refused_and_nobody_keeps_the_refusal(client, site, path, method):
    answer = getattr(client, method)(path, headers={"host": "evil.example"})

    assert (answer.status_code, "no-store" in answer.get("Cache-Control", "")) == (400, True)
    assert "evil.example" not in answer.text


def test_failures_are_kept_by_nobody(site, monkeypatch):
    reader, form = Client(raise_request_exception=False), Client(enforce_csrf_checks=True)

    def fail(*args):
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr("publishing.reading.chrome", fail)
    answers = [reader.get("/en/"), form.post("/en/admin/login/", {"username": "a"})]

    assert [answer.status_code for answer in answers] == [500, 403]
    assert all("no-store" in answer["Cache-Control"] for answer in answers)
