"""Readers' journeys once more, on a copy of the demo that nginx serves: the site without the server."""

from io import StringIO
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings

from publishing import clock
from tests.copied import served
from tests.factories import CAMPAIGN, moment
from tests.journeys.test_chain_journey import (  # noqa: F401  they run here as well
    test_journalist_takes_an_answer_home_with_one_click,
    test_reader_goes_from_a_measure_to_its_candidate_his_answer_and_back,
    test_table_of_questions_follows_the_reader,
    test_where_the_clipboard_is_closed_the_words_are_selected,
    test_without_a_script_the_slip_holds_the_quote_and_no_dead_button_is_shown,
)
from tests.journeys.test_follow_journey import test_journalist_finds_the_press_kit_from_any_page  # noqa: F401
from tests.journeys.test_vote_journey import (  # noqa: F401
    is_wider_than_the_screen,
    test_after_the_vote_the_result_is_the_poster_and_the_annulled_vote_is_still_found,
    test_on_voting_day_the_hours_lead_and_nothing_calls_for_the_party,
    test_open_page_counts_on_in_the_same_place,
    test_telephone_whose_clock_is_wrong_keeps_the_words_of_the_server,
    test_voter_finds_number_day_hours_and_steps_and_takes_the_dates_along,
)
from tests.public_pages import LANGUAGES, PAGES, address, furnish
from tools.scratch_site import free_port

pytestmark = [pytest.mark.slow, pytest.mark.journey]
#: When somebody reads, in the journeys.
MOMENTS = (CAMPAIGN, moment(7, 11, 17), moment(7, 11, 17, 59), moment(7, 27, 12))
PHONE = {"width": 360, "height": 740}


@pytest.fixture(scope="module")
def copies(django_db_setup, django_db_blocker, tmp_path_factory):
    """Return a folder with a copy of the demo as of each moment, and the port they know; the database is left."""
    folder, port = tmp_path_factory.mktemp("copies"), free_port()
    demo = override_settings(DEMO=True, MEDIA_ROOT=tmp_path_factory.mktemp("media"))
    with django_db_blocker.unblock(), demo, transaction.atomic():
        furnish()
        for at in MOMENTS:
            clock.set_demo_clock(at)
            place = folder / f"{at:%d%H%M}"
            call_command("export", place, "--flip", origin=f"http://127.0.0.1:{port}", stdout=StringIO())
        transaction.set_rollback(True)
    return SimpleNamespace(folder=folder, port=port)


@pytest.fixture
def show(copies):
    """Return a function that shows the copy of a moment; to begin with that of the campaign."""
    link = copies.folder / "shown"

    def show_as_of(at):
        link.unlink(missing_ok=True)
        link.symlink_to(f"{at:%d%H%M}")

    show_as_of(CAMPAIGN)
    return show_as_of


@pytest.fixture
def live_server(copies, show, tmp_path):
    """Serve the copy where journeys expect the site."""
    with served(copies.folder / "shown", tmp_path, copies.port) as origin:
        yield SimpleNamespace(url=origin)


@pytest.fixture
def demo(show):
    """Stand for the fixture of the journeys: it sets the moment."""
    return show


@pytest.mark.parametrize("code", LANGUAGES)
def test_search_page_says_on_a_phone_that_it_is_off_and_leads_on(live_server, open_page, axe, code):
    page = open_page(viewport=PHONE, locale=code)
    page.goto(f"/{code}/")
    page.locator(".masthead__search").click()

    assert page.url.endswith(f"/{code}/search/")
    assert page.locator("form").count() == 0
    assert not is_wider_than_the_screen(page)
    assert axe(page) == []
    page.locator(".ways a").first.click()
    assert page.url.endswith(f"/{code}/candidates/")


def test_every_page_of_the_registry_answers_as_the_site_does(live_server, open_page):
    page = open_page(viewport=PHONE)
    off = ("search", "compare")

    answered = {name: page.goto(address(name, "ky")).status for name in PAGES}

    expected = {name: 200 if name.startswith(off) else status for name, (_t, _path, status) in PAGES.items()}
    assert answered == expected
