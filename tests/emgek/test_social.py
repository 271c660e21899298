"""What those are told to whom a link is sent, under which address a page is known, and when it may be sent."""

import html
import re
from urllib.parse import quote

import pytest

from emgek.social import LONGEST, shortened
from tests import factories as make
from tests.factories import AFTER, BEFORE, CAMPAIGN, SILENCE, VOTING, moment

pytestmark = pytest.mark.django_db

META = re.compile(r'<meta (?:property|name)="([^"]+)" content="([^"]*)">')
CANONICAL = re.compile(r'<link rel="canonical" href="http://testserver([^"]*)">')
ALTERNATE = re.compile(r'<link rel="alternate" hreflang="([\w-]+)" href="http://testserver([^"]*)">')
SERVICES = ("https://t.me/share/url?", "https://wa.me/?", "https://www.facebook.com/sharer/sharer.php?")


def told(client, path: str) -> dict[str, str]:
    """Return the meta elements of a page."""
    return {name: html.unescape(value) for name, value in META.findall(client.get(path).text)}


def test_candidate_is_a_profile_with_both_names_and_a_picture(client, site):
    meta = told(client, f"/ky/candidates/{site.person.slug}/")

    assert (meta["og:type"], meta["og:locale"]) == ("profile", "ky_KG")
    assert (meta["profile:first_name"], meta["profile:last_name"]) == ("Жылдыз", "Өмүрзакова")
    assert (meta["og:image:width"], meta["og:image:height"]) == ("1200", "630")
    assert meta["og:image"].startswith("http://testserver/share/ky/candidate/")
    assert "Өмүрзакова" in meta["og:image:alt"]
    assert meta["twitter:card"] == "summary_large_image"


def test_interview_is_an_article_with_the_day_of_its_first_edition(client, site, at):
    assert "article:modified_time" not in told(client, "/ky/interviews/talk/")
    site.talk.lead_ky = "Оңдолгон сүйлөм."
    site.talk.save()
    make.go_live(site.talk, at=moment(7, 9, 15))
    at(moment(7, 9, 16))

    meta = told(client, "/ky/interviews/talk/")

    assert (meta["og:type"], meta["article:published_time"][:10]) == ("article", "2021-07-08")
    assert meta["article:modified_time"] == "2021-07-09T15:00:00+06:00"
    assert meta["og:description"] == meta["description"] == "Оңдолгон сүйлөм."


def test_description_is_a_sentence_even_where_nobody_wrote_one(client, site):
    assert told(client, "/ky/interviews/talk/")["description"] == (
        "Үлгү маек ky: Жылдыз Өмүрзакова. Үлгү шайлоо ky: 2021-жылдын 11-июлу."
    )


def test_description_is_cut_at_a_word_and_keeps_signs(client, site):
    site.talk.lead_ky = "«А» & <б> " * 60
    site.talk.save()
    make.go_live(site.talk)

    description = told(client, "/ky/interviews/talk/")["description"]

    assert len(description) <= LONGEST
    assert re.fullmatch("(?:«А» & <б> )+«А»(?: &(?: <б>)?)?…|(?:«А» & <б> )+«А» & <б>…", description)


@pytest.mark.parametrize(
    ("text", "cut"),
    [("бир эки", "бир эки"), ("бир эки үч", "бир эки…"), ("бир, эки үч", "бир…"), ("биринчиэкинчи", "биринчи…")],
)
def test_cut_ends_with_a_word(text, cut):
    assert shortened(text, 8) == cut


@pytest.mark.parametrize(
    ("path", "canonical"),
    [
        ("", "/ky/"),
        ("candidates/?order=name", "/ky/candidates/"),
        ("candidates/?after=ab-1", "/ky/candidates/?after=ab-1"),
        ("candidates/?order=name&after=ab-1", "/ky/candidates/"),
        ("elections/july/candidates/", "/ky/candidates/"),
        ("elections/july/program/yshsyz-bishkek/", "/ky/program/yshsyz-bishkek/"),
        ("election/", "/ky/elections/july/"),
        ("compare/?a=zhyldyz-omurzakova", "/ky/compare/?a=zhyldyz-omurzakova"),
        ("interviews/talk/?from=feed", "/ky/interviews/talk/"),
    ],
)
def test_page_is_known_under_one_address(client, site, path, canonical):
    assert CANONICAL.findall(client.get(f"/ky/{path}").text) == [canonical]


def test_languages_of_a_page_are_the_live_ones_and_a_default(client, site):
    make.go_live(make.make_page("ru en", slug="two", original_language="ru"), languages=["ru", "en"])

    assert dict(ALTERNATE.findall(client.get("/ru/two/").text)) == {
        "ru": "/ru/two/",
        "en": "/en/two/",
        "x-default": "/ru/two/",
    }
    assert dict(ALTERNATE.findall(client.get("/ru/").text))["x-default"] == "/"
    assert ALTERNATE.findall(client.get("/ky/two/").text) == []
    assert ALTERNATE.findall(client.get("/ky/candidates/?after=ab-1").text) == []


def test_page_names_its_feeds(client, site):
    own = f'type="application/atom+xml" title="Жылдыз Өмүрзакова" href="/ky/candidates/{site.person.slug}/feed.xml"'

    assert own in client.get(f"/ky/candidates/{site.person.slug}/").text
    assert 'type="application/atom+xml" title="Үлгү ky" href="/ky/feed.xml"' in client.get("/ky/elections/").text


@pytest.mark.parametrize("path", ["interviews/talk/", "program/", "program/yshsyz-bishkek/", "election/"])
def test_page_is_sent_by_plain_links(client, site, path):
    page = client.get(f"/ky/{path}").text

    for service in SERVICES:
        assert f'<a href="{service}' in page
    assert "http%3A%2F%2Ftestserver%2Fky%2F" in page
    assert re.search(
        r'<input class="share__address" id="share-address" value="http://testserver/ky/[^"]+" readonly>', page
    )


@pytest.mark.parametrize(("when", "is_sent"), [(CAMPAIGN, True), (SILENCE, False), (VOTING, False), (AFTER, True)])
def test_campaign_matter_is_not_sent_in_the_silence_nor_on_voting_day(client, site, at, when, is_sent):
    at(when)

    for path in (f"candidates/{site.person.slug}/", "interviews/talk/", "program/", "program/yshsyz-bishkek/"):
        assert ("https://t.me/" in client.get(f"/ky/{path}").text) == is_sent, path
    assert "https://t.me/" in client.get("/ky/elections/july/").text


@pytest.mark.parametrize(
    ("when", "is_posted"), [(BEFORE, False), (CAMPAIGN, True), (SILENCE, False), (VOTING, False), (AFTER, True)]
)
def test_no_picture_or_text_with_the_party_is_offered_outside_its_campaign(client, site, at, when, is_posted):
    at(when)

    page = client.get("/ky/elections/july/").text

    assert "https://t.me/" in page
    assert ("/share/ky/election/" in page.partition('class="share"')[2]) == is_posted
    assert (quote("Үлгү шайлоо ky: Үлгү ky") in page) == is_posted
    assert ("og:image" in page) == is_posted


def test_matter_of_another_election_is_not_sent_in_the_silence_either(client, site, at):
    other = make.make_election(
        slug="osh", polls_open_at=moment(8, 1, 8), polls_close_at=moment(8, 1, 20), silence_starts_at=moment(7, 31, 8)
    )
    make.go_live(other, at=CAMPAIGN)
    at(moment(7, 31, 9))

    assert "https://t.me/" not in client.get("/ky/interviews/talk/").text


def test_nothing_calls_to_be_sent_before_there_is_anything(client, at):
    at(BEFORE)
    make.go_live(make.make_party(), at=BEFORE)

    assert "https://t.me/" not in client.get("/ky/").text
