"""The environment that tests and checks run in, so that neither reads the `.env` of the demo."""

import os
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
POSTGRES = "postgres://postgres@127.0.0.1:5432/emgek_test"


def prepare(database="sqlite"):
    """Set the variables that emgek.settings reads, whatever stood there before.

    `database` is "sqlite" or "postgres". A variable of the environment wins over `.env`, so every name that
    `make setup` writes there is set here too. DEBUG is on only while the settings are read: it chooses plain static
    files and cookies that travel over http; pytest-django turns it off before the first test.
    """
    if database not in ("sqlite", "postgres"):
        raise ValueError(f"TEST_DB is {database!r}; it can be sqlite or postgres.")
    scratch = Path(tempfile.gettempdir()) / f"emgek-{os.getuid()}"
    os.environ.update(
        DJANGO_SETTINGS_MODULE="emgek.settings",
        SECRET_KEY="for tests only, and long enough that Django does not warn about its length",  # noqa: S106
        DEBUG="1",
        DEMO="0",
        TASKS_AT_ONCE="1",
        ALLOWED_HOSTS="testserver,localhost,127.0.0.1",
        SECURE_SSL_REDIRECT="0",
        SECOND_FACTOR_REQUIRED="0",
        # conftest.py gives every test process a database file and a media folder of its own; these are never written.
        DATABASE_URL=os.environ.get("TEST_DATABASE_URL", POSTGRES)
        if database == "postgres"
        else f"sqlite:///{scratch}/unused.sqlite3",
        MEDIA_ROOT=str(scratch / "media"),
        PRIVATE_ROOT=str(scratch / "private"),
    )
