"""Attempts to sign in are slowed down, for whoever guesses and for nobody else."""

import pytest
from django.core.cache import caches
from django.test import override_settings

from staff import limits
from staff.addresses import client_address
from staff.limits import OF_ADDRESS, OF_NAME, Attempt, TooSoon

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock(monkeypatch):
    """Return a clock that a test moves by hand."""

    class Clock:
        at = 1_000_000.0

    monkeypatch.setattr(limits, "now", lambda: Clock.at)
    return Clock


@pytest.fixture(params=["database", "memory"])
def shared(request, settings):
    """Count in the table of the database, as an installation does, or in memory."""
    if request.param == "database":
        caches["default"].clear()
        yield
        return
    memory = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache", "LOCATION": "limits"}}
    with override_settings(CACHES=memory):
        caches["default"].clear()
        yield


def attempt(rf, name="aigul", address="10.0.0.1", **cookies):
    """Make an attempt that fails."""
    request = rf.get("/", REMOTE_ADDR=address)
    request.COOKIES.update(cookies)
    return Attempt(request, name)


def wait(rf, *args, **kwargs):
    """Return how long one is told to wait, 0 for not at all."""
    try:
        attempt(rf, *args, **kwargs)
    except TooSoon as told:
        return told.seconds
    return 0


def test_each_failure_lengthens_the_wait_up_to_a_bound(rf, clock, shared):
    waits = []
    for _number in range(14):
        assert wait(rf) == 0
        waits.append(wait(rf) if len(waits) >= OF_NAME.free - 1 else 0)
        clock.at += waits[-1]
    assert waits[:5] == [0, 0, 0, 0, 5]
    assert waits[5:8] == [10, 20, 40]
    assert max(waits) == OF_NAME.longest == 300


def test_waiting_is_not_counted_so_asking_again_makes_it_no_longer(rf, clock, shared):
    for _number in range(OF_NAME.free):
        wait(rf)
    assert [wait(rf) for _number in range(5)] == [5] * 5


def test_a_colleague_signs_in_from_another_address(rf, clock, shared):
    for _number in range(OF_NAME.free):
        attempt(rf)
    assert wait(rf) > 0
    assert wait(rf, address="10.0.0.2") == 0


def test_a_browser_that_signed_in_before_is_counted_by_itself(rf, clock, shared):
    from django.http import HttpResponse

    response = HttpResponse()
    limits.know_browser(rf.get("/"), response, "Aigul")
    known = {limits.KNOWN: response.cookies[limits.KNOWN].value}
    for _number in range(OF_NAME.free):
        attempt(rf)
    assert wait(rf) > 0
    assert wait(rf, **known) == 0
    assert wait(rf, name="bek", **known) == 0
    for _number in range(OF_NAME.free - 1):
        attempt(rf, **known)
    assert wait(rf, **known) > 0
    assert wait(rf, **{limits.KNOWN: "made-up"}) > 0


def test_one_address_that_tries_many_names_waits_too(rf, clock, shared):
    for number in range(OF_ADDRESS.free):
        attempt(rf, name=f"name {number}")
    assert wait(rf, name="another") == 5
    assert wait(rf, name="another", address="10.0.0.2") == 0


class Stale:
    """A cache as two see it that read at the same instant: what was read once is read again."""

    def __init__(self, cache):
        self.cache, self.seen = cache, {}

    def get(self, key):
        """Return what was there at the first look."""
        return self.seen.setdefault(key, self.cache.get(key))

    def __getattr__(self, name):
        return getattr(self.cache, name)


def test_of_attempts_that_come_at_once_each_takes_a_number_of_its_own(rf, clock, shared, monkeypatch):
    attempt(rf)
    monkeypatch.setattr(limits, "cache", Stale(limits.cache))
    assert [wait(rf) for _number in range(3)] == [0, 1, 1]


def test_success_forgets_the_name_and_not_what_others_failed_from_the_address(rf, clock, shared):
    for _number in range(OF_NAME.free - 1):
        attempt(rf)
    attempt(rf).succeeded()
    assert wait(rf) == 0
    for number in range(OF_ADDRESS.free - OF_NAME.free):
        attempt(rf, name=f"name {number}")
    assert wait(rf, name="another") > 0


def test_it_is_forgotten_after_the_wait_without_attempts(rf, clock, shared):
    for _number in range(OF_NAME.free):
        attempt(rf)
    clock.at += 5
    assert wait(rf) == 0


def test_addresses_of_one_ipv6_network_count_together(rf, clock, shared):
    for number in range(OF_NAME.free):
        attempt(rf, address=f"2001:db8::{number + 1}")
    assert wait(rf, address="2001:db8::ffff") > 0
    assert wait(rf, address="2001:db8:0:1::1") == 0


def test_nobodys_name_stands_in_the_cache(rf, clock, shared):
    assert "aigul" not in attempt(rf).of_name


def test_clock_that_ran_ahead_makes_nobody_wait_longer_than_the_longest_wait(rf, clock, shared):
    clock.at += 3600
    while wait(rf) == 0:
        pass
    assert wait(rf) > 0

    clock.at -= 3600

    assert wait(rf) == 0
    assert wait(rf) > 0  # and what was counted still counts


def test_address_that_came_over_a_socket_for_both_kinds_is_counted_by_itself(rf, clock, shared):
    for number in range(OF_ADDRESS.free):
        wait(rf, name=f"name {number}", address="::ffff:10.0.0.1")

    assert wait(rf, name="another", address="10.0.0.1") > 0
    assert wait(rf, name="another", address="::ffff:10.0.0.2") == 0


def test_proxy_is_trusted_over_a_socket_for_both_kinds(rf, settings):
    settings.TRUSTED_PROXIES = ["10.0.0.0/24"]

    asked = rf.get("/", REMOTE_ADDR="::ffff:10.0.0.3", headers={"X-Forwarded-For": "9.9.9.9, ::ffff:10.0.0.4"})

    assert client_address(asked) == "9.9.9.9"
