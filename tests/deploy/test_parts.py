"""What the parts of production say of themselves, without starting all of it (test_production.py does)."""

import subprocess

from tests.deploy.machine import machine
from tools import environment


def test_nginx_understands_its_template():
    with machine() as own:
        said = subprocess.run(
            [*own.nginx_command(1, 2, "http://127.0.0.1:3"), "-t"], env=own.variables, capture_output=True, text=True
        )

    assert "test is successful" in said.stderr, said.stderr


def test_web_server_without_collected_files_refuses_in_one_sentence():
    with machine() as own:
        said = subprocess.run(
            ["sh", "deploy/entrypoint.sh", "web"],
            cwd=environment.ROOT,
            env=own.variables | {"BIND": "127.0.0.1:0"},
            capture_output=True,
            text=True,
            timeout=180,
        )

    assert said.returncode == 1
    assert "emgek: The static files were not collected" in said.stderr
    assert "Traceback" not in said.stderr + said.stdout
