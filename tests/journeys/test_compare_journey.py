"""A voter's way without JavaScript: from a name to two candidates side by side, and to all on one question."""

import pytest
from django.core.management import call_command

from candidates.models import QABlock
from elections.models import Election
from publishing import clock
from tests.factories import go_live, make_candidate, make_interview

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]
QUESTION = "Үлгү суроо эмне жөнүндө?"


@pytest.fixture
def july(settings, live_server):
    """Load the demo, and two candidates who were asked the same; the second has not answered."""
    settings.DEMO = True
    call_command("load_demo", verbosity=0)
    return ask_two()


def ask_two():
    """Publish two candidates who were asked the same, the second without an answer; return the election."""
    july = Election.objects.get(slug="bishkek-2021-july")
    for slug, name, answer in (("aida", "Үлгүбекова", "Үлгү жөнүндө."), ("bolot", "Үлгүсынов", "")):
        person = make_candidate(july, "ky", slug=slug, family_name_ky=name, given_name_ky="Сынак")
        talk = make_interview(person, july, "ky", blocks=0, slug=f"talk-{slug}", title_ky=f"{name}: маек")
        QABlock.objects.create(interview=talk, question_ky=QUESTION, answer_ky=answer)
        go_live(person, talk, at=clock.now(), languages=["ky"])
    return july


@pytest.fixture
def voter(july, open_page):
    """Open a phone without JavaScript."""
    return open_page(viewport={"width": 360, "height": 740}, java_script_enabled=False)


def plain(text: str) -> str:
    """Return words without soft hyphens."""
    return " ".join(text.replace("\xad", "").split())


def test_voter_finds_a_name_and_compares_it_with_another(voter):
    voter.goto("/ky/candidates/")
    voter.click('.across a[href="/ky/compare/"]')
    voter.fill("[name=name]", "ulgubek")
    voter.press("[name=name]", "Enter")
    voter.locator(".row__name a").click()
    voter.fill("[name=name]", "сынак үлгүс")
    voter.click(".filter button")
    voter.locator(".row__name a", has_text="Үлгүсынов").click()

    names = [plain(name) for name in voter.locator(".compare__name").all_inner_texts()]
    both = voter.locator(".versus--spoken .versus__line", has_text=QUESTION)

    assert names == ["Сынак Үлгүбекова", "Сынак Үлгүсынов"]
    assert [plain(side).partition(" 1-жооп")[0] for side in both.locator(".versus__side").all_inner_texts()] == [
        "Сынак Үлгүбекова Үлгү жөнүндө.",
        "Сынак Үлгүсынов Азырынча жооп жок",
    ]
    assert voter.evaluate("document.documentElement.scrollWidth") == 360


def test_voter_reads_all_answers_to_one_question_and_goes_to_the_very_one(voter):
    voter.goto("/ky/candidates/")
    voter.click('.across a[href="/ky/questions/"]')
    voter.locator(".hits__title a", has_text=QUESTION).click()

    answers = [plain(text) for text in voter.locator(".replies__text").all_inner_texts()]
    voter.locator(".replies__source a").first.click()

    assert answers == ["Үлгү жөнүндө.", "Азырынча жооп жок"]
    assert voter.url.endswith("/ky/interviews/talk-aida/#q1")


def test_answer_leads_to_others_on_the_same_question(voter):
    voter.goto("/ky/interviews/talk-bolot/")
    voter.click('a[href="/ky/questions/talk-bolot/1/"]')

    assert voter.url.endswith("/ky/questions/talk-aida/1/")
    assert plain(voter.locator("h1").inner_text()) == QUESTION


def test_list_is_read_by_name_and_keeps_its_order_in_another_language(voter):
    voter.goto("/ky/candidates/")
    voter.click('.roll__order a[href*="order"]')  # in a copy: order.name/
    voter.click('.languages a[lang="ru"]')

    assert voter.url.endswith(("/ru/candidates/?order=name", "/ru/candidates/order.name/"))
    names = [plain(name) for name in voter.locator(".row__name").all_inner_texts()]
    assert names == sorted(names)
    assert voter.locator('.roll__order [aria-current="true"]').inner_text() == "По имени"
