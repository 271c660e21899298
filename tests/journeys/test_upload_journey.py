"""A ZIP of portraits on a slow line: one sees how much of it is up, and may stop it."""

import os

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from candidates.models import PortraitBatch
from staff.models import User
from tests.desk.test_portrait_zip import zipped
from tests.desk.test_portraits import picture
from tests.factories import make_candidate, make_election
from tests.journeys.editor import sign_in

#: Bytes a second of a telephone in the mountains.
SLOW = 400_000


@pytest.fixture
def election(live_server, settings, tmp_path):
    """Return an election with one person on the list."""
    settings.MEDIA_ROOT = tmp_path
    User.objects.create_superuser("admin", password="admin-2021")
    election = make_election(slug="ulgu")
    make_candidate(election, languages="", family_name_ky="Асанов", given_name_ky="Назар", position=1)
    return election


@pytest.fixture
def page(election, open_page):
    """Return the screen that takes a ZIP."""
    page = open_page(viewport={"width": 360, "height": 740})
    sign_in(page, "admin")
    page.goto(reverse("admin:candidates_candidate_list_portraits", args=[election.pk]))
    page.wait_for_load_state("networkidle")
    return page


def choose(page, data: bytes):
    """Choose a ZIP with this inside and send it."""
    page.set_input_files("[name=pictures]", {"name": "a.zip", "mimeType": "application/zip", "buffer": data})
    page.click("form[data-sends-file] [type=submit]")


def slow_down(page):
    """Let what goes up take its time."""
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    speed = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": SLOW}
    line.send("Network.emulateNetworkConditions", speed)


def large() -> bytes:
    """Return a ZIP with a portrait and what cannot be packed any closer."""
    return zipped({"1.jpg": picture(), "noise.jpg": os.urandom(4 * SLOW)})


def test_the_bar_moves_while_a_file_goes_up_and_leads_to_its_pictures(page):
    slow_down(page)
    choose(page, large())
    bar = page.locator("[data-sending] progress")
    page.wait_for_function("0 < document.querySelector('[data-sending] progress').value")
    seen = bar.evaluate("bar => bar.value")
    if folder := os.environ.get("PICTURES_IN"):
        page.screenshot(path=f"{folder}/upload.png", full_page=True)
    assert 0 < seen < 100
    page.wait_for_function(f"{seen} < document.querySelector('[data-sending] progress')?.value")
    page.wait_for_url("**/lists/portraits/*/")
    assert PortraitBatch.objects.get().pictures[0]["person"]


def test_an_upload_is_stopped_and_nothing_is_kept(page):
    slow_down(page)
    choose(page, large())
    page.click("[data-stop]")
    expect(page.locator("[data-sending]")).to_be_hidden()
    expect(page.locator("[data-lost]")).to_be_hidden()
    expect(page.locator("form[data-sends-file] [type=submit]")).to_be_enabled()
    assert not PortraitBatch.objects.exists()


def test_what_is_refused_is_said_on_the_same_screen_and_the_next_file_is_shown_too(page):
    choose(page, b"no zip at all")
    expect(page.locator("section [role=alert]").first).to_be_visible()
    choose(page, zipped({"1.jpg": picture()}))
    page.wait_for_url("**/lists/portraits/*/")


def test_a_lost_line_is_said(page):
    page.context.set_offline(True)
    choose(page, zipped({"1.jpg": picture()}))
    expect(page.locator("[data-lost]")).to_be_visible()
    page.context.set_offline(False)
    page.click("form[data-sends-file] [type=submit]")
    page.wait_for_url("**/lists/portraits/*/")
