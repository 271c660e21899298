"""Delete the share images that nobody needs any more."""

from django.core.management.base import BaseCommand

from emgek.shares.storing import forget_unused
from publishing import clock


class Command(BaseCommand):
    """Delete the drawn pictures of what has changed or is no longer public; any of them can be drawn again."""

    help = "Delete share images that no live edition has any more. Run it nightly; whatever is asked for is redrawn."

    def handle(self, **options):
        """Say how many there were."""
        self.stdout.write(self.style.SUCCESS(f"{forget_unused(clock.now())} pictures are gone."))
