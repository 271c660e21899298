"""The screens on which rows are put in order, each move saved at once; `publishing.ordering.reorder` writes the order.

A move says behind which row another is put, not which order there is to be. So it fits also an order that a colleague
changed meanwhile.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode

from publishing.clock import now
from publishing.editions import Edition
from publishing.kinds import KINDS
from publishing.ordering import reorder
from publishing.rights import right_to
from publishing.typed import typed_id

WAYS = {"up": -1, "down": 1}


@dataclass(frozen=True)
class Line:
    """A row on the screen: what it is called, and the place it has."""

    pk: int
    name: str
    place: int


@dataclass(frozen=True)
class Move:
    """A row, the order of all once it was moved, its place before (from 1), and behind which it stood then (or 0)."""

    pk: int
    order: list[int]
    place: int
    behind: int
    way: str = ""


def asked(data: QueryDict, order: Sequence[int]) -> Move | None:
    """Return the move a form asks for: `up` or `down` names a row, `put` says «row:behind which», 0 for the first.

    None for nonsense, and for a row that is no longer there.
    """
    way = next((way for way in WAYS if way in data), "")
    row, _colon, target = data.get(way or "put", "").partition(":")
    pk, behind = typed_id(row), typed_id(target)
    if pk not in order:
        return None
    place = order.index(pk)
    others = [other for other in order if other != pk]
    if way:
        to = place + WAYS[way]
    elif behind == 0 or behind in others:
        to = others.index(behind) + 1 if behind else 0
    else:
        return None
    others.insert(max(to, 0), pk)
    return Move(pk, others, place + 1, order[place - 1] if place else 0, way)


def answered(request, move: Move | None) -> HttpResponseRedirect:
    """Return to the screen, which says what was moved."""
    told = {"moved": move.pk, "way": move.way, "from": move.place, "behind": move.behind} if move else {"stale": ""}
    return HttpResponseRedirect(f"{request.path}?{urlencode(told)}")


def order_screen(model_admin, request, lines: list[Line], *, title: str, back: str, **context):
    """Answer with the screen: the rows in their order, and what was moved last, which can be taken back."""
    told = {name: typed_id(request.GET.get(name)) for name in ("moved", "from", "behind")}
    numbers = {line.pk: number for number, line in enumerate(lines, start=1)}
    was = {number: line.place for line, number in zip(lines, numbers.values(), strict=True)}.get(told["from"])
    line = next((line for line in lines if line.pk == told["moved"]), None)
    frame = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": title,
        "back": back,
        "lines": lines,
        "moved": line,
        "way": request.GET.get("way"),
        "was": was if line and was != line.place else None,
        "behind": told["behind"],
        "is_stale": "stale" in request.GET,
    }
    return TemplateResponse(request, "desk/order.html", frame | context)


def order_view(model_admin, request, object_id, name, title):
    """Show the parts `name` of a row in their order, and move one; each move is one small form."""
    parent = model_admin.get_object(request, object_id)
    if parent is None:
        raise Http404
    siblings = getattr(parent, name).order_by("order")
    may_move = request.user.has_perm(right_to("change", siblings.model))
    if not may_move or not model_admin.has_write_permission(request, parent):
        raise PermissionDenied
    if request.method == "POST":
        with transaction.atomic():
            model_admin.locked(request, parent.pk)  # of two moves at one instant the second sees the first
            order = list(siblings.values_list("pk", flat=True))
            move = asked(request.POST, order)
            if move and move.order != order:
                reorder(siblings, move.order)
        return answered(request, move)
    rows = list(siblings)
    changed = out_of_place(rows)
    return order_screen(
        model_admin,
        request,
        [Line(row.pk, str(row), place) for place, row in enumerate(rows, start=1)],
        title=title,
        back=reverse(f"admin:{model_admin.opts.app_label}_{model_admin.opts.model_name}_change", args=[parent.pk]),
        original=parent,
        changed=changed,
        publish_address=publish_address(changed),
    )


def out_of_place(rows: list) -> list:
    """Return the rows that are public at another place than their own; parts of a row have no editions to differ."""
    kind = getattr(rows[0], "kind", "") if rows else ""
    if kind not in KINDS:
        return []
    live = Edition.objects.live(now()).filter(kind=kind, object_id__in=[row.pk for row in rows])
    places = dict(live.values_list("object_id", "position"))
    return [row for row in rows if row.pk in places and places[row.pk] != row.order]


def publish_address(rows: list) -> str:
    """Return the screen on which some objects are published together: a change of order is one release."""
    if not rows:
        return ""
    options = rows[0]._meta
    ids = ",".join(str(row.pk) for row in rows)
    return f"{reverse(f'admin:{options.app_label}_{options.model_name}_publish_together')}?ids={ids}"
