"""What a finished page follows from, and how it is given out; before a site that is made up."""

import gzip
import threading
import time
from datetime import timedelta

import brotli
import pytest
from django.core.cache import caches
from django.db import OperationalError

from emgek.compressing import accepted, best
from emgek.finished import present, shared
from emgek.finished.asked import Asked, page_asked
from emgek.finished.page import finished
from emgek.finished.present import control
from emgek.finished.shelf import Shelf
from emgek.finished.window import Window
from tests.factories import CAMPAIGN, moment
from tests.fronts import Readers

LIST = "/ky/candidates/"
HTML = ("Content-Type", "text/html; charset=utf-8")
WINDOW = Window((1, 0), moment(7, 8), moment(7, 9))


def saying(status="200 OK", *headers, text="үлгү " * 500, wait=0.0):
    """Return an application that always says the same."""

    def application(environ, start_response):
        time.sleep(wait)
        start_response(status, [HTML, *headers])
        return [text.encode()]

    return application


# One page for all -----------------------------------------------------------------------------------------------------


def test_page_is_made_once_and_given_in_the_encoding_a_reader_takes(day):
    readers = Readers(saying())

    plain, zipped = readers.get(LIST), readers.get(LIST, accept_encoding="gzip, deflate")
    packed = readers.get(LIST, accept_encoding="gzip, deflate, br, zstd")

    assert len(readers.asked) == 1
    assert gzip.decompress(zipped.content) == brotli.decompress(packed.content) == plain.content
    assert [one.headers.get("Content-Encoding") for one in (plain, zipped, packed)] == [None, "gzip", "br"]
    assert {one.headers["Vary"] for one in (plain, zipped, packed)} == {"Accept-Encoding"}
    assert len({one.headers["ETag"] for one in (plain, zipped, packed)}) == 3
    assert all(int(one.headers["Content-Length"]) == len(one.content) for one in (plain, zipped, packed))


@pytest.mark.parametrize(
    ("header", "chosen"), [("gzip;q=0, br", "br"), ("*;q=0", ""), ("identity", ""), ("*", "br"), ("br; q=0", "")]
)
def test_encoding_that_is_refused_is_not_sent(header, chosen):
    assert best(header, accepted("br, gzip")) == chosen


def test_reader_who_has_the_page_is_not_sent_it_again(day):
    readers = Readers(saying("200 OK", ("Last-Modified", "Thu, 08 Jul 2021 06:00:00 GMT")))
    tag = readers.get(LIST, accept_encoding="br").headers["ETag"]

    again = readers.get(LIST, accept_encoding="br", if_none_match=f'"other", W/{tag}')

    assert (again.status, again.content, again.headers["ETag"]) == (304, b"", tag)
    assert readers.get(LIST, if_none_match=tag).status == 200  # the same page, packed otherwise
    assert readers.get(LIST, if_modified_since="Thu, 08 Jul 2021 06:00:00 GMT").status == 304


def test_head_is_the_page_without_its_content_and_a_range_is_the_whole_page(day):
    readers = Readers(saying())

    head, part = readers.get(LIST, "HEAD"), readers.get(LIST, range="bytes=0-9")

    assert (head.status, head.content, part.status) == (200, b"", 200)
    assert head.headers == part.headers
    assert len(readers.asked) == 1


@pytest.mark.parametrize(
    "answer",
    [
        saying("404 Not Found"),
        saying("410 Gone"),
        saying("301 Moved Permanently", ("Location", "/ky/")),
        saying("503 Service Unavailable", ("Retry-After", "1")),
        saying("200 OK", ("Set-Cookie", "a=b")),
        saying("200 OK", ("Vary", "Accept-Encoding, Cookie")),
        saying("200 OK", ("Cache-Control", "max-age=0, no-store")),
        saying("200 OK", ("Cache-Control", "private")),
    ],
)
def test_what_is_no_whole_page_for_everybody_is_asked_for_each_time(day, answer):
    readers = Readers(answer)

    first, second = readers.get(LIST), readers.get(LIST)

    assert len(readers.asked) == 2
    assert (first.status, first.content, first.headers) == (second.status, second.content, second.headers)
    assert first.headers.get("Cache-Control") != "public, max-age=31536000"


@pytest.mark.parametrize("status", ["400 Bad Request", "403 Forbidden", "429 Too Many Requests", "500 Oh"])
def test_error_of_the_asking_or_of_ours_is_kept_by_nobody(day, status):
    assert "Cache-Control" not in Readers(saying(status)).get(LIST).headers


def test_nothing_of_a_reader_reaches_the_making_of_a_page(day):
    readers = Readers(saying())

    readers.get(
        f"{LIST}?fbclid=x&order=name", cookie="desk_known=1", user_agent="x", accept_language="en", x_forwarded_for="1"
    )

    (environ,) = readers.asked
    assert {name for name in environ if name.startswith("HTTP_")} == {"HTTP_HOST"}
    assert environ["QUERY_STRING"] == "order=name"


@pytest.mark.parametrize("typed", ["utm_source=a&fbclid=b", "", "name=%D1%8F&order=name", "order=x&name=y&order=z"])
def test_fields_that_a_page_does_not_read_lead_to_the_same_page(day, typed):
    readers = Readers(saying())
    named = page_asked(Asked("http", "testserver", LIST, typed)).query

    readers.get(f"{LIST}?{typed}&yclid=1")
    readers.get(f"{LIST}?{named}")

    assert len(readers.asked) == 1
    assert named in ("", "name=%D1%8F&order=name", "name=y&order=z")


@pytest.mark.parametrize(
    "flood",
    [
        "&".join(f"f{number}=" for number in range(60)),
        "order=name&" + "&".join(f"f{number}=" for number in range(60)),
        "\xd1\xff=1",
        "f=%FF",
    ],
    ids=["many fields", "many fields and one that is read", "no letters", "no letters, quoted"],
)
def test_no_query_leads_round_the_finished_pages(day, flood):
    readers = Readers(saying())

    for number in range(3):
        readers.get(f"{LIST}?{flood}&n{number}=1")

    assert len(readers.asked) == 1


def test_what_comes_behind_the_most_fields_is_not_read(day):
    asked = Asked("http", "testserver", LIST, "&".join(["order=name", *(["f="] * 49), "order=place"]))

    assert page_asked(asked).query == "order=name"


def test_pages_of_other_addresses_hosts_and_schemes_are_other_pages(day):
    readers = Readers(saying())

    for path, host in ((LIST, "a"), (LIST, "b"), ("/ru/candidates/", "a"), (f"{LIST}?order=name", "a")):
        readers.get(path, host=host)

    assert len(readers.asked) == 4


# One maker ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("processes", [1, 2])
def test_readers_who_come_together_have_the_page_made_once(day, processes):
    fronts = [Readers(saying(wait=0.1)) for _process in range(processes)]
    answers = []
    together = [
        threading.Thread(target=lambda one=one: answers.append(one.get(LIST).status)) for one in fronts for _n in "abcd"
    ]

    [thread.start() for thread in together]
    [thread.join() for thread in together]

    assert answers == [200] * len(together)
    assert sum(len(one.asked) for one in fronts) == 1


def test_maker_that_fails_leaves_nobody_waiting(day):
    def fails(environ, start_response):
        raise RuntimeError

    with pytest.raises(RuntimeError):
        Readers(fails).get(LIST)

    assert Readers(saying()).get(LIST).status == 200


def test_pages_take_no_more_room_than_they_are_given(settings):
    settings.PAGE_CACHE_MB = 1
    shelf = Shelf(WINDOW)
    often = Asked("http", "host", "/often/", "")

    for number in range(500):
        page = finished("200 OK", [HTML], b"x" * 20_000, takes=(), is_kept=True)
        shelf.keep(Asked("http", "host", f"/{number}/", ""), page)
        shelf.keep(often, page) if number == 0 else shelf.find(often)

    assert shelf.size == sum(page.size for page in shelf.pages.values()) <= shelf.room
    assert often in shelf.pages
    assert len(shelf.asked_again) <= len(shelf.pages)


def test_without_room_every_page_is_made_each_time(day, settings):
    settings.PAGE_CACHE_MB = 0
    readers = Readers(saying())

    assert [readers.get(LIST).status for _time in "ab"] == [200, 200]
    assert len(readers.asked) == 2


# When something is gone -----------------------------------------------------------------------------------------------


def test_site_goes_on_without_what_processes_share(day, settings):
    gone = {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": "redis://127.0.0.1:1/0"}
    settings.CACHES = settings.CACHES | {"pages": gone}
    readers = Readers(saying())

    assert [readers.get(LIST).status, readers.get(LIST).status, readers.get("/ky/").status] == [200] * 3
    assert len(readers.asked) == 2


def test_with_the_database_gone_pages_are_given_out_until_their_window_ends(day, passing, at):
    readers = Readers(saying())
    readers.get(LIST)
    day.fails = OperationalError("gone")
    passing.seconds += 3600

    assert readers.get(LIST).status == 200
    assert len(readers.asked) == 1
    at(moment(7, 9))
    readers.behind = saying("500 Internal Server Error")
    assert readers.get(LIST).status == 500


def test_server_that_is_started_while_the_database_is_gone_gives_out_what_is_shared(day, passing, at):
    Readers(saying()).get(LIST)
    day.fails = OperationalError("gone")
    late = Readers(saying("503 Service Unavailable"))

    shared, other = [late.get(LIST) for _time in "ab"], late.get("/ky/")
    at(moment(7, 9))
    ended = late.get(LIST)

    assert [answer.status for answer in shared] == [200, 200]
    assert shared[0].headers["Cache-Control"] == control(WINDOW, CAMPAIGN, 1)
    assert (other.status, ended.status) == (503, 503)


def test_server_that_was_started_without_the_database_looks_again(day, passing):
    Readers(saying(text="old")).get(LIST)
    day.fails = OperationalError("gone")
    late = Readers(saying(text="new"))
    assert late.get(LIST).text == "old"

    day.fails, day.end = None, (1, 1)
    passing.seconds += present.AFTER_FAILURE

    assert late.get(LIST).text == "new"


def test_window_is_told_again_before_those_who_share_it_forget_it(day, passing):
    readers = Readers(saying())
    readers.get(LIST)
    caches["pages"].clear()
    passing.seconds += present.TOLD_AGAIN

    readers.get(LIST)

    assert readers.front.shared.told() == WINDOW


@pytest.mark.parametrize("path", ["/health/live", "/ky/admin/login/", "/media/renditions/a.webp"])
def test_address_without_a_page_is_handed_on_while_the_database_hangs(day, monkeypatch, path):
    readers = Readers(saying(text="alive"))
    monkeypatch.setattr(readers.front.present, "now", lambda: pytest.fail("the database was asked for the moment"))

    assert readers.get(path).text == "alive"


def test_page_during_whose_making_somebody_published_is_not_kept(day):
    def publishing(environ, start_response):
        day.end = (day.end[0] + 1, 0)
        return saying()(environ, start_response)

    readers = Readers(publishing)

    assert [readers.get(LIST).status for _time in "ab"] == [200, 200]
    assert len(readers.asked) == 2


def test_another_release_makes_its_own_pages(day, monkeypatch):
    old, new = Readers(saying()), Readers(saying())
    old.get(LIST)
    monkeypatch.setattr(shared, "release", lambda: "another")

    new.get(LIST)

    assert len(new.asked) == 1


# What caches between are told -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("left", "told"),
    [
        (timedelta(hours=12), "s-maxage=1, stale-while-revalidate=1, stale-if-error=43199"),
        (timedelta(seconds=2.9), "s-maxage=1, stale-while-revalidate=1, stale-if-error=1"),
        (timedelta(seconds=1.5), "s-maxage=1, stale-while-revalidate=0, stale-if-error=0"),
        (timedelta(seconds=0.9), "s-maxage=0, stale-while-revalidate=0, stale-if-error=0"),
    ],
)
def test_caches_between_keep_nothing_beyond_the_next_change(left, told):
    assert control(WINDOW, WINDOW.until - left, 1) == f"public, max-age=0, {told}"


def test_pages_tell_it(day):
    readers = Readers(saying())

    assert readers.get(LIST).headers["Cache-Control"] == control(WINDOW, CAMPAIGN, 1)
    assert "stale-if-error=43199" in readers.get(LIST).headers["Cache-Control"]
