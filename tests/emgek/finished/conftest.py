"""A front before the real site, and one before a site that is made up; the time between two looks can be stopped."""

from types import SimpleNamespace

import pytest
from django.core.cache import caches

from emgek.finished import front as fronts
from emgek.finished import present
from emgek.finished.window import Window
from tests.factories import CAMPAIGN, moment
from tests.fronts import Readers


@pytest.fixture(autouse=True)
def shared_pages(settings):
    """Let the fronts of a test share what they make, in memory."""
    memory = {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "pages"}
    settings.CACHES = settings.CACHES | {"pages": memory}
    caches["pages"].clear()


@pytest.fixture
def passing(monkeypatch):
    """Return a clock of seconds that stands still: nobody looks for changes before it is moved."""
    stands = SimpleNamespace(seconds=1000.0)
    monkeypatch.setattr(present.time, "monotonic", lambda: stands.seconds)
    return stands


@pytest.fixture
def readers(site):
    """Return readers of the real site."""
    return Readers()


@pytest.fixture
def day(monkeypatch, at):
    """Let one window last all day, without a database; return what says how far the journal has come."""
    journal = SimpleNamespace(end=(1, 0), fails=None)

    def end():
        if journal.fails:
            raise journal.fails
        return journal.end

    monkeypatch.setattr(present, "journal_end", end)
    monkeypatch.setattr(fronts, "journal_end", end)
    monkeypatch.setattr(present, "window", lambda at: Window(end(), moment(7, 8), moment(7, 9)))
    at(CAMPAIGN)
    return journal
