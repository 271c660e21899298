"""Overrides of the calendar: one person asks with a reason, a second one confirms, until a moment.

The confirmation is an act in the journal for each language (`Verb.OVERRIDE`): who asked is its actor, who confirmed its
approver, its period is how long it holds, and the reason is the note of its release.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Self

from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from publishing.languages import NAMES
from publishing.problems import Problem, Refused


class OverrideQuerySet(models.QuerySet):
    """Overrides, asked for or in force."""

    def of(self, kind: str, object_id: int) -> Self:
        """Return those of one object, the newest first."""
        return self.filter(kind=kind, object_id=object_id).order_by("-pk")

    def open(self, at: datetime) -> Self:
        """Return those that have neither expired nor been withdrawn."""
        return self.filter(withdrawn_at=None, until__gt=at)

    def covering(
        self, kind: str, object_id: int, languages: Collection[str], *, starts_at: datetime
    ) -> "Override | None":
        """Return a confirmed one under which an object may start in all of some languages at a moment."""
        confirmed = self.of(kind, object_id).open(starts_at).filter(confirmed_at__isnull=False)
        return next((one for one in confirmed if set(languages) <= set(one.codes)), None)


class Override(models.Model):
    """Something that two people want public although the calendar forbids it; an unconfirmed one allows nothing."""

    kind = models.CharField(_("kind"), max_length=20)
    object_id = models.BigIntegerField(_("number of the object"))
    languages = models.CharField(_("languages"), max_length=20)
    reason = models.CharField(_("reason"), max_length=500)
    until = models.DateTimeField(_("holds until"))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=pgettext_lazy("a request", "asked by"),
    )
    asked_at = models.DateTimeField(_("asked"))
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+", verbose_name=_("confirmed by")
    )
    confirmed_at = models.DateTimeField(_("confirmed"), null=True)
    used_at = models.DateTimeField(_("first used"), null=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True)

    objects = OverrideQuerySet.as_manager()

    class Meta:
        verbose_name = _("override of the calendar")
        verbose_name_plural = _("overrides of the calendar")
        default_permissions = ()
        indexes = [models.Index(fields=["kind", "object_id"], name="override_of_object")]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(confirmed_by__isnull=True) | ~models.Q(confirmed_by=models.F("asked_by")),
                name="override_takes_two_people",
            )
        ]

    def __str__(self):
        return f"{self.kind} {self.object_id}: {self.languages}"

    @property
    def codes(self) -> list[str]:
        """Return the languages by their codes."""
        return self.languages.split()

    @property
    def names(self) -> str:
        """Return the languages by their names."""
        return ", ".join(str(NAMES[code]) for code in self.codes)

    def refuse_unless_open(self, at: datetime) -> None:
        """Raise Refused where it was withdrawn or has expired."""
        if self.withdrawn_at or self.until <= at:
            raise Refused(Problem(code="override_over", message=_("This override was withdrawn or has expired.")))

    def refuse_same_person(self, user) -> None:
        """Raise Refused where the one who asked would confirm."""
        if user.pk == self.asked_by_id:
            sentence = _("An override takes two people: somebody else must confirm it.")
            raise Refused(Problem(code="same_person", message=sentence))

    def refuse_confirmed(self) -> None:
        """Raise Refused where a second person has confirmed it already."""
        if self.confirmed_at:
            raise Refused(Problem(code="override_confirmed", message=_("Somebody confirmed this override already.")))

    def withdraw(self, user, *, at: datetime, may_override: bool) -> None:
        """Take it back while nothing was published under it: whoever asked may, and whoever could confirm it."""
        if user.pk != self.asked_by_id and not may_override:
            raise PermissionDenied
        self.refuse_unless_open(at)
        if self.used_at:
            sentence = _("Something was published under this override already, so it stays in the record.")
            raise Refused(Problem(code="override_used", message=sentence))
        self.withdrawn_at = at
        self.save(update_fields=["withdrawn_at"])
