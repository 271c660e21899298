"""Measuring on scratch databases, SQLite and PostgreSQL, each in a process of its own; they are dropped at the end."""

import argparse
import subprocess
import sys
import tempfile
from contextlib import contextmanager

from tools import environment

DATABASES = ("sqlite", "postgres")


def on_each_database(tool, parser, report):
    """Report on every database, or on that of `--on`; leave with 1 where an aim is missed.

    `tool` is the module that asks: it is called anew for each database. `report` is given the database and what was
    asked, and returns how many aims are missed.
    """
    parser.add_argument("--on", choices=DATABASES, help="measure one database")
    parser.add_argument("--here", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.here:
        sys.exit(report(asked.on, asked))
    command = [sys.executable, "-m", tool, *sys.argv[1:], "--here"]
    chosen = [asked.on] if asked.on else DATABASES
    missed = [on for on in chosen if subprocess.run([*command, f"--on={on}"], cwd=environment.ROOT).returncode]
    sys.exit(f"Not met, or not measured: {', '.join(missed)}." if missed else 0)


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


def settle():
    """Let the planner know the tables, and tidy them, as a database that is at work does by itself."""
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")
