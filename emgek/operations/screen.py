"""The desk's screen *State of the site*."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import URLPattern, path
from django.utils import timezone
from django.utils.translation import gettext as _

from emgek.operations.standing import readings

VIEW = "emgek.view_upkeep"


def url(site) -> URLPattern:
    """Return the address of the screen."""

    def opened(request: HttpRequest) -> HttpResponse:
        return screen(site, request)

    return path("emgek/upkeep/", site.admin_view(opened), name="emgek_upkeep_state")


def screen(site, request: HttpRequest) -> HttpResponse:
    """Tell how the site stands, in real time."""
    if not request.user.has_perm(VIEW):
        raise PermissionDenied
    found = readings(timezone.now())
    faults = sum(one.is_well is False for lines in found.values() for one in lines)
    context = {"title": _("State of the site"), "parts": found, "faults": faults}
    return TemplateResponse(request, "desk/state.html", site.each_context(request) | context)
