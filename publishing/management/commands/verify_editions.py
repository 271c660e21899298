"""Check that the history of what was public is whole."""

import sys

from django.core.management.base import BaseCommand

from publishing.journal import Head
from publishing.verifying import faults


class Command(BaseCommand):
    """Replay the journal and compare periods, documents and rows; exit 1 if anything differs."""

    help = "Replay the journal and compare it with the editions and documents that are stored."

    def add_arguments(self, parser):
        """A hash that was printed or mailed earlier can be looked for."""
        parser.add_argument("--expect", default="", metavar="HASH", help="a hash that must be in the journal")

    def handle(self, *, expect, **options):
        """Print every fault, then the head."""
        found = 0
        for fault in faults(expect):
            found += 1
            self.stderr.write(self.style.ERROR(fault))
        head = Head.objects.get(pk=1)
        if found:
            self.stderr.write(self.style.ERROR(f"{found} faults."))
            sys.exit(1)
        self.stdout.write(self.style.SUCCESS(f"The history is whole: {head.number} acts, head {head.hash}"))
