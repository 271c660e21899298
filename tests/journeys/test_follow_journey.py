"""A reader sends a page on, sees what was corrected, follows a feed; a journalist takes the press kit home."""

from io import StringIO
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from django.core.management import call_command

from candidates.models import Interview
from publishing import clock
from tests.factories import SILENCE, go_live, moment

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.journey]

ATOM = "{http://www.w3.org/2005/Atom}"
TALK = "/en/interviews/nazir-asanberdiev-kara-tutun/"


@pytest.fixture
def demo(settings, live_server, tmp_path):
    """Load the demo, its files in a folder of the test's own; return a function that moves its clock."""
    settings.DEMO, settings.MEDIA_ROOT = True, tmp_path
    call_command("load_demo", verbosity=0, stdout=StringIO())
    return clock.set_demo_clock


def test_page_is_sent_on_in_the_campaign_and_not_in_the_silence(demo, page):
    page.goto(TALK)

    share = page.get_by_role("region", name="Send this page")
    assert share.get_by_label("Address of the page").input_value() == page.url
    for service in ("Telegram", "WhatsApp", "Facebook"):
        href = share.get_by_role("link", name=service).get_attribute("href")
        assert href.startswith("https://")
        assert "nazir-asanberdiev-kara-tutun" in href

    demo(SILENCE)
    page.reload()
    assert page.get_by_role("region", name="Send this page").count() == 0
    assert page.get_by_role("region", name="Imprint").is_visible()


def test_corrected_page_leads_to_the_register_and_renews_its_feed_entry(demo, page):
    talk = Interview.objects.get(slug="nazir-asanberdiev-kara-tutun")
    talk.lead_en = "A shorter lead."
    talk.save()
    later = moment(7, 9, 10)
    demo(later)
    go_live(talk, at=later, languages=["en"], note="The lead was too long.")

    page.goto(TALK)
    assert page.get_by_text("Corrected on: 9 July 2021. The lead was too long.").is_visible()
    page.get_by_role("link", name="What was public when: the register").click()
    assert page.url.endswith("/en/imprint/")

    address = page.locator("link[type='application/atom+xml']").get_attribute("href")
    feed = ElementTree.fromstring(page.request.get(address).body())
    newest = feed.find(f"{ATOM}entry")
    assert newest.findtext(f"{ATOM}updated") == "2021-07-09T04:00:00+00:00"
    assert newest.find(f"{ATOM}link").get("href").endswith(TALK)
    assert "A shorter lead." in newest.findtext(f"{ATOM}content")


def test_journalist_finds_the_press_kit_from_any_page(demo, page, tmp_path):
    page.goto("/en/election/")
    page.get_by_role("link", name="For the press").click()

    with page.expect_download() as coming:
        page.get_by_role("link", name="Download the press kit (ZIP)").click()

    assert coming.value.suggested_filename == "press-kit-en.zip"
    with ZipFile(coming.value.path()) as kit:
        assert {"logo/logo.svg", "facts.txt", "imprint.txt", "portraits/rights.csv"} <= set(kit.namelist())
        assert "Number on the ballot: 4" in kit.read("facts.txt").decode()
