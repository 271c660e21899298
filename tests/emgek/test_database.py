"""How the site uses its database: on SQLite each commit is on the disk before it is acknowledged."""

import pytest
from django.db import connection

FULL = 2


@pytest.mark.django_db
def test_commit_on_sqlite_outlives_a_power_cut():
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL does so by itself")
    with connection.cursor() as cursor:
        found = {}
        for name in ("journal_mode", "synchronous", "foreign_keys", "secure_delete"):
            cursor.execute(f"PRAGMA {name}")
            found[name] = cursor.fetchone()[0]

    assert found == {"journal_mode": "wal", "synchronous": FULL, "foreign_keys": 1, "secure_delete": 1}
