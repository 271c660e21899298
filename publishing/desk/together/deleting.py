"""Deleting several rows of a list at once: only as they were when one decided to, as with a single one.

The confirmation carries one mark of all that was chosen: the rows, their parts, and the newest line of their log.
What was ever public is named first and stays; whoever wants the others gone says so.
"""

from collections.abc import Iterator
from functools import wraps

from django.contrib import messages
from django.contrib.admin.actions import delete_selected
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.db import models, transaction
from django.forms.models import _get_foreign_key
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from publishing.clock import now
from publishing.desk.together.filled import mark
from publishing.desk.together.telling import others_since
from publishing.editions import Edition
from publishing.presence import Presence
from publishing.publishable import PartRow, Publishable
from publishing.rights import WITHDRAW
from publishing.status import live_languages

SEEN, LOG = "seen", "seen_log"


@wraps(delete_selected, assigned=())
def delete_seen(desk, request: HttpRequest, queryset: models.QuerySet) -> HttpResponse | None:
    """Ask before deleting, and once more where somebody changed something after that; the action of a list."""
    with transaction.atomic():
        rows = list(queryset)
        lock(rows)
        if stays := ever_public(rows):
            return say_what_stays(desk, request, rows, stays)
        seen, log = mark_of(desk, queryset), newest_log(queryset)
        if request.POST.get("post") and request.POST.get(SEEN) != seen:
            say_what_changed(request, rows)
            request.POST = request.POST.copy()
            del request.POST["post"]
        answer = delete_selected(desk, request, queryset)
    if answer is not None:
        answer.context_data |= {"seen": {SEEN: seen, LOG: log}, "here": list(who_is_here(rows, request.user))}
    return answer


def ever_public(rows: list[models.Model]) -> list[Publishable]:
    """Return the rows that were public, are, or wait to be: these are never deleted (design.md §2.8)."""
    if not rows or not isinstance(rows[0], Publishable):
        return []
    ids = Edition.objects.filter(kind=rows[0].kind, object_id__in=[row.pk for row in rows]).values_list("object_id")
    known = {pk for (pk,) in ids.distinct()}
    return [row for row in rows if row.pk in known]


def say_what_stays(desk, request: HttpRequest, rows: list[models.Model], stays: list[Publishable]) -> HttpResponse:
    """Name what cannot be deleted, with the way to withdraw it, and offer to go on with the others."""
    live, kept = live_languages(stays[0].kind, [row.pk for row in stays], now()), {row.pk for row in stays}
    lines = [(row, desk.address("change", row), desk.address("withdraw", row), live.get(row.pk)) for row in stays]
    others = [row for row in rows if row.pk not in kept]
    shown = {"lines": lines, "others": others, "may_withdraw": request.user.has_perm(WITHDRAW)}
    return desk.screen(request, "desk/never_deleted.html", title=_("What was public is not deleted"), **shown)


def lock(rows: list[models.Model]) -> None:
    """Lock what stands above some rows, as a save of their forms does; in one order, so that two cannot embrace."""
    tops = rows
    while tops and isinstance(tops[0], PartRow):
        tops = [row.parent for row in tops]
    if tops:
        pks = {row.pk for row in tops}
        list(type(tops[0])._base_manager.select_for_update().filter(pk__in=pks).order_by("pk").values_list("pk"))


def mark_of(desk, queryset: models.QuerySet) -> str:
    """Return one mark of some rows with their parts and their log; a query for each of these."""
    pks = [row.pk for row in queryset]
    told = [columns_of(queryset.model, pk__in=pks)]
    for inline in desk.inlines:
        above = _get_foreign_key(desk.model, inline.model, inline.fk_name).attname
        told.append(columns_of(inline.model, **{f"{above}__in": pks}))
    return mark(repr([told, newest_log(queryset)]))


def columns_of(model: type[models.Model], **which) -> list[tuple]:
    """Return all columns of some rows, by name: without names those of the languages would be left out."""
    names = [field.attname for field in model._meta.concrete_fields]
    return list(model._base_manager.filter(**which).order_by("pk").values_list(*names))


def newest_log(queryset: models.QuerySet) -> int:
    """Return the key of the newest line of the log about any of some rows, 0 when there is none."""
    kind = ContentType.objects.get_for_model(queryset.model)
    lines = LogEntry.objects.filter(content_type=kind, object_id__in=[str(row.pk) for row in queryset])
    return lines.aggregate(newest=models.Max("pk"))["newest"] or 0


def say_what_changed(request: HttpRequest, rows: list[models.Model]) -> None:
    """Name what was changed since one was asked, and by whom; nothing is deleted."""
    sent = request.POST.get(LOG, "")
    log = int(sent) if sent.isdigit() and len(sent) < 18 else 0
    changed = [f"{row}: {others}" for row in rows if (others := others_since(row, log, request.user)).at]
    sentence = _("Something was changed since you were asked (%(what)s). Nothing was deleted: look, then decide again.")
    messages.warning(request, sentence % {"what": "; ".join(changed) or _("somebody saved or deleted")})


def who_is_here(rows: list[models.Model], user) -> Iterator[str]:
    """Yield a sentence for each of some rows that a colleague has open now."""
    by_key = {row.pk: row for row in rows}
    for one in Presence.objects.at_any(rows).exclude(user=user).order_by("since", "pk"):
        yield _("%(who)s has this open: %(what)s.") % {"who": one.user, "what": by_key[one.object_id]}
