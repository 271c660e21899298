"""Health and figures: who is told what, whatever else is gone."""

import pytest
from django.db import DatabaseError, connection
from django.test import Client

from emgek.operations import probes
from emgek.operations.checks import NOT_COLLECTED, static_files_are_collected
from emgek.operations.upkeep import Job, note
from tests.factories import CAMPAIGN

TOKEN = "a token"


class Gone:
    """A database that does not answer."""

    def __call__(self, *args, **kwargs):
        raise DatabaseError("Үлгү")


def test_live_asks_nothing_of_anybody(client):
    response = client.get("/health/live", headers={"host": "10.0.0.7:8000"})

    assert (response.status_code, response.text) == (200, "alive\n")
    assert not response.cookies


@pytest.mark.django_db
def test_ready_says_that_the_database_answers(client):
    assert client.get("/health/ready").text == "ready\n"


@pytest.mark.django_db
def test_not_ready_without_database_or_migrations(client, monkeypatch):
    monkeypatch.setattr(probes, "is_migrated", lambda: False)
    assert client.get("/health/ready").status_code == 503

    monkeypatch.setattr(connection, "cursor", Gone())
    response = client.get("/health/ready")
    assert (response.status_code, response.text) == (503, "the database does not answer\n")


@pytest.mark.parametrize("sent", [{}, {"Authorization": "Bearer another"}, {"Authorization": "Bearer "}])
def test_figures_are_for_whoever_has_the_token(client, settings, sent):
    settings.METRICS_TOKEN = TOKEN
    assert client.get("/metrics", headers=sent).status_code == 404

    settings.METRICS_TOKEN = ""
    assert client.get("/metrics", headers=sent).status_code == 404


@pytest.mark.django_db
def test_figures_tell_answers_tasks_journal_and_upkeep(client, settings):
    settings.METRICS_TOKEN = TOKEN
    note(Job.PICTURES, CAMPAIGN, is_well=True, said="")
    client.get("/ky/none/")

    text = client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"}).text

    assert 'emgek_answers_total{method="GET",route="<slug:slug>/",status="404"}' in text.replace("ky/", "")
    assert 'emgek_tasks{state="ready"} 0.0' in text
    assert "emgek_journal_acts 0.0" in text
    assert f'emgek_upkeep_well_timestamp_seconds{{job="pictures"}} {CAMPAIGN.timestamp():.9g}'[:60] in text


@pytest.mark.django_db
def test_figures_without_database_say_so(client, settings, monkeypatch):
    settings.METRICS_TOKEN = TOKEN
    monkeypatch.setattr("emgek.operations.standing.tasks", Gone())

    text = client.get("/metrics", headers={"Authorization": f"Bearer {TOKEN}"}).text

    assert "emgek_database_up 0.0" in text
    assert "emgek_tasks" not in text


def test_site_without_collected_files_is_refused_in_one_sentence(settings, tmp_path, capsys):
    settings.STATIC_FILES_ARE_HASHED = True
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    }

    with pytest.raises(SystemExit, match="static files were not collected.*collectstatic"):
        begin_to_serve()


def begin_to_serve():
    """Do what gunicorn does before it serves."""
    from emgek.operations.checks import refuse_what_cannot_serve

    refuse_what_cannot_serve()


def test_failure_has_the_number_of_its_log_line(monkeypatch):
    def fail(*args):
        raise RuntimeError("broken on purpose")

    monkeypatch.setattr("publishing.reading.chrome", fail)

    response = Client(raise_request_exception=False).get("/en/", headers={"X-Request-ID": "2f1c8a770b1d"})

    assert response.status_code == 500
    assert "2f1c8a770b1d" in response.text


@pytest.mark.parametrize("command", ["restore", "verify_editions", "reset_second_factor"])
def test_command_that_is_needed_before_the_site_stands_wants_no_static_files(settings, monkeypatch, tmp_path, command):
    settings.STATIC_ROOT, settings.STATIC_FILES_ARE_HASHED, settings.WHITENOISE_USE_FINDERS = tmp_path, True, False
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    }
    monkeypatch.setattr("sys.argv", ["manage.py", "export"])
    assert static_files_are_collected(None) == [NOT_COLLECTED]

    monkeypatch.setattr("sys.argv", ["manage.py", command])

    assert static_files_are_collected(None) == []
