"""A release in preparation: everything gathered on one screen, with what stands against it, published together."""

from collections.abc import Sequence
from datetime import datetime

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publishing import kinds
from publishing.clock import now
from publishing.desk.answers import said, say_published_together
from publishing.desk.pointing import screen_address
from publishing.desk.publish import (
    PublishForm,
    answered,
    before_the_click,
    calendar_of,
    go_live,
    require_rights,
    together_waiting,
)
from publishing.desk.shown import written_shown
from publishing.desk.standing import group_of
from publishing.desk.strip import drawn, strips
from publishing.in_turn import ByObject
from publishing.languages import CHOICES
from publishing.problems import Refused
from publishing.proposals import propose_all
from publishing.publishable import Publishable
from publishing.rehearsing import missing
from publishing.release_drafts import Gathered, ReleaseDraft
from publishing.rights import PUBLISH
from publishing.status import Status, status_of

MOST = 50


class ReleaseForm(PublishForm):
    """The decision on a release in preparation: its title, and the languages of each object."""

    languages = None
    title = forms.CharField(
        label=gettext_lazy("Title of the release"),
        max_length=200,
        help_text=gettext_lazy("For the desk and the journal; readers do not see it."),
    )

    def __init__(self, *args, gathered: Sequence[Gathered] = (), **kwargs):
        """Ask for the languages of each object."""
        super().__init__(*args, **kwargs)
        self.gathered = gathered
        for one in gathered:
            field = forms.MultipleChoiceField(choices=CHOICES, required=False, widget=forms.CheckboxSelectMultiple)
            self.fields[f"languages-{one.name}"] = field
            self.initial.setdefault(f"languages-{one.name}", one.chosen)

    def chosen_of(self, one: Gathered) -> list[str]:
        """Return the languages of an object as the screen shows them."""
        return self[f"languages-{one.name}"].value() or []

    def languages_chosen(self) -> set[str]:
        """Return the languages chosen of any object."""
        return {code for one in self.gathered for code in self.cleaned_data.get(f"languages-{one.name}") or ()}

    def by_object(self, rows: Sequence[Publishable]) -> ByObject:
        """Return which languages of which object were chosen."""
        return {(one.kind, one.object_id): self.cleaned_data[f"languages-{one.name}"] for one in self.gathered}


def draft_view(desk, request: HttpRequest, draft: ReleaseDraft) -> HttpResponse:
    """Show everything that was gathered; keep what was decided, take something out or in, or publish it."""
    at, pairs = now(), draft.rows()
    gathered, rows = [one for one, _row in pairs], [row for _one, row in pairs]
    require_rights(request.user, {row.kind for row in rows}, PUBLISH)
    initial = {"title": draft.title, "note": draft.note, "when": "now"}
    form = ReleaseForm(answered(request), gathered=gathered, initial=initial)
    problems = []
    if request.method == "POST" and form.is_valid():
        keep(draft, gathered, form)
        if change(request, draft):
            return HttpResponseRedirect(request.path)
        if rows and ("_publish" in request.POST or "allowed_from" in request.POST):
            try:
                releases = go_live(request.user, rows, form.by_object(rows), form, at, title=draft.title)
            except Refused as refused:
                problems = list(refused.problems)
            else:
                draft.delete()
                for release in releases:
                    say_published_together(kinds_desk(desk, rows[0]), request, rows, release)
                return HttpResponseRedirect(reverse("admin:publishing_releasedraft_changelist"))
    context = draft_context(form, pairs, problems, at)
    return desk.screen(request, "desk/release.html", draft.title, {"draft": draft, **context})


def kinds_desk(desk, row: Publishable):
    """Return the desk of an object's kind."""
    return desk.admin_site.get_model_admin(type(row))


def keep(draft: ReleaseDraft, gathered: Sequence[Gathered], form: ReleaseForm) -> None:
    """Keep what a form says, so that a refusal or a break loses nothing."""
    draft.title, draft.note = form.cleaned_data["title"], form.cleaned_data["note"]
    draft.save(update_fields=["title", "note"])
    for one in gathered:
        one.languages = " ".join(form.cleaned_data[f"languages-{one.name}"])
    Gathered.objects.bulk_update(gathered, ["languages"])


def change(request: HttpRequest, draft: ReleaseDraft) -> bool:
    """Take an object out or in when that was the button; say whether it was."""
    if name := request.POST.get("_remove"):
        kind, _dash, pk = name.partition("-")
        draft.gathered.filter(kind=kind, object_id=int(pk) if pk.isdecimal() else 0).delete()
        return True
    if name := request.POST.get("_add"):
        rows = named([name])
        require_rights(request.user, {row.kind for row in rows}, PUBLISH)
        draft.add(rows)
        return True
    return "_save" in request.POST


def draft_context(form: ReleaseForm, pairs: list[tuple[Gathered, Publishable]], problems: list, at: datetime) -> dict:
    """Return what the screen shows."""
    rows = [row for _one, row in pairs]
    statuses = [status_of(row, at) for row in rows]
    chosen = {(one.kind, one.object_id): form.chosen_of(one) for one in form.gathered}
    before, pages = before_the_click(form, rows, chosen, at) if rows else ([], [])
    problems = problems or before
    return {
        "form": form,
        "problems": said(problems, name_objects=True),
        "pages": pages,
        "calendar": calendar_of(rows, problems, at) if rows else {},
        "objects": [
            object_line(one, status, chosen[one.kind, one.object_id])
            for (one, _row), status in zip(pairs, statuses, strict=True)
        ],
        "offered": offered(rows, chosen, at),
        "waiting": together_waiting(statuses, at),
        "shown": written_shown(status.proposal for status in statuses),
        "is_empty": not rows,
    }


def object_line(one: Gathered, status: Status, chosen: Sequence[str]) -> dict:
    """Return one object of the screen with its languages and what changes in each."""
    row = status.row
    return {
        "name": one.name,
        "row": row,
        "kind": capfirst(row._meta.verbose_name),
        "address": screen_address(row),
        "strip": drawn(strips([row])[row.pk]),
        "chosen": chosen,
        "languages": [
            {"status": language, "group": group_of(row, language) if language.difference else None}
            for language in status.languages
        ],
    }


def offered(rows: Sequence[Publishable], chosen: ByObject, at: datetime) -> list[dict]:
    """Return what has to be public too, and is neither public nor in the release."""
    found = {}
    there = {(row.kind, row.pk) for row in rows}
    for proposal in propose_all(rows, chosen, at=at):
        for document in proposal.starting.values():
            for target in missing(document, at):
                if (target.kind, target.id) not in there:
                    found[target.kind, target.id] = proposal.row
    names = [f"{kind}-{pk}" for kind, pk in found]
    return [{"name": f"{row.kind}-{row.pk}", "row": row, "of": found[row.kind, row.pk]} for row in named(names)]


# Adding ---------------------------------------------------------------------------------------------------------------


def gather_view(desk, request: HttpRequest) -> HttpResponse:
    """Ask which release some objects are added to, or begin one; add them when that was said."""
    rows = named(request.GET.get("objects", "").split(",")[:MOST])
    if not rows:
        raise Http404
    require_rights(request.user, {row.kind for row in rows}, PUBLISH)
    if request.method == "POST":
        draft = chosen_draft(request, rows)
        count = draft.add(rows)
        messages.success(request, _("Added to the release: %(count)s.") % {"count": count})
        return HttpResponseRedirect(reverse("admin:publishing_releasedraft_change", args=[draft.pk]))
    drafts = ReleaseDraft.objects.all()[:MOST]
    return desk.screen(request, "desk/gather.html", _("Add to a release"), {"rows": rows, "drafts": drafts})


def chosen_draft(request: HttpRequest, rows: Sequence[Publishable]) -> ReleaseDraft:
    """Return the release chosen, or a new one with the title given, else with the name of the first object."""
    if pk := request.POST.get("draft"):
        return get_object_or_404(ReleaseDraft, pk=pk if pk.isdecimal() else 0)
    title = request.POST.get("title", "").strip()[:200] or str(rows[0])[:200]
    return ReleaseDraft.objects.create(title=title, made_by=request.user)


def named(names: Sequence[str]) -> list[Publishable]:
    """Return the rows that names like “interview-3” stand for, in this order; what is not there is left out."""
    rows = []
    for name in names:
        kind, _dash, pk = name.partition("-")
        if kind in kinds.KINDS and pk.isdecimal() and len(pk) < 19:
            rows += kinds.model_of(kind)._default_manager.filter(pk=int(pk))
    return rows


def gather_address(rows: Sequence[Publishable]) -> str:
    """Return the address at which some objects are added to a release."""
    names = ",".join(f"{row.kind}-{row.pk}" for row in rows)
    return f"{reverse('admin:publishing_releasedraft_gather')}?objects={names}"
