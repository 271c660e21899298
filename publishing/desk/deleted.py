"""What was deleted, and the button that makes it anew. Only what was never public can be deleted at all."""

from django.contrib import messages
from django.db import models
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from reversion.models import Version

from publishing import versions
from publishing.desk.answers import said
from publishing.problems import Refused
from publishing.recovering import recover
from publishing.typed import typed_id

MOST = 200


def deleted_view(desk, request: HttpRequest) -> HttpResponse:
    """List what was deleted, the latest first; make one object anew when that was asked for, and show its form."""
    problems = []
    if request.method == "POST":
        try:
            row = recover(version_of(desk.model, typed_id(request.POST.get("version"))), user=request.user)
        except Refused as refused:
            problems = said(refused.problems)
        else:
            messages.success(request, _("Recovered, as it was when it was deleted: %(what)s") % {"what": row})
            return HttpResponseRedirect(desk.address("change", row))
    lines = versions.deleted(desk.model)[:MOST]
    title = _("Deleted: %(what)s") % {"what": desk.opts.verbose_name_plural}
    return desk.screen(request, "desk/deleted.html", title=title, lines=lines, problems=problems)


def version_of(model: type[models.Model], pk: int | None) -> Version:
    """Return the last version of an object that is gone, else raise Http404."""
    found = versions.deleted(model).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found
