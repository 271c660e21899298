"""A photograph from a telephone: chosen lying on its side, cut around the face, kept while a name is mended, public."""

import re
from io import BytesIO

import pytest
from django.urls import reverse
from PIL import Image
from playwright.sync_api import expect

from candidates.cutting import square
from candidates.models import Candidate
from publishing.acts import publish
from staff.models import User
from tests.desk.test_portraits import held
from tests.factories import CAMPAIGN, MACHINE, make_candidate, open_campaign
from tests.journeys.editor import sign_in

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
PHOTO = {"name": "IMG_0042.JPG", "mimeType": "image/jpeg", "buffer": held(6)}


@pytest.fixture
def person(live_server, settings, tmp_path):
    """Return somebody without a portrait; the press officer has a telephone."""
    settings.MEDIA_ROOT = tmp_path
    User.objects.create_superuser("officer", password="officer-2021")
    return make_candidate(open_campaign(), position=1)


def enter(page, person):
    """Sign in and open the form of a person."""
    sign_in(page, "officer")
    page.goto(reverse("admin:candidates_candidate_change", args=[person.pk]))
    page.wait_for_load_state("networkidle")


def point_of(page) -> tuple[float, ...]:
    """Return the middle of the face as the form would send it."""
    return tuple(float(part) for part in page.input_value("[name=portrait_ppoi]").split("x"))


def shown_crop(page) -> tuple[float, ...]:
    """Return where the crop of the page begins, as parts of what is left over."""
    style = page.locator("[data-crop]").nth(1).evaluate("picture => getComputedStyle(picture).objectPosition")
    return tuple(float(part) / 100 for part in re.findall(r"([\d.]+)%", style))


def save(page):
    """Send the form and wait for the answer."""
    page.locator("[name=_continue]").click()
    page.wait_for_load_state("networkidle")


def test_a_photo_from_a_telephone_goes_public_cut_around_the_face(open_page, person, at, axe):
    page = open_page(**PHONE)
    enter(page, person)

    # Chosen: seen upright before it is sent, with what the pages will cut from it.
    page.set_input_files("[name=portrait]", PHOTO)
    image = page.locator("[data-image]")
    expect(image).to_be_visible()
    assert image.evaluate("picture => [picture.naturalWidth, picture.naturalHeight]") == [600, 800]
    assert shown_crop(page)[1] == pytest.approx(0.5, abs=0.01)

    # The middle: a tap, then the keys.
    box = image.bounding_box()
    image.tap(position={"x": box["width"] * 0.3, "y": box["height"] * 0.2})
    assert point_of(page) == (pytest.approx(0.3, abs=0.02), pytest.approx(0.2, abs=0.02))
    expect(page.locator("[data-point]")).to_be_focused()
    before = point_of(page)
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Shift+ArrowDown")
    assert point_of(page) == (pytest.approx(before[0] + 0.01), pytest.approx(before[1] + 0.1))
    middle = point_of(page)
    full = Image.linear_gradient("L").resize((600, 800))
    top = square(full, middle).getpixel((0, 0)) / 255 * 800  # the row at which the site will cut
    assert shown_crop(page)[1] == pytest.approx(top / 200, abs=0.03)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert [line for line in axe(page, runOnly=["wcag2a", "wcag2aa"]) if "portrait" in line] == []

    # Another field is wrong: the picture is kept, and so is its middle.
    page.locator("[name=family_name_ky]").fill("")
    save(page)
    expect(page.locator(".desk-portrait__kept")).to_be_visible()
    expect(image).to_be_visible()
    assert image.evaluate("picture => [picture.naturalWidth, picture.naturalHeight]") == [600, 800]
    assert point_of(page) == middle

    # Mended and saved, then published.
    page.locator("[name=family_name_ky]").fill("Үлгүев")
    for code in ("ky", "ru", "en"):
        page.evaluate(f"document.querySelector('[name=portrait_alt_{code}]').value = 'Күлүп турат'")
    page.locator("[name=portrait_rights]").fill("Үлгү")
    save(page)
    person = Candidate.objects.get()
    assert person.family_name_ky == "Үлгүев"
    assert tuple(float(part) for part in person.portrait_ppoi.split("x")) == middle
    publish([person], languages=["ky"], at=CAMPAIGN, who=MACHINE, note="")

    # Readers see it upright, and nothing of the telephone.
    at(CAMPAIGN)
    page.goto(f"/ky/candidates/{person.slug}/")
    portrait = page.locator("picture.portrait img").first
    expect(portrait).to_have_attribute("alt", "Күлүп турат")
    page.wait_for_function(
        "[...document.querySelectorAll('picture.portrait img')].every(one => one.naturalWidth > 100)"
    )
    address = portrait.evaluate("picture => picture.src")
    with Image.open(BytesIO(page.request.get(address).body())) as public:
        assert public.width == public.height
        assert not public.getexif()
        red, blue = public.getpixel((8, 8)), public.getpixel((public.width - 8, public.height - 8))
    assert red[0] > 150 > red[2]
    assert blue[2] > 100 > blue[0]


def test_a_point_is_dragged_and_a_file_a_browser_cannot_show_is_told_so(open_page, person):
    page = open_page(viewport={"width": 1280, "height": 800})
    enter(page, person)
    page.set_input_files("[name=portrait]", PHOTO)
    image, point = page.locator("[data-image]"), page.locator("[data-point]")
    point.scroll_into_view_if_needed()
    box = image.bounding_box()
    point.hover()
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.9, box["y"] + box["height"] * 0.9)
    page.mouse.up()
    assert point_of(page) == (pytest.approx(0.9, abs=0.02), pytest.approx(0.9, abs=0.02))
    assert shown_crop(page)[1] == pytest.approx(1)

    page.set_input_files("[name=portrait]", PHOTO | {"name": "IMG_0043.HEIC", "buffer": b"\0\0\0\x18ftypheic"})
    expect(page.locator("[data-unseen]")).to_be_visible()
    expect(image).to_be_hidden()
    assert point_of(page) == (0.5, 0.5)
    page.set_input_files("[name=portrait]", [])
    expect(page.locator("[data-unseen]")).to_be_hidden()
