"""Content of the earlier vote carried over to its repeat: chosen, seen, made, ticked off, published, undone."""

import pytest

from candidates.models import Interview
from elections.carried import ToConfirm
from programs.models import Plank
from staff.models import User
from tests.factories import (
    make_april,
    make_candidate,
    make_election,
    make_interview,
    make_plank,
    make_program,
)
from tests.journeys.editor import sign_in


@pytest.fixture
def july(live_server):
    """Return a repeated vote; everything was written for the earlier one."""
    User.objects.create_superuser("admin", password="admin-2021")
    april = make_april()
    person = make_candidate(april, position=1)
    make_plank(make_program(april), measures=2)
    talk = make_interview(person, april, blocks=1)
    talk.blocks.update(answer_ky="Мен тизмеде 7-орундамын.")
    july = make_election(slug="july", repeats=april)
    july.candidacies.create(candidate=person)
    return july


@pytest.mark.parametrize(
    "scripts", [True, pytest.param(False, marks=pytest.mark.slow)], ids=["with scripts", "without scripts"]
)
def test_content_is_chosen_seen_carried_over_confirmed_and_undone(july, open_page, scripts):
    page = open_page(viewport={"width": 1280, "height": 800}, java_script_enabled=scripts)
    sign_in(page, "admin")
    page.goto(f"/ky/admin/elections/election/{july.pk}/change/")
    page.goto(page.locator('a[href$="/carry"], a[href$="/carry/"]').first.get_attribute("href"))
    assert page.locator("input[name=chosen]:checked").count() == 4
    page.uncheck("input[value^=imprint]")
    page.click("button[value=see]")
    assert "7-орундамын" in page.inner_text(".desk")
    assert not Interview.objects.filter(election=july).exists()
    page.click("button[value=carry]")
    page.wait_for_selector(".confirm")
    talk = Interview.objects.get(election=july)
    assert Plank.objects.filter(program__election=july).count() == 1

    quote = ToConfirm.objects.get(object_id=talk.pk, kind="interview", code="mention")
    page.check(f"input[name=item][value='{quote.pk}']")
    page.click("button[value=confirm]")
    page.wait_for_selector("button[value=reopen]", state="attached")
    quote.refresh_from_db()
    assert quote.confirmed_by.username == "admin"
    page.goto("/ky/admin/")
    assert page.locator("#agenda-to-confirm").count() == 1
    page.goto(f"/ky/admin/candidates/interview/{talk.pk}/publish/")
    assert page.locator(".desk-problems__item", has_text="азырынча ырасталган эмес").count()

    page.goto(f"/ky/admin/elections/election/{july.pk}/carry")
    page.click(".carry__before summary")
    page.click("button[value=undo]")
    page.wait_for_selector("button[value=undo]", state="detached")
    assert not Interview.objects.filter(election=july).exists()
    assert Interview.objects.count() == 1
