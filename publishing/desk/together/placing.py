"""The order of the parts of a form: what one side moved is moved in the other side's order too.

Each part says its place in a hidden field. Without scripts the places are those the form was filled with: none moves.
"""

from bisect import bisect_left
from collections.abc import Sequence

from django.forms import BaseInlineFormSet
from django.http import QueryDict

from publishing.ordering import Ordered, reorder

PLACE = "stands_at"
LAST = 10**6


def place_in(data: QueryDict, prefix: str) -> int | None:
    """Return the place that was sent for the form of a part; None where none was, or nonsense."""
    told = data.get(f"{prefix}-{PLACE}", "")
    return int(told) if told.isdecimal() and len(told) < 6 else None


def merged(base: Sequence[str], theirs: Sequence[str], mine: Sequence[str]) -> list[str]:
    """Return the order of theirs, with whatever mine moved or added behind what it follows in mine.

    What mine does not name stays where theirs has it; what mine added last comes last.

    >>> merged(base="abc", theirs="abcd", mine="cab")
    ['c', 'a', 'b', 'd']
    >>> merged(base="abc", theirs="bca", mine="abcx")
    ['b', 'c', 'a', 'x']
    """
    unmoved = set(standing(base, mine))
    last = max((n for n, one in enumerate(mine) if one in base), default=-1)
    moved = {one for one in mine[: last + 1] if one not in unmoved}
    found = [one for one in theirs if one not in moved]
    for n, one in enumerate(mine):
        if one in moved:
            before = next((earlier for earlier in reversed(mine[:n]) if earlier in found), None)
            found.insert(found.index(before) + 1 if before else 0, one)
    return [*found, *(one for one in mine if one not in found)]


def standing(base: Sequence[str], mine: Sequence[str]) -> list[str]:
    """Return the most that can have stayed where it was while the rest was moved: the longest run in base's order.

    >>> standing("abcde", "acdeb")
    ['a', 'c', 'd', 'e']
    """
    places = {one: n for n, one in enumerate(base)}
    ends: list[int] = []
    runs: list[list[str]] = []
    for one in mine:
        if one in places:
            at = bisect_left(ends, places[one])
            run = [*(runs[at - 1] if at else []), one]
            ends[at:], runs[at:] = [places[one], *ends[at + 1 :]], [run, *runs[at + 1 :]]
    return runs[-1] if runs else []


def put_in_place(formset: BaseInlineFormSet) -> None:
    """Put the parts that a form saved into the order in which it showed them; a part it did not show comes last."""
    if not issubclass(formset.model, Ordered):
        return
    places = {form.instance.pk: place_in(formset.data, form.prefix) for form in formset.forms if form.instance.pk}
    known = {pk: place for pk, place in places.items() if place is not None}
    siblings = formset.model._base_manager.filter(**{formset.fk.name: formset.instance})
    stored = list(siblings.order_by("order").values_list("pk", flat=True)) if known else []
    order = sorted(stored, key=lambda pk: known.get(pk, LAST))
    if order != stored:
        reorder(siblings, order)
