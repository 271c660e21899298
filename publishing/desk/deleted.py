"""What was deleted, and the buttons that make it anew or erase it. Only what was never public can be deleted at all."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from reversion.models import Version

from publishing import versions
from publishing.desk.answers import said
from publishing.erasing import erase_deleted
from publishing.journal import Who
from publishing.problems import Refused
from publishing.recovering import recover
from publishing.rights import ERASE
from publishing.typed import typed_id

PAGE = 50


def deleted_view(desk, request: HttpRequest) -> HttpResponse:
    """List what was deleted, the latest first; make one object anew when that was asked for, and show its form."""
    problems = []
    if "erase" in request.POST:
        return erase_view(desk, request)
    if request.method == "POST":
        try:
            row = recover(version_of(desk.model, typed_id(request.POST.get("version"))), user=request.user)
        except Refused as refused:
            problems = said(refused.problems)
        else:
            messages.success(request, _("Recovered, as it was when it was deleted: %(what)s") % {"what": row})
            return HttpResponseRedirect(desk.address("change", row))
    found, before = versions.deleted(desk.model), typed_id(request.GET.get("before"))
    page = list((found.filter(pk__lt=before) if before else found)[: PAGE + 1])
    context = {
        "title": _("Deleted: %(what)s") % {"what": desk.opts.verbose_name_plural},
        "lines": page[:PAGE],
        "next": f"?before={page[PAGE - 1].pk}" if len(page) > PAGE else "",
        "is_first": before is None,
        "may_erase": request.user.has_perm(ERASE),
        "problems": problems,
    }
    return desk.screen(request, "desk/deleted.html", **context)


def erase_view(desk, request: HttpRequest) -> HttpResponse:
    """Erase one deleted object for good, when that was asked for twice; only administrators may."""
    if not request.user.has_perm(ERASE):
        raise PermissionDenied
    version = version_of(desk.model, typed_id(request.POST.get("erase")))
    if "sure" not in request.POST:
        return desk.screen(request, "desk/erase_deleted.html", title=_("Erase for good?"), version=version)
    erase_deleted(version, who=Who.user(request.user))
    messages.success(request, _("Erased for good. Backups hold it until they expire."))
    return HttpResponseRedirect(request.path)


def version_of(model: type[models.Model], pk: int | None) -> Version:
    """Return the last version of an object that is gone, else raise Http404."""
    found = versions.deleted(model).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
