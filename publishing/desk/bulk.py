"""Publish several objects of one kind: one release, together or not at all."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from publishing.clock import now
from publishing.desk.answers import said, say_published_together
from publishing.desk.differences import summed_up
from publishing.desk.publish import PublishForm, answered, before_the_click, calendar_of, go_live, together_waiting
from publishing.desk.shown import written_shown
from publishing.desk.strip import drawn, strips
from publishing.languages import LANGUAGES
from publishing.problems import Refused
from publishing.status import Status, status_of
from publishing.typed import typed_id

MOST = 200


def publish_together_view(desk, request: HttpRequest) -> HttpResponse:
    """Show the chosen objects, what would change and what stands against it; publish them when confirmed."""
    rows = chosen_rows(desk, request)
    at = now()
    if len(rows) > MOST:
        title = _("Too many objects")
        return desk.screen(request, "desk/too_many.html", title=title, count=len(rows), most=MOST)
    form, problems = PublishForm(answered(request)), []
    if request.method == "POST" and form.is_valid() and "_look" not in request.POST:
        try:
            releases = go_live(request.user, rows, form.by_object(rows), form, at)
        except Refused as refused:
            problems = list(refused.problems)
        else:
            for release in releases:
                say_published_together(desk, request, rows, release)
            return HttpResponseRedirect(desk.address("changelist"))
    statuses = [status_of(row, at) for row in rows]
    if not form.is_bound:
        changed = [code for code in LANGUAGES if any(code in status.changed for status in statuses)]
        form = PublishForm(initial={"languages": changed, "when": "now"})
    changed = {(status.row.kind, status.row.pk): status.changed for status in statuses}
    before, pages = before_the_click(form, rows, changed, at)
    problems = problems or before
    title = _("Publish together: %(count)s") % {"count": len(rows)}
    return desk.screen(
        request,
        "desk/publish_together.html",
        title=title,
        pages=pages,
        **together_context(desk, form, statuses, problems),
    )


def together_context(desk, form: PublishForm, statuses: list[Status], problems: list) -> dict:
    """Return what the screen shows beside the form."""
    signs = strips([status.row for status in statuses])
    return {
        "form": form,
        "problems": said(problems, name_objects=True),
        "calendar": calendar_of([status.row for status in statuses], problems, statuses[0].proposal.at),
        "chosen": form["languages"].value() or [],
        "objects": [object_line(desk, status) | {"strip": drawn(signs[status.row.pk])} for status in statuses],
        "waiting": together_waiting(statuses, statuses[0].proposal.at),
        "shown": written_shown(status.proposal for status in statuses),
        "languages": [code for code in LANGUAGES if any(status.row.has_words(code) for status in statuses)],
    }


def object_line(desk, status: Status) -> dict:
    """Return one object of the list with what changes in each language."""
    row = status.row
    return {
        "row": row,
        "address": desk.address("change", row),
        "languages": [
            {"status": language, "changes": summed_up(row, language.difference) if language.live else []}
            for language in status.languages
            if language.has_text or language.live
        ],
    }


def chosen_rows(desk, request: HttpRequest) -> list:
    """Return the rows whose ids the address names, in the order of the list."""
    ids = list(filter(None, map(typed_id, request.GET.get("ids", "").split(","))))
    rows = list(desk.get_queryset(request).filter(pk__in=ids))
    if not rows:
        raise Http404
    return rows
