"""Publish…: which languages, what changes, what stands against it, now or at a moment."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publishing import acts, kinds
from publishing.clock import now
from publishing.desk.answers import said, say_done
from publishing.desk.shown import read_shown, written_shown
from publishing.desk.standing import group_of
from publishing.desk.strip import drawn, strips
from publishing.editions import Edition
from publishing.journal import Who
from publishing.languages import CHOICES
from publishing.problems import Refused
from publishing.proposals import propose, review
from publishing.publishable import Publishable
from publishing.status import Status, status_of

WAITING = [
    (acts.Waiting.CANCEL.value, gettext_lazy("Cancel what waits")),
    (acts.Waiting.RENEW.value, gettext_lazy("Make it anew from the present text, for the same moment")),
]
WHEN = [("now", gettext_lazy("Now")), ("later", gettext_lazy("At a moment, Bishkek time:"))]


class PublishForm(forms.Form):
    """What a person decides; `shown` says which live editions the screen showed."""

    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages"),
        choices=CHOICES,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one language.")},
    )
    note = forms.CharField(
        label=gettext_lazy("Change note"),
        required=False,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("What is new, in one sentence. Readers see it on the page."),
    )
    when = forms.ChoiceField(label=gettext_lazy("When"), choices=WHEN, widget=forms.RadioSelect, initial="now")
    starts_at = forms.DateTimeField(
        label=gettext_lazy("Moment, Bishkek time"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
    )
    waiting = forms.ChoiceField(
        label=gettext_lazy("Something already waits"), choices=WAITING, required=False, widget=forms.RadioSelect
    )
    shown = forms.CharField(widget=forms.HiddenInput)

    def clean(self):
        """Ask for the moment where one was announced."""
        cleaned = super().clean()
        if cleaned.get("when") == "later" and not cleaned.get("starts_at") and "starts_at" not in self.errors:
            self.add_error("starts_at", _("Say at which moment."))
        return cleaned

    def decision(self) -> dict:
        """Return the arguments of `acts.publish`."""
        given = self.cleaned_data
        return {
            "languages": given["languages"],
            "starts_at": given["starts_at"] if given["when"] == "later" else None,
            "note": given["note"].strip(),
            "shown": read_shown(given["shown"]),
            "waiting": acts.Waiting(given["waiting"] or acts.Waiting.REFUSE),
        }


def publish_view(desk, request: HttpRequest, row: Publishable) -> HttpResponse:
    """Show what would become public; publish it when that was confirmed."""
    at = now()
    form, problems = PublishForm(request.POST or None), []
    if request.method == "POST" and form.is_valid():
        try:
            refuse_without_right(request.user, [row], at)
            release = acts.publish([row], at=at, who=Who.user(request.user), **form.decision())
        except Refused as refused:
            problems = said(refused.problems)
        else:
            say_done(desk, request, row, release)
            return HttpResponseRedirect(desk.address("change", row))
    status = status_of(row, at)
    if not form.is_bound:
        form = PublishForm(initial={"languages": status.changed, "waiting": "", "when": "now"})
    context = publish_context(form, status, problems or said(review([status.proposal])))
    return desk.screen(request, "desk/publish.html", title=_("Publish"), row=row, **context)


def publish_context(form: PublishForm, status: Status, problems: list) -> dict:
    """Return what the screen shows beside the form."""
    signs = strips([status.row])[status.row.pk]
    return {
        "form": form,
        "strip": drawn(signs),
        "chosen": form["languages"].value() or [],
        "problems": problems,
        "languages": [
            {"status": language, "group": group_of(status.row, language) if language.difference else None}
            for language in status.languages
        ],
        "others": len(status.live) > 0,
        "waiting": together_waiting(status.waiting),
        "shown": written_shown([status.proposal]),
        "calendar": status.row.may_start(status.proposal.at),
    }


def together_waiting(editions: Sequence[Edition]) -> list[Edition]:
    """Return everything that waits in the releases of some waiting editions: it is decided on together."""
    releases = {edition.act.release_id for edition in editions}
    if not releases:
        return []
    at = min(edition.starts_at for edition in editions)
    found = Edition.objects.filter(act__release__in=releases, starts_at__gte=at).order_by("starts_at", "kind", "pk")
    return [edition for edition in found if not edition.is_cancelled]


def refuse_without_right(user, rows: Sequence[Publishable], at: datetime) -> None:
    """Raise PermissionDenied where what waits together with the rows may not be touched by this person."""
    waiting = [edition for row in rows for edition in propose(row, [], at=at).waiting]
    require_rights(user, {edition.kind for edition in together_waiting(waiting)})


def require_rights(user, touched: Iterable[str]) -> None:
    """Raise PermissionDenied unless a person may change every one of some kinds."""
    for kind in touched:
        meta = kinds.model_of(kind)._meta
        if not user.has_perm(f"{meta.app_label}.change_{meta.model_name}"):
            raise PermissionDenied
