"""Axe finds nothing on any public page, with every fold open: WCAG 2.0 to 2.2, A and AA, and its best practices.

There are twelve ways to look at a page: three languages, by day and by night, on a phone and on a desk. `make test`
looks at each page in three of them, so that every language, scheme and width comes up on every page, and all twelve
among the pages; what changes with the phase of the election is looked at once in each. `make test-all` looks at every
page in all twelve.
"""

from itertools import product

import pytest

from publishing import clock
from tests.public_pages import LANGUAGES, PAGES, PHASED, PHASES, address

SCHEMES = ("light", "dark")
WIDTHS = (360, 1440)
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
UNFOLD = "document.querySelectorAll('details').forEach(folded => folded.open = true)"


def covering(turn: int) -> list[tuple[str, str, int]]:
    """Return three ways to look at a page in which each language, scheme and width comes up.

    >>> covering(0)
    [('ky', 'light', 360), ('ru', 'dark', 1440), ('en', 'light', 1440)]
    """
    return [
        (language, SCHEMES[(turn + place) % 2], WIDTHS[(turn // 2 + (place + 1) // 2) % 2])
        for place, language in enumerate(LANGUAGES)
    ]


@pytest.fixture
def faults(furnished, open_page, axe):
    """Return a function that lists what axe finds on a page looked at in one way."""
    window = open_page(bypass_csp=True)  # axe itself sets styles

    def found(name: str, language: str, scheme: str, width: int, *, other_status: int = 0) -> list[str]:
        window.set_viewport_size({"width": width, "height": 800})
        window.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        assert window.goto(address(name, language)).status in (PAGES[name][2], other_status)
        window.evaluate(UNFOLD)
        return [f"{name}, {language}, {scheme}, {width}: {line}" for line in axe(window, runOnly=RULES)]

    return found


@pytest.mark.parametrize("part", range(3))
def test_axe_finds_nothing_on_public_pages(faults, part):
    ways = [(name, *way) for turn, name in enumerate(PAGES) for way in covering(turn)]

    found = [fault for way in ways[part::3] for fault in faults(*way)]
    assert not found, "\n".join(found)


@pytest.mark.parametrize(
    "phase", [pytest.param(phase, marks=() if phase in ("silence", "after") else pytest.mark.slow) for phase in PHASES]
)
def test_axe_finds_nothing_in_any_phase(faults, phase):
    clock.set_demo_clock(PHASES[phase])

    ways, not_yet = covering(list(PHASES).index(phase)), 404 if phase == "before" else 0
    found = [fault for n, name in enumerate(PHASED) for fault in faults(name, *ways[n % 3], other_status=not_yet)]
    assert not found, "\n".join(found)


@pytest.mark.slow
@pytest.mark.parametrize(("language", "scheme", "width"), list(product(LANGUAGES, SCHEMES, WIDTHS)))
def test_axe_finds_nothing_in_any_way_to_look(faults, language, scheme, width):
    found = [fault for name in PAGES for fault in faults(name, language, scheme, width)]
    assert not found, "\n".join(found)


def test_three_ways_cover_what_twelve_would():
    ways = [covering(turn) for turn in range(len(PAGES))]

    assert all({part for way in three for part in way} == {*LANGUAGES, *SCHEMES, *WIDTHS} for three in ways), (
        "a page is not seen in some language, scheme or width"
    )
    assert {way for three in ways for way in three} == set(product(LANGUAGES, SCHEMES, WIDTHS))
