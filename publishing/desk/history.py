"""Past editions: look at them, compare any two, put one live again, or bring its text back into the form."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _

from publishing import acts
from publishing.clock import now
from publishing.comparing import compare
from publishing.desk.answers import said, say_done
from publishing.desk.differences import told
from publishing.desk.shown import read_shown, written_shown
from publishing.editions import Edition
from publishing.journal import Act, Verb, Who
from publishing.languages import LANGUAGES, NAMES
from publishing.problems import Refused
from publishing.proposals import propose_again, review
from publishing.publishable import Publishable
from publishing.rehearsing import NOBODY, lost_by
from publishing.typed import typed_id


def editions_view(desk, request: HttpRequest, row: Publishable) -> HttpResponse:
    """List every edition by language, the newest first."""
    found = Edition.objects.of(row).select_related("document", "act__release").order_by("-number")
    at = now()
    lines = [edition_line(desk, row, edition, at) for edition in found.defer("document__body")]
    ends = Act.objects.filter(kind=row.kind, object_id=row.pk, verb__in=[Verb.CANCEL, Verb.WITHDRAW])
    ended = {act.number: act for act in ends.select_related("release")}
    lines = [line | {"ended": ended.get(line["edition"].ended_by)} for line in lines]
    by_language = [
        {"code": code, "name": NAMES[code], "lines": [line for line in lines if line["edition"].language == code]}
        for code in LANGUAGES
    ]
    context = {
        "languages": [language for language in by_language if language["lines"]],
        "can_change": desk.has_change_permission(request, row),
        "can_publish": desk.has_publish_permission(request),
        "compare": desk.address("compare", row),
    }
    return desk.screen(request, "desk/editions.html", title=_("Past editions"), row=row, **context)


def edition_line(desk, row: Publishable, edition: Edition, at) -> dict:
    """Return one edition of the list with what can be done with it."""
    change = desk.address("change", row)
    period = edition.period
    return {
        "edition": edition,
        "is_live": period.covers(at),
        "waits": period.waits(at),
        "is_erased": edition.document.salt is None,
        "view": desk.address("edition", row, edition_id=edition.pk),
        "again": "" if period.covers(at) else desk.address("again", row, edition_id=edition.pk),
        "restore": f"{change}?restore={edition.pk}",
        "restore_facts": f"{change}?restore={edition.pk}&facts=1",
    }


def compare_view(desk, request: HttpRequest, row: Publishable) -> HttpResponse:
    """Show what differs between two editions of one language."""
    old, new = (edition_of(row, typed_id(request.GET.get(side))) for side in ("old", "new"))
    if old.language != new.language:
        raise Http404
    if old.number > new.number:
        old, new = new, old
    document = new.read()
    group = told(row, compare(old.read(), document), document)
    title = _("Compare two editions: %(language)s") % {"language": new.get_language_display()}
    return desk.screen(
        request, "desk/compare.html", title=title, row=row, old=old, new=new, group=group,
        back=desk.address("editions", row),
    )  # fmt: skip


def again_view(desk, request: HttpRequest, row: Publishable, edition_id: int) -> HttpResponse:
    """Show what putting an edition live again changes; do it when that was confirmed."""
    edition, at = edition_of(row, edition_id), now()
    note = request.POST.get("note", "").strip()[:500]
    problems = []
    if request.method == "POST":
        try:
            shown = read_shown(request.POST.get("shown", ""))
            release = acts.put_again(edition, at=at, who=Who.user(request.user), note=note, shown=shown)
        except Refused as refused:
            problems = said(refused.problems)
        else:
            say_done(desk, request, row, release)
            return HttpResponseRedirect(desk.address("change", row))
    proposal = propose_again(row, [edition], at=at)
    live, document = proposal.live.get(edition.language), edition.read()
    context = {
        "edition": edition,
        "live": live,
        "group": told(row, compare(live.read() if live else None, document), document),
        "others": [NAMES[code] for code in proposal.starting if code != edition.language],
        "problems": problems or said(review([proposal])),
        "note": note,
        "shown": written_shown([proposal]),
        "cancels": lost_by(lambda: acts.put_again(edition, at=at, who=NOBODY), {(row.kind, row.pk)}, at=at),
        "back": desk.address("editions", row),
    }
    return desk.screen(request, "desk/again.html", title=_("Put live again"), row=row, **context)


def edition_of(row: Publishable, pk: int | None) -> Edition:
    """Return an edition of an object that still has its document, else raise Http404."""
    found = Edition.objects.of(row).select_related("document", "act__release").filter(pk=pk).first()
    if found is None or found.document.is_erased:
        raise Http404
    return found
