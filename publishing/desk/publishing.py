"""The desk's side of publishing: what the form and the list of every kind that has editions gain."""

from collections.abc import Callable
from functools import wraps

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path
from django.utils.translation import gettext_lazy as _

from publishing.clock import now
from publishing.desk import bulk, history, preview, publish, standing, withdraw
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

    def with_desk(self, view: Callable) -> Callable:
        """Return a view of several objects."""

        @wraps(view)
        def opened(request: HttpRequest) -> HttpResponse:
            if not self.has_change_permission(request):
                raise PermissionDenied
            return view(self, request)

        return opened

    def address_to_paste(self, row, language: str) -> str:
        """Return where the whole text of a row is given in a language that has none; nothing where that is not done."""
        return ""

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
