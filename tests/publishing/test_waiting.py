"""What waits: schedules, cancelling them, and publishing over them."""

from datetime import timedelta

import pytest

from publishing import acts
from publishing.acts import Waiting
from publishing.editions import Edition
from publishing.problems import Refused
from publishing.verifying import faults
from tests.factories import CAMPAIGN, MACHINE, go_live, make_candidate, make_page, open_campaign
from tests.publishing.test_acts import codes, live_titles

pytestmark = pytest.mark.django_db


def test_a_scheduled_edition_begins_on_its_second():
    page = make_page(title_ky="Бир")
    go_live(page)
    page.title_ky = "Эки"
    page.save()
    later = CAMPAIGN + timedelta(hours=2)
    go_live(page, starts_at=later)
    assert live_titles(page, later - timedelta(microseconds=1))["ky"] == "Бир"
    assert live_titles(page, later)["ky"] == "Эки"


def test_cancelling_a_schedule_leaves_what_was_live():
    page = make_page(title_ky="Бир")
    go_live(page)
    page.title_ky = "Эки"
    page.save()
    later = CAMPAIGN + timedelta(hours=2)
    release = go_live(page, starts_at=later)
    acts.cancel([release.pk], at=CAMPAIGN, who=MACHINE)
    assert live_titles(page, later)["ky"] == "Бир"


def test_publishing_over_a_waiting_edition_asks():
    page = make_page(title_ky="Бир")
    go_live(page, starts_at=CAMPAIGN + timedelta(hours=2))
    with pytest.raises(Refused) as caught:
        go_live(page)
    assert "waiting" in codes(caught)


def test_a_waiting_edition_can_be_cancelled_or_made_anew_while_publishing():
    later = CAMPAIGN + timedelta(hours=2)
    page = make_page(title_ky="Бир")
    go_live(page, starts_at=later)
    page.title_ky = "Эки"
    page.save()
    go_live(page, waiting=Waiting.RENEW)
    assert live_titles(page, CAMPAIGN)["ky"] == "Эки"
    assert live_titles(page, later)["ky"] == "Эки"
    assert Edition.objects.of(page).waiting(CAMPAIGN).count() <= 3
    page.title_ky = "Үч"
    page.save()
    go_live(page, waiting=Waiting.CANCEL)
    assert live_titles(page, later)["ky"] == "Үч"
    assert list(faults()) == []


def test_a_later_schedule_never_builds_on_the_edition_it_cancels():
    election = open_campaign()
    person = make_candidate(election)
    go_live(person)
    person.links, person.lead_ru = "https://example.org/ulgu", "Каралама"
    person.save()
    go_live(person, starts_at=CAMPAIGN + timedelta(hours=2))
    person.lead_ky = "Жаңы"
    person.save()
    later = CAMPAIGN + timedelta(hours=4)
    go_live(person, languages=["ky"], starts_at=later, waiting=Waiting.CANCEL)
    documents = {e.language: e.read() for e in Edition.objects.of(person).live(later).select_related("document")}
    assert {document.links for document in documents.values()} == {("https://example.org/ulgu",)}
    assert documents["ru"].lead == ""


def test_two_editions_never_wait_for_two_moments():
    page = make_page(title_ky="Бир")
    go_live(page, starts_at=CAMPAIGN + timedelta(hours=2))
    page.title_ky = "Эки"
    page.save()
    with pytest.raises(Refused) as caught:
        go_live(page, starts_at=CAMPAIGN + timedelta(hours=4), waiting=Waiting.RENEW)
    assert "waiting" in codes(caught)


def test_the_issue_date_is_never_that_of_a_cancelled_edition():
    election = open_campaign()
    person = make_candidate(election)
    go_live(person, starts_at=CAMPAIGN + timedelta(hours=6))
    go_live(person, starts_at=CAMPAIGN + timedelta(days=1), waiting=Waiting.CANCEL)
    [waits] = Edition.objects.of(person).waiting(CAMPAIGN).filter(language="ky").select_related("document")
    assert str(waits.read().imprint.issue_date) == "2021-07-09"
