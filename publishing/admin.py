"""What this floor shows on the desk: registers of what was published, edited by nobody, and what to translate."""

from django.contrib import admin
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from publishing import kinds
from publishing.desk.translations import Scope, listed, task_of
from publishing.editions import Edition
from publishing.journal import Act, Release
from publishing.translating import Translation, still_fits
from publishing.typed import typed_id
from staff.registers import ReadOnlyAdmin


class OfKind(admin.SimpleListFilter):
    """Acts or editions of one kind, each kind said in words."""

    title = _("kind")
    parameter_name = "kind"

    def lookups(self, request, model_admin):
        """Offer every kind that can be public."""
        return [(kind, capfirst(model._meta.verbose_name)) for kind, model in sorted(kinds.KINDS.items())]

    def queryset(self, request, queryset):
        """Keep the chosen kind."""
        return queryset.filter(kind=self.value()) if self.value() in kinds.KINDS else queryset


class RegisterAdmin(ReadOnlyAdmin):
    """A register whose rows say their kind in words."""

    @admin.display(description=_("kind"), ordering="kind")
    def said_kind(self, row):
        """Return what the row's object is called."""
        return capfirst(kinds.model_of(row.kind)._meta.verbose_name)


@admin.register(Act)
class ActAdmin(RegisterAdmin):
    """The journal."""

    list_display = ("number", "at", "verb", "said_kind", "object_id", "language", "edition", "actor")
    list_filter = ("verb", OfKind, "language")
    list_select_related = ("release",)
    search_fields = ("actor", "hash", "document")
    date_hierarchy = "at"
    ordering = ("-number",)
    fields = (
        *("number", "at", "recorded_at", "verb", "said_kind", "object_id", "language", "edition"),
        *("starts_at", "ends_at", "is_backdated", "actor", "approvers", "release"),
        *("document", "note", "software", "previous", "hash"),
    )


@admin.register(Edition)
class EditionAdmin(RegisterAdmin):
    """What is, was and will be public."""

    list_display = ("title", "said_kind", "language", "number", "starts_at", "ends_at", "is_backdated")
    list_filter = (OfKind, "language", "is_backdated")
    search_fields = ("title", "slug")
    date_hierarchy = "starts_at"
    ordering = ("-starts_at", "-pk")
    fields = ("title", "said_kind", "language", "number", "starts_at", "ends_at", "is_backdated", "slug", "act")


@admin.register(Release)
class ReleaseAdmin(ReadOnlyAdmin):
    """What was done together."""

    list_display = ("__str__", "at", "actor", "note")
    list_select_related = ("actor",)
    search_fields = ("title", "note")
    date_hierarchy = "at"
    ordering = ("-pk",)
    fields = ("title", "at", "note", "actor")


@admin.register(Translation)
class TranslationAdmin(ReadOnlyAdmin):
    """What is to be translated: the list, and one after the other. The words themselves are entered in the forms."""

    def get_urls(self):
        """Put the button for “still fits” before the admin's own addresses."""
        fits = self.admin_site.admin_view(self.fits_view)
        return [path("<int:object_id>/fits/", fits, name="publishing_translation_fits"), *super().get_urls()]

    def changelist_view(self, request, extra_context=None):
        """Show everything that is missing or out of date, a page at a time."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return self.screen(request, "desk/translations.html", _("Translations"), listed(request))

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Show one of them: what its source says now, what changed, and the way into the form."""
        if request.method != "GET" or not self.has_view_permission(request):
            raise PermissionDenied
        task = task_of(get_object_or_404(Translation, pk=typed_id(object_id)), Scope.asked(request))
        return self.screen(request, "desk/translation.html", task.label, {"task": task})

    def fits_view(self, request, object_id):
        """Note that a translation still fits its changed source, and go on to the next."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        task = task_of(get_object_or_404(Translation, pk=object_id), Scope.asked(request))
        if request.method != "POST":
            return HttpResponseRedirect(task.address)
        following = task.next_address
        still_fits(task.translation, by=request.user)
        return HttpResponseRedirect(following)

    def screen(self, request, template, title, context):
        """Answer with a screen of the desk."""
        frame = {**self.admin_site.each_context(request), "opts": self.opts, "title": title}
        return TemplateResponse(request, template, frame | context)
