"""The screen of an override: an officer asks, an editor-in-chief confirms, and it can be published."""

import pytest
from django.urls import NoReverseMatch

from emgek.roles import EDITOR_IN_CHIEF
from publishing.clock import now, set_demo_clock
from publishing.editions import Edition
from publishing.overrides import Override
from tests.desk.publishing.screens import edit, shown_on, text, url, user
from tests.factories import SILENCE, make_page

pytestmark = pytest.mark.django_db
ASKED = {"do": "ask", "languages": ["ky"], "until": "2021-07-10T12:00", "reason": "Соттун чечими"}


@pytest.fixture
def silent(talk):
    set_demo_clock(SILENCE)
    return edit(talk, title_ky="Жаңы")


def publish(client, row):
    address = url(row, "publish")
    given = {"languages": ["ky"], "when": "now", "note": "", "shown": shown_on(client, address)}
    return text(client.post(address, given, follow=True))


def test_two_people_publish_in_the_silence(officer, client, silent):
    address = url(silent, "override")
    assert address in publish(officer, silent)

    officer.post(address, ASKED)
    override = Override.objects.get()
    assert officer.post(address, {"do": "confirm", "override": override.pk}).status_code == 403
    client.force_login(user(EDITOR_IN_CHIEF))
    assert "Соттун чечими" in text(client.get(address))
    client.post(address, {"do": "confirm", "override": override.pk})
    publish(client, silent)

    assert Edition.objects.of(silent).live(now()).get(language="ky").title == "Жаңы"


def test_who_asked_is_told_that_it_takes_two(client, silent):
    client.force_login(user(EDITOR_IN_CHIEF))
    address = url(silent, "override")
    client.post(address, ASKED)

    answer = client.post(address, {"do": "confirm", "override": Override.objects.get().pk})

    assert "An override takes two people: somebody else must confirm it." in text(answer)
    assert Override.objects.get().confirmed_at is None


def test_what_is_missing_is_said_and_nothing_typed_is_lost(officer, silent):
    answer = text(officer.post(url(silent, "override"), ASKED | {"until": "2021-07-09T12:00", "languages": []}))

    assert "This moment has passed; choose one that lies ahead." in answer
    assert "Choose at least one language." in answer
    assert "Соттун чечими" in answer
    assert not Override.objects.exists()


def test_it_can_be_taken_back_while_unused(officer, silent):
    address = url(silent, "override")
    officer.post(address, ASKED)
    officer.post(address, {"do": "withdraw", "override": Override.objects.get().pk})

    assert Override.objects.get().withdrawn_at == SILENCE


@pytest.mark.parametrize(
    "sent", [{"do": "confirm"}, {"do": "withdraw", "override": "x"}, {"do": "confirm", "override": "9"}]
)
def test_an_override_that_is_not_there_is_not_found(officer, silent, sent):
    assert officer.post(url(silent, "override"), sent).status_code == 404


def test_what_no_calendar_binds_has_no_such_screen(db):
    with pytest.raises(NoReverseMatch):
        url(make_page(), "override")
