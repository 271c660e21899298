"""The forms of signing in: allauth's, with our limits, our words and the look of the desk."""

from collections.abc import Iterator
from contextlib import contextmanager

from allauth.account.forms import LoginForm, ReauthenticateForm
from allauth.core import context
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as ReauthenticateByCode
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import (
    AddWebAuthnForm,
    AuthenticateWebAuthnForm,
    EditWebAuthnForm,
    LoginWebAuthnForm,
    ReauthenticateWebAuthnForm,
)
from django import forms
from django.core.cache import cache
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminPasswordWidget, UnfoldAdminTextInputWidget

from staff.audit import Action, Told, record
from staff.factors import Factor
from staff.limits import Attempt

TWO_MINUTES = 120  # longer than a code of an app can be right, with the tolerance of the settings
CODE = {"autocomplete": "one-time-code", "autocapitalize": "off", "spellcheck": "false", "autofocus": True}


@contextmanager
def counted(user) -> Iterator[None]:
    """Count an attempt to give a second factor; an error on the way leaves it a failed one."""
    attempt = Attempt(context.request, user.username, "factor")
    try:
        yield
    except ValueError:  # what cannot be read: a mangled key, or a secret sealed with a key that is gone
        raise wrong() from None
    attempt.succeeded()


def wrong() -> forms.ValidationError:
    """Return the one answer to every factor that does not fit."""
    return get_adapter().validation_error("incorrect_code")


def use_up(user, code: str) -> None:
    """Let each code of an app do once; `add` lets one of two through that come together."""
    digits = "".join(filter(str.isalnum, code))
    if not cache.add(f"used-code:{user.pk}:{digits}", True, TWO_MINUTES):
        record(Told.of(Action.SIGN_IN_FAILED, user, (Factor.TOTP.value,)), request=context.request)
        raise wrong()


class SignInForm(LoginForm):
    """Name and password."""

    def __init__(self, *args, **kwargs):
        """Dress the fields; say whose they are to managers of passwords."""
        super().__init__(*args, **kwargs)
        name = {"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false", "autofocus": True}
        self.fields["login"] = forms.CharField(
            label=_("User name"), max_length=150, widget=UnfoldAdminTextInputWidget(attrs=name)
        )
        self.fields["password"] = forms.CharField(
            label=_("Password"),
            strip=False,
            max_length=4096,
            widget=UnfoldAdminPasswordWidget(attrs={"autocomplete": "current-password"}),
        )

    def add_prefix(self, field_name):
        """Call the name what Django and every browser call it."""
        return "username" if field_name == "login" else super().add_prefix(field_name)


class AgainForm(ReauthenticateForm):
    """The password once more."""

    def __init__(self, *args, **kwargs):
        """Dress the field."""
        super().__init__(*args, **kwargs)
        own = {"autocomplete": "current-password", "autofocus": True}
        self.fields["password"] = forms.CharField(
            label=_("Password"), strip=False, max_length=4096, widget=UnfoldAdminPasswordWidget(attrs=own)
        )


class Code:
    """A code from an app, or a recovery code."""

    label = _("Code from the app, or a recovery code")

    def __init__(self, *args, **kwargs):
        """Dress the field."""
        super().__init__(*args, **kwargs)
        widget = UnfoldAdminTextInputWidget(attrs=CODE)
        self.fields["code"] = forms.CharField(label=self.label, max_length=40, widget=widget)

    def clean_code(self):
        """Count the attempt, and take no code twice."""
        with counted(self.user):
            code = super().clean_code()
            use_up(self.user, code)
        return code


class CodeForm(Code, AuthenticateForm):
    """A code while signing in."""


class CodeAgainForm(Code, ReauthenticateByCode):
    """A code while being asked again."""


class AppForm(Code, ActivateTOTPForm):
    """The first code of an app that is being set up."""

    label = _("The code that the app shows now")


class Passkey:
    """What a browser sends of a passkey: whatever is in it, an answer is found for it."""

    def clean_credential(self):
        """Count attempts of somebody who is known by now."""
        if self.user is None:
            return self.told()
        with counted(self.user):
            return self.told()

    def told(self):
        """Let allauth look at it, and note a passkey that does not fit."""
        try:
            found = super().clean_credential()
            if found.user.is_active and found.user.is_staff:
                return found
        except (forms.ValidationError, AttributeError, KeyError, TypeError, ValueError):
            pass
        details = (Factor.WEBAUTHN.value,)
        failed = Told(action=Action.SIGN_IN_FAILED, details=details)
        record(Told.of(failed.action, self.user, details) if self.user else failed, request=context.request)
        raise wrong()


class PasskeyForm(Passkey, AuthenticateWebAuthnForm):
    """A passkey as the second factor."""


class PasskeyAgainForm(Passkey, ReauthenticateWebAuthnForm):
    """A passkey while being asked again."""


class PasskeyAloneForm(Passkey, LoginWebAuthnForm):
    """A passkey instead of name and password."""

    def told(self):
        """Count by the address alone: whose passkey it is, only the sender says so far."""
        attempt = Attempt(context.request, "", "passkey")
        found = super().told()
        attempt.succeeded()
        return found


class AddPasskeyForm(AddWebAuthnForm):
    """A passkey that is being added."""

    def __init__(self, *args, **kwargs):
        """Dress the fields."""
        super().__init__(*args, **kwargs)
        self.fields["name"] = name_field(required=False)
        self.fields["passwordless"] = forms.BooleanField(widget=forms.HiddenInput, required=False)

    def clean(self):
        """Take what can be read."""
        try:
            return super().clean()
        except (AttributeError, KeyError, TypeError, ValueError):
            raise wrong() from None


class RenamePasskeyForm(EditWebAuthnForm):
    """Another name for a passkey."""

    def __init__(self, *args, **kwargs):
        """Dress the field."""
        super().__init__(*args, **kwargs)
        self.fields["name"] = name_field()


def name_field(**kwargs) -> forms.CharField:
    """Return the field for the name of a passkey."""
    return forms.CharField(label=_("Name of the passkey"), max_length=60, widget=UnfoldAdminTextInputWidget, **kwargs)
