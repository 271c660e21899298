"""Everything can be reached, seen and done with the keyboard alone (WCAG 2.1.1, 2.1.2, 2.4.3, 2.4.7, 2.4.11)."""

import pytest

from publishing.palette import contrast
from tests.public_pages import PAGES, address

MOST_STOPS = 400
LEAST_CONTRAST = 3  # WCAG 1.4.11, of the ring against what it is drawn on
#: What the keyboard has to reach, in the order of the document: what is shown, works and is not folded away.
EXPECTED = """() => {
  window.expected = [...document.querySelectorAll('a[href], button, input, select, textarea, summary, [tabindex]')]
    .filter(node => node.checkVisibility({visibilityProperty: true}) && !node.disabled && node.tabIndex >= 0
      && node.type !== 'hidden');
  return expected.length;
}"""
STOP = """() => {
  const node = document.activeElement;
  if (node === document.body) return null;
  const style = getComputedStyle(node), box = node.getClientRects()[0];
  const at = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
  const opaque = node => /rgba\\(.*, 0\\)|transparent/.test(getComputedStyle(node).backgroundColor)
    ? (node.parentElement ? opaque(node.parentElement) : 'rgb(255, 255, 255)')
    : getComputedStyle(node).backgroundColor;
  return {
    place: expected.indexOf(node), what: `${node.tagName} ${node.textContent.trim().slice(0, 30)}`,
    ring: style.outlineStyle === 'none' ? 0 : parseFloat(style.outlineWidth), colour: style.outlineColor,
    ground: opaque(parseFloat(style.outlineOffset) < 0 ? node : node.parentElement),
    is_covered: !at || !(node.contains(at) || at.contains(node)),
  };
}"""


def walk(window) -> tuple[list[dict], int]:
    """Press Tab until the page is left; return the stops and how many there should be."""
    count, stops = window.evaluate(EXPECTED), []
    while len(stops) < MOST_STOPS:
        window.keyboard.press("Tab")
        stop = window.evaluate(STOP)
        if stop is None or (stops and stop["place"] == stops[0]["place"]):
            break  # some builds go to the browser's own bars after the last stop, others begin anew
        stops.append(stop)
    return stops, count


def faults(stops: list[dict], count: int) -> list[str]:
    """Return what is wrong with a walk: order, rings that cannot be seen, stops under something else."""
    found = [] if [stop["place"] for stop in stops] == list(range(count)) else [f"{len(stops)} stops of {count}"]
    for stop in stops:
        if stop["ring"] < 2 or contrast(stop["colour"], stop["ground"]) < LEAST_CONTRAST:
            found.append(f"no ring to be seen: {stop}")
        if stop["is_covered"]:
            found.append(f"under something else: {stop}")
    return found


@pytest.mark.parametrize(
    ("part", "scheme", "size"),
    [(0, "light", {"width": 1280, "height": 800}), (1, "dark", {"width": 360, "height": 740})],
    ids=["desk by day", "phone by night"],
)
def test_keyboard_reaches_everything_in_order_and_is_seen(furnished, open_page, part, scheme, size):
    """Each page is walked through once, every other one on a phone."""
    window = open_page(viewport=size, color_scheme=scheme, reduced_motion="reduce")
    found = []

    for name in list(PAGES)[part::2]:
        window.goto(address(name, "ky"))
        window.evaluate("document.fonts.ready")
        found += [f"{name}: {fault}" for fault in faults(*walk(window))]

    assert not found, "\n".join(found)


# Journeys -----------------------------------------------------------------------------------------


def tab_to(page, selector: str):
    """Press Tab until what a selector names is focused."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    raise AssertionError(f"the keyboard does not reach {selector} on {page.url}")


def follow(page, selector: str):
    """Go to a link with the keyboard and take it."""
    tab_to(page, selector)
    with page.expect_navigation():
        page.keyboard.press("Enter")


def test_skip_link_is_the_first_stop_and_leads_past_the_masthead(furnished, page):
    page.goto("/ky/")

    page.keyboard.press("Tab")
    top = page.evaluate("document.activeElement.matches('.skip') && document.activeElement.getBoundingClientRect().top")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert top >= 0
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_reader_comes_from_home_to_an_answer(furnished, page):
    page.goto("/ky/")

    follow(page, ".masthead__nav a[href$='/interviews/']")
    follow(page, "main a[href$='/interviews/nazir-asanberdiev-kara-tutun/']")
    tab_to(page, ".questions--side a[href='#q3']")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert page.url.endswith("#q3")
    assert page.evaluate("document.activeElement.closest('.answer').id") == "q3"


def test_slip_to_quote_by_is_unfolded_by_key(furnished, page):
    page.goto("/ky/interviews/nazir-asanberdiev-kara-tutun/#q3")

    tab_to(page, "#q3 summary")
    page.keyboard.press("Space")

    assert page.evaluate("document.activeElement.parentElement.open")


def test_reader_searches_and_opens_what_was_found(furnished, page):
    page.goto("/ky/")

    follow(page, ".masthead__search")
    tab_to(page, "main [name=q]")
    page.keyboard.type("bishkek")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    follow(page, "main .hits a")

    assert "/search/" not in page.url
    assert page.locator("h1").count() == 1
