"""From nothing: a real installation is begun, its administrator signs in and publishes party and election first."""

import re
from io import StringIO

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]

PHONE = {"width": 360, "height": 740}
DONE = ".checklist__item--done"
OPEN = ".checklist__item:not(.checklist__item--done)"


@pytest.fixture
def password(live_server):
    """Begin an installation in Kyrgyz and return the administrator's password as it was printed."""
    printed = StringIO()
    call_command(
        "start",
        no_input=True,
        language="ky",
        stdout=printed,
        party_title="Жаңы жол",
        election_title="Ош шаардык кеңешин шайлоо",
        election_body="Ош шаардык кеңеши",
        election_polls_open_at="11.04.2027 08:00",
        election_polls_close_at="11.04.2027 20:00",
        election_ballot_number="7",
        users=["aigul:administrator:Айгүл"],
    )
    return re.search(r"aigul  (\S+)", printed.getvalue())[1]


def first_page(page):
    """Go to the first page of the desk."""
    page.goto("/ky/admin/")
    page.wait_for_load_state()


def test_an_installation_is_begun_and_its_party_and_election_become_public(password, open_page):
    page = open_page(viewport=PHONE, locale="ky")
    page.goto("/ky/")
    assert "эч нерсе жарыялана элек" in page.inner_text("main").replace("\xad", "")

    first_page(page)
    page.fill("[name=username]", "aigul")
    page.fill("[name=password]", password)
    page.keyboard.press("Enter")
    page.wait_for_selector("[name=new_password1]")
    page.fill("[name=old_password]", password)
    for name in ("new_password1", "new_password2"):
        page.fill(f"[name={name}]", "Менин-өз-сырсөзүм-7")
    page.keyboard.press("Enter")
    page.wait_for_load_state("networkidle")
    first_page(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    expect(page.locator(DONE)).to_have_count(0)

    for name in ("Партия", "Шайлоо"):
        page.get_by_role("link", name=name, exact=True).first.click()
        page.click(".desk-form .desk-button--main")
        page.wait_for_load_state()
        first_page(page)
    expect(page.locator(DONE)).to_have_count(2)

    page.click(f"{OPEN} a[href$='/change/'] >> nth=0")
    page.fill("[name=campaign_starts_at_0], [name=campaign_starts_at]", "15.03.2027")
    page.fill("[name=campaign_starts_at_1]", "08:00")
    page.evaluate("document.activeElement.blur()")  # as a finger does that puts the keyboard away
    page.click("[name=_save]")
    first_page(page)
    expect(page.locator(DONE)).to_have_count(3)

    reader = open_page(viewport=PHONE, locale="ky")
    reader.goto("/ky/")
    assert "Жаңы жол" in reader.inner_text("body")
    assert reader.goto("/ky/election/").status == 200
    assert "Ош шаардык кеңешин шайлоо" in reader.inner_text("h1").replace("\xad", "")
