"""Languages at moments of their own: those of now in one release, the others in a second one that waits.

Facts are equal in every live language (design.md §2.4), so at most one moment lies ahead: with two, the facts of the
first would have to wait in languages whose own text comes later, and of an object only one edition a language waits.
"""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from django.db import transaction

from publishing.acts import Shown, Waiting, publish
from publishing.journal import Release, Who
from publishing.publishable import Publishable

type ByObject = Mapping[tuple[str, int], Collection[str]]
"""Which languages of which object, by kind and id."""


def publish_in_turn(
    rows: Sequence[Publishable],
    chosen: ByObject,
    *,
    at: datetime,
    who: Who,
    starts_at: datetime | None = None,
    late: Collection[str] = (),
    note: str = "",
    title: str = "",
    shown: Shown | None = None,
    waiting: Waiting = Waiting.REFUSE,
) -> list[Release]:
    """Publish each row in its languages, together or not at all: now, from `starts_at` on, or, where `late` names
    languages, these from then on and the others now. Return the releases, one or two; raise Refused as `publish`."""
    told = {"at": at, "who": who, "note": note, "title": title}
    if not late:
        mine = with_languages(rows, chosen)
        return [publish(mine, chosen, starts_at=starts_at, shown=shown, waiting=waiting, **told)]
    first, second = parted(chosen, late)
    with transaction.atomic():
        begun = publish(with_languages(rows, first), first, shown=shown, waiting=waiting, **told)
        # What was shown has moved on by the first release; its lock is still held.
        return [begun, publish(with_languages(rows, second), second, starts_at=starts_at, **told)]


def parted(chosen: ByObject, late: Collection[str]) -> tuple[ByObject, ByObject]:
    """Return what is chosen but the late languages, and those alone.

    >>> parted({("page", 1): ["ky", "ru"]}, ["ru"])
    ({('page', 1): ['ky']}, {('page', 1): ['ru']})
    """
    now = {key: [code for code in codes if code not in late] for key, codes in chosen.items()}
    return now, {key: [code for code in codes if code in late] for key, codes in chosen.items()}


def with_languages(rows: Sequence[Publishable], chosen: ByObject) -> list[Publishable]:
    """Return the rows that some language is chosen of."""
    return [row for row in rows if chosen.get((row.kind, row.pk))]
