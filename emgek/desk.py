"""The desk: Django's admin under Unfold, with the rules of its own that public pages do without."""

from functools import wraps

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponseRedirect
from django.urls import path, reverse
from django.views.decorators.csp import csp_override
from unfold.sites import UnfoldAdminSite

from emgek import signing_in
from emgek.agenda import agenda
from emgek.checklist import checklist
from emgek.countdown import countdown
from emgek.evidence import screen as evidence
from emgek.finding import find_view
from emgek.lately import lately
from emgek.navigation import ways
from emgek.operations import screen as state
from emgek.proposed_card import card_view
from emgek.start_page import sections
from publishing.clock import now
from publishing.desk.together import carried
from publishing.desk.together.deleting import delete_seen
from staff.limits import Attempt, TooSoon
from staff.models import User

# What is worked on most stands first.
APPS = ("candidates", "programs", "elections", "emgek", "staff", "publishing")


class Desk(UnfoldAdminSite):
    """The admin site of the press office."""

    def __init__(self, *args, **kwargs):
        """Let every list delete several rows as carefully as a form deletes one."""
        super().__init__(*args, **kwargs)
        self.add_action(delete_seen, "delete_selected")

    def admin_view(self, view, cacheable=False):
        """Let Unfold's scripts run, which evaluate expressions; lose nothing that was sent without a session."""
        inner = csp_override(settings.DESK_CSP)(super().admin_view(view, cacheable))

        @wraps(inner)
        def opened(request, *args, **kwargs):
            return signing_in.ask(request) if carried.is_form(request) else inner(request, *args, **kwargs)

        return opened

    def get_urls(self):
        """Put the way back to what was carried, and share cards, before the admin's own addresses."""
        carried_back = path("carried/", self.admin_view(signing_in.kept), name="carried")
        card = path("share/<str:kind>/<int:object_id>/<str:language>/", self.admin_view(card_view), name="share_card")
        return [carried_back, card, state.url(self), *evidence.urls(self), *super().get_urls()]

    def get_app_list(self, request, app_label=None):
        """List the apps in the order of work."""
        found = super().get_app_list(request, app_label)
        return sorted(found, key=lambda app: APPS.index(app["app_label"]))

    def index(self, request, extra_context=None):
        """Offer the ways taken most, and what there is to go on with."""
        at = now()
        found, missing = agenda(request.user, at), checklist(request.user, at)
        shown = {
            "sections": sections(request.user, found),
            "checklist": missing,
            "countdown": countdown(at),
            "lately": lately(request.user),
            "text_waits": carried.FIELD in request.session,
            "ways": ways(request),
        }
        return super().index(request, {**shown, **(extra_context or {})})

    def search(self, request, extra_context=None):
        """Find rows in any spelling; Unfold's own search knows the names of models, and keeps answers for minutes."""
        return find_view(self, request)

    def password_change(self, request, extra_context=None):
        """Take a password of one's own; whoever guesses at the old one waits, as on the sign-in page."""
        try:
            attempt = Attempt(request, request.user.username) if request.method == "POST" else None
        except TooSoon as told:
            messages.error(request, told.message)
            return HttpResponseRedirect(reverse("admin:password_change"))
        response = super().password_change(request, extra_context)
        if attempt and (response.status_code == 302 or "old_password" not in response.context_data["form"].errors):
            attempt.succeeded()
        if request.method == "POST" and response.status_code == 302:
            User.objects.filter(pk=request.user.pk).update(password_is_temporary=False)
            if carried.FIELD in request.session:
                return HttpResponseRedirect(reverse("admin:carried"))
        return response

    def login(self, request, extra_context=None):
        """Sign in; there is one page for it."""
        return signing_in.login(request)

    def logout(self, request, extra_context=None):
        """Let the browser throw away what it kept for the one who signs out (static/desk/kept.js)."""
        gone = request.user.pk
        response = super().logout(request, extra_context)
        if gone is not None:
            response.set_cookie("desk_signed_out", gone, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE)
        return response
