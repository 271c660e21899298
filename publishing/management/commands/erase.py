"""Erase an object from every store."""

from django.core.management.base import BaseCommand, CommandError
from django.db import connection
from django.utils import translation

from publishing import clock, kinds
from publishing.erasing import erase
from publishing.journal import Who
from publishing.management.commands.backdate import row_at
from publishing.problems import Refused


class Command(BaseCommand):
    """Erase an object that is no longer public; hashes stay, and the journal says that and why it was done."""

    help = "Erase an object that is no longer public from rows, editions, search, log and files. It cannot be undone."

    def add_arguments(self, parser):
        """Say what and why."""
        parser.add_argument("kind", metavar="KIND", help=", ".join(sorted(kinds.KINDS)))
        parser.add_argument("slug", metavar="SLUG", help="the last part of its address")
        parser.add_argument("--note", required=True, help="the legal reason; it stays in the journal")
        parser.add_argument("--yes", action="store_true", help="do it; without this nothing happens")

    @translation.override("en")  # all that it says itself is English, so are the reasons for which it is refused
    def handle(self, *, kind, slug, note, yes, **options):
        """Erase it and clean the database's own remains, or say in one sentence why not."""
        row = row_at(kind, slug)
        if not yes:
            raise CommandError(f"{kind} {slug} ({row}) would be erased for good. Say --yes to do it.")
        try:
            erase(row, at=clock.now(), who=Who.user(None), note=note)
        except Refused as refused:
            raise CommandError("\n".join(str(problem.message) for problem in refused.problems)) from refused
        clean_remains()
        self.stdout.write(self.style.SUCCESS(f"{kind} {slug} is erased. Backups hold it until they expire."))


def clean_remains() -> None:
    """Let the database forget deleted bytes: SQLite's write-ahead log, PostgreSQL's dead rows."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        else:
            cursor.execute("VACUUM")
