"""The site without the server: every page a file, unchanged ones untouched, shown whole, and only while it is true."""

import json
import os
import re
import subprocess
import sys
from datetime import timedelta
from io import StringIO
from pathlib import Path
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db import DatabaseError, transaction
from django.test import Client, override_settings
from django.urls import URLPattern, get_resolver

from emgek.export import switch
from emgek.export.addresses import TREATMENTS, Address, address
from emgek.export.asking import Answer, Site
from emgek.export.links import with_paths
from emgek.export.validity import valid_until
from emgek.export.writing import begin, shown
from publishing.acts import withdraw
from publishing.erasing import erase
from publishing.journal import Head
from tests import factories as make
from tests.copied import get, served
from tests.factories import BEFORE, CAMPAIGN, MACHINE, moment
from tools.scratch_site import free_port

pytestmark = pytest.mark.walk

LATER = CAMPAIGN + timedelta(minutes=1)
#: Headers that both the site and the web server give, each its own.
OWN = {"date", "server", "connection", "etag", "last-modified", "accept-ranges", "content-length", "vary"}


def patterns(found, route="") -> list[tuple[str, str | None]]:
    """Return every pattern of the URL map as (route, name)."""
    listed = []
    for pattern in found:
        whole = route + str(pattern.pattern)
        if isinstance(pattern, URLPattern):
            listed.append((whole, pattern.name))
        else:
            listed += patterns(pattern.url_patterns, whole)
    return listed


def test_of_every_address_it_is_decided_what_a_copy_does_with_it():
    named = {name for route, name in patterns(get_resolver().url_patterns) if "/admin/" not in f"/{route}"}

    assert named == set(TREATMENTS)


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("/ky/candidates/?order=name&after=0a-1&fbclid=x", "/ky/candidates/order.name/after.0a-1/"),
        ("/ky/candidates/?after=0a-1&order=name", "/ky/candidates/order.name/after.0a-1/"),
        ("/ky/candidates/?name=x", "/ky/candidates/"),
        ("/ky/imprint/?before=2021-07-08T06%3A00%7E17", "/ky/imprint/before.2021-07-08T06_3a00_7e17/"),
        ("/ky/compare/?a=x&b=y", "/ky/compare/"),
    ],
)
def test_query_is_a_path_in_a_copy_and_the_site_leads_back(client, url, path):
    place, _treatment = address(url)
    assert place.as_path == path

    if place.fields:
        back = client.get(path)
        assert back.status_code == 301
        assert address(back["Location"])[0] == place


def test_links_of_a_page_lead_to_paths_where_the_copy_has_them():
    page = '<a href="?#top">1</a><a class="more" href="?after=0a-1#x">2</a><a href="https://t.me/?order=name">3</a>'

    assert with_paths(page, "http://testserver/ky/candidates/?order=name") == (
        '<a href="/ky/candidates/#top">1</a><a class="more" href="/ky/candidates/after.0a-1/#x">2</a>'
        '<a href="https://t.me/?order=name">3</a>'
    )


@pytest.mark.parametrize(
    ("at", "until"),
    [
        (moment(7, 8, 12), moment(7, 9)),
        (moment(7, 9, 23), moment(7, 10)),
        (moment(7, 10, 7, 30), moment(7, 10, 8)),
        (moment(7, 11, 9, 20), moment(7, 11, 10)),
        (moment(7, 11, 19, 59), moment(7, 11, 20)),
        (moment(7, 11, 20, 1), moment(7, 12)),
    ],
)
def test_copy_is_true_until_the_next_midnight_hour_or_moment_of_the_calendar(db, at, until):
    make.go_live(make.make_election(), at=BEFORE)

    assert until <= valid_until(at) <= until + timedelta.resolution  # “5 hours” is still true exactly five hours before


@pytest.mark.django_db
def test_copy_is_true_until_what_waits_begins():
    make.go_live(make.make_page(), at=CAMPAIGN, starts_at=LATER)

    assert valid_until(CAMPAIGN) == LATER


# One small site, copied twice ---------------------------------------------------------------------


def furnish() -> SimpleNamespace:
    """Publish one of each thing, in Kyrgyz; one address was left, one page is gone, one is Russian only."""
    ky = {"languages": ["ky"]}
    make.go_live(make.make_party(accent="#d4261c"), at=BEFORE, **ky)
    election = make.open_campaign("ky")
    program = make.make_program(election)
    plank = make.make_plank(program, measures=2, slug="plank")
    person = make.make_candidate(election, position=1, slug="before")
    talk = make.make_interview(person, election, blocks=2, slug="talk")
    talk.blocks.first().planks.add(plank)
    gone, foreign = make.make_page(slug="gone"), make.make_page(slug="only-ru")
    make.go_live(program, plank, person, talk, gone, at=BEFORE + timedelta(days=21), **ky)
    make.go_live(foreign, at=CAMPAIGN, languages=["ru"])
    person.slug = "person"
    person.save()
    make.go_live(person, at=CAMPAIGN, **ky)
    withdraw([gone], ["ky"], at=CAMPAIGN, who=MACHINE, note="Үлгү")
    return SimpleNamespace(person=person, plank=plank, election=election)


def export(folder: Path, *options: str, origin: str = "http://testserver") -> str:
    """Run the command and return what it said."""
    said = StringIO()
    try:
        call_command("export", folder, *options, origin=origin, stdout=said, stderr=said)
    finally:
        print(said.getvalue())  # noqa: T201  shown where a test fails
    return said.getvalue()


def state(folder: Path) -> dict[str, tuple[int, int]]:
    """Return inode and day of each file of the copy that is shown, by name."""
    site = shown(folder) / "site"
    return {
        path.relative_to(site).as_posix(): (path.stat().st_ino, path.stat().st_mtime_ns)
        for path in site.rglob("*")
        if path.is_file()
    }


@pytest.fixture(scope="module")
def copy(django_db_setup, django_db_blocker, tmp_path_factory):
    """Return a folder in which a site was copied, copied once more, and again after a change; the database is left."""
    folder, patch = tmp_path_factory.mktemp("copy"), pytest.MonkeyPatch()
    port = free_port()
    origin = f"http://127.0.0.1:{port}"
    patch.setattr("emgek.shares.storing.draw", lambda poster, size, portrait: f"{poster} {size}".encode())
    patch.setattr("publishing.clock.now", lambda: LATER)
    hosts = override_settings(ALLOWED_HOSTS=["127.0.0.1"], MEDIA_ROOT=tmp_path_factory.mktemp("media"))
    with django_db_blocker.unblock(), patch.context(), hosts, transaction.atomic():
        rows = furnish()
        said = [export(folder, origin=origin)]
        first = state(folder)
        said.append(export(folder, origin=origin))
        second = state(folder)
        patch.setattr("publishing.clock.now", lambda: LATER + timedelta(minutes=1))
        rows.plank.title_ky = "Башка аталыш"
        rows.plank.save()
        make.go_live(rows.plank, at=LATER, languages=["ky"])
        said.append(export(folder, origin=origin))
        asked = {path: Client(headers={"host": f"127.0.0.1:{port}"}).get(path) for path in SAME}
        bodies = {path: b"".join(answer) for path, answer in asked.items()}
        transaction.set_rollback(True)
    patch.undo()
    return SimpleNamespace(
        folder=folder,
        port=port,
        origin=origin,
        said=said,
        states=[first, second, state(folder)],
        asked=asked,
        bodies=bodies,
        accent=rows,
    )


#: Addresses that a web server answers from the copy just as the site does; the first ones to the byte.
SAME = (
    "/ky/",
    "/ky/candidates/person/",
    "/ky/feed.xml",
    "/ky/candidates/person/feed.xml",
    "/sitemap.xml",
    "/robots.txt",
    "/ky/history/interview/1/",
    "/ky/press-kit.zip",
    "/ky/gone/",
    "/ky/only-ru/",
    "/ky/candidates/before/",
    "/",
)


def test_second_copy_leaves_every_file_as_it_is(copy):
    first, second, third = copy.states

    assert "0 of them changed" in copy.said[1]
    assert first == second
    changed = {name for name in third if third[name] != second.get(name)}
    assert {"ky/program/plank/index.html", "ky/program/index.html", "ky/feed.xml"} <= changed
    assert "ky/candidates/index.html" not in changed


def test_assets_that_only_pages_of_the_copy_before_name_stay_once(copy):
    pages = [path.read_text("utf-8") for path in (shown(copy.folder) / "site").rglob("*.html")]
    named = set(re.findall(r"share/ky/plank/\d+/\w+\.\w+\.png", " ".join(pages)))
    there = {name for name in copy.states[2] if name.startswith("share/ky/plank/")}

    assert named < there == named | {name for name in copy.states[1] if name.startswith("share/ky/plank/")}


def test_copy_says_as_of_when_it_is_and_until_when_it_is_true(copy):
    known = json.loads((shown(copy.folder) / "export.json").read_text("utf-8"))

    assert known["valid_until"] == str(moment(7, 9))
    assert known["files"] > 60
    assert known["journal"].keys() == {"number", "hash"}


def test_no_page_of_a_copy_has_a_form_or_the_bar_of_the_demo(copy):
    pages = [path.read_text("utf-8") for path in shown(copy.folder).rglob("*.html")]

    assert len(pages) > 30
    assert [page for page in pages if "<form" in page or "demo-bar" in page] == []


@pytest.mark.parametrize(
    ("code", "words"), [("ky", "Издөө азырынча өчүк"), ("ru", "Поиск пока отключён"), ("en", "Search is off for now")]
)
def test_search_says_in_each_language_that_it_is_off(copy, code, words):
    page = (shown(copy.folder) / f"site/{code}/search/index.html").read_text("utf-8")

    assert words in page.replace("\xad", "")


def test_nginx_shows_the_copy_just_as_the_site_answers_and_the_site_again(copy, tmp_path):
    with served(copy.folder, tmp_path, copy.port) as origin:
        assert get(origin, "/ky/")[2] == b"the site"
        switch.flip(copy.folder)
        for path in SAME:
            status, headers, body = get(origin, path)
            site = copy.asked[path]
            assert status == site.status_code, path
            if status == 200 and "html" not in site["Content-Type"]:
                assert body == copy.bodies[path], path
            expected = {name.lower(): value for name, value in site.items() if name.lower() not in OWN}
            if status in (301, 302):
                expected = {"location": expected["location"]}
            assert expected.items() <= headers.items(), path
        query, plain = get(origin, "/ky/candidates/?order=name"), get(origin, "/ky/candidates/?fbclid=x")
        assert query[2] == get(origin, "/ky/candidates/order.name/")[2] != plain[2]
        assert get(origin, "/", **{"Accept-Language": "de,ru;q=0.5"})[1]["location"] == "/ru/"
        assert get(origin, "/ky/", **{"Accept-Encoding": "gzip"})[1]["content-encoding"] == "gzip"
        assert get(origin, "/ky/search/?q=x")[0] == 200
        assert "Мындай барак жок" in get(origin, "/ky/nothing/")[2].decode().replace("\xad", "")
        assert get(origin, "/ky/admin/")[2] == b"the site"
        assert get(origin, "/export.json")[0] == get(origin, "/.copy/ky/")[0] == 404
        switch.back(copy.folder)
        assert get(origin, "/ky/")[2] == b"the site"


# What is refused ----------------------------------------------------------------------------------


@pytest.fixture
def small(db, at, monkeypatch, tmp_path):
    """Return a folder; the site has a party and one page, and nothing is drawn."""
    monkeypatch.setattr("emgek.shares.storing.draw", lambda poster, size, portrait: b"drawn")
    at(CAMPAIGN)
    make.go_live(make.make_party("ky"), at=BEFORE, languages=["ky"])
    return tmp_path / "copy"


def test_page_whose_link_leads_nowhere_is_told_and_the_copy_before_stays(small):
    export(small)
    before = shown(small)
    page = make.make_page("ky", slug="wrong", body_ky='<p><a href="/ky/nowhere/">Үлгү</a></p>')
    make.go_live(page, at=CAMPAIGN, languages=["ky"])

    said = StringIO()
    with pytest.raises(CommandError, match="links lead nowhere"):
        call_command("export", small, origin="http://testserver", stdout=StringIO(), stderr=said)

    assert said.getvalue().split()[2:] == ["→", "/ky/nowhere/:", "answers", "404"]
    assert shown(small) == before
    export(small, "--despite-broken-links")
    assert shown(small) != before


def test_way_back_by_a_folder_that_is_mistyped_is_no_success(small, tmp_path):
    export(small, "--flip")
    try:
        with pytest.raises(CommandError, match="not flipped back. There is no copy in this folder"):
            export(tmp_path / "mistyped", "--back")
        assert switch.is_on(small)
    finally:
        export(small, "--back")
    assert not switch.is_on(small)


@pytest.mark.parametrize("what", ["--flip", "--back"])
def test_flipping_needs_no_database_from_a_shell_either(tmp_path, what):
    """As it is called at night: Django's own checks come first, and on PostgreSQL they ask the database."""
    facts = {"at": "2021-07-08T00:00:00+06:00", "valid_until": "2999-01-01T00:00:00+06:00"}
    facts |= {"origin": "https://emgek.test", "journal": {"number": 1, "hash": "a"}}
    (tmp_path / "one").mkdir()
    (tmp_path / "one" / "export.json").write_text(json.dumps(facts))
    (tmp_path / "current").symlink_to("one")
    gone = os.environ | {"DATABASE_URL": "postgres://nobody@127.0.0.1:1/none", "DEMO": "0", "DEBUG": "1"}
    command = [sys.executable, "manage.py", "export", str(tmp_path), what]

    done = subprocess.run(command, cwd=settings.BASE_DIR, env=gone, capture_output=True, text=True)

    assert done.returncode == 0, done.stderr[-500:]
    assert ("THE COPY" in done.stdout) == (what == "--flip")


def test_flip_writes_anew_what_is_not_true_any_more_and_refuses_it_where_it_cannot(small, at, monkeypatch):
    assert "THE COPY" in export(small, "--flip")
    assert "the site" in export(small, "--back")
    first = shown(small)
    assert "THE COPY" in export(small, "--flip")
    assert shown(small) == first
    make.go_live(make.make_page("ky", slug="new"), at=CAMPAIGN, languages=["ky"])
    assert "published or withdrawn since" in export(small, "--flip")
    assert shown(small) != first
    export(small, "--back")

    def unreachable(**fields):
        raise DatabaseError

    monkeypatch.setattr(Head._base_manager, "get", unreachable)
    with pytest.raises(CommandError, match=r"not flipped\. This copy has expired: it was true until 2021-07-09 00:00"):
        export(small, "--flip")
    assert not switch.is_on(small)


def test_what_was_erased_is_in_no_copy_any_more(small):
    page = make.make_page("ky", slug="erased", title_ky="Купуя аталыш")
    make.go_live(page, at=CAMPAIGN, languages=["ky"])
    export(small)
    export(small)
    assert holding(small, "Купуя")

    withdraw([page], ["ky"], at=CAMPAIGN, who=MACHINE, note="Үлгү")
    erase(page, at=CAMPAIGN, who=MACHINE, note="Үлгү")
    export(small)

    assert holding(small, "Купуя") == []


def holding(folder: Path, word: str) -> list[Path]:
    """Return the files below a folder that hold a word."""
    return [path for path in folder.rglob("*.html") if word in path.read_text("utf-8").replace("\xad", "")]


def test_copy_that_was_never_finished_is_thrown_away(small):
    begin(small, CAMPAIGN, 1).put("site/half.html", b"half")
    export(small)

    assert [path.name for path in (small / "builds").iterdir()] == [shown(small).name]


def test_no_reader_can_ask_the_site_for_a_page_of_a_copy(site, client):
    assert "<form" in client.get("/ky/search/", headers={"copied-at": "2021-07-08"}).text


def test_page_that_fails_is_told(small, monkeypatch):
    ask, failing = Site.ask, Address("/ky/elections/")
    monkeypatch.setattr(Site, "ask", lambda self, place: Answer(500, b"") if place == failing else ask(self, place))

    with pytest.raises(CommandError):
        export(small)
