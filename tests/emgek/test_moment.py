"""Staff see the site at any moment; readers see the present."""

import pytest

from tests.factories import AFTER

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
