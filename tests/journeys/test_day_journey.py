"""A press officer's day from the first page of the desk: on a phone, and by ⌘K with a slip of the finger."""

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from candidates.models import Interview
from tests.journeys.editor import sign_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]

PHONE = {"width": 360, "height": 740}
DESK = {"width": 1440, "height": 900}


@pytest.fixture
def demo(settings, live_server):
    """Load the demo; its interview is changed since it was published."""
    settings.DEMO = True
    call_command("load_demo", verbosity=0)


def open_box(page):
    """Open the box for finding by its keys."""
    page.wait_for_load_state("networkidle")
    page.keyboard.press("Control+k")
    expect(page.locator(".find-box__words")).to_be_focused()


def fits(page):
    """Say whether nothing stands over the edge."""
    return page.evaluate("document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.slow)])
def test_the_first_page_on_a_phone_leads_to_what_waits(demo, open_page, axe, scheme):
    page = open_page(viewport=PHONE, locale="ky", color_scheme=scheme)
    sign_in(page)
    assert "Тынчтык күнү башталат" in page.inner_text(".agenda__days")
    assert fits(page)

    page.fill(".find__words", "asanberdiev")
    page.click(".find__go")
    page.click(".found__link >> nth=1")
    talk = Interview.objects.get()
    assert page.url.endswith(f"/interview/{talk.pk}/change/")
    page.fill("[name=title_ky]", "Башка аталыш")
    page.click("[name=_save]")
    page.goto("/ky/admin/")

    page.click("section:has(#agenda-mine) a")
    assert page.input_value("[name=title_ky]") == "Башка аталыш"
    page.goto("/ky/admin/")
    assert fits(page)
    found = axe(page, runOnly=["wcag2a", "wcag2aa"])
    assert [line for line in found if "agenda" in line or "find" in line] == []


def test_enter_opens_what_a_slip_of_the_finger_meant(demo, open_page):
    page = open_page(viewport=DESK, locale="ky")
    sign_in(page)
    open_box(page)
    page.keyboard.type("асанбердив")
    page.keyboard.press("Enter")
    expect(page.locator("[name=family_name_ky]")).to_have_value("Асанбердиев")


def test_the_box_opens_from_a_field_and_its_lines_are_chosen_by_keys(demo, open_page):
    page = open_page(viewport=DESK, locale="ky")
    sign_in(page)
    page.focus(".find__words")
    open_box(page)
    page.keyboard.type("asanberdiev")
    expect(page.locator(".find-box .found__item")).to_have_count(3)  # he, his interview, a sentence that names him
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("[name=title_ky]")).to_be_visible()
    page.click(".find-opener")
    expect(page.locator(".find-box__words")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator(".find-box")).to_be_hidden()
