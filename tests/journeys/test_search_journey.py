"""Searching with the keyboard alone: suggestions help and never stand in the way, with a script or without."""

import pytest
from django.core.management import call_command

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]


@pytest.fixture
def demo(settings, live_server):
    """Load the demo."""
    settings.DEMO = True
    call_command("load_demo", verbosity=0)


@pytest.fixture
def field(demo, page):
    """Open the search page and return its field."""
    page.goto("/ky/search/")
    page.locator("[role=combobox]").focus()
    return page.locator("#q")


def test_suggestion_is_chosen_with_the_arrow_and_opened_with_enter(field, page):
    field.press_sequentially("асан")
    page.wait_for_selector("[role=option]")
    field.press("ArrowDown")

    chosen = page.locator("[role=option][aria-selected=true]")
    assert chosen.inner_text().split("\n")[0].strip().startswith("Назир Асанбердиев")
    assert field.get_attribute("aria-activedescendant") == chosen.get_attribute("id")
    assert page.locator("[role=status]").inner_text() == "1 сунуш"

    field.press("Enter")
    page.wait_for_url("**/ky/candidates/nazir-asanberdiev/")


def test_enter_sends_what_was_typed_while_suggestions_are_shown(field, page):
    field.press_sequentially("биш")
    page.wait_for_selector("[role=option]")

    field.press("Enter")

    page.wait_for_url("**/ky/search/?q=*")
    assert page.locator("#q").input_value() == "биш"
    assert page.locator(".hits__title").count() > 1


def test_escape_closes_the_list_and_leaves_the_words(field, page):
    field.press_sequentially("биш")
    page.wait_for_selector("[role=option]")

    field.press("Escape")

    assert page.locator("[role=listbox]").is_hidden()
    assert (field.get_attribute("aria-expanded"), field.input_value()) == ("false", "биш")
    field.press("ArrowDown")
    assert page.locator("[role=listbox]").is_visible()


def test_open_suggestions_hold_for_axe(field, page, axe):
    field.press_sequentially("биш")
    page.wait_for_selector("[role=option]")
    field.press("ArrowDown")

    assert axe(page) == []


def test_search_needs_no_script(demo, open_page):
    page = open_page(java_script_enabled=False)
    page.goto("/ky/search/")
    page.fill("#q", "tutun")
    page.press("#q", "Enter")

    page.wait_for_url("**/ky/search/?q=tutun")
    assert page.locator(".hits mark").first.inner_text() == "түтүн"
