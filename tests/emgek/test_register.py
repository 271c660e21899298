"""The register of what is and was public."""

import re

import pytest

from publishing.acts import withdraw
from publishing.erasing import erase
from publishing.journal import Head
from publishing.register import PAGE_SIZE
from tests import factories as make
from tests.factories import CAMPAIGN, MACHINE

pytestmark = pytest.mark.django_db

ALL = ("ky", "ru", "en")


def test_register_shows_campaign_matter_with_its_imprint_and_no_other(client, site):
    page = client.get("/en/imprint/").text

    assert 'lang="ky"><a href="/ky/program/yshsyz-bishkek/" hreflang="ky">Ышсыз Бишкек</a>' in page
    assert "Produced by: Үлгү" in page
    assert "Үлгү шайлоо" not in page.partition("<main")[2]


def test_languages_of_one_release_share_a_line_with_the_own_language_first(client, site):
    page = client.get("/ru/imprint/").text
    line = next(line for line in page.split("hits__kind") if 'href="/ky/interviews/talk/"' in line)

    assert [f'href="/{language}/interviews/talk/"' in line for language in ALL] == [True, True, True]
    assert line.index("/ru/interviews/") < line.index("/ky/interviews/") < line.index("/en/interviews/")


def test_register_ends_with_the_newest_hash(client, site):
    head = Head._base_manager.get()

    page = client.get("/ky/imprint/").text

    assert f"<code>{head.hash}</code>" in page
    assert f"<dd>{head.number}</dd>" in page


def test_ended_edition_keeps_dates_and_notes_but_no_link(client, site, at):
    later = make.moment(7, 9, 15)
    withdraw([site.talk], ALL, at=later, who=MACHINE, note="Үлгү себеп")
    at(make.moment(7, 9, 18))

    page = client.get("/en/imprint/").text

    assert "Withdrawn: 9 July 2021, 15:00" in page
    assert 'Note of the withdrawal: <span lang="">Үлгү себеп</span>' in page
    assert "1-жооп" not in page
    assert "/interviews/talk/" not in page


def test_what_waits_is_not_in_the_register(client, site):
    site.talk.title_en = "Not yet"
    site.talk.save()
    make.go_live(site.talk, starts_at=make.moment(7, 9), languages=["en"])

    page = client.get("/en/imprint/").text

    assert "Not yet" not in page
    assert "9 July 2021" not in page


def test_erased_edition_leaves_its_number_and_its_period(client, site, at):
    withdraw([site.talk], ALL, at=CAMPAIGN, who=MACHINE, note="Үлгү")
    erase(site.talk, at=make.moment(7, 9), who=MACHINE, note="Үлгү")
    at(make.moment(7, 9))

    page = client.get("/en/imprint/").text

    assert "Үлгү маек" not in page


def test_register_goes_on_page_by_page(client, site, django_assert_max_num_queries):
    people = [make.make_candidate(site.election) for _ in range(PAGE_SIZE // 3 + 1)]
    make.go_live(*people)
    seen, address = [], "/en/imprint/"

    while address:
        with django_assert_max_num_queries(3):
            page = client.get(address).text
        seen += re.findall(r"<li>(?:Kyrgyz|Russian|English)\b", page)
        more = page.partition('href="?before=')[2].partition('"')[0]
        address = f"/en/imprint/?before={more}" if more else ""

    assert len(seen) == 3 * (len(people) + 4)


@pytest.mark.parametrize("before", ["x", "2021-99-99~1", "0001-01-01T00:00:00+14:00~1", "2021-07-08T12:00:00+06:00~x"])
def test_nonsense_is_no_page_of_the_register(client, site, before):
    assert client.get("/en/imprint/", {"before": before}).status_code == 404


def test_register_says_that_an_interview_fell_with_its_candidate(client, site, at):
    at(make.moment(7, 9, 10))
    withdraw([site.person], ALL, at=make.moment(7, 9, 10), who=MACHINE, note="Үлгү")

    page = client.get("/en/imprint/").text
    line = next(line for line in page.split("hits__kind") if "Interview<br>" in line)

    assert client.get("/en/interviews/talk/").status_code == 410
    assert "Public now" not in line
    assert "Withdrawn: 9 July 2021, 10:00" in " ".join(line.split())
    assert "<a " not in line
