"""The history is whole, and whoever touches it is found out."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection

from publishing.editions import Edition, StoredDocument
from publishing.journal import Act, Head, Release
from publishing.verifying import faults
from tests.factories import CAMPAIGN, go_live, make_candidate, make_page, open_campaign

pytestmark = pytest.mark.django_db


@pytest.fixture
def history():
    """Some published, changed and scheduled objects."""
    page = make_page(title_ky="Бир")
    person = make_candidate(open_campaign())
    go_live(page, person, note="Биринчи")
    page.title_ky = "Эки"
    page.save()
    go_live(page, starts_at=CAMPAIGN + timedelta(days=1))
    return page


def test_an_untouched_history_is_whole(history):
    assert list(faults()) == []


TAMPERING = {
    "a document's text": lambda: StoredDocument.objects.filter(body__contains="Бир").update(body='{"title":"Жалган"}'),
    "a document's salt": lambda: StoredDocument.objects.filter(body__contains="Бир").update(salt="00" * 32),
    "a removed document": lambda: StoredDocument.objects.filter(body__contains="Бир").update(salt=None, body=None),
    "a period's end": lambda: Edition.objects.filter(kind="page", number=1).update(
        ends_at=CAMPAIGN + timedelta(hours=3)
    ),
    "a period's start": lambda: Edition.objects.filter(kind="page", number=1, language="ru").update(
        starts_at=CAMPAIGN - timedelta(hours=3)
    ),
    "an edition's title": lambda: Edition.objects.filter(kind="page", language="ky").update(title="Жалган"),
    "a row of the journal": lambda: Act.objects.filter(number=2).update(actor="Башка киши"),
    "the moment of an act": lambda: Act.objects.filter(number=2).update(at=CAMPAIGN - timedelta(days=9)),
    "a change note": lambda: Release.objects.filter(note="Биринчи").update(note="Башка"),
    "the head": lambda: Head.objects.update(hash="f" * 64),
}


@pytest.mark.parametrize("tamper", TAMPERING.values(), ids=TAMPERING.keys())
def test_tampering_is_found(history, tamper):
    assert tamper()
    assert list(faults())


def test_a_removed_edition_is_found(history):
    edition = Edition.objects.filter(kind="page").first()
    edition.references.all().delete()
    edition.search_entries.all().delete()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM publishing_edition WHERE id = %s", [edition.pk])
    assert list(faults())


@pytest.mark.parametrize("place", ["first", "middle", "last"])
def test_a_removed_row_of_the_journal_is_found(history, place):
    numbers = list(Act.objects.order_by("number").values_list("number", flat=True))
    number = {"first": numbers[0], "middle": numbers[len(numbers) // 2], "last": numbers[-1]}[place]
    other = numbers[1]
    Edition.objects.filter(act=number).update(act=other)
    Edition.objects.filter(ended_by=number).update(ended_by=other)
    Act.objects.filter(number=number).delete()

    assert list(faults())


def test_a_chain_that_was_cut_off_is_found_by_a_hash_kept_elsewhere(history):
    kept = Head.objects.get().hash
    last = Act.objects.order_by("-number").first()
    assert list(faults(kept)) == []
    Edition.objects.filter(act__number=last.number).update(act=1)
    Act.objects.filter(number=last.number).delete()
    assert any(kept in fault for fault in faults(kept))


@pytest.mark.parametrize(
    ("terminal", "whole", "found"),
    [("C", "The history is whole", "Faults found"), ("ru_RU.UTF-8", "История цела", "Найдено ошибок")],
)
def test_the_command_speaks_one_language(history, capsys, monkeypatch, terminal, whole, found):
    monkeypatch.setenv("LC_ALL", terminal)
    call_command("verify_editions")
    assert capsys.readouterr().out.startswith(whole)
    Act.objects.filter(number=1).update(kind="party")
    with pytest.raises(SystemExit):
        call_command("verify_editions")
    said = capsys.readouterr().err
    assert found in said
    assert said.isascii() == (terminal == "C")


def test_the_command_fails_on_a_fault(history, capsys):
    call_command("verify_editions")
    assert "whole" in capsys.readouterr().out
    Act.objects.filter(number=1).update(kind="party")
    with pytest.raises(SystemExit) as stopped:
        call_command("verify_editions")
    assert stopped.value.code == 1
