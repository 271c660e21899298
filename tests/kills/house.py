"""Services of a test's own, on ports of their own, which may be killed: PostgreSQL, Redis, the site and its worker."""

import os
import pwd
import shutil
import signal
import subprocess
import sys
import time
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg2

from tools.environment import ROOT
from tools.scratch_site import free_port

PATIENCE = 120  # seconds; two cores are often shared


def until(holds, what: str, every=0.05):
    """Wait until something holds, and return it."""
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends:
        if found := holds():
            return found
        time.sleep(every)
    raise TimeoutError(f"{what} did not come up")


def children(pid: int) -> list[int]:
    """Return the processes that a process has started."""
    found = []
    for path in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            fields = path.read_text().rpartition(")")[2].split()
            found += [int(path.parent.name)] if int(fields[1]) == pid else []
    return found


def kill(*pids: int) -> None:
    """Kill processes at once: nothing of theirs is put in order."""
    for pid in pids:
        with suppress(ProcessLookupError):
            os.kill(pid, signal.SIGKILL)


class Service:
    """A process that is started, killed and started again."""

    process: subprocess.Popen | None = None

    def start(self) -> None:
        """Start it, unless it runs, and wait until it answers."""
        if self.process is None or self.process.poll() is not None:
            self.process = self.launch()
        until(self.answers, type(self).__name__)

    def launch(self) -> subprocess.Popen:
        """Start the process."""
        raise NotImplementedError

    def answers(self) -> bool:
        """Say whether it does its work."""
        return True

    def kill(self) -> None:
        """Kill it with all it started."""
        if self.process:
            below = children(self.process.pid)
            kill(self.process.pid, *below)
            self.process.wait()
            until(lambda: not any(Path(f"/proc/{pid}").exists() for pid in below), "the end of it")


class Postgres(Service):
    """A cluster of its own, run by somebody without rights; its data outlives a kill."""

    def __init__(self, folder: Path):
        binaries = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"))
        if not binaries:
            raise FileNotFoundError("no PostgreSQL in /usr/lib/postgresql")
        self.bin, self.port, self.folder = binaries[-1].parent, free_port(), folder / "postgres"
        self.owner = None if os.getuid() else pwd.getpwnam("nobody").pw_uid
        self.folder.mkdir()
        if self.owner is not None:
            os.chown(self.folder, self.owner, -1)
        command = [self.bin / "initdb", "-D", self.folder, "-U", "postgres", "-A", "trust", "-E", "UTF8"]
        subprocess.run([*command, "--locale=C.UTF-8"], user=self.owner, cwd="/", check=True, stdout=subprocess.DEVNULL)

    @property
    def url(self) -> str:
        """Return the address of the database."""
        return self.url_of("postgres")

    def url_of(self, name: str) -> str:
        """Return the address of one of its databases."""
        return f"postgres://postgres@127.0.0.1:{self.port}/{name}"

    @contextmanager
    def connected(self):
        """Yield a cursor outside of any transaction."""
        connection = psycopg2.connect(self.url)
        connection.autocommit = True
        try:
            with connection.cursor() as cursor:
                yield cursor
        finally:
            connection.close()

    def launch(self):
        """Start the server; one that was killed recovers from its log."""
        command = [self.bin / "postgres", "-D", self.folder, "-p", str(self.port), "-k", self.folder]
        command += ["-c", "listen_addresses=127.0.0.1"]
        return subprocess.Popen(command, user=self.owner, cwd="/", stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def answers(self):
        """Say whether it takes a connection."""
        if self.process.poll() is not None:  # the memory of the one that was killed is still being given back
            self.process = self.launch()
        try:
            psycopg2.connect(self.url, connect_timeout=2).close()
        except psycopg2.OperationalError:
            return False
        return True


class Redis(Service):
    """A cache of its own that keeps nothing."""

    def __init__(self):
        self.port = free_port()

    def launch(self):
        """Start the server."""
        command = ["redis-server", "--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        return subprocess.Popen(command, cwd="/", stdout=subprocess.DEVNULL)


class Web(Service):
    """The site: gunicorn with two processes."""

    def __init__(self, variables: dict[str, str]):
        self.variables, self.port = variables, free_port()

    def launch(self):
        """Start gunicorn."""
        command = [sys.executable, "-m", "gunicorn", "emgek.wsgi:application", f"--bind=127.0.0.1:{self.port}"]
        command += ["--workers=2", "--preload", "--timeout=120", "--no-control-socket", "--log-level=critical"]
        return subprocess.Popen(command, env=self.variables, cwd=ROOT, stderr=subprocess.DEVNULL)

    def answers(self):
        """Say whether somebody listens and both processes are there."""
        return len(children(self.process.pid)) >= 2

    def kill_those_who_answer(self) -> None:
        """Kill the processes that answer; their parent starts others."""
        gone = children(self.process.pid)
        kill(*gone)
        until(lambda: len(set(children(self.process.pid)) - set(gone)) >= 2, "the next processes")


class Worker(Service):
    """What does the tasks."""

    def __init__(self, variables: dict[str, str]):
        self.variables = variables

    def launch(self):
        """Start the worker."""
        command = [sys.executable, "manage.py", "do_tasks", "--interval", "0.1", "--max-tasks", "1000000"]
        return subprocess.Popen(
            command, env=self.variables, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )


class House:
    """All services of one installation in a folder, and what is killed in it."""

    def __init__(self, folder: Path, services: tuple[str, ...]):
        self.folder = folder
        self.postgres = Postgres(folder) if "postgres" in services else None
        self.redis = Redis() if "redis" in services and shutil.which("redis-server") else None
        url = self.postgres.url if self.postgres else f"sqlite:///{folder}/site.sqlite3"
        self.variables = os.environ | {
            "DATABASE_URL": url,
            "MEDIA_ROOT": f"{folder}/media",
            "PRIVATE_ROOT": f"{folder}/private",
            "TASKS_AT_ONCE": "0",
            "DEMO": "0",
            "DEBUG": "1",
        }
        if self.redis:
            self.variables["CACHE_URL"] = f"redis://127.0.0.1:{self.redis.port}/0"
        self.web = Web(self.variables)
        self.worker = Worker(self.variables) if "worker" in services else None

    def stand(self) -> None:
        """Start whatever does not run."""
        for service in (self.postgres, self.redis, self.web, self.worker):
            if service:
                service.start()

    def fall(self) -> None:
        """End everything."""
        for service in (self.worker, self.web, self.redis, self.postgres):
            if service:
                service.kill()

    def manage(self, *arguments: str) -> subprocess.Popen:
        """Run one of the site's commands."""
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.Popen(
            command, env=self.variables, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
