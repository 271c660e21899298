"""Nothing that was saved is lost: an officer sees what changed, brings one language back, recovers a deleted draft."""

import pytest
from django.contrib.auth.models import Group
from playwright.sync_api import expect

from candidates.models import Interview
from emgek.roles import PRESS_OFFICER
from staff.models import User
from tests.factories import make_candidate, make_election, make_interview


@pytest.fixture
def talk(transactional_db):
    """Return a draft interview of two questions."""
    return make_interview(make_candidate(), make_election(), blocks=2, raw_text="Баштапкы текст")


@pytest.fixture
def officer(open_page, transactional_db):
    """Open a window in which a press officer has signed in."""
    person = User.objects.create_user("aigul", password="x", is_staff=True, first_name="Айгүл")
    person.groups.add(Group.objects.get(name=PRESS_OFFICER))
    page = open_page(viewport={"width": 1440, "height": 900})
    page.goto("/ky/admin/")
    page.fill("[name=username]", "aigul")
    page.fill("[name=password]", "x")
    page.click("#login-form [type=submit]")
    page.wait_for_url("**/ky/admin/")
    return page


def form_of(talk):
    """Return the address of the interview's form."""
    return f"/ky/admin/candidates/interview/{talk.pk}/change/"


def change(page, talk, **texts):
    """Open the form without scripts' help, change some texts and save."""
    page.goto(form_of(talk))
    for name, text in texts.items():
        page.evaluate("([name, text]) => document.getElementsByName(name)[0].value = text", [name, text])
    page.click("[name=_save]")
    page.wait_for_url("**/interview/")


def test_one_language_of_an_answer_is_brought_back(officer, talk):
    page = officer
    change(page, talk, **{"blocks-0-answer_ky": "Экинчи жооп", "blocks-0-answer_ru": "Второй ответ"})
    change(page, talk, **{"blocks-0-answer_ky": "Үчүнчү жооп", "blocks-0-answer_ru": "Третий ответ"})

    page.goto(form_of(talk))
    page.click(f"a[href*='{talk.pk}/history/']")
    versions = page.locator(".desk-editions__item")
    expect(versions).to_have_count(3)
    expect(versions.first).to_contain_text("Айгүл")

    page.locator("[name=old]").last.check()
    page.click(".desk-editions button[type=submit]")
    expect(page.locator(".desk-card [lang=ky] del").first).to_contain_text("1")
    expect(page.locator(".desk-card [lang=ru] ins").first).to_contain_text("Третий")
    page.click("a[href*='language=ru']")

    assert page.locator("[name=blocks-0-answer_ru]").input_value() == "1-жооп. ru"
    assert page.locator("[name=blocks-0-answer_ky]").input_value() == "Үчүнчү жооп"
    page.click("[name=_save]")
    page.wait_for_url("**/interview/")
    answer = talk.blocks.get(number=1)
    assert (answer.answer_ky, answer.answer_ru) == ("Үчүнчү жооп", "1-жооп. ru")


def test_a_deleted_draft_is_recovered_with_its_questions(officer, talk, axe):
    page = officer
    numbers = set(talk.blocks.values_list("pk", "number"))
    page.goto(form_of(talk))
    page.click(".desk-delete")
    page.click("form:has([name=post]) [type=submit]")
    page.wait_for_url("**/interview/")
    assert not Interview.objects.exists()

    page.click("a[href$='/interview/deleted/']")
    assert [line for line in axe(page, runOnly=["wcag2a", "wcag2aa"]) if "desk" in line] == []
    page.get_by_role("button", name="Үлгү маек").click()

    page.wait_for_url(f"**{form_of(talk)}")
    assert page.locator("[name=blocks-1-answer_ky]").input_value() == "2-жооп. ky"
    assert set(talk.blocks.values_list("pk", "number")) == numbers
    assert Interview.objects.get().raw_text == "Баштапкы текст"
