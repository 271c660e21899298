"""Rebuilding: what is derived from documents is computed anew, after the way it is computed has changed.

Documents, periods and the journal stay as they are; only the columns that lists copy, the search entries and their
words change. Editions change some hundred at a time, each with its entries in one transaction: whoever reads
meanwhile finds every edition, written the old way or the new.
"""

from collections import Counter
from collections.abc import Iterator

from django.db import transaction
from django.db.models import F

from publishing.acting import copied
from publishing.editions import Edition
from publishing.journal import Head
from publishing.search import SearchEntry, entries_of, keep_only, store_entries, words_of
from publishing.spellings import only_spellings, spellings_in

STEP = 500


def rebuild() -> Iterator[int]:
    """Rebuild everything derived; yield how many editions are done. Erased ones stay empty."""
    for editions in in_steps():
        copy_columns(editions)
        yield len(editions)


def rebuild_search() -> Iterator[int]:
    """Rebuild the search entries and their words alone; yield how many editions are done."""
    for editions in in_steps():
        yield len(editions)


def in_steps() -> Iterator[list[Edition]]:
    """Yield the editions that can be read, their search entries written, each lot under the journal's lock.

    Words that no entry holds any more go with the last lot, under the same lock: nobody publishes in between.
    """
    last, words, spellings = 0, set(), Counter()
    while True:
        with transaction.atomic():
            Head.locked()
            editions = list(Edition.objects.filter(pk__gt=last).select_related("document").order_by("pk")[:STEP])
            if not editions:
                keep_only(words)
                only_spellings(spellings)
                Head.objects.update(rebuilt=F("rebuilt") + 1)
                return
            entries = write_entries(editions)
            words |= words_of(entries)
            spellings += spellings_in(entries)
            yield [edition for edition in editions if not edition.document.is_erased]
        last = editions[-1].pk


def write_entries(editions: list[Edition]) -> list[SearchEntry]:
    """Write the search entries of some editions anew and return them."""
    readable = [edition for edition in editions if not edition.document.is_erased]
    entries = [entry for edition in readable for entry in entries_of(edition, edition.read())]
    SearchEntry.objects.filter(edition__in=editions).delete()
    store_entries(entries)
    return entries


def copy_columns(editions: list[Edition]) -> None:
    """Write the columns that some editions copy from their documents."""
    columns = set()
    for edition in editions:
        for name, value in copied(edition.read()).items():
            setattr(edition, name, value)
            columns.add(name)
    if columns:
        Edition.objects.bulk_update(editions, sorted(columns), batch_size=200)
