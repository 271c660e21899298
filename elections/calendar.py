"""The calendar of an election: in which phase a moment lies, and whether a campaign may start something then.

The rule stands at the end of design.md §4; it is taken from the law on elections to local councils as described in
research/language-and-law.md §1.2-1.3. Every moment is a setting of the election; no figure is a constant here.
"""

from collections.abc import Iterable
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from django.db import models
from django.utils.translation import gettext_lazy as _

from publishing.dates import said
from publishing.problems import Problem


class Phase(StrEnum):
    """Where a moment lies in an election."""

    BEFORE = "before"
    CAMPAIGN = "campaign"
    SILENCE = "silence"
    VOTING = "voting"
    AFTER = "after"


class SilencePolicy(models.TextChoices):
    """What becomes of campaign matter that was public before the silence, until the polls close."""

    FREEZE = "freeze", _("freeze: what is public stays, nothing new comes")
    HIDE = "hide", _("hide campaign sections until the polls close")


class Calendar(Protocol):
    """The four moments of an election that rule a campaign; campaign and silence may be unknown (None)."""

    campaign_starts_at: datetime | None
    silence_starts_at: datetime | None
    polls_open_at: datetime
    polls_close_at: datetime


def phase(calendar: Calendar, at: datetime) -> Phase:
    """Return the phase of a moment.

    Before an unknown campaign start everything is *before*: nothing may start until a date is set.
    """
    if at >= calendar.polls_close_at:
        return Phase.AFTER
    if at >= calendar.polls_open_at:
        return Phase.VOTING
    if calendar.silence_starts_at and at >= calendar.silence_starts_at:
        return Phase.SILENCE
    if calendar.campaign_starts_at and at >= calendar.campaign_starts_at:
        return Phase.CAMPAIGN
    return Phase.BEFORE


def is_quiet(calendars: Iterable[Calendar], at: datetime) -> bool:
    """Say whether one is in silence or voting: nothing may then call for being sent on (language-and-law.md §1.3)."""
    return any(phase(calendar, at) in (Phase.SILENCE, Phase.VOTING) for calendar in calendars)


def hidden_until(calendar: Calendar, policy: str, at: datetime) -> datetime | None:
    """Return until when an election hides campaign sections at a moment: polls close; None where it does not."""
    is_hidden = policy == SilencePolicy.HIDE and is_quiet([calendar], at)
    return calendar.polls_close_at if is_hidden else None


def may_start(calendar: Calendar, at: datetime) -> Problem | None:
    """Return why campaign matter may not begin to be public at a moment, and until when; None if it may."""
    now = phase(calendar, at)
    if now is Phase.BEFORE:
        if calendar.campaign_starts_at is None:
            sentence = _("The campaign has no start yet. Set it in the election, then this can be published.")
            return Problem(code="before_campaign", message=sentence)
        sentence = _("Too early: the campaign starts at this moment: %(moment)s. Until then this may not be published.")
        starts = calendar.campaign_starts_at
        return Problem(
            code="before_campaign",
            message=sentence % {"moment": said(starts)},
            allowed_from=starts,
            can_be_overridden=True,
        )
    if now in (Phase.SILENCE, Phase.VOTING):
        sentence = _("Silence before the vote: nothing new may be published until the polls close: %(moment)s.")
        return Problem(
            code="silence",
            message=sentence % {"moment": said(calendar.polls_close_at)},
            allowed_from=calendar.polls_close_at,
            can_be_overridden=True,
        )
    return None
