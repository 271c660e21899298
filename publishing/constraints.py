"""The database's own word that no two editions of an object are live at once."""

from django.db.backends.ddl_references import Statement, Table
from django.db.models import BaseConstraint

TRIGGER = """CREATE TRIGGER IF NOT EXISTS %(name)s AFTER %(event)s ON %(table)s BEGIN
    SELECT RAISE(ABORT, 'editions overlap') FROM %(table)s AS other
    WHERE other.id <> NEW.id AND other.kind = NEW.kind AND other.object_id = NEW.object_id
      AND other.language = NEW.language
      AND (other.ends_at IS NULL OR other.ends_at > other.starts_at)
      AND (NEW.ends_at IS NULL OR NEW.ends_at > NEW.starts_at)
      AND (other.ends_at IS NULL OR other.ends_at > NEW.starts_at)
      AND (NEW.ends_at IS NULL OR NEW.ends_at > other.starts_at);
END"""


class PeriodsNeverOverlap(BaseConstraint):
    """Periods `[starts_at, ends_at)` of one kind, object and language never overlap; empty ones conflict with nothing.

    PostgreSQL has exclusion constraints; SQLite has triggers. Django's own `ExclusionConstraint` breaks SQLite's
    migrations, and a trigger made by `RunSQL` is lost when SQLite rebuilds the table, so both come from here.
    """

    def _table(self, model):
        return model._meta.db_table

    def constraint_sql(self, model, schema_editor):
        """Return the inline constraint (PostgreSQL), or put the triggers behind the table (SQLite)."""
        if schema_editor.connection.vendor == "postgresql":
            return f"CONSTRAINT {schema_editor.quote_name(self.name)} {self._exclusion()}"
        schema_editor.deferred_sql.extend(self._triggers(model, schema_editor))
        return None

    def create_sql(self, model, schema_editor):
        """Return the statement that adds it to a table that is there."""
        if schema_editor.connection.vendor == "postgresql":
            return Statement(
                "ALTER TABLE %(table)s ADD CONSTRAINT %(name)s %(exclusion)s",
                table=Table(self._table(model), schema_editor.quote_name),
                name=schema_editor.quote_name(self.name),
                exclusion=self._exclusion(),
            )
        schema_editor.deferred_sql.extend(self._triggers(model, schema_editor))
        return None

    def remove_sql(self, model, schema_editor):
        """Return the statement that takes it away."""
        if schema_editor.connection.vendor == "postgresql":
            return Statement(
                "ALTER TABLE %(table)s DROP CONSTRAINT %(name)s",
                table=Table(self._table(model), schema_editor.quote_name),
                name=schema_editor.quote_name(self.name),
            )
        for event in ("insert", "update"):
            schema_editor.execute(f"DROP TRIGGER IF EXISTS {self.name}_{event}")
        return None

    def validate(self, model, instance, exclude=None, using=None):
        """Leave it to the database: periods are written by the verbs of `publishing.acts` only."""

    def _exclusion(self):
        return (
            "EXCLUDE USING gist (kind WITH =, object_id WITH =, language WITH =,"
            " tstzrange(starts_at, ends_at, '[)') WITH &&)"
        )

    def _triggers(self, model, schema_editor):
        # The table is a reference, so that Django renames it in the body too when SQLite rebuilds the table.
        return [
            Statement(
                TRIGGER,
                name=f"{self.name}_{event}",
                event=event.upper(),
                table=Table(self._table(model), schema_editor.quote_name),
            )
            for event in ("insert", "update")
        ]

    def __eq__(self, other):
        return isinstance(other, PeriodsNeverOverlap) and self.name == other.name

    def __hash__(self):
        return hash(self.name)
