"""The desk in a browser: one language at a time on a phone, order by keyboard, faces, and nothing from elsewhere.

That no other host is asked and no script fails is asserted by `open_page` itself, at the end of every test.
"""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from playwright.sync_api import expect

from candidates.models import Candidate
from candidates.portraits import re_encoded
from tests.desk.test_portraits import picture
from tests.factories import make_candidate, make_election, make_interview, make_plank, make_program

SIZES = {"phone": {"width": 360, "height": 740}, "desk": {"width": 1440, "height": 900}}


@pytest.fixture
def enter(open_page, admin_user):
    """Return a function that opens a window in which somebody has signed in."""

    def enter(address, **options):
        page = open_page(**options)
        page.goto(f"{reverse('admin:login')}?next={address}")
        page.fill("[name=username]", admin_user.username)
        page.fill("[name=password]", "password")
        page.click("#login-form [type=submit]")
        page.wait_for_load_state()
        return page

    return enter


@pytest.fixture
def talk(transactional_db):
    """Return an interview of two questions."""
    return make_interview(make_candidate(), make_election(), blocks=2)


def form_of(row):
    """Return the address of a row's form."""
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


@pytest.mark.parametrize(
    ("size", "scheme"),
    [
        ("phone", "dark"),
        *(pytest.param(size, "light", marks=pytest.mark.slow) for size in SIZES),
        pytest.param("desk", "dark", marks=pytest.mark.slow),
    ],
)
def test_forms_and_lists_fit_and_ask_nobody_else(enter, talk, size, scheme):
    plank = make_plank(make_program(talk.election), measures=1)
    page = enter(reverse("admin:index"), viewport=SIZES[size], color_scheme=scheme)
    for row in (talk, talk.candidate, talk.election, plank, plank.program):
        page.goto(form_of(row))
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), form_of(row)
    page.goto(reverse("admin:candidates_candidate_changelist"))


def open_part(page, number):
    """Open a part of a form with the keyboard."""
    page.locator(f"#blocks-{number - 1} summary").press("Enter")


def test_a_phone_shows_one_language_at_a_time_in_the_form_and_its_parts(enter, talk):
    page = enter(form_of(talk), viewport=SIZES["phone"])
    open_part(page, 1)
    expect(page.locator("[name=title_ky]")).to_be_visible()
    expect(page.locator("[name=title_ru]")).to_be_hidden()
    page.get_by_role("button", name="Русский").press("Enter")
    expect(page.locator("[name=title_ru]")).to_be_visible()
    expect(page.locator("[name=blocks-0-answer_ru]")).to_be_visible()
    expect(page.locator("[name=blocks-0-answer_ky]")).to_be_hidden()
    page.reload()
    expect(page.locator("[name=title_ru]")).to_be_visible()


def test_a_form_with_a_mistake_opens_in_the_language_of_the_mistake(enter, talk):
    page = enter(form_of(talk), viewport=SIZES["phone"])
    page.fill("[name=title_ky]", "")
    page.get_by_role("button", name="English").click()
    page.click("[name=_save]")
    expect(page.locator("[name=title_ky]")).to_be_visible()


def test_without_scripts_all_languages_stand_there(enter, talk):
    page = enter(form_of(talk), java_script_enabled=False)
    open_part(page, 2)
    for code in ("ky", "ru", "en"):
        expect(page.locator(f"[name=title_{code}]")).to_be_visible()
        expect(page.locator(f"[name=blocks-1-answer_{code}]")).to_be_visible()
    expect(page.locator("[data-languages]")).to_be_hidden()


@pytest.mark.parametrize("scripts", [True, False])
def test_questions_are_put_in_order_by_keyboard(enter, talk, scripts):
    last = talk.blocks.order_by("order").last()
    page = enter(reverse("admin:candidates_interview_order_blocks", args=[talk.pk]), java_script_enabled=scripts)
    button = page.locator(f"[name=up][value='{last.pk}']")
    button.focus()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("moved="))
    assert talk.blocks.order_by("order").first() == last
    expect(page.locator(f"[name=down][value='{last.pk}']")).to_be_focused()


def test_a_click_on_the_face_becomes_the_middle_of_the_portrait(enter, transactional_db):
    person = make_candidate(portrait=re_encoded(SimpleUploadedFile("face.jpg", picture())))
    page = enter(form_of(person))
    image = page.locator("[data-image]")
    box = image.bounding_box()
    image.click(position={"x": box["width"] / 4, "y": box["height"] / 4})
    page.click("[name=_continue]")
    page.wait_for_load_state()
    across, down = map(float, Candidate.objects.get().portrait_ppoi.split("x"))
    assert (across, down) == (pytest.approx(0.25, abs=0.02), pytest.approx(0.25, abs=0.02))
