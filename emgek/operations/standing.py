"""How the site stands: figures for Prometheus, and readings for the desk's page of them."""

import platform
import shutil
from dataclasses import dataclass
from datetime import datetime, timedelta

import django
from django.conf import settings
from django.contrib.humanize.templatetags.humanize import intcomma
from django.core.cache import cache
from django.core.files.storage import default_storage
from django.db import connection
from django.db.models import Count, Min
from django.tasks import TaskResultStatus
from django.template.defaultfilters import filesizeformat
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django_tasks_db.models import DBTaskResult

from emgek.backups.record import Backup
from emgek.operations.counting import finished_before
from emgek.operations.stranded import stranded
from emgek.operations.upkeep import Job, Upkeep, jobs_here
from publishing.dates import exact
from publishing.journal import SOFTWARE, Head

#: A worker that has not begun a task within this time is gone, or overwhelmed.
PATIENCE = timedelta(minutes=10)
#: Upkeep is done every night; an hour or two more is no reason to worry.
A_NIGHT = timedelta(hours=26)
LITTLE_SPACE = 1024**3
PROBE = "standing"


@dataclass(frozen=True, slots=True)
class Reading:
    """One line of the page: what, how it is, and whether somebody should look (None: nothing to judge)."""

    name: str
    value: str
    is_well: bool | None = None


def tasks() -> dict[str, int]:
    """Return how many tasks are in each state."""
    counted = dict(DBTaskResult.objects.values_list("status").annotate(Count("pk")).order_by())
    return {state.value.lower(): counted.get(state.value, 0) for state in TaskResultStatus}


def head() -> Head:
    """Return the end of the journal."""
    return Head.objects.get(pk=1)


def upkeep() -> list[Upkeep]:
    """Return how each job of the night went the last time, in the order of the night."""
    known = {one.job: one for one in Upkeep.objects.all()}
    return [known[job] for job in Job if job in known]


# The desk's page ------------------------------------------------------------------------------------------------------


def readings(at: datetime) -> dict[str, list[Reading]]:
    """Return the readings of the page by the name of their part; `at` is the real time."""
    return {
        _("Versions"): versions(),
        _("At work"): [*work(at), *pages(), shared_cache(), *space()],
        _("History"): history(at),
        _("Upkeep of the night"): nightly(at),
    }


def versions() -> list[Reading]:
    """Return what runs here."""
    number = ".".join(map(str, connection.get_database_version()))
    return [
        Reading("emgek", SOFTWARE.removeprefix("emgek ")),
        Reading("Django", django.get_version()),
        Reading("Python", platform.python_version()),
        Reading(connection.display_name, number),
    ]


def work(at: datetime) -> list[Reading]:
    """Return how the worker keeps up."""
    if settings.TASKS_AT_ONCE:
        return [Reading(_("Tasks off the request"), _("done at once, without a worker"))]
    counted = tasks()
    waiting = DBTaskResult.objects.ready().aggregate(since=Min("enqueued_at"))["since"]
    is_late = waiting is not None and at - waiting > PATIENCE
    value = _("waiting: %(ready)s, in work: %(running)s, failed: %(failed)s") % counted
    if is_late:
        value += " · " + _("waiting since %(moment)s: does the worker run?") % {"moment": told(waiting)}
    left = stranded(at).count()
    if left:
        value += " · " + _("left by a worker that was killed: %(number)s") % {"number": left}
    is_well = not (is_late or left or counted["failed"])
    return [Reading(_("Tasks off the request"), value, is_well=is_well)]


def pages() -> list[Reading]:
    """Return how many of the pages given out by this web server since it started were finished before."""
    given, finished = finished_before()
    if not given:
        return []
    value = _("%(percent)s%% of %(given)s") % {"percent": 100 * finished // given, "given": intcomma(given)}
    return [Reading(_("Pages finished before they were asked for"), value)]


def shared_cache() -> Reading:
    """Return whether the processes share a cache that answers."""
    name = type(cache._connections[cache._alias]).__name__
    try:
        cache.set(PROBE, name, 60)
        answers = cache.get(PROBE) == name
    except Exception:  # whatever a cache raises: the page says that it is gone
        answers = False
    return Reading(_("Shared cache"), name if answers else _("%(name)s does not answer") % {"name": name}, answers)


def space() -> list[Reading]:
    """Return how much room is left for pictures, where they lie on a disk of this machine."""
    try:
        free = shutil.disk_usage(default_storage.path("")).free
    except (NotImplementedError, OSError):
        return []
    return [Reading(_("Free space for pictures"), filesizeformat(free), free > LITTLE_SPACE)]


def history(at: datetime) -> list[Reading]:
    """Return the end of the chain, and when the whole of it was last checked."""
    newest = head()
    last = next((one for one in upkeep() if one.job == Job.HISTORY), None)
    return [
        Reading(_("Newest act of the journal"), f"{newest.number} · {newest.hash}"),
        judged(_("Whole chain"), last, at, _("never checked: manage.py nightly does it")),
    ]


def nightly(at: datetime) -> list[Reading]:
    """Return how each job of the night went; a site without backups is not well."""
    known = {one.job: one for one in upkeep()}
    jobs = [job for job in jobs_here() if job not in (Job.HISTORY, Job.BACKUP)]
    return [
        backup(known.get(Job.BACKUP), at),
        *(judged(capfirst(job.label), known.get(job), at, _("never")) for job in jobs),
    ]


def backup(one: Upkeep | None, at: datetime) -> Reading:
    """Return the newest backup, whoever made it; or that the night's failed since."""
    newest = Backup.objects.order_by("made_at").last()
    if newest is None or (one and not one.is_well and one.at > newest.made_at):
        return judged(capfirst(Job.BACKUP.label), one, at, _("never"))
    value = f"{told(newest.made_at)} · {newest.name} · {filesizeformat(newest.size)}"
    return Reading(capfirst(Job.BACKUP.label), value, is_well=at - newest.made_at < A_NIGHT)


def judged(name: str, one: Upkeep | None, at: datetime, never: str) -> Reading:
    """Return a reading of one job."""
    if one is None:
        return Reading(name, never, is_well=False)
    value = told(one.at)
    if not one.is_well:
        value = _("failed, %(moment)s: %(what)s") % {"moment": value, "what": one.said}
    if not one.is_well and one.well_at:
        value += " · " + _("last went well: %(moment)s") % {"moment": told(one.well_at)}
    return Reading(name, value, is_well=one.is_well and at - one.at < A_NIGHT)


def told(at: datetime) -> str:
    """Return a moment in the language of the desk."""
    return exact(at, get_language())
