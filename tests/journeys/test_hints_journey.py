"""An officer is helped while writing: agreed terms and the letters of the site, by click, at a desk and on a phone."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from programs.models import Plank
from tests.journeys.editor import sign_in

SIZES = {"desk": {"width": 1440, "height": 900}, "phone": {"width": 360, "height": 740}}


@pytest.fixture
def desk(furnished, open_page):
    """Return a function that opens the form of the plank «Ышсыз Бишкек» as a press officer."""

    def opened(**options):
        page = open_page(**options)
        sign_in(page)
        page.goto(reverse("admin:programs_plank_change", args=[plank().pk]))
        return page

    return opened


def plank():
    """Return the plank of the demo."""
    return Plank.objects.get(slug="yshsyz-bishkek")


def hints(page, field):
    """Return the hints beside a field."""
    return page.locator(f"[data-column]:has([name={field}]) .words__hint")


def test_a_departing_translation_is_marked_while_typing_and_mended_by_a_click(desk):
    page = desk(viewport=SIZES["desk"])
    title = page.locator("[name=title_ru]")
    expect(hints(page, "title_ru")).to_have_count(0)
    title.fill("Наш")
    expect(hints(page, "title_ru")).to_contain_text("Бишкек без дыма")
    hints(page, "title_ru").get_by_role("button").click()

    expect(title).to_have_value("Наш Бишкек без дыма")
    expect(title).to_be_focused()
    expect(hints(page, "title_ru")).to_have_count(0)
    page.keyboard.press("Control+Z")
    expect(title).to_have_value("Наш")


def test_a_changed_original_marks_the_translation_beside_it(desk):
    page = desk(viewport=SIZES["desk"])
    page.locator("[name=summary_ky]").fill("Таштандыны сорттоого шарт түзүлөт.")
    expect(hints(page, "summary_ru")).to_contain_text("сортировка отходов")
    expect(hints(page, "summary_en")).to_contain_text("waste sorting")


def test_a_word_with_the_other_letter_is_replaced_wherever_it_stands(desk):
    page = desk(viewport=SIZES["desk"])
    summary = page.locator("[name=summary_ky]")
    summary.fill("Тутун азаят. Бул тутун, тутундай эмес, он эл.")
    expect(hints(page, "summary_ky")).to_have_count(2)
    page.locator("[data-instead-of=тутун]").click()

    expect(summary).to_have_value("Тутун азаят. Бул түтүн, тутундай эмес, он эл.")
    expect(hints(page, "summary_ky")).to_have_count(1)
    hints(page, "summary_ky").get_by_role("button").click()
    expect(summary).to_have_value("Түтүн азаят. Бул түтүн, тутундай эмес, он эл.")
    expect(hints(page, "summary_ky")).to_have_count(0)


def test_a_word_is_replaced_in_rich_text_and_saved(desk):
    page = desk(viewport=SIZES["desk"])
    body = page.locator("[data-column=ky] .ProseMirror").first
    body.click()
    page.keyboard.press("Control+End")
    page.keyboard.type(" Кенеш жардам берет.")
    rich = page.locator("[data-column]:has([name=body_ky]) .words__hint")
    rich.get_by_role("button").click()
    expect(body).to_contain_text("Кеңеш жардам берет.")
    page.click("[name=_save]")
    page.wait_for_load_state()

    assert "Кеңеш жардам берет." in plank().body_ky


def test_a_part_is_looked_at_when_it_opens(desk):
    measures = plank().measures
    assert measures.count() > 2  # fewer stand open from the beginning
    measures.filter(pk=measures.first().pk).update(text_ky="Ышсыз Бишкек болот.", text_ru="Чистый город.")
    page = desk(viewport=SIZES["desk"])
    said = page.locator("[data-part] .words__hint:has-text('Бишкек без дыма')")
    expect(said).to_have_count(0)
    page.locator("[data-part] summary").first.click()
    expect(said).to_have_count(1)
    expect(said.get_by_role("button")).to_be_visible()


def test_hints_help_on_a_phone(desk):
    page = desk(viewport=SIZES["phone"], has_touch=True)
    page.get_by_role("button", name="Русский").tap()
    page.locator("[name=title_ru]").fill("Город")
    button = hints(page, "title_ru").get_by_role("button")
    button.tap()

    expect(page.locator("[name=title_ru]")).to_have_value("Город Бишкек без дыма")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360


def test_without_scripts_the_server_marks_them_when_the_form_opens(desk):
    Plank.objects.filter(pk=plank().pk).update(title_ru="Чистый город")
    page = desk(viewport=SIZES["desk"], java_script_enabled=False)

    expect(hints(page, "title_ru")).to_contain_text("Бишкек без дыма")
    expect(hints(page, "title_ru").locator("button")).to_be_hidden()


@pytest.mark.parametrize("scheme", ["light", pytest.param("dark", marks=pytest.mark.slow)])
def test_axe_finds_nothing_serious_in_hints(desk, axe, scheme):
    Plank.objects.filter(pk=plank().pk).update(title_ru="Чистый город", summary_ky="Тутун азаят.")
    page = desk(viewport=SIZES["desk"], color_scheme=scheme, bypass_csp=True)
    expect(page.locator(".words__hint")).to_have_count(2)
    assert [line for line in axe(page) if "(critical)" in line or "(serious)" in line] == []
