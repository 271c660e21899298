"""Presence on the desk: who else has this form open, told when it is opened and then every twenty seconds."""

from django.db import models
from django.http import HttpRequest, JsonResponse
from django.utils.translation import gettext as _

from publishing.desk.together import telling
from publishing.presence import beat, leave, others
from publishing.typed import typed_id

LONGEST_NAME = 40


def presence_view(desk, request: HttpRequest, row: models.Model) -> JsonResponse:
    """Take the heartbeat of a window (POST), and tell who else is here and what was saved since the form was opened."""
    window = request.POST.get("window", "")[:LONGEST_NAME]
    if request.method == "POST" and window:
        (leave if "leave" in request.POST else beat)(row, request.user, window)
    log = typed_id(request.POST.get("log"))
    return JsonResponse({"here": told(row, request.user, window), "saved": saved_since(row, log, request.user)})


def told(row: models.Model, user, window: str = "") -> list[str]:
    """Return a sentence for each person who has the form open."""
    found = []
    for who, since in others(row, window):
        mine = _("You have this open in another window since %(time)s.")
        theirs = _("%(who)s is editing this since %(time)s.")
        found.append((mine if who == user else theirs) % {"who": who, "time": telling.clock_time(since)})
    return found


def saved_since(row: models.Model, log: int | None, user) -> str:
    """Say who saved the row since its form was opened."""
    saved = telling.others_since(row, log, user) if log is not None else None
    if not saved or not saved.at:
        return ""
    return _("Saved meanwhile: %(who)s. When you save, both are merged.") % {"who": saved}
