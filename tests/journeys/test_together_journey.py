"""Two officers work on one interview at once, a tab is killed, a session ends, a line is lost: no word is."""

import re

import pytest
from django.contrib.auth.models import Group
from django.contrib.sessions.models import Session
from playwright.sync_api import expect

from emgek.roles import PRESS_OFFICER
from staff.models import User
from tests.factories import make_candidate, make_election, make_interview


@pytest.fixture
def talk(transactional_db):
    """Return a draft interview of two questions."""
    return make_interview(make_candidate(), make_election(), blocks=2, lead_ky="Бул баштапкы лид")


@pytest.fixture
def sit_down(open_page, talk):
    """Return a function with which somebody signs in and opens the interview in a browser of their own."""

    def sit_down(name, **options):
        person = User.objects.create_user(name, password="x", is_staff=True, first_name=name)
        person.groups.add(Group.objects.get(name=PRESS_OFFICER))
        page = open_page(viewport={"width": 1440, "height": 900}, **options)
        page.goto("/ky/admin/")
        sign_in(page, name)
        page.wait_for_url("**/ky/admin/")
        page.goto(form_of(talk))
        return page

    return sit_down


def sign_in(page, name):
    """Fill in the sign-in page."""
    page.fill("[name=username]", name)
    page.fill("[name=password]", "x")
    page.click("#login-form [type=submit]")


def form_of(talk):
    """Return the address of the interview's form."""
    return f"/ky/admin/candidates/interview/{talk.pk}/change/"


def save(page):
    """Save, and wait for the list."""
    page.click("[name=_save]")
    page.wait_for_url("**/interview/")


def kept(page) -> int:
    """Return how many drafts the browser keeps."""
    return page.evaluate("Object.keys(localStorage).filter((key) => key.startsWith('emgek-draft:')).length")


@pytest.mark.parametrize("scripts", [True, False])
def test_what_two_officers_change_at_once_is_merged_and_what_clashes_is_chosen(sit_down, talk, scripts):
    aigul, bakyt = sit_down("Айгүл"), sit_down("Бакыт", java_script_enabled=scripts)
    aigul.fill("[name=lead_ky]", "Бул Айгүлдүн лиди")
    aigul.fill("[name=place_ky]", "Бишкек")
    save(aigul)

    bakyt.locator("#blocks-1 summary").click()
    bakyt.fill("[name=blocks-1-answer_ky]", "Бакыттын жообу")
    bakyt.fill("[name=lead_ky]", "Бул Бакыттын лиди")
    bakyt.click("[name=_save]")
    clash = bakyt.locator("[data-clash=lead_ky]")
    expect(clash).to_contain_text("Айгүл")
    expect(clash.locator("ins")).to_have_text("Айгүлдүн")
    expect(bakyt.locator("[name=lead_ky]")).to_have_value("Бул Бакыттын лиди")
    expect(bakyt.get_by_text(re.compile("Айгүл.*маек болгон жер"))).to_be_visible()
    talk.refresh_from_db()
    assert talk.lead_ky == "Бул Айгүлдүн лиди"

    clash.locator("[value=mine]").check()
    save(bakyt)
    talk.refresh_from_db()
    assert (talk.lead_ky, talk.place_ky) == ("Бул Бакыттын лиди", "Бишкек")
    assert talk.blocks.get(number=2).answer_ky == "Бакыттын жообу"


def test_who_else_is_here_is_said_and_goes_with_them(sit_down, talk):
    aigul = sit_down("Айгүл")
    expect(aigul.locator("[data-here]")).to_be_hidden()
    bakyt = sit_down("Бакыт")
    expect(bakyt.locator("[data-here]")).to_contain_text("Айгүл")


def test_a_tab_that_was_killed_offers_what_was_typed(sit_down, talk):
    page = sit_down("Айгүл")
    page.locator("[name=lead_ky]").press_sequentially("Жаңы сөз. ")
    page.wait_for_function("Object.keys(localStorage).some((key) => key.startsWith('emgek-draft:'))")
    again = page.context.new_page()
    page.close()
    again.goto(form_of(talk))
    offer = again.locator(".desk-draft")
    offer.locator("summary").click()
    expect(offer.locator("ins")).to_contain_text("Жаңы сөз")
    expect(again.locator("[name=lead_ky]")).to_have_value("Бул баштапкы лид")

    offer.locator("[data-take]").click()
    expect(again.locator("[name=lead_ky]")).to_have_value(re.compile("Жаңы сөз"))
    talk.refresh_from_db()
    assert talk.lead_ky == "Бул баштапкы лид"
    save(again)
    talk.refresh_from_db()
    assert "Жаңы сөз" in talk.lead_ky
    assert kept(again) == 0
    again.goto(form_of(talk))
    expect(again.locator(".desk-draft")).to_have_count(0)


def test_a_draft_may_be_thrown_away_and_goes_with_whoever_signs_out(sit_down, talk):
    page = sit_down("Айгүл")
    for way in ("thrown away", "signed out"):
        page.locator("[name=lead_ky]").press_sequentially("Жаңы сөз. ")
        page.wait_for_function("Object.keys(localStorage).some((key) => key.startsWith('emgek-draft:'))")
        page.goto(form_of(talk))
        if way == "thrown away":
            page.locator(".desk-draft [data-drop]").click()
        else:
            expect(page.locator(".desk-draft")).to_be_visible()
            with page.expect_navigation():
                page.evaluate("document.querySelector('#logout-form').submit()")
            page.goto("/ky/admin/login/")
        assert kept(page) == 0


@pytest.mark.parametrize("scripts", [True, False])
def test_what_is_saved_after_the_session_ended_comes_back_after_signing_in(sit_down, talk, scripts):
    page = sit_down("Айгүл", java_script_enabled=scripts)
    page.fill("[name=lead_ky]", "Мөөнөтү бүткөн")
    Session.objects.all().delete()
    page.click("[name=_save]")
    sign_in(page, "Айгүл")
    if not scripts:
        page.click("[data-carried] button")
    expect(page.locator("[name=lead_ky]")).to_have_value("Мөөнөтү бүткөн")
    save(page)
    talk.refresh_from_db()
    assert talk.lead_ky == "Мөөнөтү бүткөн"


def test_a_lost_line_keeps_the_form_and_says_so(sit_down, talk):
    page = sit_down("Айгүл")
    page.fill("[name=lead_ky]", "Байланышсыз жазылган")
    page.context.set_offline(True)
    page.click("[name=_save]")
    expect(page.locator("[data-lost]")).to_be_visible()
    page.context.set_offline(False)
    expect(page.locator("[data-lost]")).to_be_hidden()
    save(page)
    talk.refresh_from_db()
    assert talk.lead_ky == "Байланышсыз жазылган"


def test_leaving_unsaved_words_or_parts_is_asked_about(sit_down, talk):
    page = sit_down("Айгүл")
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.locator("[data-add]").click()
    page.goto("/ky/admin/")
    assert asked == ["beforeunload"]
    page.goto(form_of(talk))
    page.locator("[name=lead_ky]").click()
    page.goto("/ky/admin/")
    assert asked == ["beforeunload"]
