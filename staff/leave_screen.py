"""The screen on which a colleague leaves, with a last look at the unfinished work, or comes back."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.widgets import UnfoldAdminSelectWidget

from staff.leaving import Task, come_back, leave, unfinished
from staff.models import User


class LeaveForm(forms.Form):
    """To whom the work goes; it must go to somebody where there is any."""

    to = forms.ModelChoiceField(
        User.objects.none(),
        label=gettext_lazy("Hand the work over to"),
        empty_label="—",
        widget=UnfoldAdminSelectWidget,
    )

    def __init__(self, *args, user: User, work: list[Task], **kwargs):
        """Offer the colleagues who can sign in."""
        super().__init__(*args, **kwargs)
        colleagues = User.objects.filter(is_active=True, is_staff=True).exclude(pk=user.pk)
        self.fields["to"].queryset = colleagues.order_by("first_name", "last_name", "username")
        self.fields["to"].required = bool(work)


def leave_view(desk, request: HttpRequest, object_id: str) -> HttpResponse:
    """Show what waits for a person and close the account when that was confirmed; open a closed one again.

    Nobody closes the own account, so whoever administers is never the last one to leave.
    """
    user = desk.get_object(request, object_id)
    if user is None:
        raise Http404
    if not desk.has_change_permission(request, user) or user == request.user:
        raise PermissionDenied
    if not user.is_active:
        return come_back_view(desk, request, user)
    work = unfinished(user)
    form = LeaveForm(request.POST if request.method == "POST" else None, user=user, work=work)
    if request.method == "POST" and form.is_valid():
        to = form.cleaned_data["to"]
        leave(user, to)
        said = _("The account is closed: %(user)s. The work went to: %(to)s.") % {"user": user, "to": to or "—"}
        desk.log_change(request, user, said)
        desk.message_user(request, said)
        return HttpResponseRedirect(reverse("admin:staff_user_changelist"))
    return screen(desk, request, user, _("A colleague leaves"), {"work": work, "form": form})


def come_back_view(desk, request: HttpRequest, user: User) -> HttpResponse:
    """Open a closed account; the next screen asks for a password to tell the colleague."""
    if request.method == "POST":
        come_back(user)
        desk.log_change(request, user, _("The account is open again."))
        desk.message_user(request, _("The account is open again. Set a temporary password and tell it in person."))
        return HttpResponseRedirect(reverse("admin:auth_user_password_change", args=[user.pk]))
    return screen(desk, request, user, _("A colleague comes back"), {"comes_back": True})


def screen(
    desk, request: HttpRequest, user: User, title: str, shown: dict, template: str = "desk/leave.html"
) -> TemplateResponse:
    """Answer with a screen about a user."""
    around = {
        **desk.admin_site.each_context(request),
        "opts": desk.opts,
        "row": user,
        "title": title,
        "subtitle": str(user),
        "back": reverse("admin:staff_user_change", args=[user.pk]),
    }
    return TemplateResponse(request, template, around | shown)
