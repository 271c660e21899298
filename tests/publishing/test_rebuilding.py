"""After an upgrade that orders or finds otherwise, old editions are brought in step without touching the history."""

from io import StringIO

import pytest
from django.core.management import call_command

from publishing.acts import withdraw
from publishing.editions import Edition
from publishing.erasing import erase
from publishing.finding.asked import Query
from publishing.search import SearchEntry, SearchWord
from publishing.searching import search
from publishing.verifying import faults
from tests.factories import CAMPAIGN, MACHINE, go_live, make_page

pytestmark = pytest.mark.django_db


def test_columns_and_search_entries_follow_their_documents_again():
    go_live(make_page(title_ky="Түтүн"))
    Edition.objects.update(sort_key="0", title="Башка")
    SearchEntry.objects.all().delete()
    assert list(faults())
    call_command("rebuild_editions")
    assert list(faults()) == []
    assert SearchEntry.objects.filter(language="ky", title="Түтүн").count() == 1


def test_search_is_rebuilt_with_its_words_and_its_index():
    go_live(make_page(title_ky="Түтүн"))
    SearchEntry.objects.update(folded=" башка ", folded_title=" башка ", heading="")
    SearchWord.objects.all().delete()
    SearchWord.objects.create(language="ky", word="калган", backwards="наглак")
    said = StringIO()

    call_command("rebuild_search", stdout=said)

    assert [hit.card.title for hit in search(Query.typed("түтүн"), "ky", CAMPAIGN).hits] == ["Түтүн"]
    assert search(Query.typed("башка"), "ky", CAMPAIGN).hits == []
    assert not SearchWord.objects.filter(word="калган").exists()
    assert "3 of 3 editions" in said.getvalue()


def test_rebuilding_leaves_erased_editions_empty():
    page = make_page(title_ky="Түтүн")
    go_live(page)
    withdraw([page], ["ky", "ru", "en"], at=CAMPAIGN, who=MACHINE, note="")
    erase(page, at=CAMPAIGN, who=MACHINE, note="Мыйзам")

    call_command("rebuild_search", stdout=StringIO())

    assert SearchEntry.objects.count() == SearchWord.objects.count() == 0
