"""Staff see the site at any moment, past or planned; the public sees the present only (design.md §2.11)."""

from collections.abc import Iterator
from datetime import datetime

from django.contrib.admin.views.decorators import staff_member_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from publishing import clock, reading
from publishing.cards import Chrome
from publishing.editions import Edition
from publishing.serving import CHOSEN_MOMENT, moment, respond
from publishing.typed import as_typed, typed_moment

MOST_WAITING = 30
BOUNDARIES = {
    _("campaign starts"): "campaign_starts_at",
    _("silence starts"): "silence_starts_at",
    _("polls open"): "polls_open_at",
    _("polls close"): "polls_close_at",
}


@never_cache
@staff_member_required(login_url="admin:login")
def choose_moment(request: HttpRequest) -> HttpResponse:
    """Ask for a moment in Bishkek's time and show the site as of then; an empty one leads back to the present."""
    problem = False
    if request.method == "POST":
        typed = request.POST.get("moment", "")
        chosen = typed_moment(typed)
        if chosen or not typed:
            remember(request, chosen)
            return HttpResponseRedirect(f"/{get_language()}/")
        problem = True
    chrome = reading.chrome(get_language(), moment(request))
    context = {"shown": as_typed(chrome.at), "has_problem": problem, "is_absence": True}
    context |= {"boundaries": list(boundaries(chrome)), "waiting": waiting(clock.now())}
    return respond(request, chrome, "emgek/moment.html", context)


def boundaries(chrome: Chrome) -> Iterator[dict]:
    """Yield the moments at which the calendar of the current election changes what is shown."""
    election = chrome.election
    for name, field in BOUNDARIES.items():
        at = getattr(election, field, None)
        if at:
            yield {"name": name, "at": at, "sent": as_typed(at)}


def waiting(at: datetime) -> list[dict]:
    """Return the editions that wait, the next first, one line a moment and object."""
    found = Edition.objects.waiting(at).order_by("starts_at", "kind", "object_id", "pk")
    once = {(edition.starts_at, edition.kind, edition.object_id): edition for edition in reversed(found)}
    lines = [{"edition": edition, "sent": as_typed(edition.starts_at)} for edition in reversed(once.values())]
    return lines[:MOST_WAITING]


def remember(request: HttpRequest, chosen) -> None:
    """Keep the moment in the session, or forget it."""
    if chosen:
        request.session[CHOSEN_MOMENT] = chosen.isoformat()
    else:
        request.session.pop(CHOSEN_MOMENT, None)
