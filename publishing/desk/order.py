"""The screen on which parts and planks are put in order; `publishing.ordering.reorder` is the only writer of order."""

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode

from publishing.clock import now
from publishing.editions import Edition
from publishing.kinds import KINDS
from publishing.ordering import reorder
from publishing.typed import typed_id

WAYS = {"up": -1, "down": 1}


def order_view(model_admin, request, object_id, name, title):
    """Show the parts `name` of a row in their order, and move one up or down; each move is one small form."""
    parent = model_admin.get_object(request, object_id)
    if parent is None:
        raise Http404
    siblings = getattr(parent, name).order_by("order")
    if not request.user.has_perm(f"{siblings.model._meta.app_label}.change_{siblings.model._meta.model_name}"):
        raise PermissionDenied
    if request.method == "POST":
        way = next((way for way in WAYS if way in request.POST), "")
        with transaction.atomic():
            model_admin.locked(request, parent.pk)  # of two moves at one instant the second sees the first
            pk = move(siblings, typed_id(request.POST.get(way)), way)
        return HttpResponseRedirect(f"{request.path}?{urlencode({'moved': pk, 'way': way})}" if pk else request.path)
    rows = list(siblings)
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "original": parent,
        "title": title,
        "rows": rows,
        "moved": typed_id(request.GET.get("moved")),
        "way": request.GET.get("way"),
        "changed": (changed := out_of_place(rows)),
        "publish_address": publish_address(changed),
        "back": reverse(f"admin:{model_admin.opts.app_label}_{model_admin.opts.model_name}_change", args=[parent.pk]),
    }
    return TemplateResponse(request, "desk/order.html", context)


def move(siblings, pk: int | None, way: str) -> int | None:
    """Move one of the siblings a place up or down; return its id, or None when there is nothing to move."""
    order = list(siblings.values_list("pk", flat=True))
    if way not in WAYS or pk not in order:
        return None
    place = order.index(pk)
    target = place + WAYS[way]
    if 0 <= target < len(order):
        order[place], order[target] = order[target], order[place]
        reorder(siblings, order)
    return pk


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
