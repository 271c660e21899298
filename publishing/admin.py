"""Registers of what was published, on the desk: looked at by all, edited by nobody."""

from django.contrib import admin
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from publishing import kinds
from publishing.desk.base import ReadOnlyAdmin
from publishing.editions import Edition
from publishing.journal import Act, Release


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
