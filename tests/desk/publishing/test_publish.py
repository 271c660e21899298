"""Publishing from the desk: now, at a moment, over what waits, and refused."""

import pytest

from publishing.clock import set_demo_clock
from publishing.editions import Edition
from publishing.journal import Release
from tests.desk.publishing.screens import LATER, edit, live, shown_on, text, url
from tests.factories import (
    SILENCE,
    go_live,
    moment,
)

pytestmark = pytest.mark.django_db


def decision(client, row, **more):
    return {"languages": ["ky"], "when": "now", "note": "", "shown": shown_on(client, url(row, "publish"))} | more


def test_what_has_changed_is_chosen_beforehand_and_shown(officer, talk):
    edit(talk, title_ky="Жаңы баш сөз")
    response = officer.get(url(talk, "publish"))
    assert response.context["chosen"] == ["ky", "en"]
    assert "<ins>" in text(response)


def test_publishing_makes_it_public_and_says_where_and_how_to_undo(officer, talk):
    edit(talk, title_ky="Жаңы")
    response = officer.post(url(talk, "publish"), decision(officer, talk, note="Оңдоо"), follow=True)
    assert live(talk, "ky").title == "Жаңы"
    assert Release.objects.latest("pk").note == "Оңдоо"
    assert f"/undo/{Release.objects.latest('pk').pk}/" in text(response)


def test_a_refusal_keeps_what_was_typed(officer, talk):
    edit(talk, title_ky="Жаңы")
    set_demo_clock(SILENCE)
    response = officer.post(url(talk, "publish"), decision(officer, talk, note="Шашылыш", languages=["ky", "ru"]))
    page = text(response)
    assert response.status_code == 200
    assert "Silence before the vote" in page
    assert "Шашылыш" in page
    assert response.context["chosen"] == ["ky", "ru"]


def test_someone_who_published_meanwhile_is_noticed(officer, talk):
    edit(talk, title_ky="Биринчи")
    mine = decision(officer, talk)
    go_live(edit(talk, title_ky="Экинчи"), languages=["ky"], at=LATER)
    edit(talk, title_ky="Үчүнчү")
    assert "Someone published meanwhile" in text(officer.post(url(talk, "publish"), mine))
    assert live(talk, "ky").title == "Экинчи"


def test_a_hidden_field_that_was_tampered_with_is_refused(officer, talk):
    edit(talk, title_ky="Жаңы")
    response = officer.post(url(talk, "publish"), decision(officer, talk, shown="[[1]]"))
    assert "This screen is out of date" in text(response)


def test_a_moment_is_read_in_bishkek_time(officer, talk):
    edit(talk, title_ky="Эртең")
    officer.post(url(talk, "publish"), decision(officer, talk, when="later", starts_at="2021-07-09T10:00"))
    assert Edition.objects.of(talk).waiting(LATER).get().starts_at == moment(7, 9, 10)


def test_a_later_start_needs_its_moment(officer, talk):
    response = officer.post(url(talk, "publish"), decision(officer, talk, when="later"))
    assert "Say at which moment." in text(response)


def test_what_waits_asks_for_a_decision(officer, talk):
    go_live(edit(talk, title_ky="Эртең"), languages=["ky"], starts_at=moment(7, 9, 10))
    edit(talk, title_ky="Бүгүн")
    assert "already waits" in text(officer.post(url(talk, "publish"), decision(officer, talk)))
    officer.post(url(talk, "publish"), decision(officer, talk, waiting="cancel"))
    assert live(talk, "ky").title == "Бүгүн"
    assert not Edition.objects.of(talk).waiting(LATER).exists()


def test_saving_can_lead_to_the_publish_screen(officer, talk):
    response = officer.get(url(talk, "change"))
    assert 'name="_publish"' in text(response)
