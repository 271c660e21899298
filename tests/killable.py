"""Services of a test's own, on ports of their own, which may be killed and started again: PostgreSQL and Redis."""

import os
import pwd
import shutil
import signal
import subprocess
import time
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg2

from tools.scratch_site import free_port

PATIENCE = 180  # seconds that anything may take to come up; two cores are often shared


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

    def __init__(self, folder: Path, *options: str):
        """Make the cluster; `options` are settings such as "fsync=off"."""
        binaries = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"))
        if not binaries:
            raise FileNotFoundError("no PostgreSQL in /usr/lib/postgresql")
        self.bin, self.port, self.folder = binaries[-1].parent, free_port(), folder / "postgres"
        self.owner = None if os.getuid() else pwd.getpwnam("nobody").pw_uid
        self.options = [part for option in ("listen_addresses=127.0.0.1", *options) for part in ("-c", option)]
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
        command += self.options
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
        if not shutil.which("redis-server"):
            raise FileNotFoundError("no redis-server")
        self.port = free_port()

    @property
    def url(self) -> str:
        """Return the address of the cache."""
        return f"redis://127.0.0.1:{self.port}/0"

    def launch(self):
        """Start the server."""
        command = ["redis-server", "--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--appendonly", "no"]
        return subprocess.Popen(command, cwd="/", stdout=subprocess.DEVNULL)
