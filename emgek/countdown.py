"""What the calendar says to those who publish: how many days are left until the silence, or that it is silent."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from elections.calendar import Phase, phase
from elections.timetable import days_left
from publishing import reading
from publishing.dates import date_of, moment


@dataclass(frozen=True, slots=True)
class Countdown:
    """One sentence with its moment, how far off that is, and whether nothing may be campaigned now."""

    text: str
    left: str
    is_silent: bool = False
    address: str = ""


def countdown(at: datetime) -> Countdown | None:
    """Return what comes next by the calendar that is public; nothing without an election, and after the vote."""
    language = get_language()
    election = reading.chrome(language, at).election
    now = phase(election, at) if election else Phase.AFTER
    if now is Phase.AFTER:
        return None
    form = reverse("admin:elections_election_change", args=[election.object_id])
    if now in (Phase.SILENCE, Phase.VOTING):
        ends = moment(election.polls_close_at, language)
        return Countdown(
            _("Silence: nothing new of the campaign until the polls close: %(moment)s") % {"moment": ends},
            "",
            is_silent=True,
            address=form,
        )
    if now is Phase.BEFORE and election.campaign_starts_at:
        text, starts = _("The campaign starts: %(moment)s"), election.campaign_starts_at
    else:
        text, starts = _("Silence starts: %(moment)s"), election.silence_starts_at or election.polls_open_at
    return Countdown(text % {"moment": moment(starts, language)}, days_left(date_of(starts), at), address=form)
