"""An officer mends a translation, the Russian answer beside the Kyrgyz one: at a desk, on a phone, by keyboard."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from candidates.models import Interview
from publishing.kyrgyz import mixed_script
from tests.journeys.editor import sign_in
from tests.journeys.test_keyboard_journey import tab_to

SIZES = {"desk": {"width": 1440, "height": 900}, "phone": {"width": 360, "height": 740}}
SERIOUS = ("critical", "serious")
WORDS = "Бишкек cити, IT-компания, eл, вуз2b, soft\u00adсөз, naïve, жaшыл"


@pytest.fixture
def desk(furnished, open_page):
    """Return a function that opens the real interview's form as a press officer."""

    def opened(**options):
        page = open_page(**options)
        sign_in(page)
        page.goto(reverse("admin:candidates_interview_change", args=[interview().pk]))
        return page

    return opened


def interview():
    """Return the interview of the demo."""
    return Interview.objects.get(slug="nazir-asanberdiev-kara-tutun")


def answer(number):
    """Return the selector of a Russian answer."""
    return f"[name=blocks-{number - 1}-answer_ru]"


def stored(number, name="answer_ru"):
    """Return a text of a question's block as it is stored."""
    return getattr(interview().blocks.order_by("order")[number - 1], name)


def test_officer_mends_a_russian_answer_beside_the_kyrgyz_one(desk):
    page = desk(viewport=SIZES["desk"])
    page.locator("summary", has_text=stored(5, "question_ky")).click()
    kyrgyz, russian = page.locator("[name=blocks-4-answer_ky]"), page.locator(answer(5))
    left, right = kyrgyz.bounding_box(), russian.bounding_box()
    assert left["y"] == right["y"]
    assert left["x"] + left["width"] < right["x"]
    assert page.locator("[data-part] details[open]").count() == 1
    russian.fill("Смог над городом.")
    page.click("[name=_continue]")
    page.wait_for_load_state()

    expect(russian).to_have_value("Смог над городом.")
    expect(russian).to_be_visible()
    assert stored(5) == "Смог над городом."


def test_officer_mends_it_on_a_phone(desk):
    page = desk(viewport=SIZES["phone"], has_touch=True)
    page.get_by_role("button", name="Русский").tap()
    page.locator("summary", has_text=stored(5, "question_ru")).tap()
    page.locator(answer(5)).fill("Смог над городом.")
    page.click("[name=_save]")
    page.wait_for_load_state()

    assert stored(5) == "Смог над городом."


def test_a_translator_on_a_phone_begins_in_a_language_of_theirs(furnished, open_page):
    page = open_page(viewport=SIZES["phone"])
    sign_in(page, "translator")
    page.goto(reverse("admin:candidates_interview_change", args=[interview().pk]))
    expect(page.locator("[data-language=ru]")).to_have_attribute("aria-pressed", "true")
    page.click("[data-language=all]")
    page.reload()
    expect(page.locator("[data-language=all]")).to_have_attribute("aria-pressed", "true")


def test_officer_mends_it_with_the_keyboard_alone(desk):
    page = desk(viewport=SIZES["desk"])
    tab_to(page, "#blocks-4 summary")
    page.keyboard.press("Enter")
    tab_to(page, answer(5))
    page.keyboard.press("Control+A")
    page.keyboard.type("Смог над городом.")
    tab_to(page, "[name=_save]")
    with page.expect_navigation():
        page.keyboard.press("Enter")

    assert stored(5) == "Смог над городом."


def test_what_is_not_translated_is_marked_and_taken_from_the_original(desk):
    interview().blocks.filter(number=5).update(answer_ru="")
    page = desk(viewport=SIZES["desk"])
    mark = page.locator("#blocks-4 summary abbr")
    expect(mark).to_have_text("РУ")
    page.locator("#blocks-4 summary").click()
    page.locator("#blocks-4 [data-copy]").click()

    expect(page.locator(answer(5))).to_have_value(stored(5, "answer_ky"))
    expect(mark).to_have_count(0)


def test_kyrgyz_letters_are_typed_by_click_and_by_key_and_undone(desk):
    page = desk(viewport=SIZES["desk"])
    title = page.locator("[name=title_ky]")
    title.fill("")
    page.get_by_role("button", name="ө", exact=True).click()
    page.keyboard.press("Alt+u")
    page.keyboard.press("Alt+Shift+n")
    expect(title).to_have_value("өүҢ")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(title).to_have_value("өүҢң")
    page.keyboard.press("Control+Z")
    expect(title).not_to_have_value("өүҢң")


def test_words_of_mixed_script_are_marked_by_the_rule_of_the_house(desk):
    page = desk(viewport=SIZES["desk"])
    page.fill("[name=lead_ky]", WORDS)
    note = page.locator("p[data-mixed]").inner_text()
    assert tuple(note.partition(": ")[2].split(", ")) == mixed_script(WORDS)


def test_a_question_is_added_and_what_was_typed_in_closed_ones_is_kept(desk):
    page = desk(viewport=SIZES["desk"])
    page.locator("#blocks-0 summary").click()
    page.fill(answer(1), "Первый.")
    page.locator("#blocks-0 summary").click()
    page.locator("[data-parts=blocks] [data-add]").click()
    page.keyboard.type("Жаңы суроо?")
    page.click("[name=_save]")
    page.wait_for_load_state()

    assert stored(1) == "Первый."
    assert interview().blocks.order_by("order").last().question_ky == "Жаңы суроо?"


@pytest.mark.slow
@pytest.mark.parametrize(("size", "scheme"), [("desk", "light"), ("phone", "dark")])
def test_axe_finds_nothing_serious_on_the_forms(desk, axe, size, scheme):
    page = desk(viewport=SIZES[size], color_scheme=scheme, bypass_csp=True)
    page.locator("#blocks-4 summary").click()
    page.locator("[name=blocks-4-answer_ky]").focus()
    found = axe(page)
    person = interview().candidate_id
    for form, built in (("interview/add", "Талапкер"), (f"candidate/{person}/change", "Өмүр баяны: КЫ")):
        page.goto(f"/ky/admin/candidates/{form}/")
        expect(page.get_by_role("textbox", name=built).first).to_be_attached()
        found += axe(page)
    serious = [line for line in found if any(f"({grade})" in line for grade in SERIOUS)]
    assert not serious, "\n".join(serious)
