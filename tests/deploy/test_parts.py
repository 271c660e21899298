"""What the parts of production say of themselves, without starting all of it (test_production.py does)."""

import json
import shutil
import subprocess
import sys

import pytest

from tests.deploy.machine import machine
from tools import environment


def test_nginx_understands_its_template():
    with machine() as own:
        said = subprocess.run(
            [*own.nginx_command(1, 2, "http://127.0.0.1:3"), "-t"], env=own.variables, capture_output=True, text=True
        )

    assert "test is successful" in said.stderr, said.stderr


@pytest.mark.parametrize(
    ("left_empty", "sentence"),
    [
        ({}, "emgek: The static files were not collected"),
        ({"ALLOWED_HOSTS": ""}, "emgek: The site has no name, so every address would be refused."),
        ({"SEALING_KEYS": ""}, "emgek: set SEALING_KEYS"),
    ],
)
def test_web_server_that_could_not_serve_refuses_in_one_sentence(left_empty, sentence):
    with machine() as own:
        said = subprocess.run(
            ["sh", "deploy/entrypoint.sh", "web"],
            cwd=environment.ROOT,
            env=own.variables | {"BIND": "127.0.0.1:0"} | left_empty,
            capture_output=True,
            text=True,
            timeout=180,
        )

    assert said.returncode == 1
    assert sentence in said.stderr
    assert "Traceback" not in said.stderr + said.stdout


def test_web_server_takes_its_numbers_from_the_file_of_settings_too(tmp_path):
    (tmp_path / "deploy").mkdir()
    shutil.copy(environment.ROOT / "deploy" / "gunicorn.conf.py", tmp_path / "deploy")
    (tmp_path / ".env").write_text("WEB_CONCURRENCY=7\nWEB_THREADS=3\nTRUSTED_PROXIES=10.1.2.3\n")
    script = """
import json, runpy, sys
found = runpy.run_path(sys.argv[1])
found["on_exit"](None)
print(json.dumps([found[name] for name in ("workers", "threads", "forwarded_allow_ips")]))
"""
    command = [sys.executable, "-c", script, str(tmp_path / "deploy" / "gunicorn.conf.py")]

    said = subprocess.run(
        command, cwd=environment.ROOT, env={"WEB_THREADS": "5"}, capture_output=True, text=True, check=True
    )

    assert json.loads(said.stdout) == [7, 5, "10.1.2.3"]  # what the environment says goes before the file
