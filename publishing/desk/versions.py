"""Versions on the desk: what was saved when and by whom, what differs between any two, and the way back into the form.

This is the admin's one History; what was *public* is told by the past editions (`publishing.desk.history`).
"""

from collections.abc import Iterator
from itertools import pairwise
from operator import itemgetter

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from reversion.models import Revision
from unfold.decorators import action

from publishing import versions
from publishing.desk import deleted, restore
from publishing.desk.differences import Teller, summed_up
from publishing.desk.screens import Screens
from publishing.keeping import watch
from publishing.languages import NAMES
from publishing.publishable import PartRow
from publishing.typed import typed_id
from publishing.version_differences import FACTS, differences
from publishing.versions import Reason

PAGE = 25


class VersionsDesk(Screens):
    """Mixin for every form of the desk: versions are kept of what it edits, and lead back into it."""

    actions_list = ("deleted_objects",)

    def __init__(self, model, admin_site):
        """Keep versions of whatever has a form here; by now modeltranslation has made its columns."""
        super().__init__(model, admin_site)
        watch(model)

    def get_urls(self):
        """Put the screens before the admin's own addresses; History itself keeps Django's."""
        return [
            self.admin_path(
                "<int:object_id>/history/compare/", self.opened(compare_view, "view"), self.url_name("versions")
            ),
            *super().get_urls(),
        ]

    def history_view(self, request, object_id, extra_context=None):
        """Show the versions of an object; those of a part are its parent's."""
        row = get_object_or_404(self.get_queryset(request), pk=typed_id(object_id))
        if not self.has_view_permission(request, row):
            raise PermissionDenied
        if isinstance(row, PartRow):
            root = versions.root_of(row)
            address = f"admin:{root._meta.app_label}_{root._meta.model_name}_history"
            return HttpResponseRedirect(reverse(address, args=[root.pk]))
        return versions_view(self, request, row)

    @action(description=gettext_lazy("Deleted…"), url_path="deleted", permissions=["add"])
    def deleted_objects(self, request):
        """Show what was deleted, and make it anew when that was confirmed."""
        return deleted.deleted_view(self, request)

    def delete_model(self, request, obj):
        """Delete a row, and say where it can be recovered."""
        super().delete_model(request, obj)
        self.say_way_back(request)

    def delete_queryset(self, request, queryset):
        """Delete the chosen rows, and say where they can be recovered."""
        super().delete_queryset(request, queryset)
        self.say_way_back(request)

    def say_way_back(self, request) -> None:
        """Lead to what was deleted, whoever may recover it; a part comes back with a version of its whole."""
        if "deleted_objects" in self.actions_list and self.has_add_permission(request):
            link = (self.address("deleted_objects"), _("Deleted…"))
            told = (_("What was deleted can be recovered:"), *link)
            messages.info(request, format_html('{} <a class="desk-message__link" href="{}">{}</a>', *told))

    # Back into the form -------------------------------------------------------------------------------------------

    def get_form(self, request, obj=None, change=False, **kwargs):
        """Fill the form with the text of an earlier edition when that was asked for; nothing is saved by it."""
        form = super().get_form(request, obj, change, **kwargs)
        restored = restore.asked_for(request, obj)
        return restore.prefilled(form, restored.values) if restored else form

    def get_formsets_with_inlines(self, request, obj=None):
        """Let parts that are made anew keep their number."""
        for formset, inline in super().get_formsets_with_inlines(request, obj):
            yield restore.numbered(formset) if obj else formset, inline

    def get_inline_formsets(self, request, formsets, inline_instances, obj=None, **kwargs):
        """Fill the forms of the parts, and add those of parts that are gone."""
        restored = restore.asked_for(request, obj)
        if restored:
            restore.fill_parts(formsets, restored)
        found = super().get_inline_formsets(request, formsets, inline_instances, obj, **kwargs)
        if restored:
            restore.announce(request, restored, formsets)
        return restore.with_numbers(found)


def versions_view(desk, request: HttpRequest, row) -> HttpResponse:
    """List the versions of an object, the newest first, with what each changed."""
    found = versions.revisions_of(type(row), row.pk).prefetch_related("version_set")
    if before := typed_id(request.GET.get("before")):
        found = found.filter(pk__lt=before)
    page = list(found[: PAGE + 1])
    lines = [version_line(row, one, before) for one, before in pairwise([*page, None])][:PAGE]
    context = {
        "lines": lines,
        "next": f"?before={page[PAGE - 1].pk}" if len(page) > PAGE else "",
        "is_first": before is None,
        "compare": desk.address("versions", row),
    }
    return desk.screen(request, "desk/versions.html", title=_("History"), row=row, **context)


def version_line(row, revision: Revision, before: Revision | None) -> dict:
    """Return one version of the list, with what it changed in few words."""
    found = {}
    if before:
        found = differences(type(row), row.pk, versions.state_in(before), versions.state_in(revision))
    return {
        "revision": revision,
        "reason": "" if revision.comment == Reason.SAVED else Reason(revision.comment).label,
        "before": before,
        "changes": [(part_name(part), summed_up(row, one)) for part, one in found.items()],
    }


def part_name(part: str) -> str:
    """Return the name of a language, or what is the same in all of them."""
    return NAMES[part] if part else _("in all languages")


def compare_view(desk, request: HttpRequest, row) -> HttpResponse:
    """Show what differs between two versions, language by language, with the way back to the older one."""
    old, new = (version_of(row, typed_id(request.GET.get(side))) for side in ("old", "new"))
    if old.pk > new.pk:
        old, new = new, old
    before, after = versions.state_in(old), versions.state_in(new)
    found = differences(type(row), row.pk, before, after)
    change = desk.address("change", row)
    groups = [
        {
            "code": part,
            "name": part_name(part),
            "group": Teller({}).group(type(row), one),
            "back": f"{change}?version={old.pk}&language={part}" if part != FACTS else "",
        }
        for part, one in found.items()
    ]
    context = {
        "old": old,
        "new": new,
        "groups": groups,
        "whole": f"{change}?version={old.pk}&facts=1" if groups else "",
        "parts": [(part, f"{form}?version={old.pk}&facts=1") for part, form in own_forms(desk, before, after)],
        "can_change": desk.has_change_permission(request, row),
        "back": desk.address("history", row),
    }
    return desk.screen(request, "desk/version_differences.html", title=_("Compare two versions"), row=row, **context)


def own_forms(desk, before: versions.State, after: versions.State) -> Iterator[tuple[str, str]]:
    """Yield parts whose own parts differ, with their forms: the form of the whole does not reach so deep."""
    for model, pk in sorted(before.keys() & after.keys(), key=itemgetter(1)):
        if not issubclass(model, PartRow) or not versions.part_relations(model):
            continue
        row = model._base_manager.filter(pk=pk).first() if desk.admin_site.is_registered(model) else None
        if row and any(one.parts for one in differences(model, pk, before, after).values()):
            yield str(row), reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_change", args=[pk])


def version_of(row, pk: int | None) -> Revision:
    """Return a version of an object, else raise Http404."""
    found = versions.revisions_of(type(row), row.pk).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
