"""Each object has a public history: its editions with their days and notes, never a text that has ended."""

import pytest

from publishing.acts import withdraw
from publishing.erasing import erase
from tests import factories as make
from tests.factories import CAMPAIGN, MACHINE, SILENCE

ALL = ("ky", "ru", "en")
pytestmark = pytest.mark.django_db


def history(client, row):
    """Return the public history of an object in English."""
    return client.get(f"/en/history/{row.kind}/{row.pk}/")


def test_history_tells_days_and_notes_but_not_the_text_before(client, site, at):
    block = site.talk.blocks.first()
    block.answer_en = "Second answer"
    block.save()
    make.go_live(site.talk, at=make.moment(7, 9, 15), note="Үлгү түзөтүү")
    at(make.moment(7, 9, 16))

    page = history(client, site.talk).text

    assert "Edition 2" in page
    assert "Edition 1" in page
    assert "Үлгү түзөтүү" in page
    assert "Replaced: 9 July 2021, 15:00" in page
    assert "жооп" not in page.partition("<main")[2].partition("</main")[0]
    assert "Өмүрзакова" not in page.partition("<main")[2].partition("</main")[0]


def test_page_leads_to_its_history_and_home_to_none(client, site):
    assert f"/ru/history/interview/{site.talk.pk}/" in client.get("/ru/interviews/talk/").text
    assert "/history/" not in client.get("/ru/").text


def test_what_was_never_public_has_no_history(client, site):
    draft = make.make_page(slug="draft")
    later = make.make_page(slug="later")
    make.go_live(later, starts_at=make.moment(7, 20))

    assert history(client, draft).status_code == 404
    assert history(client, later).status_code == 404
    assert client.get("/en/history/nothing/1/").status_code == 404


def test_history_of_the_withdrawn_and_erased_keeps_the_days(client, site, at):
    page = make.make_page(slug="gone", title_en="Private words")
    make.go_live(page)
    withdraw([page], ALL, at=make.moment(7, 9), who=MACHINE, note="Үлгү")
    number = page.pk
    erase(page, at=make.moment(7, 9), who=MACHINE, note="Үлгү")
    at(make.moment(7, 9, 1))
    page.pk = number

    told = history(client, page)

    assert "Withdrawn: 9 July 2021, 00:00" in told.text
    assert "Erased" in told.text
    assert "Private words" not in told.text


def test_history_is_closed_where_the_campaign_is_hidden(client, site, at):
    site.election.silence_policy = "hide"
    site.election.save()
    make.go_live(site.election, at=CAMPAIGN)
    at(SILENCE)

    assert history(client, site.talk).status_code == 503
    assert "/history/" not in client.get("/en/election/").text


def test_history_of_every_kind_opens(client, site):
    for row in (site.party, site.election, site.program, site.plank, site.person):
        answer = history(client, row)
        assert answer.status_code == 200
        assert answer["X-Robots-Tag"] == "noindex"
