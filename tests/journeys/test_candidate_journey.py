"""From an empty form to a row of the public list: an administrator adds a candidate with a portrait and a place."""

import pytest
from django.core.management import call_command

from elections.models import Election
from publishing import clock
from tests.desk.test_portraits import picture
from tests.factories import go_live, make_candidate
from tests.journeys.editor import sign_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]


@pytest.fixture
def july(settings, live_server):
    """Load the demo, put places 2 and 4 of the list beside its candidate, who has none, and return the election."""
    settings.DEMO = True
    call_command("load_demo", verbosity=0)
    july = Election.objects.get(slug="bishkek-2021-july")
    go_live(*[make_candidate(july, position=place, slug=f"place-{place}") for place in (4, 2)], at=clock.now())
    return july


def fill_form(page, election):
    """Fill the form of a candidate who takes place 3 of an election's list."""
    page.goto("/ky/admin/candidates/candidate/")
    page.click('a.addlink[href$="/candidate/add/"]')
    page.fill("[name=family_name_ky]", "Үлгүева")
    page.fill("[name=given_name_ky]", "Сынак")
    portrait = {"name": "face.jpg", "mimeType": "image/jpeg", "buffer": picture()}
    page.set_input_files("[name=portrait]", portrait)
    page.fill("[name=portrait_alt_ky]", "Үлгү сүрөт")
    page.fill("[name=portrait_rights]", "Үлгү")
    page.click("#candidacies-group [data-add]")
    page.click("[name=candidacies-0-election] + .select2 .select2-selection")
    page.locator(".select2-results__option", has_text=str(election)).click()
    page.fill("[name=candidacies-0-list_position]", "3")


def test_candidate_is_added_published_and_listed_in_order(july, page, open_page):
    sign_in(page, "admin")
    fill_form(page, july)
    page.click("[name=_continue]")
    page.click(".desk-panel .desk-button--main")
    page.click(".desk-form .desk-button--main")
    page.wait_for_selector(".desk-message__link")

    reader = open_page(locale="ky")
    reader.goto("/ky/candidates/")

    names = [name.replace("\xad", "") for name in reader.locator(".row__name").all_inner_texts()]
    places = reader.locator(".row__number").all_inner_texts()
    assert names == ["Үлгү ky Мисалов ky", "Сынак Үлгүева", "Үлгү ky Мисалов ky", "Назир Асанбердиев"]
    assert places == ["2", "3", "4"]
    image = reader.locator(".row", has_text="Үлгүева").locator("picture img")
    assert image.evaluate("async image => { await image.decode(); return image.naturalWidth }")
    assert image.evaluate("image => image.currentSrc").endswith(".avif")
