"""A demo of its own for measuring: scratch database, all that tests/public_pages.py looks at, production's server.

`with serve() as url:` makes it, serves it on a free port of this machine and leaves nothing behind.
"""

import os
import socket
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from dataclasses import dataclass

import django

from tools import environment

PATIENCE = 60  # seconds until the server has to answer


def free_port():
    """Return a port of this machine that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def surroundings(folder):
    """Return the environment of a demo that lives in a folder."""
    environment.prepare()
    names = {"DEMO": "1", "DEBUG": "0", "ALLOWED_HOSTS": "127.0.0.1"}
    folders = {"MEDIA_ROOT": f"{folder}/media", "PRIVATE_ROOT": f"{folder}/private"}
    return os.environ | names | folders | {"DATABASE_URL": f"sqlite:///{folder}/demo.sqlite3"}


def wait_for(port, server):
    """Return when the port answers; stop where the server did."""
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends and server.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    sys.exit("The scratch demo did not start.")


@dataclass(frozen=True)
class Server:
    """A running server: its address, and the process whose children answer."""

    address: str
    pid: int


@contextmanager
def serve():
    """Serve a furnished demo; yield its address."""
    with serving("tools.scratch_site") as server:
        yield server.address


@contextmanager
def serving(filler):
    """Serve a demo that a module has filled; yield its Server."""
    with tempfile.TemporaryDirectory(prefix="emgek-scratch-") as folder:
        variables = surroundings(folder)
        subprocess.run([sys.executable, "-m", filler], check=True, env=variables, cwd=environment.ROOT)
        with gunicorn("emgek.wsgi:application", environment.ROOT, variables) as server:
            yield server


@contextmanager
def gunicorn(application, folder, variables, python=sys.executable):
    """Serve an application that lies in a folder; yield its Server."""
    port = free_port()
    command = [python, "-m", "gunicorn", application, f"--bind=127.0.0.1:{port}"]
    command += ["--worker-class=gthread", "--threads=8", "--no-control-socket", "--log-level=error"]
    server = subprocess.Popen(command, env=variables, cwd=folder)
    try:
        wait_for(port, server)
        yield Server(f"http://127.0.0.1:{port}", server.pid)
    finally:
        server.terminate()
        server.wait(timeout=PATIENCE)


def fill():
    """Migrate the database of this process and load what every public page needs."""
    django.setup()
    from django.core.management import call_command

    from tests.public_pages import furnish

    call_command("migrate", verbosity=0, interactive=False)
    furnish()


if __name__ == "__main__":
    fill()
