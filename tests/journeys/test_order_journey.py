"""Questions, planks and people are put in order by finger, mouse, keys and buttons; two at once lose no move."""

import re

import pytest
from django.contrib.auth.models import Group
from django.urls import reverse
from playwright.sync_api import expect

from emgek.roles import ADMINISTRATOR
from staff.models import User
from tests.factories import make_candidate, make_election, make_interview, make_plank, make_program

PHONE = {"viewport": {"width": 360, "height": 640}, "has_touch": True, "is_mobile": True}
DESK = {"viewport": {"width": 1440, "height": 900}}


@pytest.fixture
def sit_down(open_page, transactional_db):
    """Return a function with which an administrator signs in and opens an address in a browser of their own."""

    def sit_down(name, address, **options):
        person = User.objects.create_user(name, password="x", is_staff=True, first_name=name)
        person.groups.add(Group.objects.get(name=ADMINISTRATOR))
        page = open_page(**(options or DESK))
        page.goto(f"{reverse('admin:login')}?next={address}")
        page.fill("[name=username]", name)
        page.fill("[name=password]", "x")
        page.click("#login-form [type=submit]")
        page.wait_for_url(f"**{address}")
        return page

    return sit_down


@pytest.fixture
def talk(transactional_db):
    """Return an interview of eight questions."""
    return make_interview(make_candidate(), make_election(), blocks=8)


def form_of(row):
    """Return the address of a row's form."""
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def numbers(talk) -> list[int]:
    """Return the numbers of the questions in their order."""
    return list(talk.blocks.order_by("order").values_list("number", flat=True))


def middle(locator) -> tuple[float, float]:
    """Return the middle of an element on the screen."""
    box = locator.bounding_box()
    assert box["width"] >= 44
    assert box["height"] >= 44
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def drag_by_mouse(page, handle, target):
    """Drag a handle onto the far half of another."""
    handle.scroll_into_view_if_needed()
    x, y = middle(handle)
    page.mouse.move(x, y)
    page.mouse.down()
    onto = target.bounding_box()
    end = onto["y"] + (onto["height"] - 4 if onto["y"] > y else 4)
    page.mouse.move(x, (y + end) / 2)
    page.mouse.move(x, end)
    page.mouse.up()


def finger(page):
    """Return a function that lets one finger do something: `touch("touchMove", (x, y))`."""
    session = page.context.new_cdp_session(page)

    def touch(kind, *points):
        found = [{"x": x, "y": y} for x, y in points]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": found})

    return touch


def save(page):
    """Save, and wait for the list."""
    page.click("[name=_save]")
    page.wait_for_url(re.compile(r"/(interview|plank)/$"))


def handle(page, number):
    """Return the handle of a part by the number of its form."""
    return page.locator(f"#blocks-{number - 1} [data-handle]")


def test_a_question_is_dragged_in_the_form_warned_of_taken_back_and_saved(sit_down, talk):
    page = sit_down("Айгүл", form_of(talk))
    asked = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    drag_by_mouse(page, handle(page, 7), page.locator("#blocks-2"))
    said = page.locator(".desk-moved [data-said]")
    expect(said).to_contain_text("7 → 3")
    expect(said).to_have_attribute("role", "status")
    assert numbers(talk) == [1, 2, 3, 4, 5, 6, 7, 8]

    page.keyboard.press("Control+z")
    expect(said).to_contain_text("3 → 7")
    expect(handle(page, 7)).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(said).to_contain_text("7 → 6")
    page.locator("[data-undo]").click()
    expect(page.locator("#blocks-6 [data-number]")).to_have_text("7")

    drag_by_mouse(page, handle(page, 7), page.locator("#blocks-2"))
    page.goto("/ky/admin/")
    assert asked == ["beforeunload"]
    page.goto(form_of(talk))
    page.locator(".desk-draft summary").click()
    expect(page.locator(".desk-draft")).to_contain_text("тартиби")
    page.locator(".desk-draft [data-take]").click()
    expect(page.locator("#blocks-6 [data-number]")).to_have_text("3")
    save(page)
    assert numbers(talk) == [1, 2, 7, 3, 4, 5, 6, 8]


def test_a_new_question_is_put_between_others_by_the_buttons_of_its_foot(sit_down, talk):
    page = sit_down("Айгүл", form_of(talk))
    page.locator("[data-add]").click()
    page.fill("[name=blocks-8-question_ky]", "Жаңы суроо?")
    for _step in range(7):
        page.locator("#blocks-8 [data-way='-1']").click()
    expect(page.locator("#blocks-8 [data-number]")).to_have_text("2")
    expect(page.locator("[name=blocks-8-question_ky]")).to_have_value("Жаңы суроо?")
    save(page)
    assert numbers(talk) == [1, 9, 2, 3, 4, 5, 6, 7, 8]


def test_two_officers_drag_and_edit_at_once_and_lose_nothing(sit_down, talk):
    aigul, bakyt = sit_down("Айгүл", form_of(talk)), sit_down("Бакыт", form_of(talk))
    drag_by_mouse(bakyt, handle(bakyt, 8), bakyt.locator("#blocks-0"))
    aigul.locator("#blocks-7 summary").click()
    aigul.fill("[name=blocks-7-answer_ky]", "Айгүлдүн жообу")
    aigul.locator("[data-add]").click()
    aigul.fill("[name=blocks-8-question_ky]", "Айгүлдүн суроосу?")
    save(aigul)
    save(bakyt)
    assert numbers(talk) == [8, 1, 2, 3, 4, 5, 6, 7, 9]
    assert talk.blocks.get(number=8).answer_ky == "Айгүлдүн жообу"


def test_a_finger_drags_through_a_long_page_that_scrolls_by_itself(sit_down, transactional_db):
    talk = make_interview(make_candidate(), make_election(), blocks=30)
    page = sit_down("Айгүл", form_of(talk), **PHONE)
    grip = handle(page, 1)
    grip.scroll_into_view_if_needed()
    page.evaluate("document.querySelector('#blocks-0').scrollIntoView({block: 'center', behavior: 'instant'})")
    x, y = middle(grip)
    scrolled = page.evaluate("scrollY")
    touch = finger(page)
    touch("touchStart", (x, y))
    touch("touchMove", (x, 400))
    touch("touchMove", (x, 632))
    page.wait_for_function("Number(document.querySelector('#blocks-29').getBoundingClientRect().bottom) < innerHeight")
    assert page.evaluate("scrollY") > scrolled
    page.wait_for_function("!document.querySelector('#blocks-0').nextElementSibling.matches('[data-part]')")
    touch("touchEnd")
    expect(page.locator(".desk-moved [data-said]")).to_contain_text("1 → 30")
    save(page)
    assert numbers(talk) == [*range(2, 31), 1]


def test_planks_and_people_are_dragged_on_screens_of_their_own_and_undone(sit_down, transactional_db):
    election = make_election()
    program = make_program(election)
    planks = [make_plank(program, slug=f"p{n}") for n in range(5)]
    people = [make_candidate(election, position=place) for place in (1, 2, 3, 5)]
    page = sit_down("Айгүл", reverse("admin:programs_program_order_planks", args=[program.pk]), **PHONE)

    def rows():
        return page.locator("[data-row]")

    drag_by_mouse(page, rows().nth(4).locator("[data-handle]"), rows().nth(1))
    expect(page.locator("[data-order-said]")).to_contain_text("5 → 2")
    expect(rows().nth(1).locator("[data-handle]")).to_be_focused()
    assert [plank.pk for plank in program.planks.order_by("order")] == [planks[n].pk for n in (0, 4, 1, 2, 3)]
    page.locator("[data-undo]").click()
    expect(page.locator("[data-order-said]")).to_contain_text("2 → 5")
    assert [plank.pk for plank in program.planks.order_by("order")] == [plank.pk for plank in planks]

    page.goto(reverse("admin:candidates_candidate_list_order", args=[election.pk]))
    rows().nth(3).locator("[data-handle]").focus()
    page.keyboard.press("ArrowUp")
    expect(page.locator("[data-order-said]")).to_contain_text("5 → 3")
    assert people[3].candidacies.get().list_position == 3
    page.keyboard.press("Control+z")
    expect(page.locator("[data-order-said]")).to_contain_text("3 → 5")
    assert people[3].candidacies.get().list_position == 5


def test_a_drag_without_a_line_is_put_back_and_said(sit_down, transactional_db):
    program = make_program(make_election())
    planks = [make_plank(program, slug=f"p{n}") for n in range(3)]
    page = sit_down("Айгүл", reverse("admin:programs_program_order_planks", args=[program.pk]))
    page.context.set_offline(True)
    drag_by_mouse(page, page.locator("[data-handle]").nth(2), page.locator("[data-row]").nth(0))
    expect(page.locator("[data-order-lost]")).to_be_visible()
    expect(page.locator("[data-row]").nth(2)).to_have_attribute("data-row", str(planks[2].pk))
