"""Faults: a service is gone, the site says so or goes on, and comes back without a hand.

Each fault happens to a PostgreSQL and a Redis of the test's own.
"""

import os
import signal
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor

import psycopg2
import pytest

from tests.deploy.machine import ask, found, machine
from tests.killable import children, until
from tools import environment

pytestmark = pytest.mark.slow
LEFT = "from django_tasks_db.models import DBTaskResult as R; print(R.objects.filter(status='READY').count())"


@pytest.fixture(scope="module")
def own():
    """Yield a machine with PostgreSQL, Redis, a web server and one administrator; its pieces lie beside it."""
    for program in ("postgres", "redis-server"):
        found(program)
    with machine() as made:
        made.variables["SECURE_SSL_REDIRECT"] = "0"
        made.database, made.cache = made.postgres(), made.redis()
        made.manage("collectstatic", "--noinput", "-v0")
        made.manage("migrate", "--noinput", "-v0")
        made.manage("make_sample", "--candidates", "2")
        made.web_server, made.address = made.web()
        yield made


def test_database_that_is_gone_is_said_in_the_readers_language_and_comes_back_by_itself(own):
    assert ask(f"{own.address}/ky/candidates/").status == 200
    own.database.kill()
    try:
        answers = {code: ask(f"{own.address}/{code}/search/?q=a") for code in ("ky", "ru", "en")}
        alive, ready = (ask(f"{own.address}/health/{name}").status for name in ("live", "ready"))
    finally:
        own.database.start()

    assert {code: (one.status, one.headers["Retry-After"]) for code, one in answers.items()} == dict.fromkeys(
        ("ky", "ru", "en"), (503, "30")
    )
    assert "Сайт азыр жооп бере албай жатат" in answers["ky"].text
    assert "Сайт сейчас не может ответить" in answers["ru"].text
    assert "The site cannot answer just now" in answers["en"].text
    assert (alive, ready) == (200, 503)
    until(lambda: ask(f"{own.address}/ky/search/?q=a").status == 200, "the page after the database came back")
    assert ask(f"{own.address}/health/ready").status == 200


def test_database_that_hangs_is_not_waited_for_and_pages_at_hand_are_read(own):
    assert ask(f"{own.address}/ky/candidates/").status == 200
    pids = [own.database.process.pid, *children(own.database.process.pid)]
    paths = [
        f"/{code}/{path}" for code in ("ky", "ru", "en") for path in ("program/", "feed.xml", "search/?q=o", "a/b/")
    ]
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)  # the kernel goes on taking connections and acknowledging
    try:
        with ThreadPoolExecutor(len(paths)) as readers:
            others = list(readers.map(lambda path: ask(f"{own.address}{path}", timeout=30).status, paths))
        at_hand = [ask(f"{own.address}/ky/candidates/", timeout=10).status for _time in range(20)]
        started = time.monotonic()
        desk = ask(f"{own.address}/ky/admin/", **{"Cookie": f"sessionid={'a' * 32}"}).status
        waited = time.monotonic() - started
    finally:
        for pid in pids:
            os.kill(pid, signal.SIGCONT)

    assert others == [503] * len(paths)
    assert at_hand == [200] * 20
    assert (desk, waited < 5) == (503, True)
    until(lambda: ask(f"{own.address}/en/program/").status == 200, "the page after the database came back")


def test_redis_that_is_gone_keeps_nobody_from_reading_or_signing_in(own):
    own.cache.kill()
    try:
        pages = [ask(f"{own.address}{path}").status for path in ("/ky/", "/ky/candidates/", "/ru/admin/login/")]
        signed_in = try_to_sign_in(own, 7)
    finally:
        own.cache.start()

    assert pages == [200, 200, 200]
    # Five fail freely, the next is told to wait: the counts go on in the table.
    assert signed_in[:5] == ["wrong"] * 5
    assert signed_in[-1] == "too soon"


def try_to_sign_in(own, times):
    """Fail to sign in by the site's own code, in the environment of its web servers; return how each attempt ended."""
    code = (
        "import django; django.setup()\n"
        "from django.test import RequestFactory\n"
        "from staff.limits import Attempt, TooSoon\n"
        f"for _attempt in range({times}):\n"
        "    try: Attempt(RequestFactory().post('/'), 'somebody')\n"
        "    except TooSoon: print('too soon')\n"
        "    else: print('wrong')"
    )
    variables = own.variables | {"DJANGO_SETTINGS_MODULE": "emgek.settings", "LOG_LINES": "0"}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=environment.ROOT, env=variables, capture_output=True, text=True
    )
    return done.stdout.strip().splitlines() or done.stderr


def test_worker_that_is_gone_leaves_its_tasks_to_the_next_one(own):
    worker = own.piece("worker", ["sh", "deploy/entrypoint.sh", "worker"])
    until(lambda: "Starting worker" in worker.log.read_text(), "the worker")
    worker.end(signal.SIGKILL)
    own.manage("shell", "-c", "from candidates.cutting import cut; cut.enqueue('portraits/none.jpeg', '0.5x0.5')")
    assert own.manage("shell", "-v0", "-c", LEFT).strip() == "1"
    assert ask(f"{own.address}/ky/").status == 200

    worker.start()

    def done():
        with psycopg2.connect(own.variables["DATABASE_URL"]) as connection, connection.cursor() as cursor:
            cursor.execute("select count(*) from django_tasks_database_dbtaskresult where status = 'READY'")
            return cursor.fetchone()[0] == 0

    try:
        until(done, "the task that waited")
    finally:
        worker.end()


def test_task_whose_worker_was_killed_at_it_is_done_by_the_next_one(own):
    folder = own.folder / "files" / "media" / "portraits"
    folder.mkdir(exist_ok=True)
    os.mkfifo(folder / "slow.jpeg")  # whoever opens it waits

    def states():
        with psycopg2.connect(own.variables["DATABASE_URL"]) as connection, connection.cursor() as cursor:
            cursor.execute("select status from django_tasks_database_dbtaskresult where args_kwargs::text ~ 'slow'")
            return [status for (status,) in cursor]

    own.manage("shell", "-c", "from candidates.cutting import cut; cut.enqueue('portraits/slow.jpeg', '0.5x0.5')")
    worker = own.piece("killed", ["sh", "deploy/entrypoint.sh", "worker"])
    until(lambda: states() == ["RUNNING"], "the task in work")
    worker.end(signal.SIGKILL)
    (folder / "slow.jpeg").unlink()
    assert states() == ["RUNNING"]
    with psycopg2.connect(own.variables["DATABASE_URL"]) as connection, connection.cursor() as cursor:
        cursor.execute("update django_tasks_database_dbtaskresult set started_at = started_at - interval '11 minutes'")

    worker.start()
    try:
        until(lambda: states() == ["SUCCESSFUL"], "the task that was left")
    finally:
        worker.end()


def test_slow_database_does_not_keep_health_from_answering(own):
    with psycopg2.connect(own.variables["DATABASE_URL"]) as connection, connection.cursor() as cursor:
        cursor.execute("lock table publishing_searchentry in access exclusive mode")
        searching = subprocess.Popen(
            [
                sys.executable,
                "-c",
                "import sys, urllib.request as u; u.urlopen(sys.argv[1])",
                f"{own.address}/ky/search/?q=a",
            ],
            stderr=subprocess.DEVNULL,
        )
        try:
            time.sleep(1)
            started = time.monotonic()
            assert ask(f"{own.address}/health/live").status == 200
            assert ask(f"{own.address}/health/ready").status == 200
            assert time.monotonic() - started < 10
        finally:
            connection.rollback()
            searching.kill()
            searching.wait()


@pytest.mark.skipif(os.getuid() != 0, reason="a small disk is mounted by root only: a full disk was not tried")
def test_full_disk_loses_nothing_and_the_site_goes_on(own, tmp_path):
    small = own.folder / "files" / "media" / "renditions"
    small.mkdir(exist_ok=True)
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "emgek-test", str(small)], capture_output=True)
    if mounted.returncode:
        pytest.skip(f"no small disk could be mounted ({mounted.stderr.decode().strip()}): a full disk was not tried")
    try:
        (small / "full").write_bytes(b"x" * 64 * 1024)
        own.manage(
            "shell",
            "-c",
            "from django.core.files.storage import default_storage as s\n"
            "from publishing.pictures import store_whole\n"
            "try: store_whole(s, 'renditions/new.webp', b'x' * 9000)\n"
            "except OSError as e: assert e.errno == 28, e\n"
            "else: raise SystemExit('it was stored')",
        )
        left = sorted(one.name for one in small.iterdir() if one.stat().st_size)
        page = ask(f"{own.address}/ky/candidates/").status
    finally:
        subprocess.run(["umount", str(small)], check=True)

    assert left == ["full"]
    assert page == 200
