"""Compute anew what lists and search copy from documents."""

from django.core.management.base import BaseCommand

from publishing.management.progress import Progress
from publishing.rebuilding import rebuild


class Command(BaseCommand):
    """Rebuild titles, order and search entries of all editions from their documents; the history is not touched."""

    help = "Rebuild what lists and search copy from documents, after an upgrade that computes it in another way."

    def handle(self, **options):
        """Say how far it is."""
        done = Progress(self.stdout).run(rebuild())
        self.stdout.write(self.style.SUCCESS(f"{done} editions are in step with their documents."))
