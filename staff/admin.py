"""Who works here, on the desk: administrators give roles, and nothing beyond them."""

from urllib.parse import urlencode

from allauth.account.admin import EmailAddress
from allauth.mfa.admin import Authenticator
from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin as DjangoUserAdmin
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied
from django.db.models import Case, When
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin
from unfold.decorators import action
from unfold.forms import AdminPasswordChangeForm, UserChangeForm, UserCreationForm
from unfold.widgets import UnfoldAdminCheckboxSelectMultipleWidget

from staff.audit import AuditEntry
from staff.desk import AuditAdmin
from staff.factors import Factor, factors_of
from staff.leave_screen import leave_view
from staff.models import LANGUAGES, User
from staff.reset_screen import reset_view
from staff.roles import TOLD, TRANSLATOR

admin.site.register(AuditEntry, AuditAdmin)
admin.site.unregister([EmailAddress, Authenticator])  # no mail is sent; a second factor is its owner's alone
admin.site.unregister(Group)  # what a role may do is written in emgek/roles.py, not on the desk


class RoleFilter(admin.RelatedFieldListFilter):
    """Users of one role, the roles named in the language of the desk."""

    def field_choices(self, field, request, model_admin):
        """Translate the names that groups have in the database."""
        return [(pk, gettext(name)) for pk, name in super().field_choices(field, request, model_admin)]


class RolesField(forms.ModelMultipleChoiceField):
    """The roles, each with what it does."""

    widget = UnfoldAdminCheckboxSelectMultipleWidget

    def label_from_instance(self, group):
        """Return the name of a role and what it does."""
        return f"{gettext(group.name)}: {gettext(TOLD[group.name])}" if group.name in TOLD else gettext(group.name)


class WorkerForm(forms.ModelForm):
    """Mixin: what somebody does here, and into which languages a translator translates."""

    groups = RolesField(Group.objects.none(), label=_("Role"), required=False)
    translates = forms.MultipleChoiceField(
        label=_("Translates into"),
        choices=LANGUAGES,
        required=False,
        widget=UnfoldAdminCheckboxSelectMultipleWidget,
        help_text=_("For translators: only texts in these languages can be changed, the others are shown beside."),
    )

    def __init__(self, *args, **kwargs):
        """Offer the roles in their order."""
        super().__init__(*args, **kwargs)
        if "groups" in self.fields:
            places = [When(name=name, then=place) for place, name in enumerate(TOLD)]
            self.fields["groups"].queryset = Group.objects.order_by(Case(*places, default=len(TOLD)), "name")

    def clean(self):
        """Ask a translator's languages: without any there is nothing to be translated."""
        cleaned = super().clean()
        roles = {group.name for group in self.cleaned_data.get("groups") or ()}
        if TRANSLATOR in roles and not self.cleaned_data.get("translates"):
            self.add_error("translates", _("Choose at least one language."))
        return cleaned


class UserForm(WorkerForm, UserChangeForm):
    """The form of somebody who works here."""

    def __init__(self, *args, **kwargs):
        """Say of a password that it is there, not how it is stored: that tells nobody in a press office anything."""
        super().__init__(*args, **kwargs)
        self.fields["password"].widget.template_name = "desk/password.html"
        self.fields["password"].help_text = ""


class NewUserForm(WorkerForm, UserCreationForm):
    """The form of somebody new."""


@admin.register(User)
class UserAdmin(DjangoUserAdmin, ModelAdmin):
    """A member of the press office. Superusers are made by a command, and only superusers change them."""

    form = UserForm
    add_form = NewUserForm
    change_password_form = AdminPasswordChangeForm
    list_display = ("username", "first_name", "last_name", "roles", "language", "is_active", "last_login")
    list_filter = (("groups", RoleFilter), "is_active")
    filter_horizontal = ()
    readonly_fields = ("works_here", "second_factor", "last_login", "date_joined")
    actions_detail = ["reset_factor", "leave"]
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        (_("Person"), {"fields": [("first_name", "last_name"), "email", "language"]}),
        (_("Role"), {"fields": ["groups", "translates", ("works_here", "second_factor")]}),
        (_("Dates"), {"fields": [("last_login", "date_joined")]}),
    ]
    add_fieldsets = [
        (None, {"fields": ["username", "password1", "password2"]}),
        (_("Person"), {"fields": [("first_name", "last_name"), "language"]}),
        (_("Role"), {"fields": ["groups", "translates"]}),
    ]

    @admin.display(description=_("role"))
    def roles(self, user):
        """Name the roles of a user."""
        return ", ".join(gettext(group.name) for group in user.groups.all()) or "—"

    @admin.display(description=_("works here"), boolean=True)
    def works_here(self, user):
        """Say whether the account is open; it is closed on the screen of leaving, not by a tick."""
        return user.is_active

    @admin.display(description=_("second factor"))
    def second_factor(self, user):
        """Say what somebody signs in with beside the password."""
        names = dict(Factor.choices)
        return ", ".join(str(names[one.type]) for one in factors_of(user).order_by("pk")) or "—"

    def get_queryset(self, request):
        """Fetch the roles with the users."""
        return super().get_queryset(request).prefetch_related("groups")

    def get_readonly_fields(self, request, obj=None):
        """Nobody takes away or gives a role to oneself."""
        own = ("groups", "translates") if obj == request.user else ()
        return (*super().get_readonly_fields(request, obj), *own)

    def get_fieldsets(self, request, obj=None):
        """Show what is stored of a password to nobody: a form that is only looked at would show it whole."""
        found = super().get_fieldsets(request, obj)
        return found if self.has_change_permission(request, obj) else [(None, {"fields": ["username"]}), *found[1:]]

    def has_change_permission(self, request, obj=None):
        """Leave superusers to superusers: whoever changes a password could sign in as its owner."""
        return self.reaches(request, obj) and super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None):
        """Nobody is deleted: the records name who worked here. Who leaves, leaves by a screen of its own."""
        return False

    def has_colleague_permission(self, request, object_id):
        """Say whether one may let somebody leave, or reset a second factor: anybody within reach but oneself."""
        user = self.get_object(request, str(object_id))
        return user is not None and user != request.user and self.has_change_permission(request, user)

    @action(description=_("Leaves or comes back…"), url_path="leave", permissions=["colleague"])
    def leave(self, request, object_id):
        """Close an account, its unfinished work handed over, or open it again."""
        return leave_view(self, request, object_id)

    @action(description=_("Reset the second factor…"), url_path="reset-factor", permissions=["colleague"])
    def reset_factor(self, request, object_id):
        """Let a colleague in again whose phone or key is lost."""
        return reset_view(self, request, object_id)

    def reaches(self, request, user) -> bool:
        """Say whether a user is within reach of the one who asks."""
        return user is None or not user.is_superuser or request.user.is_superuser

    def history_view(self, request, object_id, extra_context=None):
        """Show what the audit log says of a user; there is no other history."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        address = reverse("admin:staff_auditentry_changelist")
        return HttpResponseRedirect(f"{address}?{urlencode({'kind': 'staff.user', 'object': object_id})}")

    def save_model(self, request, obj, form, change):
        """Whoever is made here may sign in to the desk, once with this password; what one may do is the role's."""
        obj.is_staff = True
        if not change:
            obj.password_is_temporary = True
        super().save_model(request, obj, form, change)

    def user_change_password(self, request, id, form_url=""):
        """Let the password that somebody sets for a colleague do for one sign-in only."""
        response = super().user_change_password(request, id, form_url)
        if request.method == "POST" and response.status_code == 302:
            User.objects.filter(pk=id).exclude(pk=request.user.pk).update(password_is_temporary=True)
        return response
