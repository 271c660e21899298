"""The desk's side of publishing: what the form and the list of every kind that has editions gain."""

from collections.abc import Callable
from functools import wraps

from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import path
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from publishing.clock import now
from publishing.desk import bulk, history, override, preview, publish, review, standing, withdraw
from publishing.desk.releasing import gather_address
from publishing.desk.translations import asked_for
from publishing.rights import APPROVE, PUBLISH, WITHDRAW, may

# Name, path below the object, view, and the right it takes.
SCREENS = (
    ("publish", "publish/", publish.publish_view, "publish"),
    ("override", "override/", override.override_view, "publish"),
    ("withdraw", "withdraw/", withdraw.withdraw_view, "withdraw"),
    ("undo", "undo/<int:release_id>/", withdraw.undo_view, "undo"),
    ("cancel", "cancel/<int:release_id>/", withdraw.cancel_view, "withdraw"),
    ("preview", "preview/<str:language>/", preview.preview_view, "view"),
    ("changes", "changes/<str:language>/", standing.changes_view, "view"),
    ("editions", "editions/", history.editions_view, "view"),
    ("compare", "editions/compare/", history.compare_view, "view"),
    ("edition", "editions/<int:edition_id>/", preview.edition_view, "view"),
    ("review", "review/", review.review_view, "view"),
    ("ask", "review/ask/", review.ask_view, "change"),
    ("decide", "review/decide/", review.decide_view, "approve"),
    ("settle", "review/settle/", review.settle_view, "change"),
    ("link", "review/link/", review.link_view, "write"),
    ("unlink", "review/unlink/", review.unlink_view, "write"),
    ("again", "editions/<int:edition_id>/again/", history.again_view, "publish"),
)


class PublishingDesk:
    """Mixin for the admin of a Publishable: its panel, its screens and the action of its list."""

    change_form_outer_before_template = "desk/panel.html"
    actions = ("publish_selected", "gather_selected")

    class Media:
        css = {"all": ["desk/publish.css", "desk/review.css"]}

    def get_urls(self):
        """Put the screens of an object below its address, before the admin's own catch-all."""
        own = [self.admin_path(f"<int:object_id>/{route}", *more) for route, *more in self.routes()]
        together = self.admin_site.admin_view(self.with_desk(bulk.publish_together_view))
        return [path("publish/", together, name=self.url_name("publish_together")), *own, *super().get_urls()]

    def routes(self):
        """Yield path, view and name of each screen."""
        for name, route, view, right in SCREENS:
            if name == "override" and not self.model.is_campaign:
                continue
            yield route, self.opened(view, right), self.url_name(name)

    def with_desk(self, view: Callable) -> Callable:
        """Return a view of several objects."""

        @wraps(view)
        def opened(request: HttpRequest) -> HttpResponse:
            if not self.has_publish_permission(request):
                raise PermissionDenied
            return view(self, request)

        return opened

    def has_publish_permission(self, request, obj=None) -> bool:
        """Say whether this person makes such objects public."""
        return may(request.user, PUBLISH, self.model)

    def has_withdraw_permission(self, request, obj=None) -> bool:
        """Say whether this person takes such objects out of public, and cancels what waits."""
        return may(request.user, WITHDRAW, self.model)

    def has_undo_permission(self, request, obj=None) -> bool:
        """Say whether this person takes a release back: what it withdrew becomes public again."""
        return self.has_publish_permission(request) and self.has_withdraw_permission(request)

    def has_approve_permission(self, request, obj=None) -> bool:
        """Say whether this person approves texts, or returns them."""
        return may(request.user, APPROVE, self.model)

    def address_to_paste(self, request, row, language: str) -> str:
        """Return where the whole text of a row is given in a language that has none; nothing where that is not done."""
        return ""

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        """Show the panel above the form. After a POST `obj` holds what was sent, so the saved row is read anew."""
        if change and self.has_view_permission(request, obj):
            row = obj if request.method == "GET" else self.get_object(request, str(obj.pk))
            if row is obj:
                standing.share_parts(row, context["inline_admin_formsets"])
            context |= standing.panel(self, request, row, now())
        return super().render_change_form(request, context, add, change, form_url, obj)

    def response_change(self, request, obj):
        """Go on to the publish screen when that was the button."""
        if "_publish" in request.POST and self.has_publish_permission(request):
            return HttpResponseRedirect(self.address("publish", obj))
        answer = super().response_change(request, obj)
        self.say_how_it_goes_on(request, obj)
        return answer

    def response_add(self, request, obj, post_url_continue=None):
        """Say where to go on."""
        answer = super().response_add(request, obj, post_url_continue)
        self.say_how_it_goes_on(request, obj)
        return answer

    def say_how_it_goes_on(self, request, obj):
        """Say, to who publishes and leaves the form, that what was saved is not on the site by that, and lead on."""
        is_aside = {IS_POPUP_VAR, "_continue"} & set(request.POST) or asked_for(request, obj)
        if self.has_publish_permission(request) and not is_aside:
            way = (self.address("publish", obj), _("Publish…"))
            sentence = _("Readers see what was saved once it is published.")
            messages.info(request, format_html('{} <a class="underline" href="{}">{}</a>', sentence, *way))

    @admin.action(description=_("Publish…"), permissions=["publish"])
    def publish_selected(self, request, queryset):
        """Open the screen on which the chosen rows are published together."""
        ids = ",".join(str(pk) for pk in queryset.order_by("pk").values_list("pk", flat=True))
        return HttpResponseRedirect(f"{self.address('publish_together')}?ids={ids}")

    @admin.action(description=_("Add to a release…"), permissions=["publish"])
    def gather_selected(self, request, queryset):
        """Open the screen on which the chosen rows are added to a release in preparation."""
        return HttpResponseRedirect(gather_address(queryset.order_by("pk")))
