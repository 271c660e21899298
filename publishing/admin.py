"""Registers of what was published, on the desk: looked at by all, edited by nobody."""

from django.contrib import admin

from publishing.desk.base import ReadOnlyAdmin
from publishing.editions import Edition
from publishing.journal import Act, Release


@admin.register(Act)
class ActAdmin(ReadOnlyAdmin):
    """The journal."""

    list_display = ("number", "at", "verb", "kind", "object_id", "language", "edition", "actor")
    list_filter = ("verb", "kind", "language")
    list_select_related = ("release",)
    search_fields = ("actor", "hash", "document")
    date_hierarchy = "at"
    ordering = ("-number",)


@admin.register(Edition)
class EditionAdmin(ReadOnlyAdmin):
    """What is, was and will be public."""

    list_display = ("title", "kind", "language", "number", "starts_at", "ends_at", "is_backdated")
    list_filter = ("kind", "language", "is_backdated")
    search_fields = ("title", "slug")
    date_hierarchy = "starts_at"
    ordering = ("-starts_at", "-pk")
    fields = ("title", "kind", "language", "number", "starts_at", "ends_at", "is_backdated", "slug", "act")


@admin.register(Release)
class ReleaseAdmin(ReadOnlyAdmin):
    """What was done together."""

    list_display = ("__str__", "at", "actor", "note")
    list_select_related = ("actor",)
    search_fields = ("title", "note")
    date_hierarchy = "at"
    ordering = ("-pk",)
    fields = ("title", "at", "note", "actor")
