"""Axe finds nothing on any public page: one of each template, in every language, by day and by night."""

import pytest

from tests.public_pages import LANGUAGES, PAGES, address, furnish

PHONE = {"width": 360, "height": 740}
UNFOLD = "document.querySelectorAll('details').forEach(folded => folded.open = true)"


@pytest.fixture
def demo(settings, live_server):
    """Serve the demo with a little more than it has."""
    settings.DEMO = True
    furnish()


@pytest.mark.parametrize("language", LANGUAGES)
def test_axe_finds_nothing_on_public_pages(demo, open_page, axe, language):
    window = open_page(viewport=PHONE, bypass_csp=True)  # axe itself sets styles
    found = []

    for name in PAGES:
        where = address(name, language)
        window.goto(where)
        window.evaluate(UNFOLD)
        found += [f"{where} {line}" for line in axe(window)]
        if window.evaluate("document.documentElement.scrollWidth") > PHONE["width"]:
            found.append(f"{where} is wider than the screen")
        if language == "ky":  # what is seen by night depends on no language
            window.emulate_media(color_scheme="dark")
            found += [f"{where} by night: {line}" for line in axe(window, runOnly=["color-contrast"])]
            window.emulate_media(color_scheme="light")

    assert found == []
