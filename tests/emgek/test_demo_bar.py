"""The demo's clock is moved by a bar, and nowhere else is there one."""

import pytest
from django.test import Client
from django.urls import reverse

from elections.calendar import Phase, phase
from elections.documents import ElectionDocument
from publishing import clock, reading
from tests import factories as make
from tests.factories import BEFORE

pytestmark = pytest.mark.django_db


@pytest.fixture
def demo(settings):
    """Return a demo that stands in the campaign, with a result that waits."""
    settings.DEMO = True
    make.go_live(make.make_party(), at=BEFORE)
    election = make.open_campaign()
    clock.set_demo_clock(make.CAMPAIGN)
    election.seats_won = 11
    election.save()
    make.go_live(election, starts_at=make.moment(7, 26, 12))
    return election


def current() -> ElectionDocument:
    """Return the current election as the public sees it now."""
    return reading.chrome("ky", clock.now()).election


@pytest.mark.parametrize("name", [value.value for value in Phase])
def test_bar_moves_the_clock_into_every_phase(client, demo, name):
    response = client.post("/demo/clock/", {"to": name, "next": "/ru/election/"})

    assert (response.status_code, response["Location"]) == (302, "/ru/election/")
    assert phase(current(), clock.now()) == name


def test_bar_leads_to_the_result_when_it_is_known(client, demo):
    client.post("/demo/clock/", {"to": "after"})

    assert current().seats_won == 11


def test_bar_comes_back_from_the_future(client, demo):
    for name in ("after", "before", "campaign"):
        client.post("/demo/clock/", {"to": name})

    assert clock.now() == make.CAMPAIGN


def test_bar_stands_on_public_pages_and_on_the_desk(client, demo):
    for address in ("/ky/", "/ky/nothing/", reverse("admin:login")):
        assert "demo-bar__places" in client.get(address).text, address


@pytest.mark.parametrize("data", [{}, {"to": "yesterday"}])
def test_bar_refuses_what_is_no_place(client, demo, data):
    assert client.post("/demo/clock/", data).status_code == 404


def test_bar_leads_to_no_other_site(client, demo):
    response = client.post("/demo/clock/", {"to": "silence", "next": "https://example.org/"})

    assert response["Location"] == "/"


def test_bar_needs_no_cookie_and_obeys_no_other_site(demo):
    client = Client(enforce_csrf_checks=True)

    assert not client.get("/ky/").cookies
    assert client.post("/demo/clock/", {"to": "after"}, headers={"sec-fetch-site": "same-origin"}).status_code == 302
    assert client.post("/demo/clock/", {"to": "before"}, headers={"sec-fetch-site": "cross-site"}).status_code == 403


def test_outside_the_demo_there_is_no_bar(client, site):
    assert "demo-bar" not in client.get("/ky/").text
    assert client.post("/demo/clock/", {"to": "after"}).status_code == 404


def test_pictures_are_served_in_the_demo_but_never_originals(client, demo, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    for name in ("renditions/a.webp", "portraits/a.jpg"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_bytes(b"picture")

    assert b"".join(client.get("/media/renditions/a.webp").streaming_content) == b"picture"
    for address in (
        "/media/portraits/a.jpg",
        "/media/renditions/../portraits/a.jpg",
        "/media/renditions/%2e%2e/portraits/a.jpg",
    ):
        assert client.get(address).status_code == 404, address
