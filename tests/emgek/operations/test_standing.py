"""The state of the site: what is well, what asks for a look; and the upkeep that is done every night."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone
from django.utils.translation import override
from django_tasks_db.models import DBTaskResult

from candidates.cutting import cut
from emgek.backups.record import Backup
from emgek.operations import standing, stranded, upkeep
from emgek.operations.upkeep import Job, Night, note
from tests.desk.test_roles import sign_in
from tests.factories import CAMPAIGN

pytestmark = pytest.mark.django_db
ADDRESS = "/en/admin/emgek/upkeep/"


def reading(at, name):
    """Return one line of the page by its name."""
    with override("en"):
        return next(one for lines in standing.readings(at).values() for one in lines if one.name == name)


def back_up_at(moment):
    """Note that a backup was made at a moment, by whomever."""
    counts = {"size": 1024, "acts": 0, "rows": 0, "files": 0}
    Backup.objects.create(made_at=moment, name="үлгү.backup", sha256="0" * 64, is_sealed=True, **counts)


@pytest.fixture
def queue(settings):
    """Let tasks wait for a worker, as in production; none runs."""
    settings.TASKS_AT_ONCE = False
    settings.TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}


def test_page_names_versions_and_what_was_never_done(client):
    sign_in(client, "administrator")

    page = client.get(ADDRESS).text

    assert "State of the site" in page
    assert "never checked: manage.py nightly does it" in page
    assert "✖" in page


def test_page_is_calm_after_a_night_that_went_well(client):
    for job in Job:
        note(job, timezone.now(), is_well=True, said="Үлгү")
    back_up_at(timezone.now())
    sign_in(client, "administrator")

    assert "Everything is in order." in client.get(ADDRESS).text


def test_worker_that_is_gone_is_noticed_by_the_task_that_waits(queue):
    now = timezone.now()
    assert reading(now, "Tasks off the request").is_well

    cut.enqueue("portraits/none.jpeg", "0.5x0.5")

    assert reading(now, "Tasks off the request").is_well
    late = reading(now + standing.PATIENCE + timedelta(minutes=1), "Tasks off the request")
    assert not late.is_well
    assert "does the worker run?" in late.value


def test_task_of_a_killed_worker_is_seen_and_put_back_and_one_that_kills_workers_has_failed(queue):
    cut.enqueue("portraits/none.jpeg", "0.5x0.5")
    DBTaskResult.objects.get().claim("the first")
    begun = DBTaskResult.objects.get().started_at
    late = begun + stranded.LONGEST + timedelta(seconds=1)

    assert stranded.put_back(begun + stranded.LONGEST) == 0
    assert reading(begun, "Tasks off the request").is_well
    assert "left by a worker that was killed: 1" in reading(late, "Tasks off the request").value
    assert not reading(late, "Tasks off the request").is_well

    assert stranded.put_back(late) == 1
    again = DBTaskResult.objects.ready().get()
    assert (again.started_at, again.worker_ids) == (None, ["the first"])
    assert "killed" not in reading(late, "Tasks off the request").value

    for name in ("the second", "the third"):
        DBTaskResult.objects.get().claim(name)
        stranded.put_back(DBTaskResult.objects.get().started_at + timedelta(hours=1))
    failed = DBTaskResult.objects.failed().get()
    assert failed.exception_class_path == "emgek.operations.stranded.WorkersLostError"
    assert "failed: 1" in reading(late, "Tasks off the request").value


def test_night_puts_back_what_a_worker_left(queue):
    cut.enqueue("portraits/none.jpeg", "0.5x0.5")
    DBTaskResult.objects.get().claim("gone")
    DBTaskResult.objects.update(started_at=CAMPAIGN)

    assert upkeep.do(Job.TASKS, Night()).is_well
    assert DBTaskResult.objects.ready().count() == 1


def test_upkeep_of_the_night_before_last_asks_for_a_look():
    note(Job.PICTURES, CAMPAIGN, is_well=True, said="")
    back_up_at(CAMPAIGN)

    for name in ("Pictures mended", "Backup"):
        assert reading(CAMPAIGN + timedelta(hours=25), name).is_well
        assert not reading(CAMPAIGN + timedelta(hours=27), name).is_well


def test_upkeep_that_failed_says_why_and_when_it_last_went_well():
    note(Job.BACKUP, CAMPAIGN - timedelta(days=1), is_well=True, said="")
    back_up_at(CAMPAIGN - timedelta(days=1))
    note(Job.BACKUP, CAMPAIGN, is_well=False, said="OSError: no room")

    found = reading(CAMPAIGN, "Backup")

    assert not found.is_well
    assert "OSError: no room" in found.value
    assert "last went well: 7 July 2021" in found.value


def test_night_goes_on_when_one_job_fails(monkeypatch, capsys):
    def fail(night):
        raise OSError("no room")

    monkeypatch.setitem(upkeep.JOBS, Job.PICTURES, fail)

    with pytest.raises(SystemExit, match="1"):
        call_command("nightly")

    went = {one.job: one.is_well for one in standing.upkeep()}
    assert went == {"history": True, "pictures": False, "shares": True, "sessions": True}


def test_history_that_is_not_whole_is_an_upkeep_that_failed(monkeypatch):
    monkeypatch.setattr("publishing.management.commands.verify_editions.faults", lambda expect: ["Act 1 was changed."])

    done = upkeep.do(Job.HISTORY, Night())

    assert not done.is_well
    assert "Act 1 was changed." in done.said


def test_newest_backups_stay_and_older_ones_go(tmp_path, monkeypatch):
    for day in (1, 2, 3):
        (tmp_path / f"emgek-2021-07-0{day}-033000.backup").touch()
    monkeypatch.setattr(upkeep, "run", lambda command, file: open(file, "w").close() or "")

    upkeep.back_up(Night(folder=tmp_path, keep=2))

    left = sorted(one.name for one in tmp_path.iterdir())
    assert len(left) == 2
    assert left[0] == "emgek-2021-07-03-033000.backup"


def test_pages_that_were_finished_before_are_told_of_all_that_were_given(monkeypatch):
    monkeypatch.setattr(standing, "finished_before", lambda: (4000, 3900))
    assert reading(CAMPAIGN, "Pages finished before they were asked for").value == "97% of 4,000"
