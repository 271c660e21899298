"""The bar of the demo: it moves the one stored clock of the site, for the desk and the public alike (design.md §6).

Outside the demo it is not there: nothing is shown, and its address answers 404.
"""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from elections.calendar import Phase, phase
from elections.documents import ElectionDocument
from publishing import clock, reading
from publishing.dates import BISHKEK
from publishing.editions import Edition

START = datetime(2021, 7, 8, 12, tzinfo=BISHKEK)
A_LITTLE = timedelta(hours=2)

NAMES = {
    Phase.BEFORE: _("before the campaign"),
    Phase.CAMPAIGN: _("campaign"),
    Phase.SILENCE: _("silence"),
    Phase.VOTING: _("voting day"),
    Phase.AFTER: _("after"),
}


@dataclass(frozen=True, slots=True)
class Button:
    """One place to which the bar moves the clock."""

    value: str
    name: str
    is_present: bool


def buttons(election: ElectionDocument | None, at: datetime) -> list[Button]:
    """Return the five places, the one where the clock stands marked."""
    now = phase(election, at) if election else None
    return [Button(value.value, name, value is now) for value, name in NAMES.items()]


def place(name: str, election: ElectionDocument) -> datetime:
    """Return the moment of a place in an election's calendar; *after* is when the last thing known of it is public."""
    moments = {
        Phase.BEFORE: (election.campaign_starts_at or election.polls_open_at) - timedelta(days=7),
        Phase.CAMPAIGN: START if phase(election, START) is Phase.CAMPAIGN else election.campaign_starts_at,
        Phase.SILENCE: (election.silence_starts_at or election.polls_open_at - timedelta(days=1)) + A_LITTLE,
        Phase.VOTING: election.polls_open_at + A_LITTLE,
        Phase.AFTER: last_known(election) + timedelta(days=1),
    }
    return moments[Phase(name)] or START


def last_known(election: ElectionDocument) -> datetime:
    """Return the last moment after the vote at which an edition of the election begins, else the end of the vote."""
    begun = Edition.objects.filter(kind="election", object_id=election.object_id).waiting(election.polls_close_at)
    return begun.order_by("-starts_at").values_list("starts_at", flat=True).first() or election.polls_close_at


@csrf_exempt
@require_POST
def move_clock(request: HttpRequest) -> HttpResponse:
    """Move the clock, and go back to where one was.

    No token guards it, for that would give readers a cookie; the browser itself says whether another site asks.
    """
    if request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin":
        raise PermissionDenied
    election = reading.chrome("ky", max(clock.now(), START)).election if settings.DEMO else None
    if election is None or request.POST.get("to") not in list(Phase):
        raise Http404
    clock.set_demo_clock(place(request.POST["to"], election).astimezone(UTC))
    back = request.POST.get("next", "/")
    return HttpResponseRedirect(back if url_has_allowed_host_and_scheme(back, None) else "/")
