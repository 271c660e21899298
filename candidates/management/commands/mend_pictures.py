"""`manage.py mend_pictures`: pictures and files in order, for instance every night."""

from datetime import timedelta

from django.core.management.base import BaseCommand
from django.utils import timezone

from candidates.kept_portraits import KeptPortrait
from candidates.portrait_batches import PortraitBatch
from candidates.portrait_files import mend, sweep
from elections.attachments import sweep_attachments

A_DAY = timedelta(hours=24)
"""A file that was stored a moment ago may belong to a row that is not there yet."""


class Command(BaseCommand):
    """Make the renditions that are missing, forget the pictures that nobody saved, sweep what nothing shows."""

    help = "Make renditions that are missing, forget pictures that nobody saved, sweep what a killed process left."

    def handle(self, *args, **options):
        """Say how many were made, forgotten and swept; name what cannot be made."""
        now = timezone.now()
        made, lost = mend()
        gone = [model.objects.stale(now).delete()[0] for model in (KeptPortrait, PortraitBatch)]
        swept = sweep(now - A_DAY) + sweep_attachments(now - A_DAY)
        for name in lost:
            self.stderr.write(self.style.WARNING(f"{name} cannot be made: its original is gone."))
        told = f"{made} renditions made, {sum(gone)} unsaved uploads forgotten, {swept} files swept."
        self.stdout.write(self.style.SUCCESS(told))
