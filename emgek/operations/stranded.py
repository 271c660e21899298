"""Tasks whose worker was killed: they would be in work for ever, so another worker gets them.

Nobody tells that a worker was killed. No task of ours takes minutes, so one that has been in work for ten has nobody
who works at it; should that be wrong, it is done twice, which every task of ours bears.
"""

import logging
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import QuerySet
from django.tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

log = logging.getLogger("emgek.tasks")

LONGEST = timedelta(minutes=10)
MOST_TRIES = 3


class WorkersLostError(Exception):
    """Each worker that took up this task was killed: for want of memory, say."""


def stranded(at: datetime) -> QuerySet[DBTaskResult]:
    """Return the tasks that have been in work for too long; `at` is the real time."""
    return DBTaskResult.objects.running().filter(started_at__lt=at - LONGEST)


def put_back(at: datetime) -> int:
    """Give stranded tasks to the next worker; one that was the end of several has failed. Return how many."""
    if not stranded(at).exists():  # no lock for nothing: SQLite has one writer
        return 0
    with transaction.atomic():
        found = list(stranded(at).select_for_update(skip_locked=True))
        for one in found:
            if len(one.worker_ids) >= MOST_TRIES:
                one.set_failed(WorkersLostError(f"{MOST_TRIES} workers were killed while they did this"))
            else:
                one.status, one.started_at = TaskResultStatus.READY, None
                one.save(update_fields=["status", "started_at"])
    log.warning("tasks of a killed worker put back", extra={"tasks": len(found)})
    return len(found)
