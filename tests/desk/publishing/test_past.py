"""Past editions: compared, put live again, brought back into the form."""

import pytest

from candidates.models import Interview
from publishing.journal import Act
from tests.desk.publishing.screens import edit, live, shown_on, text, url
from tests.desk.sending import sent_by

pytestmark = pytest.mark.django_db


def test_past_editions_are_listed_and_compared(officer, talk, first):
    assert "№ 2" in text(officer.get(url(talk, "editions")))
    response = officer.get(url(talk, "compare"), {"old": first.pk, "new": live(talk, "ky").pk})
    assert "<del>Үлгү маек ky</del><ins>Экинчи</ins>" in text(response)


def test_who_took_an_edition_back_and_why_stands_beside_it(officer, talk, first):
    officer.post(
        url(talk, "withdraw"),
        {"languages": ["ky"], "note": "Сот чечими", "shown": shown_on(officer, url(talk, "withdraw"))},
    )
    page = text(officer.get(url(talk, "editions")))
    assert page.count("Сот чечими") == 1
    act = Act.objects.get(verb="withdraw")
    assert f"withdrawn · {act.actor}" in page


def test_an_earlier_edition_can_be_put_live_again(officer, talk, first):
    address = url(talk, "again", edition_id=first.pk)
    officer.post(address, {"shown": shown_on(officer, address), "note": "Кайра"})
    assert (live(talk, "ky").title, live(talk, "ky").number) == ("Үлгү маек ky", 3)


def test_another_objects_edition_is_not_found(officer, talk):
    other = live(talk.candidate, "ky")
    assert officer.get(url(talk, "edition", edition_id=other.pk)).status_code == 404


def test_restoring_fills_the_form_and_saves_nothing(officer, talk, first):
    edit(talk, title_ru="Жаңы орусча")
    page = text(officer.get(url(talk, "change"), {"restore": first.pk}))
    assert ">\nҮлгү маек ky</textarea>" in page
    assert ">\nЖаңы орусча</textarea>" in page
    assert "Nothing is saved yet" in page
    assert Interview.objects.get(pk=talk.pk).title_ky == "Экинчи"


def test_a_part_that_is_gone_comes_back_with_its_own_number(officer, talk, first):
    talk.blocks.get(number=1).delete()
    response = officer.get(url(talk, "change"), {"restore": first.pk})
    assert 'name="blocks-1-kept_number" value="1"' in text(response)
    saved = officer.post(url(talk, "change"), sent_by(response) | {"_save": "1"})
    assert saved.status_code == 302
    assert sorted(talk.blocks.values_list("number", flat=True)) == [1, 2]
    assert talk.blocks.get(number=1).answer_ky == "1-жооп. ky"


def test_a_number_that_is_taken_is_never_given_twice(officer, talk, first):
    talk.blocks.get(number=1).delete()
    values = sent_by(officer.get(url(talk, "change"), {"restore": first.pk}))
    officer.post(url(talk, "change"), values | {"blocks-1-kept_number": "2", "_save": "1"})
    assert sorted(talk.blocks.values_list("number", flat=True)) == [2, 3]
