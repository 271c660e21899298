"""The site's clock, and the browser: one Chromium per test process, one closed window per test, and axe.

A journey asks for `page` (or for `open_page`, to choose the size, the language or to do without JavaScript), visits
addresses of the site under test (`page.goto("/ky/")`) and fails in the end if a page asked another host for anything,
raised an error in its scripts or broke the content security policy.
"""

import os
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from django.db import connections
from django.utils import translation
from playwright.sync_api import sync_playwright

from publishing import clock
from tests.factories import CAMPAIGN
from tests.public_pages import furnish
from tools import chromium as finder

FLAGS = [
    "--no-sandbox",  # root in a container has no namespace of its own
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-dev-shm-usage",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-default-apps",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
]
PATIENCE = 10_000  # ms that an action may take; two cores are often shared


@pytest.fixture(autouse=True)
def own_language():
    """Begin each test in the language of the site: a page asked for in another leaves that one behind."""
    translation.deactivate()


@pytest.fixture(scope="session")
def chromium():
    """Return the path of a Chromium; skip without one, or fail where services are required."""
    path = finder.find()
    if path is None:
        reason = "no Chromium: the journeys were not made (`make test` tries to get one)"
        if os.environ.get("REQUIRE_SERVICES") or os.environ.get("CI"):
            pytest.fail(reason, pytrace=False)
        pytest.skip(reason)
    return path


@pytest.fixture(scope="session")
def browser(chromium):
    """Start Chromium once per test process."""
    # Playwright keeps an event loop in this thread, so Django would take every query of a test for one made inside it.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()
        connections.close_all()  # those of this loop; a database in use cannot be dropped


@pytest.fixture
def site_url(live_server):
    """Return the origin of the site under test; the journeys on a copy of it have another (journeys/copied/)."""
    return live_server.url


@pytest.fixture
def open_page(browser, site_url):
    """Return a function that opens a new window: `open_page(viewport={"width": 360, "height": 640})`.

    Its arguments are those of Playwright's `new_context`; each window has cookies of its own.
    """
    contexts, complaints = [], []
    host = urlsplit(site_url).netloc

    def watch(request):
        url = urlsplit(request.url)
        if url.scheme in ("http", "https", "ws", "wss") and url.netloc != host:
            complaints.append(f"asked another host: {request.url}")

    def listen(message):
        # A page that answers 404 or 410 on purpose is logged as an error too; the journey looks at its status itself.
        if message.type == "error" and "Failed to load resource" not in message.text:
            complaints.append(f"console: {message.text}")

    def open_one(**options):
        context = browser.new_context(base_url=site_url, **options)
        context.set_default_timeout(PATIENCE)
        context.on("request", watch)
        context.on("console", listen)
        context.on("weberror", lambda error: complaints.append(f"script: {error.error}"))
        contexts.append(context)
        return context.new_page()

    yield open_one
    for context in contexts:
        context.close()
    assert not complaints, "\n".join(list(dict.fromkeys(complaints))[:20])


@pytest.fixture
def page(open_page):
    """Open one window of 1280 × 800."""
    return open_page(viewport={"width": 1280, "height": 800})


@pytest.fixture
def furnished(settings, live_server):
    """Serve the demo with the little more that tests/public_pages.py looks at."""
    settings.DEMO = True
    furnish()


@pytest.fixture(scope="session")
def axe():
    """Return a function that lists what axe finds on a page, one line per element: `assert axe(page) == []`.

    `but` is a selector of what is left out.
    """
    engine = Axe()

    def violations(page, *, but="", **options):
        # What is in order is not described: that takes longer than finding it out.
        options = {"resultTypes": ["violations"], **options}
        found = engine.run(page, {"exclude": [[but]]} if but else None, options).response["violations"]
        return [
            f"{rule['id']} ({rule['impact']}): {rule['help']}: {node['html'][:160]}"
            for rule in found
            for node in rule["nodes"]
        ]

    return violations


@pytest.fixture
def at(monkeypatch):
    """Return a function that sets the site's clock; it stands in the campaign to begin with."""

    def stand(moment):
        monkeypatch.setattr(clock, "now", lambda: moment)

    stand(CAMPAIGN)
    return stand
