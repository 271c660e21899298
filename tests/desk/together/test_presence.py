"""Who else is editing this: told when a form is opened, and by the heartbeat."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from publishing.presence import Presence
from tests.desk.together.forms import address, officer, opened, saved
from tests.factories import make_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def page():
    """Return a plain page."""
    return make_page()


def beat(client, row, window, **more):
    """Send the heartbeat of a window and return what is answered."""
    return client.post(address(row, "presence"), {"window": window} | more).json()


def test_a_form_says_who_has_it_open_and_since_when(page):
    theirs, mine = officer("Айгүл"), officer("Бакыт")
    beat(theirs, page, "one")
    since = timezone.now() - timedelta(minutes=12)
    Presence.objects.update(since=since)
    [sentence] = beat(mine, page, "two")["here"]
    assert "Айгүл" in sentence
    assert f"{since.astimezone(timezone.get_default_timezone()):%H:%M}" in sentence
    assert sentence in mine.get(address(page)).text


def test_presence_ends_a_minute_after_the_last_heartbeat(page):
    theirs, mine = officer("Айгүл"), officer("Бакыт")
    beat(theirs, page, "one")
    Presence.objects.update(seen_at=timezone.now() - timedelta(seconds=61))
    assert beat(mine, page, "two")["here"] == []
    assert Presence.objects.count() == 1


def test_one_is_told_of_ones_own_other_window_and_not_of_this_one(page):
    mine = officer("Айгүл")
    assert beat(mine, page, "one")["here"] == []
    assert len(beat(mine, page, "two")["here"]) == 1
    beat(mine, page, "one", leave="1")
    Presence.objects.update(seen_at=timezone.now() - timedelta(seconds=61))
    assert beat(mine, page, "two")["here"] == []


def test_the_heartbeat_tells_what_was_saved_since_the_form_was_opened(page):
    theirs, mine = officer("Айгүл"), officer("Бакыт")
    log = mine.get(address(page)).context["together"]["log"]
    assert beat(mine, page, "two", log=log)["saved"] == ""
    saved(theirs, page, opened(theirs, page), title_ky="Жаңы")
    assert "Айгүл" in beat(mine, page, "two", log=log)["saved"]


def test_presence_locks_nothing(page):
    theirs, mine = officer("Айгүл"), officer("Бакыт")
    beat(theirs, page, "one")
    assert saved(mine, page, opened(mine, page), title_ky="Жаңы").status_code == 302


def test_nobody_without_the_right_to_change_is_told_who_works(client, page):
    assert client.post(address(page, "presence")).url.startswith(reverse("admin:login"))
    assert not Presence.objects.exists()
