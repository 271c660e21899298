"""From PostgreSQL to an empty machine on SQLite and back: the same editions, hashes and public pages, byte for byte."""

import tempfile
from io import StringIO
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.db import connection
from django.test import Client, override_settings

from emgek.backups.archive import members
from emgek.backups.restoring import opened
from publishing import clock
from publishing.editions import Edition
from publishing.journal import Head
from publishing.verifying import faults
from tests.killable import Postgres
from tests.kills.looking import looking_into
from tests.public_pages import LANGUAGES, PAGES, PHASED, PHASES, address, furnish

OTHERS = ("/sitemap.xml", "/robots.txt", *(f"/{code}/feed.xml" for code in LANGUAGES), "/ky/press-kit.zip")


@pytest.fixture
def postgres():
    """Return a PostgreSQL of the test's own."""
    with tempfile.TemporaryDirectory(prefix="emgek-back-", dir="/tmp") as folder:
        Path(folder).chmod(0o755)
        try:
            own = Postgres(Path(folder))
        except FileNotFoundError as missing:
            pytest.skip(f"{missing}: nothing went there and back")
        own.start()
        yield own
        own.kill()


def machine(folder: Path, url: str) -> SimpleNamespace:
    """Return an installation with folders of its own."""
    places = {"DATABASE_URL": url, "MEDIA_ROOT": f"{folder}/media", "PRIVATE_ROOT": f"{folder}/private"}
    return SimpleNamespace(variables=places)


def pages() -> dict:
    """Return the status and the body of every public page, in each phase that shows it otherwise."""
    stood = clock.now()
    found = {path: answer(path) for path in OTHERS}
    found |= {("now", name, code): answer(address(name, code)) for name in PAGES for code in LANGUAGES}
    for phase, at in PHASES.items():
        clock.set_demo_clock(at)
        found |= {(phase, name, code): answer(address(name, code)) for name in PHASED for code in LANGUAGES}
    clock.set_demo_clock(stood)
    return found


def answer(path: str) -> tuple[int, bytes]:
    """Return what a reader is answered."""
    response = Client().get(path)
    return response.status_code, response.getvalue()


def history() -> list:
    """Return the head of the journal and every edition with its hash and period."""
    editions = Edition.objects.order_by("pk").values_list("pk", "slug", "starts_at", "ends_at", "document__commitment")
    return [Head.objects.get(pk=1).hash, *editions]


def sums(path: Path) -> list[bytes]:
    """Return the checksums of all tables and files but for the record of backups."""
    with opened(path, "") as (file, _raw):
        lines = [member.line() for member in members(file)]
    return sorted(line for line in lines if b"manifest" not in line and b"emgek.Backup/" not in line)


@pytest.mark.slow
def test_there_and_back_again_nothing_differs(postgres, tmp_path, django_db_blocker):
    with postgres.connected() as cursor:
        cursor.execute("CREATE DATABASE one")
        cursor.execute("CREATE DATABASE two")
    urls = (postgres.url_of("one"), f"sqlite:///{tmp_path}/small.sqlite3", postgres.url_of("two"))
    seen, told = [], []
    with django_db_blocker.unblock(), override_settings(DEMO=True):
        for place, url in enumerate(urls):
            with looking_into(machine(tmp_path / str(place), url)):
                if place == 0:
                    call_command("migrate", verbosity=0)
                    furnish()
                else:
                    call_command("restore", str(tmp_path / f"{place - 1}.backup"), stdout=StringIO())
                seen.append(pages())
                told.append((connection.vendor, list(faults()), history()))
                call_command("backup", str(tmp_path / f"{place}.backup"), stdout=StringIO())

    assert [vendor for vendor, _faults, _history in told] == ["postgresql", "sqlite", "postgresql"]
    assert all(faults == [] for _vendor, faults, _history in told)
    assert told[0][2] == told[1][2] == told[2][2]
    assert len(seen[0]) > 100
    assert [key for key in seen[0] if not seen[0][key] == seen[1][key] == seen[2][key]] == []
    assert sums(tmp_path / "0.backup") == sums(tmp_path / "1.backup") == sums(tmp_path / "2.backup")
