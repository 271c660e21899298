"""From the number on the ballot to the polling station: what a voter sees on a telephone, with and without scripts."""

import pytest
from django.core.management import call_command
from icalendar import Calendar

from publishing import clock
from tests.factories import moment

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]
PHONE = {"width": 360, "height": 740}


@pytest.fixture
def demo(settings, live_server):
    """Load the demo and return a function that moves its clock."""
    settings.DEMO = True
    call_command("load_demo", verbosity=0)
    return clock.set_demo_clock


def is_wider_than_the_screen(page) -> bool:
    """Say whether the page can be moved sideways."""
    return page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


def test_voter_finds_number_day_hours_and_steps_and_takes_the_dates_along(demo, open_page, tmp_path):
    page = open_page(viewport=PHONE, java_script_enabled=False, locale="ky", accept_downloads=True)
    page.goto("/ky/")
    assert page.locator(".ballot__number").inner_text() == "4"
    assert "3 күн" in page.locator(".strip").first.inner_text()

    page.click(".turned .more")
    assert page.locator("h1").inner_text().startswith("Кантип добуш беребиз: 4, Эмгек")
    assert "Документиңизди алыңыз" in page.locator(".steps").inner_text()

    with page.expect_download() as begun:
        page.click("a.more[href$='dates.ics']")
    file = tmp_path / begun.value.suggested_filename
    begun.value.save_as(file)
    assert file.name == "bishkek-2021-july.ky.ics"
    events = Calendar.from_ical(file.read_bytes()).walk("VEVENT")
    assert moment(7, 11, 8) in [event.decoded("dtstart") for event in events]


def test_on_voting_day_the_hours_lead_and_nothing_calls_for_the_party(demo, open_page):
    demo(moment(7, 11, 17))
    page = open_page(viewport=PHONE, locale="ky")
    page.goto("/ky/")

    assert "Участоктор ачык, жабылат: 20:00" in page.locator(".page-head").inner_text()
    assert page.locator("[data-until]").first.inner_text() == "3 саат"
    assert page.locator(".mark, .slip, .ballot").count() == 0
    assert not is_wider_than_the_screen(page)


def test_after_the_vote_the_result_is_the_poster_and_the_annulled_vote_is_still_found(demo, open_page):
    demo(moment(7, 27, 12))
    page = open_page(viewport=PHONE, locale="ky")
    page.goto("/ky/")
    assert page.locator(".ballot__number").inner_text() == "11"
    assert page.locator(".masthead__brand").inner_text() == "Эмгек"

    page.goto("/ky/elections/")
    assert not is_wider_than_the_screen(page)
    page.click(".record .is-annulled a")
    assert "Добуш берүү жокко чыгарылган" in page.locator(".phase-line").inner_text()
    assert page.locator("a[href$='.ics']").count() == 0


@pytest.mark.parametrize(("language", "hours", "minutes"), [("ky", "2 саат", "25 мүнөт"), ("ru", "2 часа", "25 минут")])
def test_open_page_counts_on_in_the_same_place(demo, open_page, language, hours, minutes):
    demo(moment(7, 11, 17, 59))
    page = open_page(viewport=PHONE, locale=language)
    page.clock.install(time=moment(7, 11, 17, 59))
    page.goto(f"/{language}/election/")
    place = page.locator("[data-until]").first
    line = page.locator(".phase-line").bounding_box()
    assert place.inner_text() == hours

    page.clock.fast_forward("01:35:30")
    assert place.inner_text() == minutes
    assert page.locator(".phase-line").bounding_box()["height"] == line["height"]


def test_telephone_whose_clock_is_wrong_keeps_the_words_of_the_server(demo, open_page):
    demo(moment(7, 11, 17))
    page = open_page(viewport=PHONE, locale="ky")
    page.clock.install(time=moment(7, 12, 3))
    page.goto("/ky/election/")
    page.clock.fast_forward("02:00:00")

    assert page.locator("[data-until]").first.inner_text() == "3 саат"
