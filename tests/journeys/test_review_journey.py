"""From a pasted text to a public page that two people and its candidate stand for, and not a second too early.

Pasted, asked for, returned with a comment, mended, approved, confirmed on a phone, scheduled, live on its second.
"""

import os
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.utils import timezone
from playwright.sync_api import expect

from candidates.models import Interview
from publishing.checks import CheckLink
from publishing.clock import now, set_demo_clock
from publishing.dates import BISHKEK
from publishing.journal import Act
from publishing.reviews import ReviewRules
from publishing.verifying import faults
from tests.journeys.editor import Editor
from tests.journeys.test_day_journey import PHONE, fits, sign_in
from tests.journeys.test_paste_journey import paste

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]
PICTURES = os.environ.get("REVIEW_PICTURES")
TITLE = "Үлгү: короодогу бактар"
RAW = "- Короодо бак барбы?\n- Үч бак бар.\n- Ким сугарат?\n- Баарыбыз кезек менен сугарабыз."
MENDED = "Үч бак бар: бирин өзүбүз тиктик."


@pytest.fixture
def four_eyes(settings, live_server):
    """Load the demo; nothing goes out before another person approved it."""
    settings.DEMO = True
    call_command("load_demo", verbosity=0)
    ReviewRules.objects.create(pk=1, four_eyes_since=timezone.now())


def picture(page, name):
    """Keep a picture of the whole page where somebody wants to look."""
    if PICTURES:
        page.screenshot(path=str(Path(PICTURES) / f"{name}.png"), full_page=True)


@pytest.mark.usefixtures("four_eyes")
def test_a_pasted_text_is_returned_mended_approved_confirmed_and_live_on_its_second(open_page, axe):
    press, chief = open_page(locale="ky"), open_page(locale="ky")
    sign_in(chief, "editor")
    talk = pasted(press)
    form = f"/ky/admin/candidates/interview/{talk.pk}/change/"
    review, publish = (form.replace("change/", way) for way in ("review/", "publish/"))

    # It does not go out, and the screen says why; so it is asked for.
    press.goto(publish)
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
    box.fill("Канча бак экенин тактаңыз.")
    picture(chief, "review")
    assert [line for line in axe(chief, runOnly=["wcag2a", "wcag2aa"]) if "review" in line] == []
    with chief.expect_navigation():
        chief.click("button[value=return]")
    expect(chief.locator(".desk-kept")).to_have_count(0)  # what was sent is not offered once more

    # It comes back beside the block, is mended there, and asked for again.
    press.goto("/ky/admin/")
    press.click("section:has(#agenda-returned) a")
    press.goto(form)
    expect(press.locator("#blocks-0 .review-comments__item")).to_contain_text("Канча бак экенин")
    picture(press, "form")
    press.locator("[name=blocks-0-answer_ky]").fill(MENDED)
    with press.expect_navigation():
        press.click("[name=_save]")
    ask(press, review)
    chief.goto(review)
    with chief.expect_navigation():
        chief.click("button[value=approve]")

    phone = confirmed_on_a_phone(press, review, open_page, axe)
    live_on_its_second(press, publish, talk, open_page)

    # What is edited later is asked for again, and the candidate's page says that it has changed.
    block = talk.blocks.first()
    block.answer_ky = "Дагы бир жолу өзгөрдү."
    block.save()
    press.goto(publish)
    expect(press.locator(".desk-problems__item--error").first).to_be_visible()
    phone.reload()
    expect(phone.locator(".check__note")).to_contain_text("Кайра карап")
    picture(phone, "phone-changed")


def pasted(page):
    """Paste a short talk, give it a title, save it, and return its row."""
    editor = Editor(page)
    editor.sign_in()
    paste(editor, RAW)
    editor.fill("[name=title]", TITLE)
    with page.expect_navigation():
        editor.click(".paste__save .paste__button--main")
    return Interview.objects.get(title_ky=TITLE)


def ask(page, review):
    """Ask for approval of the Kyrgyz text."""
    page.goto(review)
    form = page.locator("form[action$='/ask/']")
    assert form.locator(":checked").evaluate_all("all => all.map(one => one.value)") == ["ky"]  # what has changed
    with page.expect_navigation():
        form.locator("button[type=submit]").click()


def confirmed_on_a_phone(press, review, open_page, axe):
    """Send the candidate a link, confirm there without an account, and return the phone's window."""
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
    expect(phone.locator("body")).to_contain_text(MENDED)
    picture(phone, "phone-preview")
    phone.click(".desk-preview a")
    with phone.expect_navigation():
        phone.click("button[value=confirm]")
    expect(phone.locator(".check__note")).to_be_visible()
    assert CheckLink.objects.get().confirmed
    return phone


def live_on_its_second(press, publish, talk, open_page):
    """Schedule it for three hours later; a reader gets 404 until the second before, and reads it on the second."""
    start = now().replace(second=0, microsecond=0) + timedelta(hours=3)
    press.goto(publish)
    press.check("[name=when][value=later]")
    press.fill("[name=starts_at]", f"{start.astimezone(BISHKEK):%Y-%m-%dT%H:%M}")
    with press.expect_navigation():
        press.click("form.desk-form .desk-button--main")
    act = Act.objects.latest("number")
    assert (act.starts_at, "press" in act.actor, "editor" in act.approvers) == (start, True, True)

    reader, address = open_page(viewport=PHONE, locale="ky"), f"/ky/interviews/{talk.slug}/"
    for moment, status in ((now(), 404), (start - timedelta(seconds=1), 404), (start, 200)):
        set_demo_clock(moment)
        assert reader.goto("/ky/interviews/").status == 200
        assert reader.locator(f"main a[href='{address}']").count() == (status == 200)
        assert reader.goto(address).status == status
        assert (MENDED in reader.inner_text("body").replace("\xad", "")) == (status == 200)
    assert fits(reader)
    assert "08.07.2021" in reader.inner_text(".imprint")
    picture(reader, "reader")
    assert list(faults()) == []
