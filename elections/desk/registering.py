"""The register of an election on the desk: found by medium and words, page by page, and taken out as a file."""

from collections.abc import Iterator

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from unfold.decorators import action

from elections.materials import Medium
from elections.models import Election, Party
from elections.register.lines import PAGE, keys, lines
from elections.register.printing import MOST_PRINTED, PDF, is_tagged, printed
from elections.register.spreadsheet import XLSX, told, written
from publishing.clock import now
from publishing.dates import moment
from publishing.register import head
from publishing.typed import typed_id

PER_PAGE = 50
FILES = {"register.xlsx": XLSX, "register.pdf": PDF}


class RegisterDesk:
    """Mixin for the materials' admin: `register/` shows an election's register, `register/<id>/<file>` gives it."""

    def get_urls(self):
        """Put the files before the admin's own addresses."""
        route = "register/<int:election_id>/<str:file>"
        return [self.admin_path(route, self.register_file, self.url_name("register_file")), *super().get_urls()]

    @action(description=gettext_lazy("Register…"), url_path="register", icon="newsstand", permissions=["view"])
    def register(self, request):
        """Show the register of an election: materials and page editions together, the newest first."""
        election = self.election_asked(request)
        medium, asked = request.GET.get("medium", ""), request.GET.get("q", "").strip()[:100]
        found = keys(election, now(), medium=medium, asked=asked) if election else []
        whole = len(keys(election, now())) if election and (medium or asked) else len(found)
        page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
        return self.screen(
            request,
            "desk/register.html",
            title=_("Register"),
            election=election,
            elections=Election.objects.all(),
            media=[("", _("all")), (PAGE, _("pages of the site")), *Medium.choices],
            medium=medium,
            asked=asked,
            page=page,
            lines=list(shown(page.object_list)),
            count=len(found),
            is_tagged=is_tagged(whole),
        )

    def election_asked(self, request) -> Election | None:
        """Return the election an address names, or the newest."""
        named = typed_id(request.GET.get("election"))
        return get_object_or_404(Election, pk=named) if named else Election.newest()

    def register_file(self, request, election_id, file):
        """Return the whole register of an election as a file; the audit log notes it."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        election, at = get_object_or_404(Election, pk=election_id), now()
        if file not in FILES:
            raise Http404
        found = keys(election, at)
        if file == "register.pdf" and len(found) > MOST_PRINTED:
            sentence = _("A PDF holds up to %(most)d lines, this register has %(count)d. The XLSX holds all of them.")
            messages.error(request, sentence % {"most": MOST_PRINTED, "count": len(found)})
            return redirect(f"{self.address('register')}?election={election.pk}")
        about = said_of(election, at, len(found))
        if file == "register.xlsx":
            data = written(lines(found), about, _("Register"))
        else:
            data = printed(lines(found), about, get_language(), count=len(found))
        headers = {"Content-Disposition": f'attachment; filename="{election.slug}-{file}"', "Cache-Control": "no-store"}
        return HttpResponse(data, content_type=FILES[file], headers=headers)


def shown(found) -> Iterator[dict]:
    """Yield lines as the screen shows them."""
    for line in lines(found):
        yield {"line": line, "since": told(line.since), "until": told(line.until)}


def said_of(election: Election, at, count: int) -> list[str]:
    """Return what stands above the register: what it is, of whom, of which vote, as of when, and the journal's end."""
    end = head()
    return [
        _("Register of campaign material"),
        f"{capitalised(Party._meta.verbose_name)}: {Party.objects.first() or '—'}",
        f"{capitalised(Election._meta.verbose_name)}: {election}",
        _("As of %(moment)s (Bishkek). Lines: %(count)d.") % {"moment": moment(at, get_language()), "count": count},
        _("End of the journal: act %(number)d, hash %(hash)s") % {"number": end.number, "hash": end.hash},
    ]


def capitalised(name) -> str:
    """Return a name as it begins a line."""
    return str(name)[:1].upper() + str(name)[1:]
