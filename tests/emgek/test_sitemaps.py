"""Sitemaps and robots: every live page once, with its languages and the day it changed; nothing else."""

from datetime import datetime
from xml.etree import ElementTree

import pytest

from publishing.acts import withdraw
from publishing.directory import RANGE
from tests import factories as make
from tests.factories import BEFORE, CAMPAIGN, MACHINE, moment

pytestmark = pytest.mark.django_db

MAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"
HOST = "http://testserver"


def files(client) -> dict[str, datetime]:
    """Return the files of the index with their days."""
    index = ElementTree.fromstring(client.get("/sitemap.xml").content)
    assert index.tag == f"{MAP}sitemapindex"
    return {
        node.findtext(f"{MAP}loc").removeprefix(HOST): datetime.fromisoformat(node.findtext(f"{MAP}lastmod"))
        for node in index
    }


def pages(client, path: str) -> dict[str, tuple[datetime, dict[str, str]]]:
    """Return the pages of one file: when each changed, and where it is in which language."""
    response = client.get(path)
    assert response["Content-Type"] == "application/xml; charset=utf-8"
    found = {}
    for node in ElementTree.fromstring(response.content):
        links = {link.get("hreflang"): link.get("href").removeprefix(HOST) for link in node.findall(LINK)}
        day = datetime.fromisoformat(node.findtext(f"{MAP}lastmod"))
        found[node.findtext(f"{MAP}loc").removeprefix(HOST)] = (day, links)
    return found


def file_of(thing) -> str:
    """Return the file that lists an object; on PostgreSQL numbers go on from one test to the next."""
    return f"/sitemap-{thing.kind}-{(thing.pk - 1) // RANGE}.xml"


def every(client) -> dict:
    """Return the pages of all files of the index."""
    return {address: page for path in files(client) for address, page in pages(client, path).items()}


def test_every_address_answers_and_says_the_same_of_its_languages(client, site):
    make.go_live(make.make_page("ru", slug="tolko", original_language="ru"), languages=["ru"])

    found = every(client)

    assert len(found) == 3 * 11 + 1
    assert found["/ru/tolko/"][1] == {"ru": "/ru/tolko/"}
    for address, (_day, links) in found.items():
        page = client.get(address).text
        assert f'<link rel="canonical" href="{HOST}{address}">' in page
        assert all(f'hreflang="{code}" href="{HOST}{other}">' in page for code, other in links.items()), address


def test_days_are_those_of_the_current_editions(client, site, at):
    later = moment(7, 9, 15)
    site.talk.lead_ru = "Исправлено"
    site.talk.save()
    make.go_live(site.talk, at=later, languages=["ru"])
    at(later)

    found = pages(client, file_of(site.talk))

    assert found["/ru/interviews/talk/"][0] == later
    assert found["/ky/interviews/talk/"][0] == CAMPAIGN
    assert files(client)[file_of(site.talk)] == files(client)["/sitemap-lists-0.xml"] == later
    assert files(client)[file_of(site.election)] == BEFORE


def test_withdrawn_and_waiting_pages_are_not_listed(client, site, at):
    make.go_live(make.make_page(slug="waits"), starts_at=moment(7, 10))
    withdraw([site.person], ("ky",), at=moment(7, 9), who=MACHINE, note="Үлгү", with_dependents=True)
    at(moment(7, 9))

    found = every(client)

    assert "/ky/waits/" not in found
    assert f"/ky/candidates/{site.person.slug}/" not in found
    assert "/ky/interviews/talk/" not in found
    assert "ky" not in found["/ru/interviews/talk/"][1]


def test_thousand_numbers_share_a_file(client, site):
    border = 500 * RANGE
    make.go_live(*[make.make_candidate(site.election, id=border + more, slug=f"far-{more}") for more in (0, 1)])

    for number, slug in ((499, "far-0"), (500, "far-1")):
        here = {f"/{code}/candidates/{slug}/" for code in ("ky", "ru", "en")}
        assert pages(client, f"/sitemap-candidate-{number}.xml").keys() == here


@pytest.mark.parametrize("name", ["party-0", "candidate-9", "lists-1", "candidate-9999999", "candidate-x", "no-0"])
def test_other_files_are_not_there(client, site, name):
    assert client.get(f"/sitemap-{name}.xml").status_code == 404


def test_sitemap_takes_few_queries_whatever_it_lists(client, site, django_assert_max_num_queries):
    make.go_live(*[make.make_candidate(site.election) for _ in range(5)])

    with django_assert_max_num_queries(2):
        client.get("/sitemap.xml")
    with django_assert_max_num_queries(2):
        client.get(file_of(site.person))
    with django_assert_max_num_queries(3):
        client.get("/sitemap-lists-0.xml")


def test_robots_name_the_sitemap_and_close_the_desk(client, db):
    lines = client.get("/robots.txt").text.splitlines()

    assert f"Sitemap: {HOST}/sitemap.xml" in lines
    assert {"Disallow: /ky/admin/", "Disallow: /en/search/"} <= set(lines)
    assert "Disallow: /" not in lines
