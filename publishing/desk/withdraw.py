"""Taking things back: withdraw what is public, cancel what waits, undo the newest release."""

from datetime import timedelta

from django import forms
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publishing import acts, kinds
from publishing.clock import now
from publishing.desk.answers import said, say_taken_back
from publishing.desk.publish import require_rights
from publishing.desk.shown import read_shown, written_shown
from publishing.editions import Edition
from publishing.journal import Act, Release, Who
from publishing.languages import CHOICES
from publishing.problems import Refused
from publishing.publishable import Publishable
from publishing.rehearsing import NOBODY, lost_by, refusals
from publishing.rights import PUBLISH, WITHDRAW
from publishing.status import Status, newest_release, status_of

AT_ONCE = timedelta(seconds=60)
"""How long the button of the message takes a release back; static/desk/publish.css counts the same down."""


class WithdrawForm(forms.Form):
    """Which languages, why, and what goes along."""

    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages"),
        choices=CHOICES,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one language.")},
    )
    note = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("One sentence. It is kept in the journal for ever."),
        error_messages={"required": gettext_lazy("Say why. The reason is kept in the journal.")},
    )
    with_dependents = forms.BooleanField(label=gettext_lazy("Withdraw these as well"), required=False)
    shown = forms.CharField(widget=forms.HiddenInput)

    def __init__(self, *args, languages=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["languages"].choices = [(code, name) for code, name in CHOICES if code in languages]


def withdraw_view(desk, request: HttpRequest, row: Publishable) -> HttpResponse:
    """Ask for languages and reason; take the object out of public."""
    at = now()
    status = status_of(row, at)
    present = [language.code for language in status.languages if language.live or language.waiting]
    form = WithdrawForm(request.POST or None, languages=present, initial={"languages": present})
    problems = []
    if request.method == "POST" and form.is_valid():
        try:
            release = withdraw(request, row, form.cleaned_data, at)
        except Refused as refused:
            problems = said(refused.problems)
        else:
            say_taken_back(desk, request, row, release, _("Withdrawn: it is no longer public."))
            return HttpResponseRedirect(desk.address("change", row))
    context = {
        "form": form,
        "problems": problems,
        "chosen": form["languages"].value() or [],
        "languages": [language for language in status.languages if language.code in present],
        "dependents": dependents(status),
        "cancels": lost_by(lambda: withdrawn(row, present, at), {(row.kind, row.pk)}, at=at),
        "shown": written_shown([status.proposal]),
    }
    return desk.screen(request, "desk/withdraw.html", title=_("Withdraw"), row=row, **context)


def withdrawn(row: Publishable, languages: list[str], at) -> Release:
    """Withdraw a row in all its languages, to look at what goes along."""
    return acts.withdraw([row], languages, at=at, who=NOBODY, note="")


def withdraw(request: HttpRequest, row: Publishable, given: dict, at) -> Release:
    """Withdraw what the form says, if this person may touch all of it."""
    keys = {(row.kind, row.pk, code) for code in given["languages"]}
    if given["with_dependents"]:
        require_rights(request.user, {kind for kind, _pk, _code in acts.dependents(keys, at)}, WITHDRAW)
    shown = {key: number for key, number in read_shown(given["shown"]).items() if key in keys}
    return acts.withdraw(
        [row],
        given["languages"],
        at=at,
        who=Who.user(request.user),
        note=given["note"].strip(),
        with_dependents=given["with_dependents"],
        shown=shown,
    )


def dependents(status: Status) -> list[Edition]:
    """Return the live editions that may only be public while this is."""
    row, at = status.row, status.proposal.at
    keys = acts.dependents({(row.kind, row.pk, code) for code in status.proposal.live}, at)
    found = Edition.objects.live(at).filter(object_id__in={pk for _kind, pk, _code in keys})
    return [edition for edition in found.order_by("kind", "title") if edition.key in keys]


def undo_view(desk, request: HttpRequest, row: Publishable, release_id: int) -> HttpResponse:
    """Say what the newest release did; take it back when that was confirmed."""
    release = get_object_or_404(Release, pk=release_id)
    if not release.acts.filter(kind=row.kind, object_id=row.pk).exists():
        raise Http404
    require_rights(request.user, set(release.acts.values_list("kind", flat=True)), PUBLISH, WITHDRAW)
    found = refusals(lambda: acts.undo(release, at=now(), who=NOBODY)) if request.method == "GET" else []
    several = release.acts.values("kind", "object_id").distinct().count() > 1
    problems = said(found, name_objects=several)
    is_late = "at_once" in request.POST and not is_fresh(release)
    if request.method == "POST" and not is_late:
        try:
            done = acts.undo(release, at=now(), who=Who.user(request.user))
        except Refused as refused:
            problems = said(refused.problems, name_objects=several)
        else:
            say_taken_back(desk, request, row, done, _("Undone."))
            return HttpResponseRedirect(desk.address("change", row))
    context = {"release": release, "acts": told_acts(release), "is_newest": newest_release(row) == release}
    own = set(release.acts.values_list("kind", "object_id"))
    cancels = lost_by(lambda: acts.undo(release, at=now(), who=NOBODY), own, at=now())
    context |= {"is_late": is_late, "cancels": cancels}
    return desk.screen(request, "desk/undo.html", title=_("Undo"), row=row, problems=problems, **context)


def is_fresh(release: Release) -> bool:
    """Say whether a release is so new, by the real clock, that it is taken back without another question."""
    return release.acts.filter(recorded_at__gte=timezone.now() - AT_ONCE).exists()


def told_acts(release: Release) -> list[tuple[Act, str]]:
    """Return the acts of a release, each with the name of its object, if there is still one."""
    found = release.acts.order_by("number")[:100]
    rows = kinds.rows_of((act.kind, act.object_id) for act in found)
    return [(act, str(rows.get((act.kind, act.object_id)) or _("Erased"))) for act in found]


def cancel_view(desk, request: HttpRequest, row: Publishable, release_id: int) -> HttpResponse:
    """Say what waits; cancel it when that was confirmed."""
    release = get_object_or_404(Release, pk=release_id)
    waiting = Edition.objects.waiting(now()).filter(act__release=release)
    together = list(waiting.next_first()) if waiting.of(row).exists() else []
    require_rights(request.user, {edition.kind for edition in together}, WITHDRAW)
    problems = []
    if request.method == "POST":
        try:
            done = acts.cancel([release.pk], at=now(), who=Who.user(request.user))
        except Refused as refused:
            problems = said(refused.problems)
        else:
            say_taken_back(desk, request, row, done, _("Cancelled: it will not become public."))
            return HttpResponseRedirect(desk.address("change", row))
    if not together and not problems:
        raise Http404
    own = {(edition.kind, edition.object_id) for edition in together}
    context = {"problems": problems, "waiting": together}
    context |= {"cancels": lost_by(lambda: acts.cancel([release.pk], at=now(), who=NOBODY), own, at=now())}
    return desk.screen(request, "desk/cancel.html", title=_("Cancel"), row=row, **context)
