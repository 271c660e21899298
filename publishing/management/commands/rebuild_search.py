"""Write anew what search finds."""

from django.core.management.base import BaseCommand

from publishing.desk.finding import rewrite_texts
from publishing.management.progress import Progress
from publishing.rebuilding import rebuild_search
from publishing.search import SearchEntry, SearchWord


class Command(BaseCommand):
    """Rebuild the search entries, their words and the index from the documents; readers search on meanwhile."""

    help = "Rebuild what search finds, after an upgrade that folds or parts texts in another way."

    def handle(self, **options):
        """Say how far it is; the desk writes its own words anew with its next search."""
        rewrite_texts()
        done = Progress(self.stdout).run(rebuild_search())
        entries, words = SearchEntry.objects.count(), SearchWord.objects.count()
        self.stdout.write(self.style.SUCCESS(f"{done} editions can be found: {entries} entries of {words} words."))
