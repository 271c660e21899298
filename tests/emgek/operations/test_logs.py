"""Log lines tell what happened and nobody's name."""

import json
import logging

import pytest
from django.test import RequestFactory
from django.urls import resolve
from django.utils.translation import override

from emgek.export.addresses import Address
from emgek.export.asking import Site
from emgek.operations import logs, sentry
from tests.factories import CAMPAIGN

SECRET = "Асанбердиева"


def line(**fields):
    """Return what is written of a record."""
    record = logging.makeLogRecord({"name": "django.request", "levelname": "ERROR", "msg": "Үлгү", **fields})
    return json.loads(logs.Lines().format(record))


def error():
    """Return an error that quotes what somebody entered, and was caused by another."""
    try:
        try:
            raise KeyError(SECRET)
        except KeyError as first:
            raise ValueError(f"invalid literal: {SECRET}") from first
    except ValueError as found:
        return found


def test_error_is_told_by_type_and_place_without_its_message():
    found = error()

    told = line(exc_info=(type(found), found, found.__traceback__))

    assert SECRET not in json.dumps(told, ensure_ascii=False)
    assert told["error"].startswith("builtins.ValueError at ")
    assert "from builtins.KeyError at " in told["error"]
    assert "test_logs.py:" in told["error"]


def test_address_is_told_by_its_route_so_no_token_of_a_link_is():
    request = RequestFactory().get(f"/ru/check/{SECRET}/")
    with override("ru"):
        request.resolver_match = resolve("/ru/check/abc/")

    told = line(msg="%s: %s", args=("Internal Server Error", request.path), request=request, status_code=500)

    assert told["message"] == "Internal Server Error: ru/check/<token>/"
    assert SECRET not in json.dumps(told, ensure_ascii=False)


def test_id_of_a_request_is_the_proxys_unless_it_could_forge_a_line():
    assert logs.new_id("0123456789abcdef") == "0123456789abcdef"
    assert len(logs.new_id('x","level":"INFO')) == 32


@pytest.mark.django_db
def test_answer_is_one_line_with_route_status_and_time(client, settings, caplog):
    settings.LOG_LINES = True

    with caplog.at_level(logging.INFO, "emgek.requests"):
        client.get(f"/ru/search/?q={SECRET}", headers={"X-Request-ID": "0123456789abcdef"})

    [record] = [one for one in caplog.records if one.name == "emgek.requests"]
    told = json.loads(logs.Lines().format(record))
    assert (told["route"], told["method"], told["status"]) == ("ru/search/", "GET", 200)
    assert set(told) == {"time", "level", "logger", "message", "route", "method", "status", "ms"}


@pytest.mark.django_db
def test_export_that_asks_for_every_page_leaves_no_line(settings, caplog):
    settings.LOG_LINES = True

    with caplog.at_level(logging.INFO, "emgek.requests"):
        answer = Site("http://testserver", CAMPAIGN).ask(Address("/ru/elections/"))

    assert answer.status == 200
    assert [one for one in caplog.records if one.name == "emgek.requests"] == []


def test_probes_leave_no_line(client, settings, caplog):
    settings.LOG_LINES = True

    with caplog.at_level(logging.INFO, "emgek.requests"):
        client.get("/health/live")

    assert caplog.records == []


def test_sentry_is_told_types_and_places_only():
    import sentry_sdk
    from sentry_sdk.transport import Transport

    sent = []

    class Kept(Transport):
        def capture_envelope(self, envelope):
            sent.append(envelope.get_event())

    client = sentry_sdk.Client(
        **sentry.options("http://key@127.0.0.1:9/1", "emgek 0.1.0"), transport=Kept, default_integrations=False
    )
    with sentry_sdk.isolation_scope() as scope:
        scope.set_client(client)
        scope.set_user({"username": SECRET, "ip_address": "10.0.0.7"})
        sentry_sdk.add_breadcrumb(message=SECRET)
        sentry_sdk.capture_exception(error())

    [event] = sent
    assert SECRET not in json.dumps(event, ensure_ascii=False, default=str)
    assert "10.0.0.7" not in json.dumps(event, default=str)
    assert [one["type"] for one in event["exception"]["values"]] == ["KeyError", "ValueError"]
    assert event["exception"]["values"][-1]["stacktrace"]["frames"][-1]["function"] == "error"
