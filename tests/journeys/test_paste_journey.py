"""From the raw text to a page that anybody reads: the press office pastes the real interview and publishes it."""

import pytest
from django.core.management import call_command

from candidates.models import Interview, PastedText
from publishing.languages import words
from tests.journeys.editor import Editor

TITLE = "Сөздөн ишке: сынак маек"
TO_PASTE = '.agenda a[href$="/interview/paste/"]'


@pytest.fixture
def raw_text(shared):
    """Return the real interview as it was scraped."""
    return (shared / "input" / "asanberdiev-interview.txt").read_text("utf-8")


@pytest.fixture
def demo(settings, live_server):
    """Load the demo and stand on its clock."""
    settings.DEMO = True
    call_command("load_demo", verbosity=0)


def paste(editor, text):
    """Paste a text from the desk's first page on and see its parts."""
    editor.click(TO_PASTE)
    editor.fill("[data-paste-text]", text)
    editor.click(".paste__form .paste__button--main")
    editor.page.wait_for_selector("[data-paste-parts].is-live")


def names(page):
    """Return what each part is called."""
    return [
        piece.get_attribute("class").split()[1].rpartition("--")[2] for piece in page.query_selector_all("[data-piece]")
    ]


def wait_for_corrections(page, count):
    """Wait until the screen shows so many corrections."""
    page.wait_for_function("n => document.querySelector('[name=revision]').value === String(n)", arg=count)


@pytest.mark.slow  # in every `make test` the first job of test_effort_journey.py takes the same way
def test_real_interview_is_pasted_corrected_published_and_read(demo, raw_text, open_page, page):
    editor = Editor(page)
    editor.sign_in()
    paste(editor, raw_text)
    assert names(page).count("question") == 7

    editor.click(".is-doubtful.paste__piece--question [data-key=sure]")
    page.wait_for_selector(".is-doubtful.paste__piece--question", state="detached")
    editor.fill("[name=title]", TITLE)
    editor.click(".paste__save .paste__button--main")
    editor.click(".desk-panel .desk-button--main")
    editor.click(".desk-form .desk-button--main")
    page.wait_for_load_state()

    interview = Interview.objects.get(title_ky=TITLE)
    assert interview.raw_text.split() == raw_text.split()
    assert interview.imprint is None
    read_by_anybody(open_page(locale="ky"), interview)


def read_by_anybody(page, interview):
    """Find the interview from the home page, open its third question, see the imprint, ask for it in Russian."""
    page.goto("/ky/")
    page.click(f'main a[href="/ky/interviews/{interview.slug}/"]')
    assert page.inner_text("h1").replace("\xad", "") == TITLE
    page.click('.questions--side a[href="#q3"]')
    assert page.url.endswith("#q3")
    third = interview.blocks.get(number=3)
    assert words(third, "question", "ky") in page.inner_text("#q3").replace("\xad", "")
    assert "Омуралиева" in page.inner_text(".imprint")
    assert "08.07.2021" in page.inner_text(".imprint")

    answer = page.goto(f"/ru/interviews/{interview.slug}/")

    assert answer.status == 404
    assert page.locator(f'a[href="/ky/interviews/{interview.slug}/"]').count()
    assert "Борбор калаанын" not in page.inner_text("body")


def test_borders_are_moved_by_keyboard_alone(demo, open_page, page):
    editor = Editor(page)
    editor.sign_in()
    paste(editor, "- Сиз кимсиз?\n- Мен мугалиммин. Кечинде кайдасыз? Үйдөмүн.\n- Пландарыңыз барбы?\n- Бар.")
    page.fill("[name=title]", TITLE)
    press = page.keyboard.press

    page.focus("#piece-1")
    press("ArrowRight")
    press("Enter")
    wait_for_corrections(page, 1)
    press("Shift+ArrowRight")
    press("Shift+ArrowRight")
    press("Enter")
    wait_for_corrections(page, 2)
    assert [page.inner_text(f"#piece-{place} .paste__text") for place in (1, 2, 3)] == [
        "Мен мугалиммин.",
        "Кечинде кайдасыз?",
        "Үйдөмүн.",
    ]
    assert names(page)[1:4] == ["answer", "question", "answer"]
    press("x")
    wait_for_corrections(page, 3)
    assert names(page)[3] == "left_over"
    press("Control+z")
    wait_for_corrections(page, 4)
    press("Backspace")
    wait_for_corrections(page, 5)

    assert page.evaluate("document.activeElement.id") == "piece-2"
    assert page.inner_text("#piece-2 .paste__text") == "Кечинде кайдасыз? Үйдөмүн."
    assert page.input_value("[name=title]") == TITLE


def test_screen_works_without_javascript(demo, open_page):
    page = open_page(java_script_enabled=False, viewport={"width": 360, "height": 740})
    editor = Editor(page)
    editor.sign_in()
    page.goto("/ky/admin/candidates/interview/paste/")
    page.fill("[name=text]", "- Сиз кимсиз?\n- Мен мугалиммин. Үйдөмүн.\n- Пландарыңыз барбы?\n- Бар.")
    page.click(".paste__form .paste__button--main")

    page.fill("[name=title]", TITLE)
    page.select_option("#role-2", "left_over")
    page.click("#piece-1 .paste__cut")

    assert names(page) == ["question", "answer", "question", "left_over", "answer"]
    assert page.input_value("[name=title]") == TITLE
    page.click("#piece-3 button[value='up 3']")
    page.click("[data-key=undo]")
    page.click(".paste__save .paste__button--main")
    assert page.url.endswith("/change/")
    assert Interview.objects.get(title_ky=TITLE).blocks.count() == 2


def test_signing_out_meanwhile_loses_nothing(demo, page):
    editor = Editor(page)
    editor.sign_in()
    paste(editor, "- Сиз кимсиз?\n- Мен мугалиммин. Үйдөмүн.")
    page.fill("[name=title]", TITLE)
    page.context.clear_cookies()

    page.click("#piece-1 .paste__cut")

    page.wait_for_selector("[data-paste-status] .paste__note")
    assert page.input_value("[name=title]") == TITLE
    assert PastedText.objects.count() == 1


def test_saving_while_a_correction_is_on_its_way_saves_it_corrected(demo, page):
    editor = Editor(page)
    editor.sign_in()
    paste(editor, "- Сиз кимсиз?\n- Мен мугалиммин. Үйдөмүн.")
    page.fill("[name=title]", TITLE)
    with page.expect_response(page.url):  # what is typed is kept on its own
        page.locator("[name=title]").blur()
    held = []

    def hold(route):
        is_it = route.request.method == "POST" and not held
        held.append(route) if is_it else route.continue_()

    page.route(page.url, hold)
    page.click("#piece-1 .paste__cut")
    page.wait_for_function("document.querySelector('[data-paste-parts]').ariaBusy === 'true'")
    page.click(".paste__save .paste__button--main")
    assert not Interview.objects.filter(title_ky=TITLE).exists()

    held[0].continue_()

    page.wait_for_url("**/interview/*/change/**")
    assert Interview.objects.get(title_ky=TITLE).blocks.count() >= 1


@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.slow)])
def test_screens_of_pasting_are_open_to_everybody(demo, open_page, axe, scheme):
    page = open_page(viewport={"width": 360, "height": 740}, color_scheme=scheme)
    editor = Editor(page)
    editor.sign_in()
    page.goto("/ky/admin/candidates/interview/paste/")
    found = axe(page, runOnly=["wcag2a", "wcag2aa"])
    page.fill("[name=text]", "- Сиз кимсиз?\n- Мен мугалиммин. Үйдөмүн.\nКечинде кайдасыз?\n- Суроо: бар.")
    page.click(".paste__form .paste__button--main")
    page.wait_for_selector("[data-paste-parts].is-live")
    found += axe(page, runOnly=["wcag2a", "wcag2aa"])

    assert [line for line in found if "paste" in line] == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
