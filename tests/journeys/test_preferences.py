"""What a reader asked of the system is kept: its own colours, more contrast, nothing that moves."""

from io import BytesIO

import pytest
from PIL import Image

from publishing.palette import contrast
from tests.public_pages import address

PLACES = {
    "the mark of the ballot": ("home", ".ballot .mark"),
    "the initials of somebody without a photograph": ("candidate", ".person > .portrait"),
    "the stage of a measure": ("plank", ".stage"),
    "the line that opens a row": ("candidates", ".rows > li"),
}
COLOURS = """selector => {
  const style = getComputedStyle(document.querySelector(selector));
  return [style.color, getComputedStyle(document.documentElement).backgroundColor];
}"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_squares_and_rules_are_seen_in_the_systems_own_colours(furnished, open_page, scheme):
    window = open_page(forced_colors="active", color_scheme=scheme, reduced_motion="reduce")
    unseen = []

    for what, (name, selector) in PLACES.items():
        window.goto(address(name, "ky"))
        picture = Image.open(BytesIO(window.locator(selector).first.screenshot())).convert("L")
        darkest, lightest = picture.getextrema()
        unseen += [] if lightest - darkest > 128 else [what]

    assert unseen == []


def test_present_section_is_marked_in_the_systems_own_colours(furnished, open_page):
    window = open_page(forced_colors="active")
    window.goto(address("candidates", "ky"))
    line = "link => getComputedStyle(document.querySelector(link)).textDecorationLine"

    assert window.evaluate(line, ".masthead__nav [aria-current]") == "underline"
    assert window.evaluate(line, ".masthead__nav a:not([aria-current])") == "none"


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_labels_are_as_strong_as_text_where_more_contrast_is_asked(furnished, open_page, scheme):
    window = open_page(contrast="more", color_scheme=scheme)
    window.goto(address("interview", "ky"))

    assert contrast(*window.evaluate(COLOURS, "main .label")) > 12


def test_mark_is_set_down_once_and_stands_still_where_motion_is_not_wanted(furnished, open_page):
    moving, still = open_page(reduced_motion="no-preference"), open_page(reduced_motion="reduce")
    for window in (moving, still):
        window.goto(address("home", "ky"))
    running = "document.getAnimations().map(one => one.animationName)"
    scrolling = "getComputedStyle(document.documentElement).scrollBehavior"

    assert moving.evaluate(scrolling) == "smooth"
    assert (still.evaluate(running), still.evaluate(scrolling)) == ([], "auto")
    assert set(moving.evaluate(running)) <= {"mark-set"}
