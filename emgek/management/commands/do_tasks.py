"""`manage.py do_tasks`: the worker, which also takes up what a killed one left."""

import threading

from django.db import DatabaseError, connections
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Command as Worker

from emgek.operations.stranded import put_back

EVERY = 60
"""Seconds between two looks for tasks that were left."""


class Command(Worker):
    """The worker of django-tasks-db, with somebody at its side who looks for what others left."""

    help = (
        "Do what waits in the table of tasks, and what a worker that was killed left half done. Run it beside the site."
    )

    def handle(self, **options):
        """Work until it is stopped."""
        ends = threading.Event()
        looking = threading.Thread(target=self.look, args=(ends,), daemon=True)
        looking.start()
        try:
            super().handle(**options)
        finally:
            ends.set()
            looking.join()

    def look(self, ends: threading.Event) -> None:
        """Put tasks back, again and again; a database that does not answer is asked the next time."""
        while True:
            try:
                put_back(timezone.now())
            except DatabaseError as error:
                self.stderr.write(f"The database does not answer: {type(error).__name__}")
            finally:
                connections.close_all()  # of this thread
            if ends.wait(EVERY):
                return
