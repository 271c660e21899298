"""The desk: Django's admin under Unfold, with the rules of its own that public pages do without."""

from django.conf import settings
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

# What is worked on most stands first.
APPS = ("candidates", "programs", "elections", "emgek", "staff", "publishing")


class Desk(UnfoldAdminSite):
    """The admin site of the press office."""

    def admin_view(self, view, cacheable=False):
        """Let Unfold's scripts and styles run: they evaluate expressions and carry styles in the page."""
        return csp_override(settings.DESK_CSP)(super().admin_view(view, cacheable))

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

    @method_decorator(csp_override(settings.DESK_CSP))
    def login(self, request, extra_context=None):
        """Show the users of the demo where there is one."""
        shown = [(user.username, user.password, gettext(user.role)) for user in DEMO_USERS] if settings.DEMO else []
        return super().login(request, {**(extra_context or {}), "demo_users": shown})
