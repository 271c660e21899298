"""Finished pages of the real site are what the site shows: at every moment, after every act, to everybody."""

from collections import defaultdict
from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.test import Client
from django.urls import URLPattern, get_resolver
from hypothesis import HealthCheck, Phase, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from candidates import roll
from elections.boundaries import boundaries
from emgek.finished import present
from emgek.operations.counting import finished_before
from publishing import acts, clock, reading
from publishing.dates import BISHKEK
from publishing.erasing import erase
from publishing.journal import Head
from publishing.pieces import pieces
from publishing.problems import Refused
from publishing.rebuilding import rebuild
from publishing.serving import declared_query
from tests import factories as make
from tests.factories import CAMPAIGN, MACHINE, SILENCE
from tests.fronts import Readers

pytestmark = pytest.mark.django_db
LATER = CAMPAIGN + timedelta(hours=1)
JUST_BEFORE = timedelta(microseconds=1)
#: Addresses that are no finished pages, and why.
FOR_NOBODY_ELSE = {
    "front_door": "asks the browser for its language",
    "set_language": "an act",
    "demo_clock": "an act",
    "styleguide": "the demo's",
    "moment": "staff's",
    "check": "a link to one person",
    "check_preview": "a link to one person",
    "press_kit": "sent while it is made",
    "share_image": "a file, kept for ever under its name",
    "answer_picture": "leads to such a file",
    "leaf": "leads on to a page",
    "stylesheet": "a file under a name of its content",
    "media": "such files",
}


def withdraw(site, at=CAMPAIGN):
    """Withdraw the interview."""
    acts.withdraw([site.talk], ["ky", "ru", "en"], at=at, who=MACHINE, note="Үлгү")


# Nothing else changes it ----------------------------------------------------------------------------------------------


def test_act_is_seen_by_all_processes_within_a_second(site, passing):
    one, other = Readers(), Readers()
    before = [readers.get("/ky/interviews/talk/").status for readers in (one, other)]

    withdraw(site)
    passing.seconds += 0.999

    assert before == [200, 200]
    assert [readers.get("/ky/interviews/talk/").status for readers in (one, other)] == [
        404,
        404,
    ]  # it was public for no time


def test_who_acts_sees_it_at_once(site, readers, passing):
    readers.get("/ky/interviews/")
    withdraw(site)

    readers.get("/ky/admin/login/", "POST")

    assert "/interviews/talk/" not in readers.get("/ky/interviews/").text


def test_edition_that_waits_is_seen_on_its_instant(site, readers, passing, at):
    make.go_live(make.make_page(slug="later"), starts_at=LATER)
    readers.get("/ky/interviews/")

    at(LATER - JUST_BEFORE)
    early, around = readers.get("/ky/later/").status, readers.get("/ky/interviews/").text
    at(LATER)

    assert (early, readers.get("/ky/later/").status) == (404, 200)
    assert ("/ky/later/" in around, "/ky/later/" in readers.get("/ky/interviews/").text) == (False, True)


def test_silence_is_kept_on_its_instant(site, readers, passing, at):
    begins = site.election.silence_starts_at
    site.election.silence_policy = "hide"
    site.election.save()
    make.go_live(site.election)
    at(begins - JUST_BEFORE)
    last = readers.get("/ky/candidates/")

    at(begins)

    assert last.status == 200
    assert last.headers["Cache-Control"].endswith("s-maxage=0, stale-while-revalidate=0, stale-if-error=0")
    assert readers.get("/ky/candidates/").status == 503


def test_what_was_derived_anew_is_shown(site, readers, passing):
    readers.get("/ky/candidates/")
    list(rebuild())
    passing.seconds += 1
    readers.get("/ky/candidates/")

    assert Head.objects.get().rebuilt == 1
    assert len(readers.asked) == 2


def test_who_stands_is_counted_once_between_two_publications(site, readers, passing, monkeypatch):
    counted = []
    count = roll.tally
    monkeypatch.setattr(roll, "tally", lambda *asked: counted.append(asked[1]) or count(*asked))

    for path in ("/ky/candidates/", "/ky/candidates/?order=name", "/ru/candidates/", "/ky/candidates/?name=x"):
        readers.get(path)
    before = list(counted)
    withdraw(site)
    passing.seconds += 1
    readers.get("/ky/candidates/?order=name")

    assert (before, counted) == (["ky", "ru"], ["ky", "ru", "ky"])


def test_pieces_of_what_was_erased_are_let_go(site, readers, passing):
    words = site.talk.title_ky
    readers.get("/ky/interviews/")
    assert any(words in piece for piece in pieces.made.values())
    withdraw(site)
    passing.seconds += 1
    readers.get("/ky/interviews/")
    assert any(words in piece for piece in pieces.made.values())

    erase(site.talk, at=CAMPAIGN, who=MACHINE, note="Үлгү")
    passing.seconds += 1
    readers.get("/ky/interviews/")

    assert not any(words in piece for piece in pieces.made.values())


FOUND = "search/?q=%D2%AF%D0%BB%D0%B3%D2%AF"
ADDRESSES = ("", "election/", "candidates/", "interviews/talk/", "feed.xml", FOUND, "program/", "imprint/")
ACTS = ("words", "wait", "withdraw", "new", "nothing")
MINUTES = st.integers(-12 * 24 * 60, 20 * 24 * 60)


@hypothesis_settings(
    max_examples=max(5, hypothesis_settings().max_examples // 10),
    phases=[Phase.explicit, Phase.generate],  # a smaller example takes longer to find than to understand
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    deadline=None,
)
@given(data=st.data())
def test_finished_page_is_what_the_site_would_show_at_that_moment(site, monkeypatch, data):
    stands = [CAMPAIGN]
    monkeypatch.setattr(clock, "now", lambda: stands[0])
    monkeypatch.setattr(present, "LOOKED_AT", 0)
    front, plain = Readers(), Readers()
    plain.front = plain.called
    acted_at = Head.objects.get().at
    for number in range(4):
        acted_at += timedelta(minutes=data.draw(st.integers(0, 60)))
        act_somehow(site, data.draw(st.sampled_from(ACTS)), acted_at, number)
        near = list(boundaries(reading.chrome("ky", acted_at).election))
        stands[0] = base = data.draw(st.sampled_from([*near, acted_at + timedelta(minutes=data.draw(MINUTES))]))
        path = f"/{data.draw(st.sampled_from(['ky', 'ru']))}/{data.draw(st.sampled_from(ADDRESSES))}"
        for step in (timedelta(0), -JUST_BEFORE, timedelta(minutes=7), JUST_BEFORE, timedelta(hours=30)):
            stands[0] = base + step
            asked = front.get(path)
            with monkeypatch.context() as nothing_kept:
                nothing_kept.setattr(pieces, "room", 0)
                shown = plain.get(path)
            assert asked.status == shown.status, (path, stands[0])
            assert asked.text.splitlines() == shown.text.splitlines(), (path, stands[0])


def act_somehow(site, what: str, at, number: int) -> None:
    """Do something; being refused is as good."""
    everywhere = ["ky", "ru", "en"]
    site.talk.title_ky = f"Үлгү {number}"
    site.talk.save()
    try:
        if what == "words":
            acts.publish([site.talk], everywhere, at=at, who=MACHINE)
        elif what == "wait":
            later = at + timedelta(minutes=5)
            acts.publish([site.talk], everywhere, at=at, starts_at=later, who=MACHINE, waiting=acts.Waiting.CANCEL)
        elif what == "withdraw":
            withdraw(site, at)
        elif what == "new":
            acts.publish([make.make_page(slug=f"page-{at:%m%d%H%M}-{number}")], everywhere, at=at, who=MACHINE)
    except Refused:
        pass


# Nobody else's answer -------------------------------------------------------------------------------------------------


@pytest.fixture
def staff(db):
    """Return the client of somebody of the staff."""
    client = Client()
    client.force_login(get_user_model().objects.create_superuser("u"))
    return client


def cookies(client) -> str:
    """Return the cookies of a client as a browser sends them."""
    return "; ".join(f"{name}={one.value}" for name, one in client.cookies.items() if one.value)


def choose(client, moment: str) -> str:
    """Choose a moment, as the page of the desk does; return the cookies."""
    assert client.post("/ky/moment/", {"moment": moment}).status_code == 302
    return cookies(client)


def test_staff_who_chose_a_moment_are_answered_by_themselves_and_leave_nothing_behind(site, readers, staff):
    cookie = choose(staff, f"{SILENCE.astimezone(BISHKEK):%Y-%m-%dT%H:%M}")
    of_reader = readers.get("/ky/").content

    of_staff = readers.get("/ky/", cookie=cookie, accept_encoding="gzip")

    assert "/ky/moment/" in of_staff.text  # sent as it is: what carries a token is not compressed
    assert "no-store" in of_staff.headers["Cache-Control"]
    assert readers.get("/ky/").content == of_reader
    assert readers.get("/ky/candidates/").status == 200


def test_staff_who_chose_no_moment_get_the_page_of_readers(site, readers, staff):
    of_reader = readers.get("/ky/")
    asked = len(readers.asked)

    of_staff = readers.get("/ky/", cookie=cookies(staff))

    assert (of_staff.content, of_staff.headers) == (of_reader.content, of_reader.headers)
    assert len(readers.asked) == asked


def test_no_cookie_that_is_made_up_leads_round_the_finished_pages(site, readers, staff):
    real, stranger = choose(staff, "2021-07-01T12:00"), Client()
    seal = staff.cookies["emgek_moment"].value
    stranger.force_login(get_user_model().objects.create_user("stranger"))
    session = stranger.cookies["sessionid"].value
    readers.get("/ky/")
    asked = len(readers.asked)

    for made_up in (
        "sessionid=made-up",
        f"sessionid={'a' * 32}",
        f"sessionid={'a' * 32}; emgek_moment=1",
        f"sessionid={'a' * 32}; emgek_moment={seal}",
        f"sessionid={session}; emgek_moment={seal}",
        f"sessionid={session}",
        f"emgek_moment={seal}",
        f"sessionid=; emgek_moment={seal}",
    ):
        assert readers.get("/ky/", cookie=made_up).status == 200

    assert len(readers.asked) == asked
    assert readers.get("/ky/", cookie=real).status == 200
    assert len(readers.asked) == asked + 1


def test_choice_of_a_moment_ends_with_it_and_at_signing_out(site, readers, staff):
    chosen = choose(staff, "2021-07-01T12:00")
    staff.post("/ky/moment/", {"moment": ""})
    forgotten = dict(staff.cookies)["emgek_moment"].value
    choose(staff, "2021-07-01T12:00")
    staff.post("/ky/admin/logout/")

    assert (forgotten, staff.cookies["emgek_moment"].value) == ("", "")
    # Whoever sends the old ones again is asked for the session, and there is none; nobody between keeps that answer.
    again = readers.get("/ky/", cookie=chosen)
    assert "/ky/moment/" not in again.text
    assert again.headers["Cache-Control"] == "private, no-cache"


@pytest.mark.parametrize("lost", ["a session from before there was a cookie", "a session with a new key"])
def test_open_session_gets_the_cookie_on_the_desk(site, readers, staff, lost):
    choose(staff, "2021-07-01T12:00")
    if lost.startswith("a session from"):
        del staff.cookies["emgek_moment"]
    else:
        session = staff.session
        session.cycle_key()
        staff.cookies["sessionid"] = session.session_key
    before = readers.get("/ky/", cookie=cookies(staff)).text

    staff.get("/ky/admin/")

    assert "/ky/moment/" not in before
    assert "/ky/moment/" in readers.get("/ky/", cookie=cookies(staff)).text


def test_clock_of_the_demo_moves_every_page_at_once(settings, readers, monkeypatch):
    monkeypatch.undo()
    settings.DEMO = True
    clock.set_demo_clock(CAMPAIGN)
    assert 'value="campaign" aria-current' in readers.get("/ky/").text

    readers.get("/demo/clock/", "POST")  # any place but this one: it answers 404 and moves nothing
    clock.set_demo_clock(SILENCE)
    now = readers.get("/ky/")

    assert 'value="silence" aria-current' in now.text
    assert "s-maxage=0, stale-while-revalidate=0, stale-if-error=0" in now.headers["Cache-Control"]


# What is declared -----------------------------------------------------------------------------------------------------


def patterns(resolver):
    """Yield the patterns of the site but those of the desk."""
    for one in resolver.url_patterns:
        if isinstance(one, URLPattern):
            yield one
        elif "admin" not in str(one.pattern):
            yield from patterns(one)


def test_every_address_says_whether_its_page_is_for_everybody():
    unmarked = {one.name for one in patterns(get_resolver()) if declared_query(one.callback) is None}

    assert unmarked == set(FOR_NOBODY_ELSE)


def fields_read(response) -> set[str]:
    """Return the fields of its query that a view looked at."""
    return getattr(response.wsgi_request.GET, "read", set())


def fields_declared(response) -> set[str]:
    """Return those it says it reads."""
    return declared_query(response.wsgi_request.resolver_match.func)


def test_views_read_no_field_of_the_query_that_they_do_not_declare(public_pages):
    undeclared = {
        (name, field)
        for (name, _phase, _language), response in public_pages.items()
        for field in fields_read(response)
        if response.wsgi_request.resolver_match
        and field not in declared_query(response.wsgi_request.resolver_match.func)
    }

    assert undeclared == set()
    assert {f for one in public_pages.values() for f in fields_read(one)} >= {"after", "order", "q", "measure"}


def test_views_declare_no_field_that_they_do_not_read(public_pages):
    read = defaultdict(set)
    for response in public_pages.values():
        if response.wsgi_request.resolver_match:
            read[response.wsgi_request.resolver_match.func] |= fields_read(response)

    assert {view: declared_query(view) - fields for view, fields in read.items() if declared_query(view) - fields} == {}


def test_page_that_was_finished_before_is_counted_as_such(readers):
    given, finished = finished_before()
    for _time in range(2):
        readers.get("/ky/interviews/talk/")
    assert finished_before() == (given + 2, finished + 1)
