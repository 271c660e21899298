"""`kill -9` at random moments: no half edition, nothing acknowledged lost, no file too many, the chain verifies.

The site, its worker, PostgreSQL and Redis are the test's own, on ports of their own. `make kills` runs the long form;
ROUNDS says how many rounds for each pair of what is killed and what is done meanwhile, SEED repeats the moments.
"""

import os
import secrets
import sqlite3
import sys
import tempfile
from collections import Counter
from pathlib import Path

import pytest
from django.db import connection

from tests.kills.house import House
from tests.kills.rounds import Rounds, fresh

WORKS = ("publish", "bring_in", "upload", "restore")
ROUNDS = int(os.environ.get("ROUNDS", "50"))
SEED = int(os.environ.get("SEED") or secrets.randbelow(10**6))


@pytest.fixture
def folder():
    """Return a folder of the test's own that a server without rights may enter."""
    with tempfile.TemporaryDirectory(prefix="emgek-kills-", dir="/tmp") as path:
        Path(path).chmod(0o755)
        yield fresh(Path(path) / "house")


@pytest.fixture
def standing(django_db_blocker):
    """Return a function that lets a house stand for the time of the test."""
    houses = []

    def stand(house: House) -> Rounds:
        houses.append(house)
        house.stand()
        return Rounds(house, SEED)

    with django_db_blocker.unblock():
        yield stand
        for house in houses:
            house.fall()


@pytest.mark.django_db  # else nobody makes the database that it begins with
@pytest.mark.walk
def test_killed_site_leaves_nothing_half_done(django_db_setup, django_db_blocker, folder, standing):
    house = House(folder, services=())
    if connection.vendor == "sqlite":  # already migrated
        with sqlite3.connect(connection.settings_dict["NAME"]) as migrated:
            migrated.execute("VACUUM INTO ?", [str(folder / "site.sqlite3")])
        migrated.close()
    else:
        assert house.manage("migrate", "-v0").wait() == 0
    rounds = standing(house)

    for work in ("publish", "bring_in", "upload"):
        rounds.round("", work)
        rounds.round("web", work)

    assert rounds.acknowledged >= 3


@pytest.mark.slow
def test_killed_services_leave_nothing_half_done(folder, standing, capsys):
    try:
        house = House(folder, services=("postgres", "redis", "worker"))
    except FileNotFoundError as missing:
        pytest.skip(f"{missing}: nothing was killed")
    house.postgres.start()
    assert house.manage("migrate", "-v0").wait() == 0
    rounds, done = standing(house), Counter()
    try:
        for work in WORKS:
            rounds.round("", work)
        for _round in range(ROUNDS):
            for target in ("web", "worker", "database"):
                for work in WORKS:
                    rounds.round(target, work)
                    done[target, work] += 1
    finally:
        with capsys.disabled():
            told = ", ".join(f"{target}/{work} {many}" for (target, work), many in done.items())
            sys.stdout.write(f"\nkills, seed {SEED}: {told or 'none'}\n{rounds}\n")
