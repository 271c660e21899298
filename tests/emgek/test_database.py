"""How the site uses its database: on SQLite each commit is on the disk before it is acknowledged."""

import socket

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


@pytest.mark.django_db
def test_postgresql_whose_machine_vanished_is_given_up_after_ten_seconds():
    if connection.vendor != "postgresql":
        pytest.skip("SQLite is a file of this machine")
    connection.ensure_connection()

    with socket.socket(fileno=socket.dup(connection.connection.fileno())) as line:
        if line.family == socket.AF_UNIX:
            pytest.skip("a local socket has no network that could fail")
        assert line.getsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT) == 10_000
        assert line.getsockopt(socket.SOL_SOCKET, socket.SO_KEEPALIVE)
        assert line.getsockopt(socket.IPPROTO_TCP, socket.TCP_KEEPIDLE) == 10
