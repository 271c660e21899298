"""Feeds: valid Atom with the full text, ids for ever, and nothing that is not public."""

import re
from datetime import datetime
from xml.etree import ElementTree

import pytest

from publishing.acts import withdraw
from publishing.journal import Act, Head
from tests import factories as make
from tests.emgek.test_linked_data import HOSTILE
from tests.factories import CAMPAIGN, MACHINE, moment
from tests.fronts import Readers

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"
RFC_3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)")
LATER = moment(7, 9, 15)


def read(response) -> ElementTree.Element:
    """Return a feed after checking what RFC 4287 asks of every feed and entry."""
    assert response["Content-Type"] == "application/atom+xml; charset=utf-8"
    feed = ElementTree.fromstring(response.content)
    assert feed.tag == f"{ATOM}feed"
    for node in (feed, *feed.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(node.findall(ATOM + name)) == 1, name
        assert RFC_3339.fullmatch(node.findtext(f"{ATOM}updated"))
        assert node.find(f"{ATOM}author/{ATOM}name").text
        assert len(node.findall(f"{ATOM}link[@rel='alternate']")) == 1
    ids = [node.text for node in feed.iter(f"{ATOM}id")]
    assert len(ids) == len(set(ids))
    assert all(re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", one) for one in ids)
    return feed


def entries(feed) -> dict[str, ElementTree.Element]:
    """Return the entries of a feed by their kind."""
    return {entry.find(f"{ATOM}category").get("term"): entry for entry in feed.findall(f"{ATOM}entry")}


def text(entry, name="content") -> str:
    """Return what an element of an entry says."""
    return entry.findtext(ATOM + name)


def test_feed_tells_everything_public_with_its_full_text(client, site):
    feed = read(client.get("/ky/feed.xml"))
    found = entries(feed)

    assert set(found) == {"candidate", "interview", "program", "plank", "election"}
    assert all(words in text(found["interview"]) for words in ("1-суроо? ky", "1-жооп. ky", "2-жооп. ky"))
    assert "<li>2-чара ky</li>" in text(found["plank"])
    assert text(found["interview"], "title") == "Жылдыз Өмүрзакова: Үлгү маек ky"
    assert found["interview"].findtext(f"{ATOM}author/{ATOM}name") == "Жылдыз Өмүрзакова"
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "ky"
    assert feed.find(f"{ATOM}link[@rel='self']").get("href") == "http://testserver/ky/feed.xml"


def test_campaign_entry_carries_its_imprint_and_no_other_does(client, site):
    found = entries(read(client.get("/en/feed.xml")))

    for kind in ("candidate", "interview", "program", "plank"):
        assert "Produced by: Үлгү" in text(found[kind])
        assert text(found[kind], "rights").startswith("Produced by: Үлгү")
    assert found["election"].find(f"{ATOM}rights") is None


def test_correction_keeps_the_id_and_moves_only_what_was_updated(client, site, at):
    before = entries(read(client.get("/ky/feed.xml")))["interview"]
    site.talk.lead_ky = "Оңдолду"
    site.talk.save()
    make.go_live(site.talk, at=LATER, languages=["ky"])
    at(LATER)

    feed = read(client.get("/ky/feed.xml"))
    after = feed.find(f"{ATOM}entry")

    assert text(after, "id") == text(before, "id")
    assert datetime.fromisoformat(text(before, "published")) == CAMPAIGN
    assert datetime.fromisoformat(text(after, "published")) == CAMPAIGN
    assert datetime.fromisoformat(text(after, "updated")) == LATER
    assert datetime.fromisoformat(feed.findtext(f"{ATOM}updated")) == LATER
    assert text(after, "summary") == "Оңдолду"


def test_languages_and_objects_have_ids_of_their_own_whatever_the_host(client, site):
    ky, ru = (read(client.get(f"/{code}/feed.xml")) for code in ("ky", "ru"))
    elsewhere = read(client.get("/ky/feed.xml", headers={"host": "localhost"}))

    ids = [{node.text for node in feed.iter(f"{ATOM}id")} for feed in (ky, ru, elsewhere)]
    assert not ids[0] & ids[1]
    assert ids[0] == ids[2]


def test_ids_of_another_installation_are_others(client, site):
    before = read(client.get("/ky/feed.xml")).findtext(f"{ATOM}id")
    Act.objects.filter(number=1).update(hash="f" * 64)

    assert read(client.get("/ky/feed.xml")).findtext(f"{ATOM}id") != before


def test_withdrawn_entry_is_gone_with_its_dependents(client, site, at):
    withdraw([site.person], ("ky",), at=LATER, who=MACHINE, note="Үлгү", with_dependents=True)
    at(LATER)

    assert set(entries(read(client.get("/ky/feed.xml")))) == {"program", "plank", "election"}
    assert "interview" in entries(read(client.get("/ru/feed.xml")))
    assert client.get(f"/ky/candidates/{site.person.slug}/feed.xml").status_code == 410


def test_what_waits_or_is_in_another_language_is_not_told(client, site):
    make.go_live(make.make_page("ru", slug="tolko", original_language="ru"), languages=["ru"])
    make.go_live(make.make_page(slug="waits"), starts_at=moment(7, 9))

    assert "page" not in entries(read(client.get("/ky/feed.xml")))
    assert "/ru/tolko/" in entries(read(client.get("/ru/feed.xml")))["page"].find(f"{ATOM}link").get("href")


def test_feed_of_a_candidate_tells_of_nobody_else(client, site):
    other = make.make_candidate(site.election)
    make.go_live(other, make.make_interview(other, site.election, slug="other"))

    feed = read(client.get(f"/ky/candidates/{site.person.slug}/feed.xml"))

    assert {link.get("href").removeprefix("http://testserver") for link in feed.findall(f"{ATOM}entry/{ATOM}link")} == {
        f"/ky/candidates/{site.person.slug}/",
        "/ky/interviews/talk/",
    }
    assert feed.findtext(f"{ATOM}title") == "Жылдыз Өмүрзакова: Үлгү ky"


def test_feed_of_nobody_is_not_found(client, site):
    assert client.get("/ky/candidates/nobody/feed.xml").status_code == 404


def test_feed_of_an_untranslated_candidate_is_not_found(client, site):
    person = make.make_candidate(site.election, "ru", slug="tolko", original_language="ru")
    make.go_live(person, languages=["ru"])

    assert client.get("/ky/candidates/tolko/feed.xml").status_code == 404
    assert client.get("/ru/candidates/tolko/feed.xml").status_code == 200


def test_feed_carries_the_newest_hash_of_the_journal(client, site):
    head = Head._base_manager.get()

    subtitle = read(client.get("/en/feed.xml")).findtext(f"{ATOM}subtitle")

    assert f"No. {head.number}, its hash {head.hash}." in subtitle


def test_hostile_words_stay_words_in_a_feed(client, site):
    site.talk.blocks.update(question_ky=HOSTILE, answer_ky=f"{HOSTILE}\x0b\ufffe")
    site.talk.title_ky = HOSTILE
    site.talk.save()
    make.go_live(site.talk)

    entry = entries(read(client.get("/ky/feed.xml")))["interview"]

    assert text(entry, "title").endswith(HOSTILE)
    assert "<script" not in text(entry)
    assert "&lt;script&gt;" in text(entry)


def test_feed_has_no_soft_hyphens_and_no_more_than_fifty_entries(client, site):
    site.talk.lead_ky = "Мүмкүнчүлүк\u00adтөрү чектелгендерге"
    site.talk.save()
    make.go_live(site.talk)
    make.go_live(*[make.make_page(slug=f"page-{number}") for number in range(55)])

    response = client.get("/ky/feed.xml")

    assert len(read(response).findall(f"{ATOM}entry")) == 50
    assert "\u00ad" not in client.get(f"/ky/candidates/{site.person.slug}/feed.xml").text


def test_feed_is_sent_again_only_when_it_changed(site, at):
    readers = Readers()
    tag = readers.get("/ky/feed.xml").headers["ETag"]

    assert readers.get("/ky/feed.xml", if_none_match=tag).status == 304
    make.go_live(make.make_page(slug="about"), at=LATER)
    at(LATER)
    assert readers.get("/ky/feed.xml", if_none_match=tag).status == 200


def test_empty_site_has_an_empty_feed(client, at):
    make.go_live(make.make_party(), at=make.BEFORE)

    feed = read(client.get("/ky/feed.xml"))

    assert feed.findall(f"{ATOM}entry") == []
    assert datetime.fromisoformat(feed.findtext(f"{ATOM}updated")) == make.BEFORE


def test_feed_takes_four_queries_whatever_it_tells(client, site, django_assert_num_queries):
    people = [make.make_candidate(site.election) for _ in range(5)]
    make.go_live(*people, *[make.make_interview(one, site.election, slug=f"t{one.pk}") for one in people])

    with django_assert_num_queries(4):
        client.get("/ky/feed.xml")
    with django_assert_num_queries(4):
        client.get(f"/ky/candidates/{site.person.slug}/feed.xml")
