"""Debian's nginx in front of a site, with deploy/nginx/copy.conf: a copy is served as it would be for the public."""

import os
import shutil
import socket
import subprocess
import time
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path

import pytest

from tools import house

SNIPPETS = house.ROOT / "deploy" / "nginx"
PATIENCE = 20  # seconds
CONFIGURATION = """
{user}
pid {folder}/pid;
error_log {folder}/error.log;
daemon off;
worker_processes 1;
events {{ }}
http {{
    access_log off;
    client_body_temp_path {folder}/body; proxy_temp_path {folder}/proxy; fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi; scgi_temp_path {folder}/scgi;
    include {folder}/copy-maps.conf;
    server {{
        listen 127.0.0.1:{port};
        include {folder}/copy.conf;
        location @emgek {{ return 200 "the site"; }}
        location / {{ return 200 "the site"; }}
    }}
}}
"""


def nginx() -> str:
    """Return the path of nginx; skip, saying so, without one."""
    path = shutil.which("nginx") or shutil.which("/usr/sbin/nginx")
    if path is None:
        pytest.skip("no nginx: the copy was not served (apt-get install nginx-light)")
    return path


@contextmanager
def served(copy: Path, folder: Path, port: int):
    """Serve a folder of copies on a port; where the switch is off the answer is “the site”. `folder` is for nginx."""
    program = nginx()
    for path in SNIPPETS.glob("copy*.conf"):
        (folder / path.name).write_text(path.read_text("utf-8").replace("/srv/emgek/copy", str(copy)), "utf-8")
    user = "user root;" if os.geteuid() == 0 else ""  # the folders of tests are closed to others
    written = folder / "nginx.conf"
    written.write_text(CONFIGURATION.format(folder=folder, port=port, user=user), "utf-8")
    process = subprocess.Popen([program, "-p", str(folder), "-c", str(written)], stderr=subprocess.DEVNULL)
    try:
        wait_for(port, process)
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=PATIENCE)


def wait_for(port: int, process: subprocess.Popen) -> None:
    """Return when the server answers; fail where it stopped."""
    ends = time.monotonic() + PATIENCE
    while time.monotonic() < ends and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    pytest.fail("nginx did not start")


def get(origin: str, path: str, **headers: str) -> tuple[int, dict[str, str], bytes]:
    """Ask for an address as it is written, without following where it leads."""
    connection = HTTPConnection(origin.removeprefix("http://"), timeout=PATIENCE)
    connection.request("GET", path, headers=headers)
    answer = connection.getresponse()
    found = answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
    connection.close()
    return found
