"""An interview that is public in two languages, and a press officer who is signed in."""

import pytest

from emgek.roles import PRESS_OFFICER
from publishing.clock import set_demo_clock
from tests.desk.publishing.screens import LATER, edit, live, user
from tests.factories import (
    go_live,
    make_candidate,
    make_interview,
    open_campaign,
)


@pytest.fixture(autouse=True)
def demo(settings):
    settings.DEMO = True
    set_demo_clock(LATER)


@pytest.fixture
def election():
    return open_campaign()


@pytest.fixture
def talk(election):
    candidate = make_candidate(election)
    row = make_interview(candidate, election, blocks=2)
    go_live(candidate, row, languages=["ky", "ru"])
    return row


@pytest.fixture
def officer(client):
    client.force_login(user(PRESS_OFFICER))
    return client


@pytest.fixture
def first(talk):
    edition = live(talk, "ky")
    go_live(edit(talk, title_ky="Экинчи"), languages=["ky"], at=LATER)
    return edition
