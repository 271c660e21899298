"""A translator and a lawyer on a phone: the first page is theirs, and each line opens the thing itself."""

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from candidates.models import QABlock
from elections.models import Imprint
from publishing.translating import note
from tests.journeys.test_day_journey import PHONE, fits, sign_in

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]


@pytest.fixture
def demo(settings, live_server):
    """Load the demo; since it was translated, the words of one question changed, and an imprint lost its payer."""
    settings.DEMO = True
    call_command("load_demo", verbosity=0)
    block = QABlock.objects.first()
    block.question_ky = f"{block.question_ky} Эмне үчүн?"
    block.save()
    note(block)
    Imprint.objects.filter(is_usual=True).update(payer="")
    return block


def test_a_translator_goes_from_the_first_page_to_the_changed_question_and_mends_it(demo, open_page, axe):
    page = open_page(viewport=PHONE, locale="ky")
    sign_in(page, "translator")
    assert fits(page)
    assert page.locator("section:has(#agenda-to-translate) li").count() == 2  # Russian and English
    assert [line for line in axe(page, runOnly=["wcag2a", "wcag2aa"]) if "agenda" in line] == []

    page.click("section:has(#agenda-out-of-date) a")
    page.click("a[href*='translate=']")
    russian = page.locator("[name=blocks-0-question_ru]")
    expect(russian).to_be_visible()
    assert page.locator("[name=blocks-0-question_ky], [name=candidate], [name=_publish]").count() == 0
    russian.fill("Почему это так важно?")
    with page.expect_navigation():
        page.click("[name=_save]")
    demo.refresh_from_db()
    assert demo.question_ru == "Почему это так важно?"


def test_a_lawyer_opens_the_imprint_that_is_not_whole(demo, open_page):
    page = open_page(viewport=PHONE, locale="ky")
    sign_in(page, "lawyer")
    assert fits(page)
    page.click("section:has(#agenda-lacking) a")
    page.fill("[name=payer]", "Үлгү фонду")
    with page.expect_navigation():
        page.click("[name=_save]")
    assert Imprint.objects.filter(payer="Үлгү фонду").count() == 1
