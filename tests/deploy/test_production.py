"""Production as it ships: entrypoint, gunicorn's settings, nginx's template, PostgreSQL and Redis, put together."""

import concurrent.futures
import re
import signal
import time

import pytest

from tests.deploy.machine import NAME, ask, found, machine
from tests.killable import until

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def site():
    """Yield (machine, pieces by name, address by HTTPS, address by HTTP) of an installation with sample content."""
    for program in ("nginx", "postgres", "redis-server"):
        found(program)
    with machine() as own:
        pieces = {"postgres": own.postgres(), "redis": own.redis()}
        own.manage("collectstatic", "--noinput", "-v0")
        prepared = own.piece("prepare", ["sh", "deploy/entrypoint.sh", "prepare"])
        assert prepared.process.wait() == 0, prepared.log.read_text()
        own.manage("make_sample", "--candidates", "3")
        (pieces["a"], a), (pieces["b"], b) = own.web("a"), own.web("b")
        pieces["nginx"], secret, plain = own.nginx(a, b)
        own.addresses = (a, b)
        yield own, pieces, secret, plain


def test_reader_gets_pages_style_sheets_and_pictures_through_the_proxy(site):
    own, _pieces, secret, plain = site

    page = ask(f"{secret}/ky/candidates/")
    style = re.search(r'href="(/site\.[^"]+\.css)"', page.text)[1]
    icon = re.search(r'href="(/static/[^"]+icon[^"]*\.svg)"', page.text)[1]
    picture = re.search(r'(/media/renditions/[^" ]+)', page.text)

    assert (page.status, page.headers["Strict-Transport-Security"].split(";")[0]) == (200, "max-age=31536000")
    assert "Set-Cookie" not in page.headers
    assert ask(f"{secret}{style}").status == 200
    assert "immutable" in ask(f"{secret}{icon}").headers["Cache-Control"]
    assert picture is None or ask(f"{secret}{picture[1]}").status == 200
    moved = ask(f"{plain}/ru/candidates/")
    assert (moved.status, moved.headers["Location"]) == (308, f"https://{NAME}/ru/candidates/")


def test_nginx_hands_out_what_is_in_its_folders_and_asks_for_the_rest(site):
    own, _pieces, secret, _plain = site
    folder = own.folder / "files" / "media" / "renditions"
    folder.mkdir(exist_ok=True)
    (folder / "here.webp").write_bytes(b"a picture")
    (own.folder / "files" / "media" / "portraits").mkdir(exist_ok=True)
    (own.folder / "files" / "media" / "portraits" / "kept.jpg").write_bytes(b"an original")

    assert ask(f"{secret}/media/renditions/here.webp").text == "a picture"
    assert ask(f"{secret}/media/renditions/none.webp").status == 404
    assert ask(f"{secret}/media/portraits/kept.jpg").status == 404


def test_what_is_for_inside_has_no_address_outside(site):
    own, _pieces, secret, _plain = site

    assert [ask(f"{secret}{path}").status for path in ("/health/live", "/health/ready", "/metrics")] == [200, 404, 404]
    assert ask(f"{own.addresses[0]}/health/ready").text == "ready\n"
    assert ask(f"{own.addresses[0]}/metrics").status == 404
    figures = ask(f"{own.addresses[0]}/metrics", Authorization="Bearer a token").text
    assert "emgek_database_up 1.0" in figures
    assert "emgek_answer_seconds_bucket" in figures


def test_host_that_is_not_the_sites_gets_no_page(site):
    _own, pieces, secret, plain = site

    assert ask(f"{secret}/ky/", name="evil.example").status == 400
    led = ask(f"{plain}/ky/", name="evil.example")
    assert (led.status, "Location" in led.headers) == (421, False)
    assert ask(f"{plain}/ky/").headers["Location"] == f"https://{NAME}/ky/"
    # A log quotes nothing that somebody wrote into a header.
    until(lambda: any(line.get("status") == 400 for name in "ab" for line in pieces[name].lines()), "the answer's line")
    assert "evil.example" not in "".join(pieces[name].log.read_text("utf-8") for name in "ab")


def test_desk_signs_in_over_the_proxy_and_its_cookies_are_for_https_only(site):
    _own, _pieces, secret, _plain = site

    page = ask(f"{secret}/ky/admin/login/")

    assert page.status == 200
    assert "Secure" in page.headers["Set-Cookie"]


def test_log_lines_are_json_and_join_the_proxys_and_the_sites_by_the_requests_id(site):
    own, pieces, secret, _plain = site

    ask(f"{secret}/ru/search/?q=Асан".replace("Асан", "%D0%90%D1%81%D0%B0%D0%BD"))

    def told():
        lines = [line for name in "ab" for line in pieces[name].lines()]
        return next((line for line in lines if line.get("route", "").endswith("search/")), None)

    line = until(told, "the line of the search")
    log = own.folder / "access.log"
    until(lambda: line["request"] in log.read_text("utf-8"), "the line of nginx, which it writes after its answer")
    access = log.read_text("utf-8")
    assert line["status"] == 200
    assert "%D0%90" not in access + pieces["a"].log.read_text() + pieces["b"].log.read_text()
    assert "127.0.0.1" not in re.sub(r'"upstream":"[^"]*"', "", access)


def test_no_reader_notices_when_one_web_server_is_killed(site):
    own, pieces, secret, _plain = site

    def read(number):
        if number == 60:
            pieces["a"].end(signal.SIGKILL)
        time.sleep(0.2)  # four readers below nginx's limit of thirty pages a second
        return ask(f"{secret}/{('ky', 'ru', 'en')[number % 3]}/").status

    try:
        with concurrent.futures.ThreadPoolExecutor(4) as readers:
            answers = list(readers.map(read, range(180)))
    finally:
        pieces["a"].start()

    assert {answers.count(status): status for status in set(answers)} == {180: 200}
    until(lambda: ask(f"{own.addresses[0]}/health/ready").status == 200, "the web server that was killed")


def test_copy_takes_the_sites_place_and_gives_it_back_while_nginx_runs_on(site):
    own, pieces, secret, _plain = site
    export = ("export", str(own.folder / "copy"), "--origin", f"https://{NAME}")
    own.manage(*export, "--flip")
    try:
        for name in "ab":
            pieces[name].end(signal.SIGKILL)
        assert ask(f"{secret}/ky/candidates/").status == 200
        assert ask(f"{secret}/ky/candidates%0a/").status == 404  # the copy's, too: nobody is led around it
    finally:
        for name in "ab":
            pieces[name].start()
        own.manage(*export, "--back")

    until(lambda: ask(f"{secret}/ky/search/").status == 200, "the site itself")


def test_flood_on_the_search_is_told_to_wait_and_pages_go_on(site):
    _own, _pieces, secret, _plain = site

    with concurrent.futures.ThreadPoolExecutor(24) as flood:
        searches = [flood.submit(ask, f"{secret}/ky/search/?q={number}") for number in range(48)]
        pages = [ask(f"{secret}/ky/").status for _time in range(20)]

    assert set(pages) == {200}
    assert 429 in {search.result().status for search in searches}
