"""A person's own screens: second factors, recovery codes, passkeys, and where one is signed in.

The steps are allauth's. Frame, words and forms are the desk's.
"""

import json
from ipaddress import ip_address
from urllib.parse import urlsplit

from allauth.account.internal.flows.login import record_authentication
from allauth.account.views import ReauthenticateView
from allauth.mfa.adapter import get_adapter
from allauth.mfa.base.views import ReauthenticateView as ReauthenticateByCodeView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import (
    DownloadRecoveryCodesView,
    GenerateRecoveryCodesView,
    ViewRecoveryCodesView,
)
from allauth.mfa.totp.internal.auth import SECRET_SESSION_KEY
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.views import (
    AddWebAuthnView,
    EditWebAuthnView,
    ReauthenticateWebAuthnView,
    RemoveWebAuthnView,
)
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth.decorators import login_required
from django.core.serializers.json import DjangoJSONEncoder
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse, reverse_lazy
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csp import csp_override
from django.views.decorators.http import require_POST

from staff import factors, sessions
from staff.audit import Action, Told, record
from staff.factor_forms import (
    AddPasskeyForm,
    AgainForm,
    AppForm,
    CodeAgainForm,
    PasskeyAgainForm,
    RenamePasskeyForm,
)

HERE = reverse_lazy("mfa_index")
of_the_desk = (csp_override(settings.DESK_CSP), never_cache)
of_ones_own = (*of_the_desk, login_required)


def passkeys_work(request: HttpRequest) -> bool:
    """Say whether browsers make passkeys for this address: it takes a name, and https or this very machine."""
    name = urlsplit(f"//{request.get_host()}").hostname or ""
    try:
        ip_address(name)
    except ValueError:
        return name == "localhost" or request.is_secure() or settings.SESSION_COOKIE_SECURE
    return False


def tongues(request: HttpRequest) -> list[tuple[str, str, str]]:
    """Return the other languages: code, name, and the address of this page in it."""
    _nothing, here, rest = request.get_full_path().split("/", 2)
    return [(code, name, f"/{code}/{rest}") for code, name in settings.LANGUAGES if code != here]


class Screen:
    """The frame of a screen: what the desk shows around it, its title, and what a passkey needs of the page."""

    title = ""

    def get_form_class(self):
        """Take our form, and not one that the settings could name."""
        return self.form_class

    def get_context_data(self, **kwargs):
        """Add the frame; what the browser needs for a passkey travels as an attribute, never as a script."""
        found = super().get_context_data(**kwargs)
        found.pop("object", None)  # the head of the page would lead to a list of it that is not on the desk
        asked = next(iter(found.pop("js_data", {}).values()), None)
        around = admin.site.each_context(self.request) | {"title": self.title, "back": HERE}
        around |= {"passkeys_work": passkeys_work(self.request), "tongues": tongues(self.request)}
        return around | found | {"asked": json.dumps(asked, cls=DjangoJSONEncoder) if asked else ""}


class Proving:
    """A screen that adds a second factor: whoever does has just shown that it works, and is not asked for it again."""

    def form_valid(self, form):
        """Remember that it was shown."""
        response = super().form_valid(form)
        record_authentication(self.request, self.request.user, "mfa", type=self.type.value)
        return response


@method_decorator(of_ones_own, name="dispatch")
class AgainView(Screen, ReauthenticateView):
    """Ask for the password again, where there is no second factor."""

    title, template_name, form_class = gettext_lazy("Is it you?"), "desk/again_by_password.html", AgainForm


@method_decorator(of_ones_own, name="dispatch")
class AgainByCodeView(Screen, ReauthenticateByCodeView):
    """Ask for a code again."""

    title, template_name, form_class = gettext_lazy("Is it you?"), "desk/again_by_password.html", CodeAgainForm


@method_decorator(of_ones_own, name="dispatch")
class AgainByPasskeyView(Screen, ReauthenticateWebAuthnView):
    """Ask for a passkey again."""

    title, template_name, form_class = gettext_lazy("Is it you?"), "desk/again_by_passkey.html", PasskeyAgainForm

    def form_invalid(self, form):
        """Show the same screen with what was wrong."""
        return self.render_to_response(self.get_context_data(form=form))


@method_decorator(of_ones_own, name="dispatch")
class SetUpAppView(Screen, Proving, ActivateTOTPView):
    """Set up an app that shows codes."""

    type = factors.Type.TOTP
    title, template_name, form_class = gettext_lazy("Set up an app"), "desk/app.html", AppForm


@method_decorator(of_ones_own, name="dispatch")
class RemoveAppView(Screen, DeactivateTOTPView):
    """Take the app away."""

    title, template_name = gettext_lazy("Remove the app"), "desk/factor_remove.html"


@method_decorator(of_ones_own, name="dispatch")
class CodesView(Screen, ViewRecoveryCodesView):
    """Show the recovery codes that are left."""

    title, template_name = gettext_lazy("Recovery codes"), "desk/recovery_codes.html"


@method_decorator(of_ones_own, name="dispatch")
class CodesFileView(DownloadRecoveryCodesView):
    """Hand out the recovery codes as a file."""

    template_name = "desk/recovery_codes.txt"
    content_type = "text/plain; charset=utf-8"


@method_decorator(of_ones_own, name="dispatch")
class NewCodesView(Screen, GenerateRecoveryCodesView):
    """Make new recovery codes."""

    title, template_name = gettext_lazy("New recovery codes"), "desk/recovery_codes_new.html"


@method_decorator(of_ones_own, name="dispatch")
class AddPasskeyView(Screen, Proving, AddWebAuthnView):
    """Add a passkey."""

    type = factors.Type.WEBAUTHN
    title, template_name, form_class = gettext_lazy("Add a passkey"), "desk/passkey_add.html", AddPasskeyForm

    def get_context_data(self, **kwargs):
        """Keep a form that was refused; allauth would show a new one."""
        found = super().get_context_data(**kwargs)
        return found | kwargs


@method_decorator(of_ones_own, name="dispatch")
class RenamePasskeyView(Screen, EditWebAuthnView):
    """Give a passkey another name."""

    title, template_name, form_class = gettext_lazy("Rename the passkey"), "desk/passkey.html", RenamePasskeyForm
    success_url = HERE


@method_decorator(of_ones_own, name="dispatch")
class RemovePasskeyView(Screen, RemoveWebAuthnView):
    """Take a passkey away."""

    title, template_name, success_url = gettext_lazy("Remove the passkey"), "desk/factor_remove.html", HERE


@csp_override(settings.DESK_CSP)
@never_cache
@login_required
def security(request: HttpRequest) -> HttpResponse:
    """Show one's second factors and where one is signed in."""
    own = {one.type: one.wrap() for one in Authenticator.objects.filter(user=request.user)}
    shown = {
        "app": own.get(factors.Type.TOTP),
        "passkeys": Authenticator.objects.filter(user=request.user, type=factors.Type.WEBAUTHN).order_by("pk"),
        "codes": own.get(factors.Type.RECOVERY_CODES),
        "is_missing": factors.is_missing(request.user),
        "passkeys_work": passkeys_work(request),
        "places": sessions.places(request.user, request.session.session_key),
        "title": _("Sign-in and security"),
    }
    return TemplateResponse(request, "desk/security.html", admin.site.each_context(request) | shown)


@require_POST
@login_required
def end_sessions(request: HttpRequest) -> HttpResponse:
    """End one session of one's own, or all others."""
    count = sessions.end(request.user, sign=request.POST.get("sign", ""), but=request.session.session_key)
    if count:
        record(Told.of(Action.REVOKED, request.user, (str(count),)))
        said = ngettext("%(count)d session is ended.", "%(count)d sessions are ended.", count) % {"count": count}
        messages.success(request, said)
    return HttpResponseRedirect(reverse("mfa_index"))


@never_cache
@login_required
def totp_picture(request: HttpRequest) -> HttpResponse:
    """Draw the square code of the app that is being set up; no other site sees the secret."""
    secret = request.session.get(SECRET_SESSION_KEY)
    if not secret:
        raise Http404
    adapter = get_adapter()
    drawn = adapter.build_totp_svg(adapter.build_totp_url(request.user, secret))
    return HttpResponse(drawn, content_type="image/svg+xml")
