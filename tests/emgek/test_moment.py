"""Staff see the site at any moment; readers see the present."""

import pytest

from tests import factories as make
from tests.factories import AFTER, CAMPAIGN

pytestmark = pytest.mark.django_db


def test_staff_sees_the_past_and_comes_back(admin_client, site, at):
    at(AFTER)

    admin_client.post("/en/moment/", {"moment": "2021-06-01T12:30"})
    past = admin_client.get(f"/en/program/{site.plank.slug}/")
    admin_client.post("/en/moment/", {"moment": ""})
    present = admin_client.get(f"/en/program/{site.plank.slug}/")

    assert (past.status_code, present.status_code) == (404, 200)


def test_banner_says_which_moment_one_sees(admin_client, site):
    admin_client.post("/en/moment/", {"moment": "2021-07-08T18:00"})

    page = admin_client.get("/en/").text

    assert "8 July 2021, 18:00" in page
    assert 'href="/en/moment/"' in page


def test_readers_choose_no_moment(client, site):
    response = client.post("/en/moment/", {"moment": "2021-06-01T12:00"})

    assert response.status_code == 302
    assert "/admin/login/" in response["Location"]
    assert client.get(f"/en/program/{site.plank.slug}/").status_code == 200


def test_nonsense_is_no_moment(admin_client, site):
    for typed in ("yesterday", "2021-99-01T12:00"):
        assert "This is no moment." in admin_client.post("/en/moment/", {"moment": typed}).text


def test_boundaries_of_the_calendar_and_what_waits_are_one_click_away(admin_client, site, at):
    at(CAMPAIGN)
    type(site.plank).objects.filter(pk=site.plank.pk).update(title_ky="Кийинки")
    site.plank.refresh_from_db()
    make.go_live(site.plank, starts_at=make.moment(7, 9, 15), languages=["ky"])

    page = admin_client.get("/en/moment/").text
    admin_client.post("/en/moment/", {"moment": "2021-07-09T15:00:00"})

    for boundary in ("2021-06-21T00:00:00", "2021-07-10T08:00:00", "2021-07-11T08:00:00", "2021-07-11T20:00:00"):
        assert f'value="{boundary}"' in page
    assert 'value="2021-07-09T15:00:00"' in page
    assert "Кийинки" in admin_client.get("/ky/program/").text


def test_a_page_as_of_a_moment_is_kept_by_nobody_and_can_be_left(admin_client, site):
    admin_client.post("/en/moment/", {"moment": "2021-07-08T18:00"})

    page = admin_client.get("/en/candidates/")
    admin_client.post("/en/moment/", {"moment": ""})

    assert "no-store" in page["Cache-Control"]
    assert "Back to the present" in page.text
    assert "Back to the present" not in admin_client.get("/en/candidates/").text


def test_staff_sees_a_planned_silence_as_readers_will(admin_client, site, at):
    at(CAMPAIGN)
    site.election.silence_policy = "hide"
    site.election.save()
    make.go_live(site.election)

    admin_client.post("/en/moment/", {"moment": "2021-07-10T09:00"})

    assert admin_client.get("/en/candidates/").status_code == 503
