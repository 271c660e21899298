"""Staff see the site at any moment, past or planned; the public sees the present only (design.md §2.11)."""

from django.contrib.admin.views.decorators import staff_member_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import get_language
from django.views.decorators.cache import never_cache

from publishing import reading
from publishing.dates import BISHKEK
from publishing.serving import CHOSEN_MOMENT, moment, respond
from publishing.typed import typed_moment


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
    shown = chrome.at.astimezone(BISHKEK).strftime("%Y-%m-%dT%H:%M")
    return respond(request, chrome, "emgek/moment.html", {"shown": shown, "has_problem": problem, "is_absence": True})


def remember(request: HttpRequest, chosen) -> None:
    """Keep the moment in the session, or forget it."""
    if chosen:
        request.session[CHOSEN_MOMENT] = chosen.isoformat()
    else:
        request.session.pop(CHOSEN_MOMENT, None)
