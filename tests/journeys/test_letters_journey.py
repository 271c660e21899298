"""The row ң ө ү under a thumb: 360 px, touch, with the phone's keyboard open and shut."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from programs.models import Plank
from tests.journeys.editor import sign_in

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
# What a browser tells when its keyboard covers the lower part of the page.
KEYBOARD = """(height) => {
  Object.defineProperty(visualViewport, "height", { value: height, configurable: true });
  visualViewport.dispatchEvent(new Event("resize"));
}"""
SEEN = 440
THUMB = 44


@pytest.fixture
def form(furnished, open_page):
    """Open the form of the plank «Ышсыз Бишкек» on a phone, with the Kyrgyz text."""
    page = open_page(**PHONE)
    sign_in(page)
    page.goto(reverse("admin:programs_plank_change", args=[Plank.objects.get(slug="yshsyz-bishkek").pk]))
    page.get_by_role("button", name="Кыргызча").tap()
    return page


def keys(page):
    """Return the row."""
    return page.locator(".desk-letters")


def letter(page, sign):
    """Return the key of a letter."""
    return keys(page).get_by_role("button", name=sign, exact=True)


@pytest.mark.parametrize("seen", [740, SEEN], ids=["shut", "open"])
def test_a_letter_is_put_where_the_cursor_is_and_the_field_keeps_it(form, seen):
    title = form.locator("[name=title_ky]")
    title.tap()
    form.evaluate(KEYBOARD, seen)
    title.fill("тутун")
    title.evaluate("area => area.setSelectionRange(1, 2)")
    letter(form, "ү").tap()
    expect(title).to_have_value("түтун")
    expect(title).to_be_focused()
    form.keyboard.press("Control+Z")
    expect(title).to_have_value("тутун")
    title.evaluate("area => area.setSelectionRange(3, 4)")
    letter(form, "ү").tap()
    form.keyboard.type("г")  # the cursor stands behind the letter
    expect(title).to_have_value("тутүгн")


@pytest.mark.parametrize("seen", [740, SEEN], ids=["shut", "open"])
def test_keys_are_as_large_as_a_thumb_and_cover_nothing_that_is_written(form, seen):
    for field in ("[name=title_ky]", "[name=summary_ky]", "[name=plain_words_ky]"):
        form.locator(field).tap()
        form.evaluate(KEYBOARD, seen)
        expect(keys(form)).to_be_visible()
        row, area = keys(form).bounding_box(), form.locator(field).bounding_box()
        for key in keys(form).get_by_role("button").all():
            box = key.bounding_box()
            assert box["width"] >= THUMB, box
            assert box["height"] >= THUMB, box
            assert 0 <= box["x"] <= 360 - box["width"]
            assert 0 <= box["y"] <= seen - box["height"]
        assert row["y"] + row["height"] <= area["y"] + 1 or area["y"] + area["height"] <= row["y"] + 1, field
        assert area["y"] >= 0
        form.evaluate(KEYBOARD, 740)
    assert form.evaluate("document.documentElement.scrollWidth") <= 360


def test_a_letter_is_put_into_rich_text_too(form):
    body = form.locator("[data-column=ky] .ProseMirror").first
    body.tap()
    form.evaluate(KEYBOARD, SEEN)
    form.keyboard.press("Control+End")
    form.keyboard.type(" с")
    letter(form, "ө").tap()
    form.keyboard.type("з")
    expect(body).to_contain_text("сөз")
    expect(body).to_be_focused()


def test_the_row_is_of_kyrgyz_fields_only(form):
    form.locator("[name=title_ky]").tap()
    expect(keys(form)).to_be_visible()
    form.get_by_role("button", name="Русский").tap()
    form.locator("[name=title_ru]").tap()
    expect(keys(form)).to_be_hidden()
