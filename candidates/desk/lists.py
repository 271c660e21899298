"""The whole list of an election on the desk: out as a file, in from one with a dry run between, and undone as one."""

from collections.abc import Iterator

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action

from candidates.desk.list_forms import ListForm
from candidates.desk.list_screen import import_context
from candidates.desk.paste import first_choice
from candidates.list_imports import ListImport
from candidates.lists.applying import Stale, bring_in
from candidates.lists.carrying import Carrying
from candidates.lists.exporting import FILES, list_file
from candidates.lists.planning import plan_of
from candidates.lists.tables import Table
from candidates.lists.undoing import undo
from elections.models import Election
from publishing.clock import now
from publishing.typed import typed_id
from staff.at_work import at_work

PLAIN = "text/plain"


class ListDesk:
    """Mixin for the candidates' admin: `lists/` takes and gives files, `lists/in/<id>/` shows what one would do."""

    def get_urls(self):
        """Put the screens before the admin's own addresses."""
        return [
            self.admin_path("lists/in/<int:pk>/", self.import_view, self.url_name("list_import")),
            self.admin_path("lists/out/<int:election_id>/<str:file>", self.file_view, self.url_name("list_file")),
            *super().get_urls(),
        ]

    @action(description=_("The whole list…"), url_path="lists", icon="table_view", permissions=["add"])
    def lists(self, request):
        """Offer the list of an election as a file, take one, and show those that were brought in."""
        ListImport.objects.stale(timezone.now()).delete()
        election = self.election_of(request)
        carrying = Carrying.to(election) if election else None
        is_carried = bool(carrying and request.POST.get("do") == "carry")
        form = ListForm(None if is_carried else request.POST or None, request.FILES or None)
        if is_carried:
            name = _("Carried over: %(election)s") % {"election": carrying.source}
            waiting = keep_table(carrying.table(election), name, election, request.user, carried_from=carrying.source)
            return HttpResponseRedirect(self.address("list_import", pk=waiting.pk))
        if election and form.is_valid():
            table, file = form.cleaned_data["table"], form.cleaned_data["file"]
            waiting = keep_table(table, file.name, election, request.user)
            return gone_on(request, self.address("list_import", pk=waiting.pk))
        return self.screen(
            request,
            "desk/lists.html",
            title=_("The whole list"),
            form=form,
            election=election,
            elections=Election.objects.all(),
            files=FILES,
            carrying=carrying,
            count=election.candidacies.count() if election else 0,
            imports=election.list_imports.select_related("by").defer("rows")[:20] if election else (),
        )

    def election_of(self, request) -> Election | None:
        """Return the election an address names, or the current one."""
        named = typed_id(request.GET.get("election"))
        return get_object_or_404(Election, pk=named) if named else first_choice(request)["election"]

    def file_view(self, request, election_id, file):
        """Return the list, or the empty template, as a file."""
        self.may_bring_in(request)
        election = get_object_or_404(Election, pk=election_id)
        if file not in FILES:
            raise Http404
        data, content_type = list_file(election, file)
        headers = {"Content-Disposition": f'attachment; filename="{election.slug}-{file}"', "Cache-Control": "no-store"}
        return HttpResponse(data, content_type=content_type, headers=headers)

    def import_view(self, request, pk):
        """Show what a list would do or did; answer its questions, bring it in, throw it away or undo it."""
        self.may_bring_in(request)
        done = get_object_or_404(ListImport.objects.select_related("election", "by"), pk=pk)
        verbs = {"answer": self.keep_answers, "apply": self.apply_list, "drop": self.drop_list, "undo": self.undo_list}
        if request.method == "POST" and (verb := verbs.get(request.POST.get("do"))):
            return verb(request, done)
        return self.import_page(request, done)

    def import_page(self, request, done: ListImport):
        """Return the screen of one list."""
        context = import_context(done, now()) | {"is_stale": "stale" in request.GET}
        context["lists_address"] = f"{self.address('lists')}?election={done.election_id}"
        return self.screen(request, "desk/list_import.html", title=done.file_name, done=done, **context)

    def keep_answers(self, request, waiting: ListImport):
        """Keep who the twins are, and show the list again."""
        for row in plan_of(waiting, now()).rows:
            if answer := request.POST.get(f"twin-{row.number}"):
                waiting.answers[row.question] = answer[:20]
        waiting.save(update_fields=["answers"])
        return HttpResponseRedirect(request.path)

    def apply_list(self, request, waiting: ListImport):
        """Bring the list in."""
        work = bring_in(waiting.pk, request.POST.get("shown", ""), at=now(), user=request.user)
        return self.tell_steps(request, work, len(waiting.rows))

    def undo_list(self, request, done: ListImport):
        """Undo a list that was brought in."""
        return self.tell_steps(request, undo(done.pk, at=now(), user=request.user), done.lines.count())

    def tell_steps(self, request, work: Iterator[int], count: int):
        """Do some work: told step by step to a script that listens, as a plain wait to everybody else."""
        if request.headers.get("Accept") == PLAIN:
            headers = {"X-Accel-Buffering": "no", "Cache-Control": "no-store"}
            return StreamingHttpResponse(told(request, work, count), content_type=PLAIN, headers=headers)
        last = list(told(request, work, count))[-1]
        return HttpResponseRedirect(request.path + ("?stale" if "stale" in last else ""))

    def drop_list(self, request, waiting: ListImport):
        """Throw away a list that was not brought in."""
        if waiting.state == ListImport.State.WAITING:
            waiting.delete()
            messages.info(request, _("The list was thrown away. Nothing was changed."))
        return HttpResponseRedirect(f"{self.address('lists')}?election={waiting.election_id}")

    def may_bring_in(self, request):
        """Let in who may add candidates."""
        if not self.has_add_permission(request):
            raise PermissionDenied


def gone_on(request, address: str) -> HttpResponse:
    """Lead to an address: a script that shows how a file goes up is told it, everybody else is sent there."""
    if request.headers.get("Accept", "").startswith(PLAIN):
        return HttpResponse(address, content_type=PLAIN)
    return HttpResponseRedirect(address)


def told(request, work: Iterator[int], count: int) -> Iterator[str]:
    """Yield a line for each step, «done of», and one for the end.

    The whole text is shorter than any buffer of a line, so that a slow reader never holds up the transaction. The
    request is kept at hand, since the middleware that does so is through when a script listens.
    """
    with at_work(request):
        try:
            for done in work:
                yield f"{done} {count}\n"
        except (Stale, IntegrityError):
            yield "stale\n"
        else:
            yield "done\n"


@transaction.atomic
def keep_table(table: Table, name: str, election: Election, user, carried_from: Election | None = None) -> ListImport:
    """Keep a table until it is confirmed; it takes over the answers of the one this person tried before, which goes."""
    before = ListImport.objects.waiting().filter(election=election, by=user)
    answers = {question: answer for one in before for question, answer in one.answers.items()}
    before.delete()
    return ListImport.objects.create(
        election=election,
        carried_from=carried_from,
        file_name=name[:120],
        headers=table.headers,
        rows=table.rows,
        answers=answers,
        by=user,
        uploaded_at=timezone.now(),
    )
