"""Whatever bears campaign matter out of the site bears its imprint: pages, paper, feeds and pictures."""

from html import unescape
from xml.etree import ElementTree

import pytest
from playwright.sync_api import expect

from elections.imprint import rows
from publishing.editions import Edition
from publishing.languages import LANGUAGES
from tests import factories as make
from tests.emgek.test_shares import poster
from tests.emgek.test_shares_drawing import set_words

MATTER = ("person", "talk", "program", "plank")
ADDRESSES = {"person": "candidates/{}/", "talk": "interviews/{}/", "program": "program/", "plank": "program/{}/"}
LISTS = ("", "candidates/", "interviews/", "questions/", "questions/talk/1/", "compare/")
ATOM = "{http://www.w3.org/2005/Atom}"


def frozen(row, language):
    """Return the imprint that is public with a row."""
    return Edition.objects.of(row).get(language=language).read().imprint


def address(site, name, language):
    """Return where a row of the site is read."""
    return f"/{language}/{ADDRESSES[name].format(getattr(site, name).slug)}"


def on_page(client, site, name, language):
    """Say whether the box under a page holds every line of the imprint."""
    box = unescape(client.get(address(site, name, language)).text).partition('<section class="imprint"')[2]
    return all(
        f"<dt>{label}</dt><dd>{value}</dd>" in box
        for label, value in rows(frozen(getattr(site, name), language), language)
    )


def in_feed(client, site, name, language):
    """Say whether the entry of a feed says the line, in its text and as its rights."""
    row = getattr(site, name)
    feed = ElementTree.fromstring(client.get(f"/{language}/feed.xml").text)
    entries = {entry.find(f"{ATOM}category").get("term"): entry for entry in feed.findall(f"{ATOM}entry")}
    line = frozen(row, language).line
    text, rights = (entries[row.kind].findtext(ATOM + part) for part in ("content", "rights"))
    return line in unescape(text) and rights == line


def on_picture(client, site, name, language):
    """Say whether the line is among the words that are set on the share image; it is set alike in every language."""
    row = getattr(site, name)
    return language != "ky" or frozen(row, language).line in [
        one["words"] for one in set_words(poster(row.kind, row), "wide")
    ]


@pytest.mark.django_db
@pytest.mark.parametrize("bears", [on_page, in_feed, on_picture])
def test_all_campaign_matter_bears_its_imprint_in_every_language(client, site, bears):
    found = {(name, code): bears(client, site, name, code) for name in MATTER for code in LANGUAGES}
    assert [key for key, holds in found.items() if not holds] == []


@pytest.mark.django_db
def test_pages_that_list_campaign_matter_bear_its_imprints(client, site):
    other = make.make_candidate(site.election, slug="other")
    make.go_live(other, make.make_interview(other, site.election, slug="again"))  # asked in the same words
    pages = {
        path: unescape(client.get(f"/ky/{path}").text) for path in (*LISTS, f"compare/?a={site.person.slug}&b=other")
    }
    boxes = {path: page.partition('<section class="imprint"')[2] for path, page in pages.items()}
    assert [path for path, box in boxes.items() if "<dt>Буйрутмачы</dt><dd>Үлгү</dd>" not in box] == []


def test_paper_bears_the_imprint_too(site, page):
    page.emulate_media(media="print")
    for name in MATTER:
        page.goto(address(site, name, "ky"))
        box = page.locator("main .imprint")
        for label, value in rows(frozen(getattr(site, name), "ky"), "ky"):
            expect(box.get_by_text(label, exact=True)).to_be_visible()
            expect(box.get_by_text(value, exact=True).first).to_be_visible()
        assert box.evaluate("one => getComputedStyle(one).color") == "rgb(0, 0, 0)"
