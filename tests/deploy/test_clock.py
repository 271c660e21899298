"""The machine's clock jumps an hour ahead and back: acts keep their order, pages are right, nobody is locked out.

libfaketime (Debian: faketime) gives real processes of the site a clock that the test sets.
"""

import re
from datetime import UTC, datetime
from pathlib import Path

import psycopg2
import pytest

from tests.deploy.machine import ask, found, machine
from tests.killable import until

pytestmark = pytest.mark.slow
HOUR = 3600
#: libfaketime 0.9.10 refuses what time.sleep asks for where the steady clock is left alone.
SLEEP = """
import select, time
time.sleep = lambda seconds: select.select([], [], [], max(0, seconds))
"""
PUBLISH = """
from emgek.models import Page
from publishing import clock
from publishing.acts import publish
from publishing.journal import Who
page, made = Page.objects.get_or_create(slug="news", defaults={"title_ky": "0"})
page.title_ky = "%s"
page.save()
publish([page], ["ky"], at=clock.now(), who=Who.user(None))
"""
SIGN_IN = """
from django.test import Client
from staff.models import User
client = Client()
client.force_login(User.objects.get_or_create(username="officer", is_staff=True, is_superuser=True)[0])
print(client.cookies["sessionid"].value)
"""


def faketime():
    """Return the path of libfaketime; skip, saying so, without one."""
    paths = sorted(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1"))
    if not paths:
        pytest.skip("no libfaketime: the jump of a clock was not tried (Debian: faketime)")
    return paths[0]


@pytest.fixture(scope="module")
def own():
    """Yield a machine whose site and commands have a clock of their own; `own.ahead(seconds)` sets it."""
    for program in ("postgres", "redis-server"):
        found(program)
    library = faketime()
    with machine() as made:
        made.variables |= {"SECURE_SSL_REDIRECT": "0", "SECOND_FACTOR_REQUIRED": "0"}
        made.postgres(), made.redis()
        made.manage("collectstatic", "--noinput", "-v0")
        made.manage("migrate", "--noinput", "-v0")
        made.manage("make_sample", "--candidates", "2")
        shift = made.folder / "shift"
        made.ahead = lambda seconds: shift.write_text(f"+{seconds}")
        made.ahead(0)
        (made.folder / "python").mkdir()
        (made.folder / "python" / "sitecustomize.py").write_text(SLEEP)
        made.variables |= {
            "PYTHONPATH": str(made.folder / "python"),
            "LD_PRELOAD": str(library),
            "FAKETIME_TIMESTAMP_FILE": str(shift),
            "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",  # a clock that is set wrong still runs
        }
        made.address = made.web()[1]
        yield made


def titles(own):
    """Return the titles that readers see, each time from whichever process answers."""
    shown = [re.search(r"<h1[^>]*>\s*(\d+)", ask(f"{own.address}/ky/news/").text) for _time in range(6)]
    return {one and one[1] for one in shown}


def shows(own, text):
    """Wait until every process shows a title."""
    until(lambda: titles(own) == {text}, f"the page with {text}")


def kept_for(answer):
    """Return the seconds for which a cache between may keep an answer at most."""
    return sum(int(one) for one in re.findall(r"(?:s-maxage|stale-if-error)=(\d+)", answer.headers["Cache-Control"]))


def test_clock_that_jumps_ahead_and_back_leaves_order_pages_and_chain_as_they_should_be(own):
    own.manage("shell", "-c", PUBLISH % 1)
    shows(own, "1")

    own.ahead(HOUR)
    shows(own, "1")
    own.manage("shell", "-c", PUBLISH % 2)
    shows(own, "2")

    own.ahead(0)
    shows(own, "1")  # what was published ahead of time is public from the moment that its act tells
    own.manage("shell", "-c", PUBLISH % 3)
    with psycopg2.connect(own.variables["DATABASE_URL"]) as connection, connection.cursor() as cursor:
        cursor.execute("select at, recorded_at from publishing_act order by number")
        acts = cursor.fetchall()
    moments = [at for at, _recorded in acts]
    assert moments == sorted(moments)
    assert acts[-1][0] > acts[-1][1]  # the last act took the moment of the one before, and says when it was written
    assert "whole" in own.manage("verify_editions")
    begins = (moments[-1] - datetime.now(UTC)).total_seconds()
    assert begins - 5 <= kept_for(ask(f"{own.address}/ky/news/")) <= begins  # nor does a cache between keep the old one

    own.ahead(HOUR + 120)
    shows(own, "3")
    own.ahead(0)


def test_clock_that_jumps_signs_nobody_out_and_locks_nobody_out(own):
    session = own.manage("shell", "-v0", "-c", SIGN_IN).strip()

    def desk():
        return ask(f"{own.address}/ru/admin/", Cookie=f"sessionid={session}").status

    for seconds in (0, HOUR, 0):
        own.ahead(seconds)
        assert desk() == 200

    own.ahead(HOUR)
    ahead = own.manage("shell", "-v0", "-c", SIGN_IN).strip()
    own.ahead(0)
    assert ask(f"{own.address}/ru/admin/", Cookie=f"sessionid={ahead}").status == 200
