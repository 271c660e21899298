"""What comes first: a password of one's own, and then a second factor. Until then nothing of the desk opens."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext

from staff import factors, sessions
from staff.auditing import is_of_the_desk

SIGNING = {"account_login", "mfa_authenticate", "mfa_login_webauthn", "admin:login", "admin:logout", "admin:jsi18n"}
OWN_PASSWORD = {"admin:password_change", "admin:password_change_done"}
SETTING_UP = {
    "mfa_index",
    "mfa_activate_totp",
    "totp_picture",
    "mfa_add_webauthn",
    "account_reauthenticate",
    "mfa_reauthenticate",
    "mfa_reauthenticate_webauthn",
}


class FirstSteps:
    """Middleware: lead whoever is not ready to what is to be done first, from whatever address of the desk.

    It asks where an address lies and not how its view is made, so that no screen can be forgotten.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]):
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view, args, kwargs) -> HttpResponse | None:
        """Lead away from what does not open yet."""
        match = request.resolver_match
        if not is_of_the_desk(match) or match.view_name in SIGNING or not request.user.is_authenticated:
            return None
        sessions.see(request)
        if request.user.password_is_temporary:
            if match.view_name in OWN_PASSWORD:
                return None
            messages.info(request, gettext("Choose a password of your own: somebody else knows this one."))
            return HttpResponseRedirect(reverse("admin:password_change"))
        if match.view_name in OWN_PASSWORD | SETTING_UP or not factors.is_missing(request.user):
            return None
        # The page itself says why one is there.
        return HttpResponseRedirect(reverse("mfa_index"))
