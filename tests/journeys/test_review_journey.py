"""From a draft to a text that two people and its candidate stand for: asked, returned, mended, approved, confirmed."""

import os
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import expect

from candidates.models import Interview
from publishing.checks import CheckLink
from publishing.journal import Act
from publishing.reviews import ReviewRules
from tests.journeys.test_day_journey import PHONE, fits, sign_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]
PICTURES = os.environ.get("REVIEW_PICTURES")


@pytest.fixture
def talk(settings, live_server):
    """Load the demo with the rule of four eyes, and change what an interview says."""
    settings.DEMO = True
    call_command("load_demo", verbosity=0)
    ReviewRules.objects.create(pk=1, four_eyes_since=timezone.now())
    talk = Interview.objects.first()
    block = talk.blocks.first()
    block.answer_ky = f"{block.answer_ky}\n\nБул бүгүн кошулду."
    block.save()
    return talk


def picture(page, name):
    """Keep a picture of the whole page where somebody wants to look."""
    if PICTURES:
        page.screenshot(path=str(Path(PICTURES) / f"{name}.png"), full_page=True)


def test_asked_returned_mended_approved_confirmed_on_a_phone_and_published(talk, open_page, axe):
    press, chief = open_page(locale="ky"), open_page(locale="ky")
    sign_in(press, "press")
    sign_in(chief, "editor")
    form = f"/ky/admin/candidates/interview/{talk.pk}/change/"
    review = f"/ky/admin/candidates/interview/{talk.pk}/review/"

    # It does not go out, and the screen says why; so it is asked for.
    press.goto(form.replace("change/", "publish/"))
    press.click("form.desk-form button[type=submit]")
    expect(press.locator(".desk-problems__item--error").first).to_be_visible()
    picture(press, "publish")
    ask(press, review)

    # The chief meets it on the first page and returns it with a comment on the first question.
    chief.goto("/ky/admin/")
    chief.click("section:has(#agenda-to-approve) a")
    first = talk.blocks.first().number
    box = chief.locator(f"[name=comment-ky-{first}]")
    chief.locator(".review-piece", has=box).locator("summary").click()
    box.fill("Булагын көрсөтүңүз.")
    picture(chief, "review")
    assert [line for line in axe(chief, runOnly=["wcag2a", "wcag2aa"]) if "review" in line] == []
    with chief.expect_navigation():
        chief.click("button[value=return]")

    # It comes back beside the block, is mended there, and asked for again.
    press.goto("/ky/admin/")
    press.click("section:has(#agenda-returned) a")
    press.goto(form)
    expect(press.locator("#blocks-0 .review-comments__item")).to_contain_text("Булагын көрсөтүңүз.")
    picture(press, "form")
    press.locator("[name=blocks-0-answer_ky]").fill("Булагы менен толук жооп.")
    with press.expect_navigation():
        press.click("[name=_save]")
    ask(press, review)
    chief.goto(review)
    with chief.expect_navigation():
        chief.click("button[value=approve]")

    # The candidate confirms on a phone, without an account.
    press.goto(review)
    press.fill("#link-name", "Үлгү талапкер")
    with press.expect_navigation():
        press.click("form[action$='/link/'] button[type=submit]")
    picture(press, "link")
    address = press.locator("[data-link]").text_content().split()[-1]
    phone = open_page(viewport=PHONE, locale="ky")
    phone.goto(address)
    assert fits(phone)
    assert axe(phone, runOnly=["wcag2a", "wcag2aa"]) == []
    picture(phone, "phone")
    phone.click(".check__page")
    expect(phone.locator(".desk-preview")).to_be_visible()
    expect(phone.locator("body")).to_contain_text("Булагы менен толук жооп.")
    picture(phone, "phone-preview")
    phone.click(".desk-preview a")
    with phone.expect_navigation():
        phone.click("button[value=confirm]")
    expect(phone.locator(".check__note")).to_be_visible()
    assert CheckLink.objects.get().confirmed

    # Now it goes out, with the name of who approved; a later edit asks again.
    press.goto(form.replace("change/", "publish/"))
    for code in ("ru", "en"):
        press.locator(f"input[name=languages][value={code}]").set_checked(False)
    with press.expect_navigation():
        press.click("form.desk-form button[type=submit]")
    assert "editor" in Act.objects.latest("number").approvers
    block = talk.blocks.first()
    block.answer_ky = "Дагы бир жолу өзгөрдү."
    block.save()
    press.goto(form.replace("change/", "publish/"))
    expect(press.locator(".desk-problems__item--error").first).to_be_visible()
    phone.reload()
    expect(phone.locator(".check__note")).to_contain_text("Кайра карап")
    picture(phone, "phone-changed")


def ask(page, review):
    """Ask for approval of the Kyrgyz text."""
    page.goto(review)
    form = page.locator("form[action$='/ask/']")
    assert form.locator(":checked").evaluate_all("all => all.map(one => one.value)") == ["ky"]  # what has changed
    with page.expect_navigation():
        form.locator("button[type=submit]").click()
