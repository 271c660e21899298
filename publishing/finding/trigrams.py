"""The index of trigrams: pg_trgm on PostgreSQL, FTS5 on SQLite, declared once on the model.

Both find a text by any stretch of three signs or more, blanks included, which is what folded Kyrgyz needs: no stemmer
cuts its words. On SQLite the index is a table of its own, kept in step by triggers in the transaction that writes.
"""

from collections.abc import Sequence
from functools import reduce
from operator import or_

from django.contrib.postgres.operations import TrigramExtension as Extension
from django.db import DatabaseError, connection, models
from django.db.backends.ddl_references import Statement, Table
from django.db.models import Q
from django.db.models.expressions import RawSQL
from django.db.utils import NotSupportedError

FTS_TABLE = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS %(name)s USING fts5("
    "%(columns)s, content=%(table)s, content_rowid=id, tokenize='trigram case_sensitive 1')"
)
# An entry of an FTS5 table is taken out by naming what it held.
TAKE_OUT = "INSERT INTO %(name)s(%(name)s, rowid, %(columns)s) VALUES ('delete', old.id, %(old)s);"
PUT_IN = "INSERT INTO %(name)s(rowid, %(columns)s) VALUES (new.id, %(new)s);"
STEPS = {"INSERT": PUT_IN, "DELETE": TAKE_OUT, "UPDATE": f"{TAKE_OUT} {PUT_IN}"}

#: The index answers for stretches of so many signs.
SHORTEST = 3


class TrigramExtension(Extension):
    """Bring pg_trgm into a PostgreSQL database, or say what its owner has to do."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        """Create it where it is missing; SQLite has its own."""
        try:
            super().database_forwards(app_label, schema_editor, from_state, to_state)
        except DatabaseError as error:
            raise NotSupportedError(
                "Search needs the PostgreSQL extension pg_trgm, and this user may not create it. Install the package"
                " postgresql-contrib and let the owner of the database run: CREATE EXTENSION pg_trgm;"
            ) from error


class TrigramIndex(models.Index):
    """An index of every stretch of three signs of some text columns; its name is the FTS5 table's name on SQLite."""

    def create_sql(self, model, schema_editor, using="", **kwargs):
        """Return the statement that makes it; on SQLite the triggers and the first filling follow it."""
        if schema_editor.connection.vendor == "postgresql":
            names = ", ".join(f"{schema_editor.quote_name(name)} gin_trgm_ops" for name in self.fields)
            return self._statement("CREATE INDEX %(name)s ON %(table)s USING gin (%(columns)s)", names, model)
        names = ", ".join(self.fields)
        schema_editor.deferred_sql.extend(self._kept_in_step(model, names))
        return self._statement(FTS_TABLE, names, model)

    def remove_sql(self, model, schema_editor, **kwargs):
        """Return the statement that takes it away; triggers go before their table."""
        if schema_editor.connection.vendor == "postgresql":
            return super().remove_sql(model, schema_editor, **kwargs)
        for event in STEPS:
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {self.name}_{event.lower()}")
        return Statement("DROP TABLE IF EXISTS %(name)s", name=self.name)

    def _kept_in_step(self, model, names: str) -> list[Statement]:
        old, new = (", ".join(f"{row}.{name}" for name in self.fields) for row in ("old", "new"))
        triggers = [
            self._statement(
                f"CREATE TRIGGER IF NOT EXISTS %(name)s_{event.lower()} AFTER {event} ON %(table)s BEGIN {step} END",
                names,
                model,
                old=old,
                new=new,
            )
            for event, step in STEPS.items()
        ]
        return [*triggers, self._statement("INSERT INTO %(name)s(%(name)s) VALUES ('rebuild')", names, model)]

    def _statement(self, template: str, columns: str, model, **parts) -> Statement:
        # The table is a reference, so that Django renames it in the statement too when SQLite rebuilds the table.
        table = Table(model._meta.db_table, connection.ops.quote_name)
        return Statement(template, name=self.name, table=table, columns=columns, **parts)


def holding(index: str, column: str, stretches: Sequence[str]) -> Q:
    """Return the condition that a text has one of some stretches, put so that each database asks its index.

    PostgreSQL uses it for LIKE; on SQLite it is a table of its own. Stretches too short for it are looked for in texts.
    """
    if connection.vendor == "postgresql":
        return reduce(or_, (Q(**{f"{column}__contains": one}) for one in stretches))
    asked = " OR ".join(f'"{one.replace('"', '""')}"' for one in stretches if len(one) >= SHORTEST)
    parts = [Q(**{f"{column}__contains": one}) for one in stretches if len(one) < SHORTEST]
    if asked:
        rows = f"SELECT rowid FROM {index} WHERE {column} MATCH %s"  # noqa: S608 -- names of our own
        parts.append(Q(pk__in=RawSQL(rows, [asked])))  # noqa: S611
    return reduce(or_, parts)


def settle(index: str) -> None:
    """Leave nothing of deleted entries in an index: on SQLite they are only marked as gone until its parts merge."""
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {index}({index}) VALUES ('optimize')")  # noqa: S608 -- a name of our own
