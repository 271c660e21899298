"""What is answered while a part of the site is gone: a page in the reader's language, and nothing lost."""

import errno

import pytest
from django.core.cache import caches
from django.db import InterfaceError, OperationalError
from django.test import Client
from redis.exceptions import ConnectionError as RedisGone

from emgek.operations.shared import PAUSE, RedisOrTable
from tests.factories import make_election

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    "error",
    [
        OperationalError("server closed the connection unexpectedly"),
        OperationalError("could not extend file: No space left on device"),
        InterfaceError("connection already closed"),
        OSError(errno.ENOSPC, "No space left on device"),
    ],
)
def test_missing_part_is_a_503_that_asks_to_come_again(monkeypatch, error):
    def fail(*args):
        raise error

    monkeypatch.setattr("publishing.reading.chrome", fail)
    response = Client(raise_request_exception=False).get("/ru/")

    assert (response.status_code, response["Retry-After"]) == (503, "30")
    assert "no-store" in response["Cache-Control"]
    assert "Сайт сейчас не может ответить" in response.text


def test_form_that_was_not_saved_says_where_its_words_are(monkeypatch, admin_client):
    def fail(*args, **kwargs):
        raise OperationalError("server closed the connection unexpectedly")

    election = make_election()
    admin_client.raise_request_exception = False
    monkeypatch.setattr("elections.models.Election.save", fail)
    monkeypatch.setattr("django.forms.models.BaseModelForm.save", fail)
    monkeypatch.setattr("django.contrib.admin.options.ModelAdmin.changeform_view", fail)

    response = admin_client.post(f"/en/admin/elections/election/{election.pk}/change/", {})

    assert response.status_code == 503
    assert "this browser still has what you typed" in response.text


class Clock:
    """A clock that is moved by hand."""

    now = 100.0

    def monotonic(self):
        return self.now


@pytest.fixture
def redis_gone(settings, monkeypatch):
    """Return a shared cache whose Redis does not answer, and the clock of its pauses."""
    settings.CACHES = {**settings.CACHES, "table": settings.SHARED_TABLE}
    clock, asked = Clock(), []
    monkeypatch.setattr("emgek.operations.shared.time", clock)
    monkeypatch.setattr(RedisOrTable, "gone_until", 0.0)

    def refuse(self):
        asked.append(clock.now)
        raise RedisGone("Үлгү")

    monkeypatch.setattr(RedisOrTable, "_cache", property(refuse))
    return RedisOrTable("redis://127.0.0.1:1/0", {}), clock, asked


def test_table_counts_while_redis_is_gone(redis_gone):
    cache, _clock, _asked = redis_gone

    assert cache.add("attempts", 1, 60) is True
    assert cache.add("attempts", 2, 60) is False
    assert cache.get("attempts") == 1
    assert caches["table"].get("attempts") == 1
    cache.delete("attempts")
    assert cache.get("attempts") is None


def test_redis_is_left_alone_for_a_while_and_asked_again(redis_gone):
    cache, clock, asked = redis_gone

    for _time in range(3):
        cache.get("x")
    clock.now += PAUSE + 1
    cache.get("x")

    assert asked == [100.0, 100.0 + PAUSE + 1]
