"""Room for deep calls: at no depth does a call fetch memory from the system, and give it back, each time it is made."""

import resource

import pytest

from emgek.roomy import roomy

CALLS = 500
DEPTHS = 250


def leaf(number):
    """Do next to nothing."""
    return number


def faults_at(depth):
    """Return how many pages of memory the system gave while a call was repeated so many calls below this one."""
    if depth:
        return faults_at(depth - 1)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_minflt
    for number in range(CALLS):
        leaf(number)
    return resource.getrusage(resource.RUSAGE_SELF).ru_minflt - before


def test_a_call_repeated_at_any_depth_fetches_no_memory_each_time():
    found = roomy(lambda _environ, _start: [faults_at(depth) for depth in range(DEPTHS)])({}, None)
    assert max(found) < CALLS / 5, f"at depth {found.index(max(found))}"


def test_what_is_called_is_told_and_answers_as_it_would():
    def application(environ, start_response):
        start_response("200 OK", [("X-Path", environ["PATH_INFO"])])
        return [b"words"]

    said = []
    assert roomy(application)({"PATH_INFO": "/ky/"}, lambda *told: said.append(told)) == [b"words"]
    assert said == [("200 OK", [("X-Path", "/ky/")])]


def test_a_failure_comes_out_as_it_is():
    def application(_environ, _start_response):
        raise LookupError("gone")

    with pytest.raises(LookupError, match="gone"):
        roomy(application)({}, None)
