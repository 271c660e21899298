"""What the calendar allows is said before the click, and its next moment is one click away."""

from datetime import timedelta

import pytest

from emgek.roles import ADMINISTRATOR
from publishing.clock import now, set_demo_clock
from publishing.editions import Edition
from publishing.rehearsing import cancelled_by
from tests.desk.publishing.screens import LATER, edit, shown_on, text, url, user
from tests.factories import SILENCE, go_live, make_candidate, moment

pytestmark = pytest.mark.django_db
CLOSE = "11 July 2021, 20:00"
AGAIN = "The calendar forbids this moment. It allows it again from this moment on:"


@pytest.fixture
def changed(talk):
    return edit(talk, title_ky="Жаңы")


def sent(client, address, **more):
    return {"languages": ["ky"], "when": "now", "note": "", "shown": shown_on(client, address)} | more


def test_in_the_campaign_it_is_said_until_when(officer, changed):
    page = text(officer.get(url(changed, "publish")))

    assert "The calendar allows a start before this moment: 10 July 2021, 08:00" in page
    assert AGAIN not in page


@pytest.mark.parametrize("screen", ["publish", "publish_together"])
def test_in_the_silence_one_click_schedules_it_for_the_close_of_the_polls(officer, changed, screen):
    set_demo_clock(SILENCE)
    address = url(changed, "publish")
    if screen == "publish_together":
        address = address.replace(f"{changed.pk}/publish/", f"publish/?ids={changed.pk}")

    page = text(officer.get(address))
    offered = page.partition('name="allowed_from" value="')[2].partition('"')[0]
    officer.post(address, sent(officer, address, allowed_from=offered))

    assert AGAIN in page
    assert CLOSE in page
    assert Edition.objects.of(changed).waiting(now()).get(language="ky").starts_at == moment(7, 11, 20)


def test_a_schedule_that_meets_the_silence_is_refused_and_the_next_moment_offered(officer, changed):
    address = url(changed, "publish")

    page = text(officer.post(address, sent(officer, address, when="later", starts_at="2021-07-10T12:00")))

    assert "Silence before the vote" in page
    assert 'name="allowed_from" value="2021-07-11T20:00:00"' in page
    assert not Edition.objects.of(changed).waiting(now()).exists()


@pytest.mark.parametrize("screen", ["again", "undo"])
def test_putting_again_and_undoing_say_it_before_the_click(officer, talk, first, screen):
    newest = Edition.objects.of(talk).latest("pk").act.release_id
    which = {"again": {"edition_id": first.pk}, "undo": {"release_id": newest}}[screen]
    set_demo_clock(SILENCE)

    page = text(officer.get(url(talk, screen, **which)))

    assert f"Silence before the vote: nothing new may be published until the polls close: {CLOSE}." in page


def test_a_change_of_the_calendar_shows_what_it_cancels_and_cancels_it(client, election, changed):
    client.force_login(user(ADMINISTRATOR))
    starts = LATER + timedelta(hours=20)
    go_live(changed, languages=["ky"], at=now(), starts_at=starts)
    address = url(election, "publish")
    assert "Publishing it cancels them" not in text(client.get(address))

    edit(election, silence_starts_at=LATER + timedelta(hours=10))
    page = text(client.get(address))
    waiting = Edition.objects.of(changed).waiting(now())

    assert "Publishing it cancels them" in page
    assert "Жаңы" in page
    assert "9 July 2021, 11:00" in page
    assert waiting.exists()
    client.post(address, sent(client, address))
    assert not waiting.exists()


@pytest.mark.parametrize("screen", ["again", "undo", "withdraw"])
def test_an_earlier_calendar_and_none_at_all_say_what_they_cancel(client, election, changed, screen):
    client.force_login(user(ADMINISTRATOR))
    first = Edition.objects.of(election).get(language="ky")
    edit(election, silence_starts_at=first.read().silence_starts_at + timedelta(hours=12))
    election.refresh_from_db()
    release = go_live(election, at=now())
    go_live(changed, languages=["ky"], at=now(), starts_at=first.read().silence_starts_at + timedelta(hours=1))
    which = {"again": {"edition_id": first.pk}, "undo": {"release_id": release.pk}, "withdraw": {}}[screen]
    waiting = Edition.objects.of(changed).waiting(now())

    address = url(election, screen, **which)
    page = client.get(address)

    assert [edition.pk for edition in page.context["cancels"]] == [waiting.get().pk]
    assert "This cancels them as well" in text(page)
    shown = {} if screen == "undo" else {"shown": shown_on(client, address)}
    client.post(address, {"note": "Үлгү", "languages": ["ky", "ru", "en"]} | shown)
    assert not waiting.exists()


def test_looking_at_what_would_be_cancelled_changes_nothing(election, changed):
    go_live(changed, make_candidate(election), languages=["ky"], at=now(), starts_at=LATER + timedelta(hours=20))
    edit(election, silence_starts_at=LATER + timedelta(hours=10))
    election.refresh_from_db()

    found = cancelled_by(election, ["ky"], at=now())

    assert {edition.kind for edition in found} == {"interview", "candidate"}
    assert Edition.objects.waiting(now()).count() == len(found)
