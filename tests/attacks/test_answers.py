"""What every answer says to a browser, as a reader and in production: one start of the site under its real settings."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.factories import CAMPAIGN, go_live, make_candidate, make_party, open_campaign

pytestmark = pytest.mark.walk

ROOT = Path(__file__).resolve().parents[2]
HOST = "emgek.example"
INLINE = re.compile(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*(?:\ssrc=|application/(?:ld\+json|json)))")
SCRIPT = """
import json
import environ
environ.FileAwareEnv.read_env = lambda *args, **kwargs: None
import django
django.setup()
from django.conf import settings
from django.core.management import call_command
from django.test import Client
call_command("check", deploy=True, fail_level="WARNING")
client = Client(raise_request_exception=False)
asked = {
    "plain": client.get("/", headers={"host": "HOST"}),
    "other": client.get("/", secure=True, headers={"host": "evil.example"}),
    "secure": client.get("/", secure=True, headers={"host": "HOST"}),
}
cookies = {name: getattr(settings, name) for name in dir(settings) if "COOKIE_" in name}
answers = {name: [one.status_code, dict(one.headers)] for name, one in asked.items()}
print(json.dumps(answers | {"cookies": cookies}, default=str))
""".replace("HOST", HOST)


@pytest.fixture(scope="module")
def production(tmp_path_factory):
    """Return what the site answers under the settings it has when nothing but the necessary is said."""
    folder = tmp_path_factory.mktemp("production")
    said = {"SECRET_KEY": "Ab3-xyz7" * 8, "DATABASE_URL": f"sqlite:///{folder / 'site.sqlite3'}", "ALLOWED_HOSTS": HOST}
    said["STATIC_ROOT"] = str(folder)
    # Collecting takes half a minute, and what is asked here shows none of it.
    (folder / "staticfiles.json").write_text(json.dumps({"version": "1.1", "hash": "", "paths": {"a": "a"}}))
    clean = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT), "DJANGO_SETTINGS_MODULE": "emgek.settings", **said}
    done = subprocess.run([sys.executable, "-c", SCRIPT], cwd=ROOT, env=clean, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1]) | {"said": done.stderr}


def test_the_checks_for_production_have_nothing_to_say(production):
    assert "WARNING" not in production["said"]
    assert "security." not in production["said"]


def test_production_answers_on_its_own_name_and_on_https_only(production):
    assert production["plain"][0] == 301
    assert production["plain"][1]["Location"] == f"https://{HOST}/"
    assert production["other"][0] == 400
    assert "no-store" in production["other"][1]["Cache-Control"]
    assert production["secure"][1]["Strict-Transport-Security"] == "max-age=31536000"


def test_cookies_of_production_are_narrow(production):
    cookies = production["cookies"]
    for name in ("SESSION", "CSRF"):
        assert cookies[f"{name}_COOKIE_SECURE"] is True
        assert cookies[f"{name}_COOKIE_SAMESITE"] in ("Lax", "Strict")
        assert cookies[f"{name}_COOKIE_DOMAIN"] is None
    assert cookies["SESSION_COOKIE_HTTPONLY"] is True


@pytest.mark.django_db
def test_every_kind_of_answer_to_a_reader_is_guarded_and_nothing_in_it_is_inline(client, at):
    election = open_campaign()
    go_live(make_party(), make_candidate(election, position=1))
    at(CAMPAIGN)
    for address in ("/ky/", "/ky/candidates/", "/ky/none/", "/ky/search/?q=a", "/ky/feed.xml", "/en/admin/login/"):
        answer = client.get(address)
        policy = dict(part.strip().split(" ", 1) for part in answer["Content-Security-Policy"].split(";"))
        assert answer["X-Content-Type-Options"] == "nosniff", address
        assert answer["Referrer-Policy"] == "same-origin", address
        assert answer["Cross-Origin-Opener-Policy"] == "same-origin", address
        assert "camera=()" in answer["Permissions-Policy"], address
        if "admin" not in address:
            assert set(policy.values()) <= {"'self'", "'none'"}, address
            assert not INLINE.search(answer.text), (address, INLINE.search(answer.text))
            assert not answer.cookies, address
