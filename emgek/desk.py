"""The desk: Django's admin under Unfold, with the rules of its own that public pages do without."""

from functools import wraps

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.decorators import method_decorator
from django.utils.translation import gettext
from django.views.decorators.csp import csp_override
from unfold.sites import UnfoldAdminSite

from emgek.agenda import agenda
from emgek.checklist import checklist
from emgek.countdown import countdown
from emgek.demo_users import DEMO_USERS
from emgek.finding import find_view
from emgek.navigation import ways
from publishing.clock import now
from publishing.desk.together import carried
from staff.models import User

# What is worked on most stands first.
APPS = ("candidates", "programs", "elections", "emgek", "staff", "publishing")


# What opens with a temporary password too.
OPEN = {"admin:password_change", "admin:password_change_done", "admin:jsi18n", "admin:logout"}


def own_password_first(view):
    """Return a view that sends whoever signed in with a password somebody else knows to choose one of their own."""

    @wraps(view)
    def opened(request, *args, **kwargs):
        if request.user.password_is_temporary and request.resolver_match.view_name not in OPEN:
            messages.info(request, gettext("Choose a password of your own: somebody else knows this one."))
            return HttpResponseRedirect(reverse("admin:password_change"))
        return view(request, *args, **kwargs)

    return opened


class Desk(UnfoldAdminSite):
    """The admin site of the press office."""

    def admin_view(self, view, cacheable=False):
        """Let Unfold's scripts run, which evaluate expressions; lose nothing that was sent without a session."""
        inner = csp_override(settings.DESK_CSP)(super().admin_view(own_password_first(view), cacheable))

        @wraps(inner)
        def opened(request, *args, **kwargs):
            return self.ask_to_sign_in(request) if carried.is_form(request) else inner(request, *args, **kwargs)

        return opened

    def ask_to_sign_in(self, request):
        """Carry what was sent without a session through the sign-in page, so that nothing typed is lost."""
        packed = carried.pack(request)
        request.method = "GET"
        return self.login(request, {carried.FIELD: packed, "app_path": reverse("admin:login")})

    def get_app_list(self, request, app_label=None):
        """List the apps in the order of work."""
        found = super().get_app_list(request, app_label)
        return sorted(found, key=lambda app: APPS.index(app["app_label"]))

    def index(self, request, extra_context=None):
        """Offer the ways taken most, and what there is to go on with."""
        at = now()
        found, missing = agenda(request.user, at), checklist(request.user, at)
        shown = {
            "agenda": found,
            "checklist": missing,
            "countdown": countdown(at),
            "is_done": not missing and not any(found.values()),
            "ways": ways(request),
        }
        return super().index(request, {**shown, **(extra_context or {})})

    def search(self, request, extra_context=None):
        """Find rows in any spelling; Unfold's own search knows the names of models, and keeps answers for minutes."""
        return find_view(self, request)

    def password_change(self, request, extra_context=None):
        """Take a password of one's own."""
        response = super().password_change(request, extra_context)
        if request.method == "POST" and response.status_code == 302:
            User.objects.filter(pk=request.user.pk).update(password_is_temporary=False)
        return response

    @method_decorator(csp_override(settings.DESK_CSP))
    def login(self, request, extra_context=None):
        """Show the users of the demo where there is one."""
        shown = [(user.username, user.password, gettext(user.role)) for user in DEMO_USERS] if settings.DEMO else []
        packed = request.POST.get(carried.FIELD, "")
        context = {carried.FIELD: packed, "demo_users": shown, **(extra_context or {})}
        response = super().login(request, context)
        found = carried.unpack(packed) if packed and response.status_code == 302 else None
        if found is None:
            return response
        title = gettext("Your text comes back into the form")
        return TemplateResponse(
            request, "desk/carried.html", {**self.each_context(request), "title": title, "carried": found}
        )

    def logout(self, request, extra_context=None):
        """Let the browser throw away what it kept for the one who signs out (static/desk/kept.js)."""
        gone = request.user.pk
        response = super().logout(request, extra_context)
        if gone is not None:
            response.set_cookie("desk_signed_out", gone, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE)
        return response
