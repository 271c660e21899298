"""An interview and a plank as one release: gathered, looked at, scheduled, live on its second, undone."""

from datetime import timedelta

import pytest

from candidates.models import Interview
from programs.models import Plank
from publishing import clock
from publishing.dates import BISHKEK
from publishing.editions import Edition
from publishing.journal import Release
from tests.journeys.editor import Editor


def title(row, at):
    """Return what is public of a row in Kyrgyz at a moment."""
    return Edition.objects.of(row).live(at).get(language="ky").title


@pytest.mark.usefixtures("furnished")
def test_two_kinds_go_live_together_on_their_second_and_are_undone(page, axe):
    talk, plank = Interview.objects.get(slug="nazir-asanberdiev-kara-tutun"), Plank.objects.get(slug="transport")
    start = clock.now().replace(second=0, microsecond=0) + timedelta(hours=2)
    for row in (talk, plank):
        type(row).objects.filter(pk=row.pk).update(title_ky="Үлгү: бирге чыккан")
    Editor(page).sign_in()
    page.goto(f"/ky/admin/publishing/releasedraft/gather/?objects=interview-{talk.pk},plank-{plank.pk}")
    page.fill("#id_title", "Үлгү чыгарылыш")
    page.click(".desk-button--main")
    assert axe(page) == []
    page.check("[name=when][value=later]")
    page.fill("[name=starts_at]", f"{start.astimezone(BISHKEK):%Y-%m-%dT%H:%M}")
    page.click("button.desk-button[name=_look]")
    assert page.locator(".desk-pages > li").count() >= 2
    page.click("[name=_publish]")
    page.wait_for_selector(".desk-undo__button")
    for row in (talk, plank):
        assert title(row, start - timedelta(seconds=1)) != "Үлгү: бирге чыккан"
        assert title(row, start) == "Үлгү: бирге чыккан"
    assert Release.objects.latest("pk").title == "Үлгү чыгарылыш"
    page.click(".desk-undo__button")
    page.wait_for_selector(".desk-panel")
    for row in (talk, plank):
        assert title(row, start) != "Үлгү: бирге чыккан"
