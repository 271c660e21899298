"""On the demo's clock: before the campaign and in silence an interview may not be published, afterwards it may."""

import pytest
from django.core.management import call_command
from django.utils import translation
from django.utils.html import escape
from django.utils.translation import gettext

from candidates.models import Candidate
from elections.models import Election
from publishing.clock import now
from publishing.editions import Edition
from staff.models import User
from tests import factories as make
from tests.desk.publishing.screens import shown_on, text, url

pytestmark = pytest.mark.django_db
TOO_EARLY = "Too early: the campaign starts at this moment: %(moment)s. Until then this may not be published."
SILENCE = "Silence before the vote: nothing new may be published until the polls close: %(moment)s."
PAST_IS_CLOSED = "The site's clock stands before the last act: here you can read, but not publish. Move it forward."
STARTS = {
    "ky": "2021-жылдын 21-июну, саат 00:00",
    "ru": "21 июня 2021 года, 00:00",
    "en": "21 June 2021, 00:00",
}
CLOSE = {"ky": "2021-жылдын 11-июлу, саат 20:00", "ru": "11 июля 2021 года, 20:00", "en": "11 July 2021, 20:00"}


@pytest.fixture
def talk():
    """Return a second, draft interview of the demo's candidate."""
    call_command("load_demo", verbosity=0)
    july = Election.objects.get(slug="bishkek-2021-july")
    return make.make_interview(Candidate.objects.get(), july)


@pytest.fixture
def press(client, talk):
    """Sign the demo's press officer in."""
    client.force_login(User.objects.get(username="press"))
    return client


def move(client, place: str) -> None:
    """Move the clock by the demo's bar."""
    assert client.post("/demo/clock/", {"to": place}).status_code == 302


def publish(client, row, language: str) -> tuple[str, str]:
    """Look at the publish screen in a language, press its button, and return both answers."""
    address = f"/{language}{url(row, 'publish')[3:]}"
    given = {"languages": ["ky"], "when": "now", "note": "", "shown": shown_on(client, address)}
    return text(client.get(address)), text(client.post(address, given, follow=True))


def in_language(language: str, sentence: str, moment: str = "") -> str:
    """Return a sentence as a screen shows it; it must have been translated."""
    with translation.override(language):
        said = gettext(sentence)
    assert language == "en" or said != sentence
    return escape(said % {"moment": moment} if moment else said)


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
@pytest.mark.parametrize(
    ("place", "sentence", "until"),
    [("before", TOO_EARLY, STARTS), ("silence", SILENCE, CLOSE)],
    ids=["before", "silence"],
)
def test_interview_is_refused_with_why_and_until_when(press, talk, language, place, sentence, until):
    move(press, place)

    screen, answer = publish(press, talk, language)

    why = in_language(language, sentence, until[language])
    assert why in screen
    assert why in answer
    assert not Edition.objects.of(talk).exists()


def test_before_the_last_act_the_past_is_closed_as_well(press, talk):
    move(press, "before")

    _screen, answer = publish(press, talk, "en")

    assert in_language("en", PAST_IS_CLOSED) in answer


@pytest.mark.parametrize("place", ["campaign", "after"])
def test_interview_is_published_in_the_campaign_and_after_the_vote(press, talk, place):
    move(press, place)

    publish(press, talk, "ky")

    assert Edition.objects.of(talk).live(now()).get().language == "ky"
    assert press.get(f"/ky/interviews/{talk.slug}/").status_code == 200
