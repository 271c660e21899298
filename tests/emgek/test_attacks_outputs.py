"""Hostile words and hostile addresses against every output besides pages: feeds, calendars, pictures, the press kit."""

import csv
from datetime import date
from io import BytesIO, StringIO
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from icalendar import Calendar

from elections.models import KeyDate
from publishing.acts import withdraw
from publishing.clock import set_demo_clock
from tests.desk.publishing.screens import LATER, edit
from tests.emgek.test_attacks import HUGE, NUL, ODD, broken, hostile
from tests.factories import MACHINE, go_live, make_candidate, make_interview, make_page, moment
from tests.public_pages import face

pytestmark = pytest.mark.walk

BREAKING = '=1+1\r\nX-EVIL:1\x0b\u202e\u200b\u2028]]><!--</title></script><script>alert(1)</script>"><img src=x>{{ 7 }}'
LANGUAGES = ("ky", "ru", "en")
WIDE = "f" * 220
PAGES = (
    *("", "candidates/", "candidates/person/", "candidates/?name=7&order=name", "interviews/", "interviews/talk/"),
    *("program/", "program/yshsyz-bishkek/", "program/yshsyz-bishkek/?measure=1", "election/", "elections/"),
    *("elections/july/", "elections/july/candidates/", "elections/july/questions/", "questions/", "imprint/", "about/"),
    *("questions/talk/1/", "compare/", "compare/?a=person", "compare/?a=person&b=other", "search/?q=alert"),
)
OUTPUTS = ("feed.xml", "candidates/person/feed.xml", "elections/july/dates.ics", "press-kit.zip")
MOMENTS = {
    "before": moment(6, 15, 12),
    "campaign": moment(7, 8, 16),
    "silence": moment(7, 10, 9),
    "voting": moment(7, 11, 9),
    "after": moment(7, 27, 12),
}


@pytest.fixture(params=[BREAKING, "\">'{{ 7 }}<svg onload=alert(1)>"], ids=["breaking", "opening"])
def spoiled(request, site, settings, at, tmp_path, monkeypatch):
    """Return all public rows with hostile words in every field of theirs and of their parts."""
    settings.DEMO, settings.MEDIA_ROOT = True, tmp_path
    at(LATER)
    set_demo_clock(LATER)
    monkeypatch.setattr("tests.emgek.test_attacks.HOSTILE", request.param)
    KeyDate.objects.create(election=site.election, day=date(2021, 7, 5), what="Үлгү")
    other = make_candidate(site.election, position=2, slug="other", portrait=face())
    talk = make_interview(other, site.election, blocks=2, slug="same")
    page = make_page(slug="about")
    parts = [*site.election.imprints.all(), *site.program.themes.all(), *site.plank.measures.all()]
    parts += [*site.election.key_dates.all(), *site.talk.blocks.all(), *talk.blocks.all()]
    for part in (*parts, *site.person.candidacies.all(), *other.candidacies.all()):
        hostile(part)
    edit(site.talk, source_url="javascript:alert(1)")
    edit(site.person, slug="person", links="javascript:alert(1)\nhttps://example.kg/ok")
    rows = [site.party, site.election, site.program, site.plank, site.person, site.talk, page, other, talk]
    go_live(*map(hostile, rows), at=LATER, note=request.param)
    return site


def body(client, address):
    """Return the bytes of an answer that must be there."""
    answer = client.get(address, follow=True)
    assert answer.status_code == 200, address
    return b"".join(answer.streaming_content) if answer.streaming else answer.content


@pytest.mark.parametrize("when", MOMENTS)
def test_hostile_words_break_no_page_in_any_phase(client, spoiled, at, when):
    client.raise_request_exception = False
    at(MOMENTS[when])
    for path in (f"/{code}/{path}" for code in LANGUAGES for path in PAGES):
        answer = client.get(path, follow=True)
        assert answer.status_code in ((200, 404) if when == "before" else (200,)), path
        for markup in ("<img src=x", "<svg onload", "<script>alert", "javascript:", "<!--</"):
            assert markup not in answer.text, path


@pytest.mark.parametrize("code", LANGUAGES)
def test_hostile_words_leave_feeds_calendars_and_sitemaps_whole(client, spoiled, code):
    for path in ("feed.xml", "candidates/person/feed.xml"):
        entries = ElementTree.fromstring(body(client, f"/{code}/{path}")).findall("{*}entry")
        contents = [entry.findtext("{*}content") for entry in entries]
        assert contents
        assert not [
            text for text in contents for markup in ("<img", "<script", "<svg", "javascript:") if markup in text
        ]
    written = body(client, f"/{code}/elections/july/dates.ics").decode()
    assert not [line for line in written.splitlines() if line.startswith("X-EVIL")]
    assert [str(event["uid"]).partition("-")[0] for event in Calendar.from_ical(written).walk("VEVENT")] == [
        "election"
    ] * 2
    files = [one.text for one in ElementTree.fromstring(body(client, "/sitemap.xml")).iterfind("{*}sitemap/{*}loc")]
    assert len(files) == 6
    for address in files:
        assert ElementTree.fromstring(body(client, address)).tag.endswith("urlset")


@pytest.mark.parametrize("code", LANGUAGES)
def test_hostile_words_leave_the_press_kit_whole(client, spoiled, code):
    kit = ZipFile(BytesIO(body(client, f"/{code}/press-kit.zip")))
    assert kit.testzip() is None
    assert not [name for name in kit.namelist() if ".." in name or name.startswith("/") or "\\" in name]
    table = kit.read("portraits/rights.csv").decode("utf-8-sig")
    assert not [
        cell for row in csv.reader(StringIO(table)) for cell in row if cell.lstrip().startswith(("=", "+", "@"))
    ]


@pytest.mark.parametrize("kind", ["party", "election", "program", "plank", "person", "talk"])
def test_hostile_words_are_drawn_as_words(client, spoiled, kind):
    row = getattr(spoiled, kind)
    for size in ("wide", "tall"):
        drawn = body(client, f"/share/ky/{row.kind}/{row.pk}/{size}.00.png")
        assert drawn[:4] in (b"\x89PNG", b"\xff\xd8\xff\xe0")


def test_nonsense_in_addresses_of_outputs_breaks_nothing(client, site):
    client.raise_request_exception = False
    lists = ("questions/", "candidates/", "interviews/", "compare/", "program/yshsyz-bishkek/", "questions/talk/1/")
    values = (NUL, HUGE, ODD, f"{WIDE}-1", f"{'f' * 16}-{'9' * 18}", f"{WIDE}-{'9' * 18}", "7-0")
    asked = [f"/ky/{path}?after={value}" for path in lists for value in values]
    asked += [f"/ky/elections/july/{path}/?after={value}" for path in ("questions", "candidates") for value in values]
    asked += [f"/ky/compare/?a={value}&b={value}&name={value}" for value in values]
    asked += [f"/ky/search/suggestions/?q={value}" for value in (*values, "%22", "%22%20OR%20%22", "%25", "_", "*")]
    asked += [f"/ky/search/?q=talk&page={value}" for value in values]
    asked += [f"/ky/questions/talk/{number}/" for number in ("0", "9" * 18, "9" * 19, "9" * 40)]
    asked += [f"/ky/elections/july/dates/{number}.ics" for number in ("0", "9" * 19, "9" * 40)]
    asked += ["/sitemap-candidate-999999.xml", "/share/ky/interview/999999999999999999/999999999/wide/"]

    assert broken(client, asked) == []


def test_a_withdrawn_question_of_no_possible_number_breaks_nothing(client, site, at):
    client.raise_request_exception = False
    at(LATER)
    withdraw([site.talk], LANGUAGES, at=LATER, who=MACHINE, note="Үлгү")
    assert [client.get(f"/ky/questions/talk/{number}/").status_code for number in (1, 9**30, 9**60)] == [410] * 3
