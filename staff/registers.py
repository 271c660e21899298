"""Registers on the desk: looked at, never edited."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.urls import reverse
from unfold.admin import ModelAdmin


class ReadOnlyAdmin(ModelAdmin):
    """A register that is looked at and never edited, not even by a superuser. What never changes has no History."""

    view_on_site = False

    def has_add_permission(self, request):
        """Nothing is entered by hand."""
        return False

    def has_change_permission(self, request, obj=None):
        """Nothing is changed by hand."""
        return False

    def has_delete_permission(self, request, obj=None):
        """Nothing is removed by hand."""
        return False

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Leave the History button out."""
        return super().change_view(request, object_id, form_url, {"show_history": False, **(extra_context or {})})

    def history_view(self, request, object_id, extra_context=None):
        """Lead back to the line itself."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return HttpResponseRedirect(
            reverse(f"admin:{self.opts.app_label}_{self.opts.model_name}_change", args=[object_id])
        )
