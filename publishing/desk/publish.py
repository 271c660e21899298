"""Publish…: which languages, what changes, what stands against it, now or at a moment."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publishing import acts, kinds
from publishing.clock import now
from publishing.desk.answers import said, say_done
from publishing.desk.outlook import lines, proposed, stands_against
from publishing.desk.shown import read_shown, written_shown
from publishing.desk.standing import group_of
from publishing.desk.strip import drawn, strips
from publishing.editions import Edition
from publishing.in_turn import ByObject, publish_in_turn
from publishing.journal import Who
from publishing.languages import CHOICES
from publishing.problems import Problem, Refused
from publishing.proposals import NOTHING_CHANGED, propose
from publishing.publishable import Publishable
from publishing.rehearsing import cancelled_by
from publishing.rights import PUBLISH, may
from publishing.status import Status, status_of
from publishing.typed import as_typed

WAITING = [
    (acts.Waiting.CANCEL.value, gettext_lazy("Cancel what waits")),
    (acts.Waiting.RENEW.value, gettext_lazy("Make it anew from the present text, for the same moment")),
]
WHEN = [
    ("now", gettext_lazy("Now")),
    ("later", gettext_lazy("At a moment, Bishkek time:")),
    ("in_turn", gettext_lazy("Some languages now, others at that moment:")),
]


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
    late = forms.MultipleChoiceField(
        label=gettext_lazy("At the moment, not now"),
        choices=CHOICES,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    waiting = forms.ChoiceField(
        label=gettext_lazy("Something already waits"), choices=WAITING, required=False, widget=forms.RadioSelect
    )
    shown = forms.CharField(widget=forms.HiddenInput)

    def clean(self):
        """Ask for the moment where one was announced."""
        cleaned = super().clean()
        if cleaned.get("when") != "now" and not cleaned.get("starts_at") and "starts_at" not in self.errors:
            self.add_error("starts_at", _("Say at which moment."))
        chosen, late = self.languages_chosen(), set(cleaned.get("late") or ())
        if cleaned.get("when") == "in_turn" and not (late & chosen and chosen - late):
            self.add_error("late", _("Choose some of the languages above, and leave others for now."))
        return cleaned

    def languages_chosen(self) -> set[str]:
        """Return the languages chosen of any object."""
        return set(self.cleaned_data.get("languages") or ())

    def by_object(self, rows: Sequence[Publishable]) -> ByObject:
        """Return which languages of which object were chosen."""
        return {(row.kind, row.pk): self.cleaned_data["languages"] for row in rows}

    def moments(self) -> dict:
        """Return when it is to be public, and what becomes of what waits."""
        given = self.cleaned_data
        return {
            "starts_at": given["starts_at"] if given["when"] != "now" else None,
            "late": given["late"] if given["when"] == "in_turn" else (),
            "waiting": acts.Waiting(given["waiting"] or acts.Waiting.REFUSE),
        }

    def decision(self) -> dict:
        """Return the arguments of `publish_in_turn`, without what is published."""
        given = self.cleaned_data
        return {**self.moments(), "note": given["note"].strip(), "shown": read_shown(given["shown"])}


def publish_view(desk, request: HttpRequest, row: Publishable) -> HttpResponse:
    """Show what would become public; publish it when that was confirmed."""
    at = now()
    form, problems = PublishForm(answered(request)), []
    if request.method == "POST" and form.is_valid() and "_look" not in request.POST:
        try:
            releases = go_live(request.user, [row], form.by_object([row]), form, at)
        except Refused as refused:
            problems = list(refused.problems)
        else:
            for release in releases:
                say_done(desk, request, row, release)
            return HttpResponseRedirect(desk.address("change", row))
    status = status_of(row, at)
    if not form.is_bound:
        form = PublishForm(initial={"languages": status.changed, "waiting": "", "when": "now"})
    before, pages = before_the_click(form, [row], {(row.kind, row.pk): status.changed}, at)
    context = {**publish_context(form, status, problems or before), "pages": pages}
    return desk.screen(request, "desk/publish.html", title=_("Publish"), row=row, **context)


def go_live(user, rows: Sequence[Publishable], chosen: ByObject, form: PublishForm, at: datetime, title: str = ""):
    """Publish as a valid form says, with the rights of a person; return the releases."""
    refuse_without_right(user, rows, at)
    return publish_in_turn(rows, chosen, at=at, who=Who.user(user), title=title, **form.decision())


def before_the_click(form: PublishForm, rows: Sequence[Publishable], changed: ByObject, at: datetime) -> tuple:
    """Return the problems and the pages of a decision; before there is one, of publishing now all that has changed."""
    decision, chosen = {}, changed
    if form.is_bound and form.is_valid():
        decision = form.moments()
        chosen = form.by_object(rows)
    releases = proposed(rows, chosen, decision, at)
    keeps = decision.get("waiting", acts.Waiting.REFUSE) is acts.Waiting.REFUSE
    problems = stands_against(releases, keeps_waiting=keeps)
    problems += [] if any(releases) else [Problem(code="nothing_changed", message=NOTHING_CHANGED)]
    return problems, lines(releases, chosen, at)


def publish_context(form: PublishForm, status: Status, problems: list) -> dict:
    """Return what the screen shows beside the form."""
    signs = strips([status.row])[status.row.pk]
    return {
        "form": form,
        "strip": drawn(signs),
        "chosen": form["languages"].value() or [],
        "problems": said(problems),
        "languages": [
            {"status": language, "group": group_of(status.row, language) if language.difference else None}
            for language in status.languages
        ],
        "has_changes": any(language.difference for language in status.languages),
        "others": len(status.live) > 0,
        "waiting": together_waiting([status], status.proposal.at),
        "shown": written_shown([status.proposal]),
        "calendar": calendar_of([status.row], problems, status.proposal.at),
        "cancels": cancelled_by(status.row, status.changed, at=status.proposal.at) if cancels(status) else [],
    }


def answered(request: HttpRequest) -> QueryDict | None:
    """Return what was sent; the button that takes the calendar's next moment chooses it for the form."""
    if request.method != "POST":
        return None
    given = request.POST.copy()
    if moment := given.get("allowed_from"):
        given["when"], given["starts_at"] = "later", moment
    return given


def cancels(status: Status) -> bool:
    """Say whether publishing it could cancel what waits: a calendar that has changed."""
    return status.row.sets_calendar and bool(status.changed)


def calendar_of(rows: Sequence[Publishable], problems: Iterable[Problem], at: datetime) -> dict:
    """Return what the calendar allows: from when on again where it forbids, else until when."""
    from_when = [problem.allowed_from for problem in problems if problem.is_error and problem.allowed_from]
    if from_when:
        return {"allowed_from": max(from_when), "sent": as_typed(max(from_when))}
    stops = [] if any(row.may_start(at) for row in rows) else [row.stops_at(at) for row in rows]
    return {"stops_at": min((moment for moment in stops if moment), default=None)}


def together_waiting(statuses: Iterable[Status], at: datetime) -> list[Edition]:
    """Return everything that waits in releases in which something of some objects waits: it is decided on together."""
    own = [edition for status in statuses for edition in status.waiting]
    return list(Edition.objects.waiting(at).released_with(own).next_first())


def refuse_without_right(user, rows: Sequence[Publishable], at: datetime) -> None:
    """Raise PermissionDenied where what waits together with the rows may not be touched by this person."""
    waiting = [edition for row in rows for edition in propose(row, [], at=at).waiting]
    together = Edition.objects.waiting(at).released_with(waiting)
    require_rights(user, set(together.values_list("kind", flat=True)), PUBLISH)


def require_rights(user, touched: Iterable[str], *acts_done: str) -> None:
    """Raise PermissionDenied unless a person may do some acts to every one of some kinds."""
    for kind in touched:
        if not all(may(user, act, kinds.model_of(kind)) for act in acts_done):
            raise PermissionDenied
