"""What allauth asks of this house: whom it lets in, in which words, how attempts are limited, how secrets are kept."""

import time

from allauth.account import app_settings
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.authentication import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from staff import sealing
from staff.addresses import client_address
from staff.audit import Action, Told, record
from staff.factors import MAIN, factors_of
from staff.limits import Attempt

SAID = {
    "mfa/messages/totp_activated.txt": _("The app is set up."),
    "mfa/messages/totp_deactivated.txt": _("The app is removed."),
    "mfa/messages/webauthn_added.txt": _("The passkey is added."),
    "mfa/messages/webauthn_removed.txt": _("The passkey is removed."),
    "mfa/messages/recovery_codes_generated.txt": _("There are new recovery codes. Older ones open nothing any more."),
}


class AccountAdapter(DefaultAccountAdapter):
    """Signing in with a name and a password. Nobody registers here, and no mail is sent."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": _("The name or the password is not right. Both know capital and small letters."),
        "incorrect_password": _("The password is not right."),
    }

    def is_open_for_signup(self, request):
        """Accounts are made by administrators."""
        return False

    def get_client_ip(self, request):
        """Return the address that our own proxies vouch for."""
        return client_address(request) or ""

    def get_login_stages(self):
        """After the password comes the second factor, and nothing else."""
        return ["allauth.mfa.stages.AuthenticateStage"]

    def pre_authenticate(self, request, **credentials):
        """Count the attempt before the password is looked at."""
        self.attempt = Attempt(request, credentials.get("username") or "")

    def authenticate(self, request, **credentials):
        """Let in who works here; whoever does not learns no more than from a wrong password."""
        user = super().authenticate(request, **credentials)
        if user and not user.is_staff:
            record(Told.of(Action.SIGN_IN_FAILED, user), request=request)
            return None
        if user:
            self.attempt.succeeded()
        return user

    def respond_user_inactive(self, request, user):
        """Lead back to the sign-in page, as after a wrong password."""
        return HttpResponseRedirect(reverse("account_login"))

    def is_safe_url(self, url):
        """Lead to this site only, not to every host it answers for."""
        request = self.request
        return url_has_allowed_host_and_scheme(url, {request.get_host()}, require_https=request.is_secure())

    def add_message(self, request, level, message_template=None, message_context=None, extra_tags="", message=None):
        """Say it in words of our own; what we have no words for is not said."""
        message = message or SAID.get(message_template)
        if message:
            messages.add_message(request, level, message, extra_tags=extra_tags)

    def is_reauthentication_required(self, *, app, **kwargs):
        """Ask again unless somebody has just shown who they are, by the second factor where there is one."""
        user = self.request.user
        needed = {"mfa"} if factors_of(user).exists() else {"password", "mfa"}
        records = get_authentication_records(self.request, user)
        last = max((one["at"] for one in records if one["method"] in needed), default=0)
        return time.time() - last > app_settings.REAUTHENTICATION_TIMEOUT

    def get_reauthentication_methods(self, user):
        """Return the ways to show who one is. The password alone does not do where there is a second factor."""
        if not user.is_authenticated:
            return []
        types = set(factors_of(user).values_list("type", flat=True))
        ways = [
            ("mfa_reauthenticate", gettext("With a code"), bool(types)),
            ("mfa_reauthenticate_webauthn", gettext("With a passkey"), MAIN[1] in types),
            ("account_reauthenticate", gettext("With the password"), not types),
        ]
        if types == {MAIN[1]}:
            ways[:2] = ways[1::-1]
        return [{"id": name, "description": said, "url": reverse(name)} for name, said, fits in ways if fits]


class FactorAdapter(DefaultMFAAdapter):
    """The second factor: secrets are sealed, and errors say what to do."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("The code is not right. Each code works once; wait for the next one."),
        "cannot_generate_recovery_codes": _("Set up an app or a passkey first."),
    }

    def encrypt(self, text):
        """Seal a secret."""
        return sealing.seal(text)

    def decrypt(self, encrypted_text):
        """Open a sealed secret."""
        return sealing.unseal(encrypted_text)

    def generate_authenticator_name(self, user, type):
        """Propose a name for a passkey."""
        number = factors_of(user).filter(type=type).count() + 1
        return gettext("Passkey %(number)d") % {"number": number}
