"""An override of the calendar: ask for it with a reason, confirm what a colleague asked, take it back."""

from datetime import datetime

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from publishing import overriding
from publishing.clock import now
from publishing.desk.answers import said
from publishing.languages import CHOICES
from publishing.overrides import Override
from publishing.problems import Problem, Refused
from publishing.publishable import Publishable
from publishing.rights import OVERRIDE, may
from publishing.typed import typed_id

MOMENT = "%Y-%m-%dT%H:%M"


class OverrideForm(forms.Form):
    """What is asked for; a moment that has passed is refused."""

    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Languages"),
        choices=CHOICES,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one language.")},
    )
    until = forms.DateTimeField(
        label=gettext_lazy("Holds until, Bishkek time"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format=MOMENT),
    )
    reason = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=gettext_lazy("Why the law allows it. It is kept in the journal for ever."),
        error_messages={"required": gettext_lazy("Say why. The reason is kept in the journal.")},
    )

    def __init__(self, *args, at: datetime, **kwargs):
        super().__init__(*args, **kwargs)
        self.at = at

    def clean_until(self):
        """Refuse a moment that has passed."""
        if self.cleaned_data["until"] <= self.at:
            raise forms.ValidationError(_("This moment has passed; choose one that lies ahead."))
        return self.cleaned_data["until"]


def override_view(desk, request: HttpRequest, row: Publishable) -> HttpResponse:
    """Show what is asked for and in force; ask, confirm or take back what the button says."""
    at, do = now(), request.POST.get("do", "")
    form, problems = OverrideForm(request.POST if do == "ask" else None, at=at), []
    form.initial = {"languages": [code for code, _name in CHOICES if row.has_words(code)]}
    if request.method == "POST":
        try:
            done = act(desk, request, row, do, form, at)
        except Refused as refused:
            problems = said(refused.problems)
        else:
            if done:
                messages.success(request, done)
                return HttpResponseRedirect(desk.address("override", row))
    context = {
        "form": form,
        "problems": problems,
        "chosen": form["languages"].value() or [],
        "calendar": row.may_start(at),
        "overrides": [line(request, row, override, at) for override in known(row)],
        "publish": desk.address("publish", row),
    }
    return desk.screen(request, "desk/override.html", title=_("Override of the calendar"), row=row, **context)


def act(desk, request: HttpRequest, row: Publishable, do: str, form: OverrideForm, at: datetime) -> str:
    """Do what the button says and return a sentence on it; nothing where the form is not whole."""
    user, may_override = request.user, may(request.user, OVERRIDE, desk.model)
    if do == "ask":
        if not form.is_valid():
            return ""
        overriding.ask(row, **form.cleaned_data, user=user, at=at)
        return _("Asked for. It allows nothing until a second person confirms it.")
    if do not in ("confirm", "withdraw"):
        raise Refused(Problem(code="nothing_chosen", message=_("Choose what is to be done.")))
    found = get_object_or_404(known(row), pk=typed_id(request.POST.get("override")))
    if do == "confirm":
        if not may_override:
            raise PermissionDenied
        overriding.confirm(found, user=user, at=at)
        return _("Confirmed. It can be published now.")
    overriding.take_back(found, row, user=user, at=at, may_override=may_override)
    return _("The override is taken back.")


def known(row: Publishable):
    """Return the overrides of a row, the newest first."""
    return Override.objects.of(row.kind, row.pk).select_related("asked_by", "confirmed_by")


def line(request: HttpRequest, row: Publishable, override: Override, at: datetime) -> dict:
    """Return one override of the list with what this person can do with it."""
    is_open = override.withdrawn_at is None and override.until > at
    is_mine, may_override = override.asked_by_id == request.user.pk, may(request.user, OVERRIDE, type(row))
    return {
        "override": override,
        "is_over": not is_open,
        "can_confirm": is_open and not override.confirmed_at and may_override and not is_mine,
        "needs_another": is_open and not override.confirmed_at and is_mine,
        "can_withdraw": is_open and not override.used_at and (is_mine or may_override),
    }
