"""What is saved is not public; what was public can be seen by those who work here, and by nobody else."""

from datetime import timedelta

import pytest
from django.test import Client

from publishing.clock import set_demo_clock
from tests.desk.publishing.screens import LATER, shown_on, url
from tests.desk.sending import sent_by

pytestmark = pytest.mark.django_db
OLD, NEW = "Үлгү маек ky", "Жаңы баш сөз"
# Whatever shows an interview: itself, lists, who gave it, the home page, the register.
PLACES = ("interviews/{slug}/", "interviews/", "candidates/{person}/", "", "imprint/")


def read(talk, client=None) -> dict[str, str]:
    """Return what a reader is shown of an interview, place by place."""
    client = client or Client()
    paths = [place.format(slug=talk.slug, person=talk.candidate.slug) for place in PLACES]
    return {path: client.get(f"/ky/{path}").text for path in paths}


def save(officer, talk) -> None:
    """Change the title and the first answer in the form, and save it."""
    values = sent_by(officer.get(url(talk, "change")))
    changed = {"title_ky": NEW, "blocks-0-answer_ky": "Жаңы жооп.", "_save": "1"}
    assert officer.post(url(talk, "change"), values | changed).status_code == 302
    talk.refresh_from_db()
    assert talk.title_ky == NEW


def publish(officer, talk) -> None:
    """Press the button of the publish screen."""
    given = {"languages": ["ky"], "when": "now", "note": "", "shown": shown_on(officer, url(talk, "publish"))}
    assert officer.post(url(talk, "publish"), given).status_code == 302


def test_editing_changes_nothing_public_until_it_is_published(officer, talk):
    before = read(talk)

    save(officer, talk)
    saved = read(talk)
    publish(officer, talk)
    after = read(talk)

    assert saved == before
    assert all(OLD in page and NEW not in page for page in saved.values())
    assert all(NEW in page for page in after.values())
    assert "Жаңы жооп." in after[f"interviews/{talk.slug}/"]


def test_staff_see_every_earlier_moment_and_readers_none(officer, talk):
    save(officer, talk)
    publish(officer, talk)
    set_demo_clock(LATER + timedelta(hours=1))
    reader = Client()
    earlier = {"moment": "2021-07-08T13:00"}

    answers = [client.post("/ky/moment/", earlier) for client in (officer, reader)]
    seen, public = (read(talk, client)[f"interviews/{talk.slug}/"] for client in (officer, reader))

    assert [answer["Location"].startswith("/ky/admin/login/") for answer in answers] == [False, True]
    assert OLD in seen
    assert NEW not in seen
    assert NEW in public
    assert OLD not in public
