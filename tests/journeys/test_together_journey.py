"""Two officers work on one interview at once, a tab is killed, a session ends, a line is lost: no word is."""

import re

import pytest
from django.contrib.auth.models import Group
from playwright.sync_api import expect

from emgek.roles import ADMINISTRATOR, PRESS_OFFICER
from publishing.journal import Release
from staff.models import User
from staff.sessions import DeskSession
from tests.factories import make_candidate, make_election, make_interview, make_page


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


@pytest.mark.parametrize("scripts", [True, pytest.param(False, marks=pytest.mark.slow)])
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


@pytest.mark.parametrize("scripts", [True, pytest.param(False, marks=pytest.mark.slow)])
def test_what_is_saved_after_the_session_ended_comes_back_after_signing_in(sit_down, talk, scripts):
    page = sit_down("Айгүл", java_script_enabled=scripts)
    page.fill("[name=lead_ky]", "Мөөнөтү бүткөн")
    DeskSession.objects.all().delete()
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


def test_a_change_note_survives_a_killed_tab_and_an_ended_session_and_goes_when_it_was_used(sit_down, talk):
    page, screen = sit_down("Айгүл"), f"/ky/admin/emgek/page/{make_page().pk}/publish/"
    page.goto(screen)
    page.locator("[name=note]").press_sequentially("Кош бол")
    again = page.context.new_page()
    page.close()
    again.goto(screen)
    expect(again.locator("[name=note]")).to_have_value("Кош бол")
    expect(again.locator(".desk-kept")).to_be_visible()

    DeskSession.objects.all().delete()
    again.locator(".desk-form .desk-button--main").click()
    sign_in(again, "Айгүл")
    again.goto(screen)
    expect(again.locator("[name=note]")).to_have_value("Кош бол")
    again.locator(".desk-form .desk-button--main").click()
    again.wait_for_url("**/change/")
    assert Release.objects.last().note == "Кош бол"
    again.goto(screen)
    expect(again.locator("[name=note]")).to_have_value("")
    assert kept(again) == 0


def test_a_pasted_text_survives_a_killed_tab_and_may_be_thrown_away(sit_down):
    page, screen = sit_down("Айгүл"), "/ky/admin/candidates/interview/paste/"
    page.goto(screen)
    page.fill("[data-paste-text]", "— Ким?")
    again = page.context.new_page()
    page.close()
    again.goto(screen)
    expect(again.locator("[data-paste-text]")).to_have_value("— Ким?")
    again.locator(".desk-kept [data-drop]").click()
    expect(again.locator("[data-paste-text]")).to_have_value("")
    again.reload()
    expect(again.locator("[data-paste-text]")).to_have_value("")


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


def test_two_administrators_change_one_user_and_overwrite_nothing(open_page, transactional_db):
    somebody = User.objects.create_user("somebody", is_staff=True, first_name="Нур")
    pages = []
    for name in ("Айгүл", "Бакыт"):
        chief = User.objects.create_user(name, password="x", is_staff=True, first_name=name)
        chief.groups.add(Group.objects.get(name=ADMINISTRATOR))
        page = open_page(viewport={"width": 1440, "height": 900})
        page.goto("/ky/admin/")
        sign_in(page, name)
        page.wait_for_url("**/ky/admin/")
        page.goto(f"/ky/admin/staff/user/{somebody.pk}/change/")
        pages.append(page)
    aigul, bakyt = pages
    expect(bakyt.locator("[data-here]")).to_contain_text("Айгүл")
    aigul.fill("[name=first_name]", "Нурлан")
    aigul.click("[name=_save]")
    aigul.wait_for_url("**/staff/user/")
    bakyt.fill("[name=first_name]", "Нурбек")
    bakyt.fill("[name=last_name]", "Үлгүев")
    bakyt.click("[name=_save]")
    clash = bakyt.locator("[data-clash=first_name]")
    expect(clash).to_contain_text("Айгүл")
    expect(bakyt.locator("[name=first_name]")).to_have_value("Нурбек")
    clash.locator("[value=theirs]").check()
    bakyt.click("[name=_save]")
    bakyt.wait_for_url("**/staff/user/")
    somebody.refresh_from_db()
    assert (somebody.first_name, somebody.last_name) == ("Нурлан", "Үлгүев")
