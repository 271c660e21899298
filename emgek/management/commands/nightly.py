"""`manage.py nightly`: everything that is to be done once a day."""

import sys
import time
from datetime import datetime, timedelta
from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError, connections
from django.utils import timezone

from emgek.operations.upkeep import Night, keep_up
from publishing.dates import BISHKEK


class Command(BaseCommand):
    """Check the history, make a backup, mend pictures, forget what is old; note how each went."""

    help = "Check the history, make a backup (with --backups), mend pictures, forget what is old. Run it once a day."

    def add_arguments(self, parser):
        """Where backups go, how many stay, and whether to stay and do it every day."""
        parser.add_argument("--backups", type=Path, metavar="DIR", help="write a backup into this folder")
        parser.add_argument("--keep", type=int, default=14, metavar="N", help="keep the newest N backups (14)")
        parser.add_argument("--daily-at", metavar="HH:MM", help="stay, and do it every day at this time in Bishkek")

    def handle(self, *, backups, keep, daily_at, **options):
        """Do it once and exit 1 where something failed; or do it every day until it is stopped."""
        if keep < 1:
            raise CommandError("--keep takes a number from 1 on.")
        night = Night(folder=backups, keep=keep)
        if daily_at is None:
            sys.exit(0 if self.do(night) else 1)
        while True:
            time.sleep(wait(daily_at, timezone.now()))
            self.do(night)
            connections.close_all()  # nobody keeps one open for a day

    def do(self, night: Night) -> bool:
        """Do it once; say how each job went, and whether all went well."""
        try:
            done = keep_up(night)
        except DatabaseError as error:  # not even how it went can be noted; tomorrow is another night
            self.stderr.write(self.style.ERROR(f"The database does not answer: {type(error).__name__}"))
            return False
        for one in done:
            style = self.style.SUCCESS if one.is_well else self.style.ERROR
            self.stdout.write(style(f"{one.job}: {one.said or 'done'}"))
        return all(one.is_well for one in done)


def wait(daily_at: str, now: datetime) -> float:
    """Return the seconds from a moment to the next time of day in Bishkek.

    >>> from datetime import UTC
    >>> wait("03:30", datetime(2021, 7, 8, 21, 0, tzinfo=UTC)), wait("03:30", datetime(2021, 7, 8, 22, tzinfo=UTC))
    (1800.0, 84600.0)
    """
    try:
        wanted = datetime.strptime(daily_at, "%H:%M")  # noqa: DTZ007 -- a time of day, its zone is the next line's
    except ValueError:
        raise CommandError("--daily-at takes a time such as 03:30.") from None
    here = now.astimezone(BISHKEK)
    next_one = here.replace(hour=wanted.hour, minute=wanted.minute, second=0, microsecond=0)
    if next_one <= here:
        next_one += timedelta(days=1)
    return (next_one - here).total_seconds()
