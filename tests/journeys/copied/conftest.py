"""The site without the server: copies of the demo as of several moments, which nginx serves where journeys go."""

from io import StringIO
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings

from publishing import clock
from tests.copied import nginx, served
from tests.factories import CAMPAIGN
from tests.journeys.test_compare_journey import ask_two
from tests.public_pages import furnish
from tools.scratch_site import free_port


@pytest.fixture(scope="session")
def copies(chromium, django_db_setup, django_db_blocker, tmp_path_factory):
    """Return the folder of copies, their port, and a function that makes the copy as of a moment; no row is kept."""
    nginx()  # skips without one, before anything is written
    folder, media, port = tmp_path_factory.mktemp("copies"), tmp_path_factory.mktemp("media"), free_port()

    def copy_of(at):
        place = folder / f"{at:%m%d%H%M}"
        if not place.exists():
            demo = override_settings(DEMO=True, MEDIA_ROOT=media)
            with django_db_blocker.unblock(), demo, pytest.MonkeyPatch.context() as patch, transaction.atomic():
                patch.setattr("emgek.shares.storing.draw", lambda *poster: b"drawn")  # nobody looks at them here
                furnish()
                ask_two()
                clock.set_demo_clock(max(at, clock.now()))  # not before the last of what was furnished
                call_command("export", place, "--flip", origin=f"http://127.0.0.1:{port}", stdout=StringIO())
                transaction.set_rollback(True)
        return place

    return SimpleNamespace(folder=folder, port=port, copy_of=copy_of)


@pytest.fixture
def show(copies):
    """Return a function that shows the copy of a moment; to begin with that of the campaign."""
    link = copies.folder / "shown"

    def show_as_of(at):
        place = copies.copy_of(at)
        link.unlink(missing_ok=True)
        link.symlink_to(place.name)

    show_as_of(CAMPAIGN)
    return show_as_of


@pytest.fixture
def site_url(copies, show, tmp_path):
    """Serve the copy where journeys expect the site."""
    with served(copies.folder / "shown", tmp_path, copies.port) as origin:
        yield origin


@pytest.fixture
def demo(show):
    """Stand for the fixture of the journeys: it sets the moment."""
    return show


@pytest.fixture
def furnished(show):
    """Stand for the fixture of the journeys: the copies hold all of it."""


@pytest.fixture
def voter(open_page):
    """Stand for the fixture of the journeys: a phone without JavaScript."""
    return open_page(viewport={"width": 360, "height": 740}, java_script_enabled=False)
