"""The database is gone, and two web servers behind nginx go on: pages at hand are read, the desk's words are kept."""

import re
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

from tests.deploy.machine import NAME, ask, counted, found, machine
from tests.killable import until
from tools.scratch_site import free_port

pytestmark = pytest.mark.slow
READ = ("/ky/", "/ru/candidates/")
SIGN_IN = """
from django.test import Client
from emgek.models import Page
from staff.models import User
client = Client()
client.force_login(User.objects.get_or_create(username="officer", is_staff=True, is_superuser=True)[0])
page, made = Page.objects.get_or_create(slug="gone", title_ky="Үлгү", title_ru="Үлгү", title_en="Sample")
print(page.pk, client.cookies["sessionid"].value)
"""


@pytest.fixture(scope="module")
def own():
    """Yield a machine with two web servers of one process each, so that it is known who has what at hand."""
    for program in ("nginx", "postgres", "redis-server"):
        found(program)
    port = free_port()
    with machine() as made:
        made.variables |= {
            "WEB_CONCURRENCY": "1",
            "SECOND_FACTOR_REQUIRED": "0",
            "ALLOWED_HOSTS": f"{NAME},127.0.0.1",
            "CSRF_TRUSTED_ORIGINS": f"https://127.0.0.1:{port}",
        }
        made.database = made.postgres()
        made.redis()
        made.manage("collectstatic", "--noinput", "-v0")
        made.manage("migrate", "--noinput", "-v0")
        made.manage("make_sample", "--candidates", "2")
        made.servers = [made.web(name)[1] for name in "ab"]
        made.site = made.nginx(*made.servers, secret=port)[1]
        yield made


@pytest.fixture
def gone(own):
    """Return a function that kills the database; it is started again after the test, if not before."""
    yield own.database.kill
    own.database.start()


def straight(own, number, path):
    """Ask one of the web servers itself, as nginx does."""
    return ask(f"{own.servers[number]}{path}", **{"X-Forwarded-Proto": "https"})


def test_pages_at_hand_are_read_others_say_why_not_and_all_comes_back_by_itself(own, gone):
    for path in READ:
        assert {ask(f"{own.site}{path}").status for _time in range(4)} == {200}
    assert straight(own, 0, "/en/elections/").status == 200  # only the first has it at hand, and Redis
    made = [counted(server, "emgek_pages_made_total") for server in own.servers]

    gone()
    answers = [ask(f"{own.site}{path}") for path in READ for _time in range(10)]
    again = ask(f"{own.site}/ky/", **{"If-None-Match": answers[0].headers["ETag"]})
    shared = [straight(own, number, "/en/elections/").status for number in (0, 1)]
    other = ask(f"{own.site}/en/interviews/")
    after = [counted(server, "emgek_pages_made_total") for server in own.servers]
    own.database.start()

    assert {answer.status for answer in answers} == {200}
    assert again.status == 304
    assert shared == [200, 200]
    assert (other.status, other.headers["Retry-After"]) == (503, "30")
    assert "no-store" in other.headers["Cache-Control"]
    assert "The site cannot answer just now" in other.text
    assert sum(after) == sum(made) + 1  # it was only tried to make the one that was not at hand
    until(lambda: ask(f"{own.site}/en/interviews/").status == 200, "the page that was not at hand")


def test_web_server_that_is_started_meanwhile_gives_out_what_redis_has(own, gone):
    assert straight(own, 0, "/ky/election/").status == 200

    gone()
    late, address = own.web("late")
    try:
        paths = ("/ky/election/", "/ru/interviews/", "/ky/election/")
        answers = [ask(f"{address}{path}", **{"X-Forwarded-Proto": "https"}).status for path in paths]
    finally:
        late.end()

    assert answers == [200, 503, 200]


@pytest.fixture
def site_url(own):
    """Let the browser go to the machine."""
    return own.site


def test_what_an_editor_typed_is_kept_by_the_browser_and_saved_when_the_database_is_back(own, gone, open_page):
    pk, session = own.manage("shell", "-v0", "-c", SIGN_IN).split()
    page = open_page(ignore_https_errors=True, viewport={"width": 1280, "height": 800})
    where = {"domain": urlsplit(own.site).hostname, "path": "/", "secure": True}
    page.context.add_cookies([{"name": "sessionid", "value": session} | where])
    form = f"/ky/admin/emgek/page/{pk}/change/"
    page.goto(form)
    page.fill("[name=title_ky]", "Кеч түндө жазылган сөз")

    gone()
    with page.expect_navigation() as answered:
        page.click("[name=_continue]")

    assert answered.value.status == 503
    assert "бул браузерде турат" in page.inner_text("body").replace("\xad", "")
    own.database.start()
    until(lambda: straight(own, 0, "/health/ready").status == 200, "the site after the database came back")
    page.goto(form)
    offer = page.locator(".desk-draft")
    offer.locator("summary").click()
    expect(offer.locator("ins").first).to_contain_text("Кеч түндө")
    offer.locator("[data-take]").click()
    expect(page.locator("[name=title_ky]")).to_have_value("Кеч түндө жазылган сөз")
    with page.expect_navigation():
        page.click("[name=_continue]")
    titles = "from emgek.models import Page; print(Page.objects.get(slug='gone').title_ky)"
    assert re.search("Кеч түндө жазылган сөз", own.manage("shell", "-v0", "-c", titles))
