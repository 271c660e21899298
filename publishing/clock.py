"""The site's clock. Only the edges (a view, a command, an admin action) ask it; everywhere else `at` is passed in.

In production it is the real clock. The demo has one stored clock that stands still until the bar moves it; having
acted at a later moment one may move it back to read, not to act (design.md §6).
"""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from publishing.problems import Problem


class SiteClock(models.Model):
    """The moment at which the demo stands."""

    moment = models.DateTimeField()

    class Meta:
        default_permissions = ()
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="site_has_one_clock")]

    def __str__(self):
        return f"{self.moment:%Y-%m-%d %H:%M}"


def now() -> datetime:
    """Return the moment at which the site stands, with its zone."""
    if settings.DEMO:
        stored = SiteClock._base_manager.filter(pk=1).values_list("moment", flat=True).first()
        if stored:
            return stored
    return timezone.now()


def set_demo_clock(moment: datetime) -> None:
    """Move the demo's clock; production has none."""
    if not settings.DEMO:
        raise RuntimeError("Only the demo's clock can be moved")
    SiteClock._base_manager.update_or_create(pk=1, defaults={"moment": moment})


def act_moment(last: datetime | None, asked: datetime) -> tuple[datetime, list[Problem]]:
    """Return the moment of an act, never before the last one's, and what forbids acting at it.

    A real clock may run a little behind another machine's: the act then takes the last moment. The demo's clock was
    moved back on purpose, so it refuses instead of jumping ahead.
    """
    if last is None or asked >= last:
        return asked, []
    if not settings.DEMO:
        return last, []
    sentence = _("The site's clock stands before the last act: here you can read, but not publish. Move it forward.")
    return asked, [Problem(code="past_is_closed", message=sentence)]
