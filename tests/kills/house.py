"""An installation of a test's own of which anything may be killed: services, the site and its worker."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from tests.killable import Postgres, Redis, Service, children, kill, until
from tools.environment import ROOT
from tools.scratch_site import free_port


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
            self.variables["CACHE_URL"] = self.redis.url
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
