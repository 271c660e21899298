"""Rebuilding: what is derived from documents is computed anew, after the way it is computed has changed.

Documents, periods and the journal stay as they are; only the columns that lists copy and the search entries change.
"""

from collections.abc import Iterator

from django.db import transaction

from publishing.acting import copied
from publishing.editions import Edition
from publishing.journal import Head
from publishing.search import SearchEntry, entries_of

STEP = 500


def rebuild() -> Iterator[int]:
    """Rebuild everything derived, some hundred editions at a time; yield how many are done. Erased ones stay empty."""
    last = done = 0
    while editions := list(Edition.objects.filter(pk__gt=last).select_related("document").order_by("pk")[:STEP]):
        with transaction.atomic():
            Head.locked()
            rebuild_some([edition for edition in editions if not edition.document.is_erased])
        last, done = editions[-1].pk, done + len(editions)
        yield done


def rebuild_some(editions: list[Edition]) -> None:
    """Write the copied columns and the search entries of some editions."""
    entries, columns = [], set()
    for edition in editions:
        document = edition.read()
        for name, value in copied(document).items():
            setattr(edition, name, value)
            columns.add(name)
        entries += entries_of(edition, document)
    SearchEntry.objects.filter(edition__in=editions).delete()
    SearchEntry.objects.bulk_create(entries, batch_size=STEP)
    if columns:
        Edition.objects.bulk_update(editions, sorted(columns), batch_size=200)
