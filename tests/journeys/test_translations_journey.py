"""A changed answer is brought into step again: from the form that changed it to the last translation, by keyboard."""

import re

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from candidates.models import Interview
from publishing.translating import Translation, note
from tests.journeys.editor import sign_in

FORM = "/ky/admin/candidates/interview/{}/change/"


@pytest.fixture
def talk(settings, live_server):
    """Load the demo and return its interview."""
    settings.DEMO = True
    call_command("load_demo", verbosity=0)
    return Interview.objects.get()


@pytest.fixture
def officer(talk, page):
    """Sign in as the demo's press officer."""
    sign_in(page)
    return page


def part(page, number):
    """Open a question and answer."""
    fold = page.locator(f"#blocks-{number} [data-fold]")
    if fold.get_attribute("open") is None:
        fold.locator("summary").click()


def serious(found):
    """Return what of axe's findings keeps somebody out."""
    return [line for line in found if "(critical)" in line or "(serious)" in line]


def save(page):
    """Save the form and wait for what follows."""
    with page.expect_navigation():
        page.click("[name=_save]")


def test_a_changed_answer_is_translated_anew_by_keyboard(officer, talk):
    page = officer
    page.goto(FORM.format(talk.pk))
    question = page.locator("[data-meaning]")
    expect(question).to_be_hidden()
    part(page, 2)
    page.fill("[name=blocks-2-answer_ky]", "Такыр башка жооп.")
    expect(question).to_be_visible()
    save(page)
    strip = page.locator(".desk-strip").first
    expect(strip).to_contain_text(re.compile(r"KY ✔.*RU ⚠ 1.*EN ⚠ 1"))

    page.goto("/ky/admin/publishing/translation/?language=ru")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("ins")).to_contain_text("Такыр башка жооп.")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    expect(page.locator("[name=blocks-2-answer_ru]")).to_be_focused()
    expect(page.locator("[data-task] ins")).to_be_visible()
    page.fill("[name=blocks-2-answer_ru]", "Совсем другой ответ.")
    save(page)

    expect(page).to_have_url(re.compile(r"/publishing/translation/\?language=ru$"))
    left = Translation.objects.unfinished().values_list("language", "place", "field")
    assert list(left) == [("en", f"blocks:{talk.blocks.order_by('order')[2].number}", "answer")]


def test_mended_spelling_leaves_the_translations_in_step(officer, talk):
    page = officer
    page.goto(FORM.format(talk.pk))
    page.fill("[name=title_ky]", talk.title_ky + "!")
    page.get_by_label("Жазылышы гана өзгөрдү").check()
    save(page)

    expect(page.locator(".desk-strip").first).to_contain_text(re.compile(r"KY ✔.*RU ✔.*EN ✔"))
    assert not Translation.objects.unfinished().exists()


@pytest.mark.slow
def test_axe_finds_nothing_serious_on_the_way(officer, talk, axe):
    page = officer
    talk.title_ky += " жана башкалар"
    talk.save()
    note(talk)
    page.goto("/ky/admin/publishing/translation/?language=ru")
    assert serious(axe(page)) == []
    page.click(".desk-tasks a")
    page.wait_for_selector("[rel=next]")
    assert serious(axe(page)) == []
    page.click("[data-key=Enter]")
    page.wait_for_selector("[data-task]")
    assert serious(axe(page)) == []
