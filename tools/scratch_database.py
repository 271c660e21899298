"""A scratch database for measuring, on SQLite or PostgreSQL; it is dropped at the end."""

import tempfile
from contextlib import contextmanager

from tools import environment

DATABASES = ("sqlite", "postgres")


@contextmanager
def scratch_database(database, name, **settings_there):
    """Set Django up on an empty database of a kind, named after its use; media and SQLite's file go with it.

    A process can do this once. `settings_there` hold while it lasts.
    """
    environment.prepare(database)
    import django

    django.setup()
    from django.conf import settings
    from django.db import connection
    from django.test import override_settings

    with tempfile.TemporaryDirectory(prefix=f"{name}-") as folder:
        place = name if database == "postgres" else f"{folder}/scratch.sqlite3"
        settings.DATABASES["default"].setdefault("TEST", {})["NAME"] = place
        connection.creation.create_test_db(verbosity=0, autoclobber=True, serialize=False)
        try:
            with override_settings(MEDIA_ROOT=folder, **settings_there):
                yield
        finally:
            connection.creation.destroy_test_db("unused", verbosity=0)
