"""`manage.py mend_pictures`: pictures in order, for instance every night."""

from django.core.management.base import BaseCommand
from django.utils import timezone

from candidates.kept_portraits import KeptPortrait
from candidates.portrait_batches import PortraitBatch
from candidates.portrait_files import mend


class Command(BaseCommand):
    """Make the renditions that are missing and forget the pictures that nobody saved."""

    help = "Make the renditions of portraits that are missing, and forget the pictures that nobody saved in time."

    def handle(self, *args, **options):
        """Say how many were made and forgotten; name what cannot be made."""
        made, lost = mend()
        gone = [model.objects.stale(timezone.now()).delete()[0] for model in (KeptPortrait, PortraitBatch)]
        for name in lost:
            self.stderr.write(self.style.WARNING(f"{name} cannot be made: its original is gone."))
        self.stdout.write(self.style.SUCCESS(f"{made} renditions made, {sum(gone)} unsaved uploads forgotten."))
