"""The desk: Django's admin under Unfold, with the rules of its own that public pages do without."""

from functools import wraps

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponseRedirect
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
        """Let Unfold's scripts and styles run: they evaluate expressions and carry styles in the page."""
        return csp_override(settings.DESK_CSP)(super().admin_view(own_password_first(view), cacheable))

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
        return super().login(request, {**(extra_context or {}), "demo_users": shown})
