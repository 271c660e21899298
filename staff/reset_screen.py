"""The screen on which an administrator takes a lost second factor from a colleague, with a reason for the record."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import UnfoldAdminTextInputWidget

from staff.factors import factors_of, take_away
from staff.leave_screen import screen


class ResetForm(forms.Form):
    """Why; it stands in the audit log, and the colleague reads it."""

    why = forms.CharField(
        label=gettext_lazy("Reason"),
        max_length=150,
        help_text=gettext_lazy(
            "It stands in the audit log until your colleague leaves, and is read at the next sign-in. Name nobody else."
        ),
        widget=UnfoldAdminTextInputWidget,
    )


def reset_view(desk, request: HttpRequest, object_id: str) -> HttpResponse:
    """Take all second factors from a colleague. Nobody does so for oneself: that takes the factor itself."""
    user = desk.get_object(request, object_id)
    if user is None:
        raise Http404
    if not desk.has_change_permission(request, user) or user == request.user:
        raise PermissionDenied
    form = ResetForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        take_away(user, form.cleaned_data["why"])
        desk.message_user(request, _("The second factor is reset. Your colleague signs in with the password alone."))
        return HttpResponseRedirect(reverse("admin:staff_user_changelist"))
    shown = {"form": form, "has_factor": factors_of(user).exists()}
    return screen(desk, request, user, _("Reset a second factor"), shown, "desk/reset_factor.html")
