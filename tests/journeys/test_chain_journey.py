"""From promise to proof and back: a reader follows the chain, and a journalist takes a quote home."""

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]
TALK = "/ru/interviews/nazir-asanberdiev-kara-tutun/"
GRANTED = ["clipboard-read", "clipboard-write"]


@pytest.fixture(autouse=True)
def demo(settings, live_server):
    """Load the demo, whose clock stands in the campaign."""
    settings.DEMO = True
    call_command("load_demo", verbosity=0)


def heading(page):
    """Return the headline of the page, without soft hyphens."""
    return " ".join(page.locator("h1").inner_text().replace("\xad", "").split())


def test_reader_goes_from_a_measure_to_its_candidate_his_answer_and_back(page):
    page.goto("/ky/program/yshsyz-bishkek/")
    page.locator("#m7").get_by_role("link", name="Ким айтты").click()

    assert page.url.endswith(("?measure=7#people", "/measure.7/#people"))  # the latter in a copy (copied/)
    page.locator("#people").locator("xpath=../..").get_by_role("link", name="Назир Асанбердиев").click()

    assert heading(page) == "Назир Асанбердиев"
    page.locator(".plank", has_text="Ышсыз Бишкек").get_by_role("link", name="6 (өз пикири)").click()

    assert page.url.endswith("#q6")
    page.locator("#q6 .note").get_by_role("link", name="Шаарды курчаган").click()

    assert page.url.endswith("/ky/program/yshsyz-bishkek/#m7")
    assert "Назир Асанбердиев: өз пикири" in page.locator("#m7").inner_text()


def test_journalist_takes_an_answer_home_with_one_click(open_page):
    page = open_page(viewport={"width": 1280, "height": 800}, permissions=GRANTED)
    page.goto(TALK)
    page.locator("#q5").get_by_role("button", name="Скопировать как цитату").click()

    expect(page.locator("[data-quote-status]").first).not_to_be_empty()
    copied = page.evaluate("navigator.clipboard.readText()").split("\n\n")

    assert page.locator("[role=status][data-quote-status]").inner_text() == "Скопировано с источником"
    assert copied[1] == "Чёрный дым."
    assert copied[2].startswith("Назир Асанбердиев. «Откуда берётся чёрный дым")
    assert copied[3].endswith(f"{TALK}#q5")
    assert copied[4].startswith("Перевод с кыргызского: ")
    assert copied[4].endswith("/ky/interviews/nazir-asanberdiev-kara-tutun/#q5")


def test_where_the_clipboard_is_closed_the_words_are_selected(open_page):
    page = open_page(viewport={"width": 1280, "height": 800})
    page.add_init_script("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.goto(TALK)
    page.locator("#q5").get_by_role("button", name="Скопировать как цитату").click()

    expect(page.locator("[data-quote-status]").first).not_to_be_empty()

    assert page.locator("[data-quote-status]").inner_text() == "Выделено: теперь скопируйте"
    assert "Чёрный дым." in page.evaluate("getSelection().toString()")


def test_without_a_script_the_slip_holds_the_quote_and_no_dead_button_is_shown(open_page):
    page = open_page(viewport={"width": 360, "height": 740}, java_script_enabled=False)
    page.goto(TALK)
    page.locator("#q5 summary").click()

    assert page.locator("#q5 [data-quote-slip]").is_visible()
    assert not page.locator("[data-quote-copy]").first.is_visible()


def test_table_of_questions_follows_the_reader(page):
    page.goto(TALK)
    if not page.evaluate("CSS.supports('scroll-target-group', 'auto')"):
        pytest.skip("this browser does not mark the present link")
    page.locator("#q6").evaluate("answer => answer.scrollIntoView()")

    expect(page.locator('.questions--side a[href="#q6"]')).to_have_css("font-weight", "600")
