"""Two web servers share finished pages, in Redis or in a table of the database: what one makes both give out."""

import pytest

from tests.deploy.machine import ask, counted, found, machine

pytestmark = pytest.mark.slow
PATHS = ("/ky/", "/ru/candidates/", "/en/program/")


@pytest.fixture(params=["Redis", "the table of the database"])
def servers(request):
    """Return the addresses of two web servers of one process each, with a sample between them."""
    for program in ("postgres", "redis-server"):
        found(program)
    with machine() as own:
        own.variables |= {"SECURE_SSL_REDIRECT": "0", "WEB_CONCURRENCY": "1"}
        own.postgres()
        if request.param == "Redis":
            own.redis()
        own.manage("collectstatic", "--noinput", "-v0")
        own.manage("migrate", "--noinput", "-v0")
        own.manage("make_sample", "--candidates", "2")
        yield own.web("a")[1], own.web("b")[1]


def pages(address):
    """Return how many pages a web server has given out, and how many it has made for that."""
    return counted(address, "emgek_pages_total"), counted(address, "emgek_pages_made_total")


def test_page_that_one_server_made_is_given_out_by_the_other(servers):
    one, other = servers

    first = [ask(f"{one}{path}") for path in PATHS]
    second = [ask(f"{other}{path}") for path in PATHS]

    assert [answer.status for answer in first + second] == [200] * 6
    assert [answer.text for answer in first] == [answer.text for answer in second]
    assert [answer.headers["ETag"] for answer in first] == [answer.headers["ETag"] for answer in second]
    assert pages(one) == (3, 3)
    assert pages(other) == (3, 0)
