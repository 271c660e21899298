"""The environment of every test: settings, databases, time limits of property tests, marks and a closed network.

TEST_DB=sqlite (the default) or postgres chooses the database; HYPOTHESIS_PROFILE=fast or long how hard property tests
search. `make test` sets both; a bare `pytest` works as well.
"""

import os
import shutil
import socket
import tempfile
from pathlib import Path

from tools import environment

TEST_DB = os.environ.get("TEST_DB", "sqlite")
environment.prepare(TEST_DB)
FILES = Path(tempfile.mkdtemp(prefix="emgek-test-"))
os.environ["MEDIA_ROOT"] = str(FILES / "media")
os.environ["PRIVATE_ROOT"] = str(FILES / "private")

# pytest-django sets Django up after the conftest files are read; tests/conftest.py may import models, so it is now.
import django
import hypothesis
import pytest
from django.conf import settings
from django.db import DEFAULT_DB_ALIAS, connection, connections
from django.test import TransactionTestCase

django.setup()

DATABASE_FIXTURES = {
    "db",
    "transactional_db",
    "django_db_reset_sequences",
    "django_db_serialized_rollback",
    "live_server",
}
LOOPBACK = ("127.", "::1", "localhost")

# Fast runs search the same examples every time, so that a red run means a change; long runs look for new ones.
hypothesis.settings.register_profile(
    "fast",
    max_examples=30,
    stateful_step_count=20,
    deadline=None,
    derandomize=True,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.register_profile(
    "long",
    max_examples=1000,
    stateful_step_count=50,
    deadline=None,
    print_blob=True,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "fast"))


def pytest_configure(config):
    """Make passwords cheap and close the network: a test that asks for another host fails at once."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # The live server hands out static files itself; WhiteNoise would look through all of them for every test client.
    settings.WHITENOISE_USE_FINDERS = False
    settings.STATIC_ROOT = FILES / "static"
    settings.STATIC_ROOT.mkdir()
    connect = socket.socket.connect

    def connect_here(self, address):
        if self.family in (socket.AF_INET, socket.AF_INET6) and not str(address[0]).startswith(LOOPBACK):
            raise PermissionError(f"A test asked for {address[0]}; tests stay on this machine.")
        return connect(self, address)

    socket.socket.connect = connect_here
    config.add_cleanup(lambda: setattr(socket.socket, "connect", connect))
    config.add_cleanup(lambda: shutil.rmtree(FILES, ignore_errors=True))


def fixtures_of(item):
    """Return the names of the fixtures a test asks for, directly or through others."""
    return set(getattr(item, "fixturenames", ()))


def uses_database(item):
    """Return whether a test touches the Django database, by its mark, its fixtures or its class."""
    if item.get_closest_marker("django_db") or fixtures_of(item) & DATABASE_FIXTURES:
        return True
    return bool(getattr(item, "cls", None)) and issubclass(item.cls, TransactionTestCase)


def commits(item):
    """Return whether a test really commits, so that every table is emptied after it."""
    mark = item.get_closest_marker("django_db")
    return bool(mark and mark.kwargs.get("transaction")) or bool(
        fixtures_of(item) & {"transactional_db", "live_server"}
    )


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Mark what uses the database and what drives a browser, before `-m` chooses."""
    for item in items:
        if uses_database(item):
            item.add_marker("database")
        if "browser" in fixtures_of(item):
            item.add_marker("journey")
        if commits(item):
            mark = item.get_closest_marker("django_db") or pytest.mark.django_db
            kept = mark.kwargs | {"transaction": True, "serialized_rollback": True}
            item.add_marker(pytest.mark.django_db(*mark.args, **kept), append=False)
            # The first fixture made is the last one undone: after the tables are emptied.
            item.fixturenames.insert(0, "contents_put_back")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup):
    """Make the test databases once, and let every connection know what the migrations wrote.

    Django keeps that on the connection it has then; once a browser is there, its event loop makes Django open another.
    """
    made = connections[DEFAULT_DB_ALIAS]
    if hasattr(made, "_test_serialized_contents"):
        type(made)._test_serialized_contents = made._test_serialized_contents


@pytest.fixture
def contents_put_back(django_db_blocker):
    """Put back what the migrations wrote (roles, the head of the journal) after a test whose tables were emptied.

    Django does so only before the next such test, and counts on those coming last; several processes keep no order.
    """
    yield
    with django_db_blocker.unblock():
        connection.creation.deserialize_db_from_string(connection._test_serialized_contents)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, tmp_path_factory):
    """Give each test process an SQLite file of its own, as the site has one: locks and WAL work as they will."""
    if TEST_DB == "sqlite":
        database = settings.DATABASES["default"]
        database.setdefault("TEST", {})["NAME"] = str(tmp_path_factory.mktemp("database") / "emgek.sqlite3")


@pytest.fixture(scope="session")
def shared():
    """Return the folder that lies beside the checkout and holds the real interview; skip, saying so, without it."""
    path = Path(os.environ.get("EMGEK_SHARED") or environment.ROOT.parent / "shared")
    if not path.is_dir():
        pytest.skip(f"{path} is not there: the real interview was not read")
    return path
