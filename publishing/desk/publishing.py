"""The desk's side of publishing: what the form and the list of every kind that has editions gain."""

from collections.abc import Callable
from functools import wraps

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from publishing.clock import now
from publishing.desk import bulk, history, preview, publish, restore, standing, withdraw
from publishing.typed import typed_id

# Name, path below the object, view, and the right it takes.
SCREENS = (
    ("publish", "publish/", publish.publish_view, "change"),
    ("withdraw", "withdraw/", withdraw.withdraw_view, "change"),
    ("undo", "undo/<int:release_id>/", withdraw.undo_view, "change"),
    ("cancel", "cancel/<int:release_id>/", withdraw.cancel_view, "change"),
    ("preview", "preview/<str:language>/", preview.preview_view, "view"),
    ("changes", "changes/<str:language>/", standing.changes_view, "view"),
    ("editions", "editions/", history.editions_view, "view"),
    ("compare", "editions/compare/", history.compare_view, "view"),
    ("edition", "editions/<int:edition_id>/", preview.edition_view, "view"),
    ("again", "editions/<int:edition_id>/again/", history.again_view, "change"),
)


class PublishingDesk:
    """Mixin for the admin of a Publishable: its panel, its screens and the action of its list."""

    change_form_outer_before_template = "desk/panel.html"
    actions = ("publish_selected",)

    class Media:
        css = {"all": ["desk/publish.css"]}

    def get_urls(self):
        """Put the screens of an object below its address, before the admin's own catch-all."""
        own = [self.admin_path(f"<int:object_id>/{route}", *more) for route, *more in self.routes()]
        together = self.admin_site.admin_view(self.with_desk(bulk.publish_together_view))
        return [path("publish/", together, name=self.url_name("publish_together")), *own, *super().get_urls()]

    def routes(self):
        """Yield path, view and name of each screen."""
        for name, route, view, right in SCREENS:
            yield route, self.opened(view, right), self.url_name(name)

    def admin_path(self, route: str, view: Callable, name: str):
        """Return a path for staff only."""
        return path(route, self.admin_site.admin_view(view), name=name)

    def opened(self, view: Callable, right: str) -> Callable:
        """Return a view that gets its row, or answers 404, or 403 without the right."""

        @wraps(view)
        def opened(request: HttpRequest, object_id: int, **kwargs) -> HttpResponse:
            row = get_object_or_404(self.get_queryset(request), pk=object_id)
            if not getattr(self, f"has_{right}_permission")(request, row):
                raise PermissionDenied
            return view(self, request, row, **kwargs)

        return opened

    def with_desk(self, view: Callable) -> Callable:
        """Return a view of several objects."""

        @wraps(view)
        def opened(request: HttpRequest) -> HttpResponse:
            if not self.has_change_permission(request):
                raise PermissionDenied
            return view(self, request)

        return opened

    def url_name(self, name: str) -> str:
        """Return the name of a screen's address, without its namespace."""
        return f"{self.opts.app_label}_{self.opts.model_name}_{name}"

    def address(self, name: str, row=None, **kwargs) -> str:
        """Return the address of a screen; “change” and “changelist” are the admin's own."""
        if row is not None:
            kwargs["object_id"] = row.pk
        return reverse(f"admin:{self.url_name(name)}", kwargs=kwargs)

    def screen(self, request: HttpRequest, template: str, *, title: str, row=None, **context) -> TemplateResponse:
        """Answer with a screen of the desk."""
        around = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "row": row,
            "title": title,
            "subtitle": str(row) if row else "",
            "back": self.address("change", row) if row else self.address("changelist"),
        }
        return TemplateResponse(request, template, around | context)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Show the panel above the form."""
        row = self.get_object(request, object_id) if typed_id(object_id) else None
        panel = standing.panel(self, request, row, now()) if row and self.has_view_permission(request, row) else {}
        return super().change_view(request, object_id, form_url, {**panel, **(extra_context or {})})

    def response_change(self, request, obj):
        """Go on to the publish screen when that was the button."""
        if "_publish" in request.POST:
            return HttpResponseRedirect(self.address("publish", obj))
        return super().response_change(request, obj)

    @admin.action(description=_("Publish…"), permissions=["change"])
    def publish_selected(self, request, queryset):
        """Open the screen on which the chosen rows are published together."""
        ids = ",".join(str(pk) for pk in queryset.order_by("pk").values_list("pk", flat=True))
        return HttpResponseRedirect(f"{self.address('publish_together')}?ids={ids}")

    # Restoring ----------------------------------------------------------------------------------------------------

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
