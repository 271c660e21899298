"""Tables as lines of JSON, one row a line, and back; the same lines come from PostgreSQL and from SQLite.

Rows are read and written past the models' managers and descriptors: modeltranslation would answer for a column that
has translations with one of those.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from graphlib import TopologicalSorter
from itertools import batched
from typing import Any

import msgspec
from django.apps import apps
from django.contrib.auth.models import Group, Permission
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.core.management.color import no_style
from django.db import connection, models, transaction
from django.db.migrations.recorder import MigrationRecorder

from emgek.backups.record import Backup
from publishing.journal import Head
from publishing.presence import Presence
from staff.sessions import DeskSession

PASSING = (DeskSession, Session, Presence)
"""Who is signed in and which form somebody has open: nothing that is to come back."""
MADE_BY_MIGRATE = (ContentType, Permission, Group, Group.permissions.through, Head)
"""Tables in which a new database has rows already."""
ROWS, LARGEST = 500, 4 * 1024 * 1024

type Table = type[models.Model]


def tables() -> list[Table]:
    """Return the tables that are kept, each after those it points to."""
    kept = {model._meta.label: model for model in every_table() if model not in PASSING}
    order = TopologicalSorter({label: points_to(model) for label, model in sorted(kept.items())})
    return [kept[label] for label in order.static_order()]


def points_to(model: Table) -> list[str]:
    """Return the other tables that a table points to."""
    found = {field.related_model._meta.label for field in model._meta.concrete_fields if field.remote_field}
    return sorted(found - {model._meta.label})


def every_table() -> list[Table]:
    """Return every table of ours and of the libraries, those between two others too."""
    return [
        model for model in apps.get_models(include_auto_created=True) if model._meta.managed and not model._meta.proxy
    ]


def columns(model: Table) -> list[models.Field]:
    """Return the columns of a table but for those that the database computes."""
    return [field for field in model._meta.concrete_fields if not field.generated]


def rows_of(model: Table) -> models.QuerySet:
    """Return all rows of a table in their order, whatever its managers leave out."""
    return models.QuerySet(model).order_by("pk")


# Out ------------------------------------------------------------------------------------------------------------------


@contextmanager
def snapshot() -> Iterator[None]:
    """Let every query see the database as it is now, whatever is saved meanwhile, and keep nobody from saving."""
    if connection.vendor == "postgresql":
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
        return
    # Django's own transactions take SQLite's write lock at once; this one only reads.
    with connection.cursor() as cursor:
        cursor.execute("BEGIN DEFERRED")
        try:
            yield
        finally:
            cursor.execute("ROLLBACK")


def lots(model: Table) -> Iterator[tuple[bytes, int]]:
    """Yield the rows of a table as (lines, how many), some megabytes at a time."""
    names = [field.attname for field in columns(model)]
    lines, many = bytearray(), 0
    for values in rows_of(model).values_list(*names).iterator(chunk_size=ROWS):
        lines += msgspec.json.encode(dict(zip(names, values, strict=True)), order="sorted") + b"\n"
        many += 1
        if len(lines) >= LARGEST:
            yield bytes(lines), many
            lines, many = bytearray(), 0
    if many:
        yield bytes(lines), many


def last_numbers() -> dict[str, int]:
    """Return by table the last number that was given to a row: that of an erased one is never given again."""
    numbered = {model._meta.db_table: model for model in tables() if isinstance(model._meta.pk, models.AutoField)}
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, seq FROM sqlite_sequence")
            return {numbered[name]._meta.label: seq for name, seq in cursor.fetchall() if name in numbered}
        found = {}
        for name, model in numbered.items():
            cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", sequence_of(model))
            cursor.execute(f"SELECT last_value, is_called FROM {cursor.fetchone()[0]}")  # noqa: S608 -- its own word
            last, is_called = cursor.fetchone()
            found[numbered[name]._meta.label] = last if is_called else last - 1
        return {label: last for label, last in found.items() if last}


def sequence_of(model: Table) -> tuple[str, str]:
    """Return the table, quoted, and the column that a sequence of PostgreSQL numbers."""
    return connection.ops.quote_name(model._meta.db_table), model._meta.pk.column


def migrations() -> list[str]:
    """Return the migrations that were applied to this database, `application.name`, in order."""
    return sorted(f"{app}.{name}" for app, name in MigrationRecorder(connection).applied_migrations())


# Back -----------------------------------------------------------------------------------------------------------------


def entered() -> Table | None:
    """Return a table that holds what a new database does not, or nothing."""
    if Head._base_manager.filter(number__gt=0).exists():
        return Head
    new = (*MADE_BY_MIGRATE, Backup)
    return next((each for each in every_table() if each not in new and rows_of(each).exists()), None)


def empty() -> None:
    """Empty every table, also those that are not kept: nobody stays signed in."""
    names = [model._meta.db_table for model in every_table()]
    with connection.cursor() as cursor:
        for statement in connection.ops.sql_flush(no_style(), names):
            cursor.execute(statement)


def insert(model: Table, lines: Iterable[bytes]) -> int:
    """Write rows as they stand in some lines; return how many."""
    fields = columns(model)
    rows = [values(fields, msgspec.json.decode(line)) for line in lines]
    most = min(ROWS, (connection.features.max_query_params or 32_000) // len(fields))
    for some in batched(rows, most):
        write(model, fields, some)
    return len(rows)


def values(fields: list[models.Field], row: dict[str, Any]) -> list[Any]:
    """Return what the database is given for a row; raise KeyError or ValidationError where it does not fit."""
    return [field.get_db_prep_save(field.to_python(row[field.attname]), connection) for field in fields]


def write(model: Table, fields: list[models.Field], rows: Sequence[list[Any]]) -> None:
    """Insert some rows at once."""
    quote = connection.ops.quote_name
    into = f"{quote(model._meta.db_table)} ({', '.join(quote(field.column) for field in fields)})"
    each = f"({', '.join(['%s'] * len(fields))})"
    with connection.cursor() as cursor:
        sql = f"INSERT INTO {into} VALUES {', '.join([each] * len(rows))}"  # noqa: S608 -- names of our own columns
        cursor.execute(sql, [value for row in rows for value in row])


def number_on(last: dict[str, int]) -> None:
    """Let new rows be numbered after the last one that ever was."""
    with connection.cursor() as cursor:
        for model in tables():
            if not isinstance(model._meta.pk, models.AutoField):
                continue
            largest = models.QuerySet(model).aggregate(largest=models.Max("pk"))["largest"] or 0
            number = max(largest, last.get(model._meta.label, 0))
            if connection.vendor == "sqlite":
                cursor.execute("DELETE FROM sqlite_sequence WHERE name = %s", [model._meta.db_table])
                cursor.execute("INSERT INTO sqlite_sequence VALUES (%s, %s)", [model._meta.db_table, number])
            else:
                # Not `setval`, which a transaction that is broken off does not take back.
                cursor.execute("SELECT pg_get_serial_sequence(%s, %s)", sequence_of(model))
                cursor.execute(f"ALTER SEQUENCE {cursor.fetchone()[0]} RESTART WITH {number + 1}")
