"""Screens of the desk below an object's address: how they are reached, named and drawn."""

from collections.abc import Callable
from functools import wraps

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse


class Screens:
    """Mixin for an admin that has screens of its own."""

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
