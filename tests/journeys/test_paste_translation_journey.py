"""A whole translation is pasted once, laid beside the original, mended, and public: with the mouse, keys, a phone."""

import re
import tomllib
from pathlib import Path

import pytest

from candidates.models import Interview, PastedText
from publishing.acts import publish
from publishing.clock import now
from publishing.languages import words
from tests.factories import MACHINE
from tests.journeys.editor import Editor
from tests.journeys.test_paste_journey import demo

__all__ = ["demo"]

RETOLD = tomllib.loads(Path("emgek/demo_content/interviews.toml").read_text("utf-8"))["interviews"][0]


def written_out(language="ru"):
    """Return the demo's own translation as one plain text, as a translator sends it."""
    blocks = RETOLD["blocks"]
    lines = [f"- {block['question'][language]}\n\n- {block['answer'][language].strip()}" for block in blocks]
    end = [RETOLD["closing"][language].strip(), RETOLD["election_note"][language]]
    return "\n\n".join([RETOLD["title"][language], RETOLD["lead"][language], *lines, *end])


@pytest.fixture
def talk(demo):
    """Return an interview that is public in Kyrgyz only: the demo's retold one, made anew in one language."""
    shown = Interview.objects.get(slug=RETOLD["slug"])
    talk = Interview.objects.create(
        candidate=shown.candidate,
        election=shown.election,
        form="retold",
        **{f"{name}_ky": words(shown, name, "ky") for name in ("title", "lead", "closing", "election_note")},
    )
    for block in shown.blocks.order_by("order"):
        talk.blocks.create(question_ky=words(block, "question", "ky"), answer_ky=words(block, "answer", "ky"))
    publish([talk], ["ky"], at=now(), who=MACHINE)
    return talk


def beside(page):
    """Return the numbers of the blocks that have a translation, in the order of the screen."""
    names = page.locator("[data-line]:has([data-pair]) h2").all_inner_texts()
    return [int(found[0]) for found in (re.findall(r"\d+", name) for name in names) if found]


def wait_for_corrections(page, count):
    """Wait until the screen shows so many corrections."""
    page.wait_for_function("n => document.querySelector('[name=revision]').value === String(n)", arg=count)


def read_by_anybody(page, talk):
    """Look at the page in Russian."""
    answer = page.goto(f"/ru/interviews/{talk.slug}/")
    assert answer.status == 200
    assert page.inner_text("h1").replace("\xad", "") == RETOLD["title"]["ru"]
    said = page.inner_text("main").replace("\xad", "")
    for block in RETOLD["blocks"]:
        assert block["question"]["ru"] in said
        assert block["answer"]["ru"].split("\n\n")[0].strip()[:60] in said


def test_translation_is_pasted_mended_published_and_read(talk, open_page, page):
    text = written_out()
    dashes = "\n\n- Какая проблема столицы вас беспокоит?\n\n- "
    assert dashes in text
    text = text.replace(dashes, " Какая проблема столицы вас беспокоит? ")  # two answers joined into one
    editor = Editor(page)
    editor.sign_in()
    page.goto(f"/ky/admin/candidates/interview/{talk.pk}/change/")

    editor.click("a[href$='/translation/?language=ru']")
    editor.fill("[data-paste-text]", text)
    editor.click(".paste__form .paste__button--main")
    page.wait_for_selector("[data-paste-parts].is-live")
    assert beside(page) == [1, 2, 3, 4, 6, 7]
    answer = page.locator("[data-piece]", has_text="Какая проблема столицы")
    answer.locator(".paste__cut", has=page.locator("xpath=self::*[contains(@aria-label, 'Какая проблема')]")).click()
    wait_for_corrections(page, 1)
    place = page.locator("[data-piece]", has_text="Какая проблема столицы").get_attribute("data-piece")
    editor.click(f"#piece-{place} .paste__cut")
    wait_for_corrections(page, 2)
    assert beside(page) == [1, 2, 3, 4, 5, 6, 7]
    editor.click(".paste__save .paste__button--main")
    editor.click(".desk-panel .desk-button--main")
    editor.click(".desk-form .desk-button--main")
    page.wait_for_load_state()

    talk.refresh_from_db()
    assert words(talk.blocks.get(number=5), "answer", "ru") == "Чёрный дым."
    assert [talk.closing_ru, talk.election_note_ru] == [
        RETOLD["closing"]["ru"].strip(),
        RETOLD["election_note"]["ru"],
    ]
    read_by_anybody(open_page(locale="ru"), talk)


def test_pairs_are_mended_by_keyboard_alone(talk, page):
    text = written_out().replace(
        f"- {RETOLD['blocks'][1]['question']['ru']}", "- Совсем другой вопрос?\n\n- Нет.\n\n- И?"
    )
    editor = Editor(page)
    editor.sign_in()
    page.goto(f"/ky/admin/candidates/interview/{talk.pk}/translation/")
    press = page.keyboard.press
    page.focus("[data-paste-text]")
    page.keyboard.insert_text(text)
    page.focus(".paste__form .paste__button--main")
    press("Enter")
    page.wait_for_selector("[data-paste-parts].is-live")
    loose = page.locator(".beside--loose [data-piece]").first
    loose.focus()

    press("o")
    wait_for_corrections(page, 1)
    assert beside(page) == [1, 2, 3, 4, 5, 6, 7]
    page.locator("[data-piece]", has_text="Нет.").first.focus()
    press("Control+z")
    wait_for_corrections(page, 2)
    page.locator(".beside--loose [data-piece]").first.focus()
    press("p")
    assert page.evaluate("document.activeElement.matches('[data-pair]')")
    press("End")
    press("Enter")
    wait_for_corrections(page, 3)

    assert 7 in beside(page)
    assert PastedText.objects.get().corrections[-1].startswith("assign ")


def test_translation_is_pasted_without_javascript_on_a_phone(talk, open_page):
    page = open_page(java_script_enabled=False, viewport={"width": 360, "height": 740})
    Editor(page).sign_in()
    page.goto(f"/ky/admin/candidates/interview/{talk.pk}/change/")
    page.click("a[href$='/translation/?language=ru']")
    page.fill("[name=text]", written_out() + "\n\n- Дагы бир суроо: и ещё вопрос?\n\n- Нет.")
    page.click(".paste__form .paste__button--main")

    page.click(".paste__save .paste__button--main")
    assert page.locator(".paste__error").count()
    page.click(".beside--loose button[value^='leave']")
    page.click(".paste__save .paste__button--main")

    assert page.url.endswith(f"/{talk.pk}/change/")
    talk.refresh_from_db()
    assert talk.title_ru == RETOLD["title"]["ru"]
    assert "ещё вопрос" in PastedText.objects.get().raw_text


def test_signing_out_and_loading_anew_lose_nothing(talk, page):
    Editor(page).sign_in()
    page.goto(f"/ky/admin/candidates/interview/{talk.pk}/translation/")
    page.fill("[data-paste-text]", written_out())
    page.reload()
    assert page.input_value("[data-paste-text]").split() == written_out().split()
    page.click(".paste__form .paste__button--main")
    page.wait_for_selector("[data-paste-parts].is-live")
    page.fill("[name=title]", "Аталышы колдо жазылды")
    with page.expect_response(lambda answer: answer.request.method == "GET" and "/translation/" in answer.url):
        page.keyboard.press("Tab")
    page.reload()
    assert page.input_value("[name=title]") == "Аталышы колдо жазылды"

    page.context.clear_cookies()
    page.click(".paste__cut >> nth=0")

    page.wait_for_selector("[data-paste-status] .paste__note")
    assert page.locator("[data-piece]").count() > 10


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_screens_of_pasting_a_translation_are_open_to_everybody(talk, open_page, axe, scheme):
    page = open_page(viewport={"width": 360, "height": 740}, color_scheme=scheme)
    Editor(page).sign_in()
    talk.title_ru = "Башка аталыш"
    talk.save()
    page.goto(f"/ky/admin/candidates/interview/{talk.pk}/translation/")
    found = axe(page, runOnly=["wcag2a", "wcag2aa"])
    page.fill("[name=text]", written_out() + "\n\n- И ещё вопрос?\n\n- Нет.")
    page.click(".paste__form .paste__button--main")
    page.wait_for_selector("[data-paste-parts].is-live")
    found += axe(page, runOnly=["wcag2a", "wcag2aa"])

    assert [line for line in found if "paste" in line or "beside" in line] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
