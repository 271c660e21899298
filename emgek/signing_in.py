"""Signing in to the desk: name and password, then the second factor; or a passkey alone.

What was sent without a session is carried through each of these pages (publishing/desk/together/carried.py).
"""

from functools import wraps

from allauth.account.internal.stagekit import clear_login, get_pending_stage
from allauth.account.views import LoginView
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.webauthn.views import LoginWebAuthnView
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext, gettext_lazy

from emgek.demo_users import DEMO_USERS
from publishing.desk.together import carried
from staff.factor_forms import CodeForm, PasskeyAloneForm, PasskeyForm, SignInForm
from staff.factors import Type, factors_of, is_missing
from staff.limits import know_browser
from staff.security import Screen, of_the_desk


class Carrying(Screen):
    """A page on the way in: what it carries goes on to the next one, and into its form at the end."""

    def get_context_data(self, **kwargs):
        """Add what is carried, and the users of the demo where there is one."""
        shown = [(user.username, user.password, gettext(user.role)) for user in DEMO_USERS] if settings.DEMO else []
        packed = getattr(self.request, "carried", self.request.POST.get(carried.FIELD, ""))
        return super().get_context_data(**kwargs) | {carried.FIELD: packed, "demo_users": shown}

    def post(self, request, *args, **kwargs):
        """Let the browser be known, and bring back what was carried."""
        response = super().post(request, *args, **kwargs)
        if response.status_code != 302:
            return response
        packed = request.POST.get(carried.FIELD, "")
        if request.user.is_authenticated:
            response = brought_back(request, packed) or response
            know_browser(request, response, request.user.username)
        elif packed and get_pending_stage(request):
            request.method = "GET"
            return CodeView.as_view()(request)
        return response


def brought_back(request: HttpRequest, packed: str) -> HttpResponse | None:
    """Return the page that puts what was carried back into its form; whoever has first steps to do does them first."""
    found = carried.unpack(packed) if packed else None
    if found is None:
        return None
    if request.user.password_is_temporary or is_missing(request.user):
        request.session[carried.FIELD] = packed
        messages.info(request, gettext("Your text is kept: it comes back when you are through here."))
        return None
    return carried_page(request, found)


def kept(request: HttpRequest) -> HttpResponse:
    """Bring back what was carried and waited in the session until all first steps were done."""
    found = carried.unpack(request.session.pop(carried.FIELD, ""))
    return carried_page(request, found) if found else HttpResponseRedirect(reverse("admin:index"))


def carried_page(request: HttpRequest, found: carried.Carried) -> HttpResponse:
    """Return the page that sends what was carried back to its form."""
    title = gettext("Your text comes back into the form")
    shown = admin.site.each_context(request) | {"title": title, "carried": found}
    return TemplateResponse(request, "desk/carried.html", shown)


def afresh(view):
    """Return a sign-in page that begins anew, whoever got how far in this browser before."""

    @wraps(view)
    def opened(request, *args, **kwargs):
        if not request.user.is_authenticated:
            clear_login(request)
        elif not request.user.is_staff:
            logout(request)
        return view(request, *args, **kwargs)

    return opened


@method_decorator((*of_the_desk, afresh), name="dispatch")
class SignInView(Carrying, LoginView):
    """Ask for name and password, or for a passkey."""

    title, template_name, form_class = gettext_lazy("Sign in"), "desk/sign_in.html", SignInForm


def in_time(view):
    """Return the page of the second factor; who took too long begins anew, and what is carried comes along."""

    @wraps(view)
    def opened(request, *args, **kwargs):
        late = request.method == "POST" and not request.user.is_authenticated and get_pending_stage(request) is None
        return again(request) if late else view(request, *args, **kwargs)

    return opened


def again(request: HttpRequest) -> HttpResponse:
    """Show the sign-in page in place of another one on the way in."""
    request.carried, request.method = request.POST.get(carried.FIELD, ""), "GET"
    return SignInView.as_view()(request)


@method_decorator((*of_the_desk, in_time), name="dispatch")
class CodeView(Carrying, AuthenticateView):
    """Ask for the second factor."""

    title, template_name = gettext_lazy("Second factor"), "desk/sign_in_code.html"
    form_class, webauthn_form_class = CodeForm, PasskeyForm

    def get_webauthn_form_class(self):
        """Take our form."""
        return self.webauthn_form_class

    def get_context_data(self, **kwargs):
        """Say whether there is a passkey to ask for."""
        has_passkey = factors_of(self.stage.login.user).filter(type=Type.WEBAUTHN).exists()
        return super().get_context_data(**kwargs) | {"has_passkey": has_passkey}

    def form_invalid(self, form):
        """Show the page with what was wrong."""
        return self.render_to_response(self.get_context_data())


@method_decorator(of_the_desk, name="dispatch")
class PasskeyView(Carrying, LoginWebAuthnView):
    """Take a passkey instead of name and password; on asking, say what the browser needs for it."""

    title, template_name, form_class = gettext_lazy("Sign in"), "desk/sign_in.html", PasskeyAloneForm

    def form_invalid(self, form):
        """Lead back to the sign-in page, with what was wrong and what is carried."""
        for said in form.errors.get("credential", []):
            messages.error(self.request, said)
        return again(self.request)


def ask(request: HttpRequest) -> HttpResponse:
    """Show the sign-in page, whatever was asked for; what was sent is carried in it."""
    request.carried = carried.pack(request)
    request.method = "GET"
    return SignInView.as_view()(request)


def login(request: HttpRequest, extra_context=None) -> HttpResponse:
    """Answer for Django's own sign-in page: there is one, and it is this one."""
    return SignInView.as_view()(request)


urlpatterns = [
    path("login/", SignInView.as_view(), name="account_login"),
    path("login/code/", CodeView.as_view(), name="mfa_authenticate"),
    path("login/passkey/", PasskeyView.as_view(), name="mfa_login_webauthn"),
]
