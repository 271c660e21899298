"""Who has the form of an object open just now: a line per window, kept alive by its heartbeat. It locks nothing.

Windows live by the real clock, also in the demonstration, whose own clock stands still.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.db import models
from django.utils import timezone

LIFETIME = timedelta(minutes=1)
LINGERS = timedelta(seconds=10)


class PresenceQuerySet(models.QuerySet):
    """The windows in which somebody works."""

    def open(self) -> Self:
        """Return the windows that are open just now, with whose they are."""
        return self.filter(seen_at__gt=timezone.now() - LIFETIME).select_related("user")

    def at(self, row: models.Model) -> Self:
        """Return the windows in which the form of a row is open."""
        return self.at_any([row])

    def at_any(self, rows: Sequence[models.Model]) -> Self:
        """Return the windows in which the form of one of some rows, all of one model, is open."""
        labels = {row._meta.label_lower for row in rows}
        return self.open().filter(label__in=labels, object_id__in=[row.pk for row in rows])


class Presence(models.Model):
    """A window in which the form of an object is open."""

    label = models.CharField(max_length=80)
    object_id = models.PositiveBigIntegerField()
    window = models.CharField(max_length=40)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    since = models.DateTimeField()
    seen_at = models.DateTimeField(db_index=True)

    objects = PresenceQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["label", "object_id", "window"], name="one_presence_per_window"),
        ]

    def __str__(self):
        return f"{self.label} {self.object_id}: {self.user_id}"


def beat(row: models.Model, user, window: str) -> None:
    """Note that a window is open; who opens the form again goes on where they were a moment ago."""
    at = timezone.now()
    began = Presence.objects.at(row).filter(user=user).aggregate(since=models.Min("since"))["since"] or at
    key = {"label": row._meta.label_lower, "object_id": row.pk, "window": window}
    Presence.objects.update_or_create(
        **key, defaults={"user": user, "seen_at": at}, create_defaults={"user": user, "seen_at": at, "since": began}
    )
    Presence.objects.filter(seen_at__lt=at - LIFETIME).delete()


def leave(row: models.Model, user, window: str) -> None:
    """Note that a window was closed; for a few seconds it lingers, since most are only loaded again."""
    ended = timezone.now() - LIFETIME + LINGERS
    Presence.objects.at(row).filter(user=user, window=window).update(seen_at=ended)


def others(row: models.Model, window: str = "") -> list[tuple[models.Model, datetime]]:
    """Return who else has the form open, and since when, each person once."""
    found: dict[int, tuple] = {}
    for one in Presence.objects.at(row).exclude(window=window).select_related("user").order_by("since", "pk"):
        found.setdefault(one.user_id, (one.user, one.since))
    return list(found.values())
