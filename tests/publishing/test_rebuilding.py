"""After an upgrade that orders or finds otherwise, old editions are brought in step without touching the history."""

import pytest
from django.core.management import call_command

from publishing.editions import Edition
from publishing.search import SearchEntry
from publishing.verifying import faults
from tests.factories import go_live, make_page

pytestmark = pytest.mark.django_db


def test_columns_and_search_entries_follow_their_documents_again():
    go_live(make_page(title_ky="Түтүн"))
    Edition.objects.update(sort_key="0", title="Башка")
    SearchEntry.objects.all().delete()
    assert list(faults())
    call_command("rebuild_editions")
    assert list(faults()) == []
    assert SearchEntry.objects.filter(language="ky", title="Түтүн").count() == 1
