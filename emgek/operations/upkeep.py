"""Upkeep: what is done every night, and when each piece of it last went well."""

import io
import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from emgek.operations.stranded import put_back

log = logging.getLogger("emgek.upkeep")

LONGEST = 300


class Job(models.TextChoices):
    """What is done, in the order of the night: the history is checked before it is put into a backup."""

    HISTORY = "history", _("the whole history checked")
    BACKUP = "backup", _("backup")
    PICTURES = "pictures", _("pictures mended")
    SHARES = "shares", _("share images tidied")
    SESSIONS = "sessions", _("old sessions forgotten")
    TASKS = "tasks", _("old tasks forgotten")


class Upkeep(models.Model):
    """How one job went the last time, and when it last went well; in real time, also in the demonstration."""

    job = models.CharField(_("job"), max_length=10, choices=Job, unique=True)
    at = models.DateTimeField(_("moment"))
    is_well = models.BooleanField(_("went well"))
    well_at = models.DateTimeField(_("last went well"), null=True)
    said = models.CharField(max_length=LONGEST, blank=True)

    class Meta:
        verbose_name = _("upkeep")
        verbose_name_plural = _("upkeep")
        default_permissions = ("view",)

    def __str__(self):
        return f"{self.get_job_display()}: {self.at:%Y-%m-%d %H:%M}"


@dataclass(frozen=True)
class Night:
    """What the nightly upkeep is told: where backups go (None: nobody makes them here), and how many are kept."""

    folder: Path | None = None
    keep: int = 14


def back_up(night: Night) -> str:
    """Write today's backup and forget the oldest; whatever was erased is then gone from backups too."""
    folder = night.folder
    folder.mkdir(parents=True, exist_ok=True)
    new = folder / f"emgek-{timezone.now():%Y-%m-%d-%H%M%S}.backup"
    spoken = run("backup", str(new))
    for old in sorted(folder.glob("emgek-*.backup"))[: -night.keep]:
        old.unlink()
    return spoken


def forget_tasks(night: Night) -> str:
    """Forget old tasks, and put back what a killed worker left where none of ours looks for that."""
    put_back(timezone.now())
    return run("prune_db_task_results")


def run(command: str, *arguments: str) -> str:
    """Call a command and return the last line it wrote; raise RuntimeError with its complaints where it failed."""
    spoken, complaints = io.StringIO(), io.StringIO()
    try:
        call_command(command, *arguments, stdout=spoken, stderr=complaints, no_color=True)
    except SystemExit as stop:
        if stop.code:
            raise RuntimeError(complaints.getvalue().strip()) from None
    return (spoken.getvalue().strip().splitlines() or [""])[-1]


JOBS: dict[Job, Callable[[Night], str]] = {
    Job.HISTORY: lambda night: run("verify_editions"),
    Job.BACKUP: back_up,
    Job.PICTURES: lambda night: run("mend_pictures"),
    Job.SHARES: lambda night: run("forget_shares"),
    Job.SESSIONS: lambda night: run("clearsessions"),
    Job.TASKS: forget_tasks,
}


def keep_up(night: Night) -> list[Upkeep]:
    """Do everything once, whatever fails; return how each went."""
    return [do(job, night) for job in jobs_here() if job is not Job.BACKUP or night.folder]


def jobs_here() -> list[Job]:
    """Return the jobs of this installation, in the order of the night: who does tasks at once has no old ones."""
    return [job for job in JOBS if job is not Job.TASKS or not settings.TASKS_AT_ONCE]


def do(job: Job, night: Night) -> Upkeep:
    """Do one job and note how it went."""
    try:
        is_well, said = True, JOBS[job](night)
    except Exception as error:
        log.exception("upkeep failed", extra={"job": job.value})
        is_well, said = False, f"{type(error).__name__}: {error}"
    return note(job, timezone.now(), is_well=is_well, said=said)


def note(job: Job, at: datetime, *, is_well: bool, said: str) -> Upkeep:
    """Note how a job went."""
    noted = {"at": at, "is_well": is_well, "said": said[:LONGEST]} | ({"well_at": at} if is_well else {})
    return Upkeep.objects.update_or_create(job=job, defaults=noted)[0]
