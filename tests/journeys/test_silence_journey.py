"""The silence: nothing starts in any of five ways, two people may decide otherwise, and a reader sees how to vote."""

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from candidates.models import Interview
from elections.models import Election
from publishing.acts import Waiting
from publishing.clock import now, set_demo_clock
from publishing.editions import Edition
from publishing.verifying import faults
from tests.factories import SILENCE, go_live
from tests.journeys.test_day_journey import PHONE, fits, sign_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]


@pytest.fixture
def talk(settings, live_server):
    """Load the demo, publish its interview a second time in the campaign, write a third text, and let silence begin."""
    settings.DEMO = True
    call_command("load_demo", verbosity=0)
    row = Interview.objects.get()
    for title in ("Экинчи аталыш", "Үчүнчү аталыш"):
        Interview.objects.filter(pk=row.pk).update(title_ky=title)
        row.refresh_from_db()
        if title.startswith("Экинчи"):
            go_live(row, languages=["ky"], at=now())
    set_demo_clock(SILENCE)
    return row


def form_of(talk):
    return f"/ky/admin/candidates/interview/{talk.pk}/"


def stopped(page):
    """Wait until the screen says that the calendar stops it, after the button was pressed."""
    expect(page.locator(".desk-problems__item--error a[href$='/override/']").first).to_be_visible()
    assert fits(page)


def send(page):
    with page.expect_navigation():
        page.locator("form:has([name=csrfmiddlewaretoken]) .desk-button--main, form .desk-button--stop").first.click()


def test_five_ways_are_refused_and_two_people_publish(talk, open_page):
    press, chief = (open_page(viewport=PHONE, locale="ky") for _ in range(2))
    sign_in(press, "press")
    sign_in(chief, "editor")
    first = Edition.objects.of(talk).filter(language="ky").earliest("number")
    last = Edition.objects.of(talk).filter(language="ky").latest("number")
    editions = Edition.objects.count()

    press.goto(f"{form_of(talk)}publish/")
    send(press)
    stopped(press)
    press.check("[name=when][value=later]")
    press.fill("[name=starts_at]", "2021-07-10T15:00")
    send(press)
    stopped(press)
    for screen in (f"editions/{first.pk}/again/", f"undo/{last.act.release_id}/"):
        press.goto(form_of(talk) + screen)
        stopped(press)
        send(press)
        stopped(press)
    press.goto(f"{form_of(talk)}change/?restore={first.pk}")
    press.wait_for_load_state("networkidle")
    with press.expect_navigation():
        press.locator("[name=_publish]").first.click()
    send(press)
    stopped(press)
    assert Edition.objects.count() == editions

    press.locator(".desk-problems a[href$='/override/']").first.click()
    press.fill("[name=until]", "2021-07-10T12:00")
    press.fill("[name=reason]", "Борбордук шайлоо комиссиясынын чечими")
    press.click("[name=do][value=ask]")
    expect(press.locator("[name=do][value=confirm]")).to_have_count(0)
    assert fits(press)
    chief.goto(f"{form_of(talk)}override/")
    chief.click("[name=do][value=confirm]")
    press.goto(f"{form_of(talk)}publish/")
    send(press)

    live = Edition.objects.of(talk).live(now()).get(language="ky")
    assert live.pk not in (first.pk, last.pk)
    assert list(faults()) == []


def test_a_reader_on_a_phone_finds_how_to_vote_where_the_campaign_is_hidden(talk, open_page, axe):
    election = Election.objects.get(slug="bishkek-2021-july")
    election.silence_policy = "hide"
    election.save()
    go_live(election, at=now(), waiting=Waiting.CANCEL)
    page = open_page(viewport=PHONE, locale="ky")

    assert page.goto(f"/ky/interviews/{talk.slug}/").status == 503
    expect(page.locator("h1")).to_have_text("Добуш берүү алдындагы тынчтык күнү")
    expect(page.locator(".steps")).to_be_visible()
    assert fits(page)
    assert axe(page, runOnly=["wcag2a", "wcag2aa"]) == []
    assert page.goto("/ky/").status == 200
    expect(page.locator(".steps")).to_be_visible()
    assert page.locator("a[href*='/interviews/'], a[href*='/program/'], a[href*='/candidates/']").count() == 0
