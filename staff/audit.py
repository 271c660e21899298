"""The audit log: who did what to which object, when and from where. Lines are added and never changed or removed.

It is told by those who know: the versions (what was saved), the journal (what became public), sign-ins, users and their
roles, and the middleware (what was taken out as a file). It holds titles and names of fields, never texts; erasing an
object empties its titles.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from staff.addresses import client_address
from staff.at_work import request_now

MACHINE = "manage.py"


class Action(models.TextChoices):
    """What was done. Acts of publishing are called as in the journal."""

    SIGN_IN = "sign_in", _("signed in")
    SIGN_OUT = "sign_out", _("signed out")
    SIGN_IN_FAILED = "failed", _("sign-in failed")
    FACTOR_ADDED = "factor_new", _("second factor added")
    FACTOR_REMOVED = "factor_off", _("second factor removed")
    FACTOR_RESET = "factor_lost", _("second factor reset by an administrator")
    CODE_USED = "code_used", _("recovery code used")
    CODES_MADE = "codes_made", _("new recovery codes")
    REVOKED = "revoked", _("sessions ended")
    ADDED = "added", _("added")
    CHANGED = "changed", _("changed")
    DELETED = "deleted", _("deleted")
    RECOVERED = "recovered", _("recovered")
    ROLES = "roles", _("roles changed")
    EXPORTED = "exported", _("taken out as a file")
    ASKED = "asked", _("asked for approval")
    APPROVED = "approved", _("approved")
    RETURNED = "returned", _("returned with comments")
    SETTLED = "settled", _("comment settled")
    LINKED = "linked", _("link for checking made")
    UNLINKED = "unlinked", _("link for checking revoked")
    CONFIRMED = "confirmed", _("confirmed by link")
    COMMENTED = "commented", _("commented by link")
    FOUR_EYES = "four_eyes", _("rule of four eyes changed")
    PUBLISH = "publish", _("published")
    SCHEDULE = "schedule", _("scheduled")
    CANCEL = "cancel", _("cancelled")
    WITHDRAW = "withdraw", _("withdrawn")
    AGAIN = "again", _("put live again")
    OVERRIDE_ASKED = "override_ask", _("override asked for")
    OVERRIDE = "override", _("overridden")
    OVERRIDE_OFF = "override_off", _("override withdrawn")
    ERASE = "erase", _("erased")


class AddedTo(models.QuerySet):
    """Lines that can be added and read, and nothing else."""

    def update(self, **kwargs):
        """Refuse: what happened does not change."""
        raise TypeError("The audit log is only added to.")

    def delete(self):
        """Refuse: what happened stays."""
        raise TypeError("The audit log is only added to.")

    bulk_update = update


class AuditEntry(models.Model):
    """One line. `actor` is a text, so that it says who it was when the user is gone; `kind` is a model's label."""

    at = models.DateTimeField(_("moment"), db_index=True)
    actor_id = models.BigIntegerField(_("number of the user"), null=True)
    actor = models.CharField(_("by"), max_length=200)
    action = models.CharField(_("action"), max_length=12, choices=Action)
    kind = models.CharField(_("kind"), max_length=80, blank=True)
    object_id = models.BigIntegerField(_("number of the object"), null=True)
    title = models.CharField(_("title"), max_length=200, blank=True)
    details = models.JSONField(_("details"), default=list)
    address = models.GenericIPAddressField(_("from where"), null=True)
    searched = models.TextField(editable=False)

    objects = AddedTo.as_manager()

    class Meta:
        verbose_name = _("line of the audit log")
        verbose_name_plural = _("audit log")
        default_permissions = ("view",)
        indexes = [
            models.Index(fields=["kind", "object_id", "id"], name="audit_of_object"),
            models.Index(fields=["action", "id"], name="audit_of_action"),
        ]

    def __str__(self):
        return f"{self.at:%d.%m.%Y %H:%M} {self.actor}: {self.get_action_display()}"

    def save(self, *args, **kwargs):
        """Add the line; a line that is there is not changed."""
        if not self._state.adding:
            raise TypeError("The audit log is only added to.")
        super().save(*args, **kwargs)

    def delete(self, *args, **kwargs):
        """Refuse: what happened stays."""
        raise TypeError("The audit log is only added to.")


@dataclass(frozen=True, kw_only=True)
class Told:
    """What is to be noted of one object."""

    action: str
    kind: str = ""
    object_id: int | None = None
    title: str = ""
    details: tuple[str, ...] = ()

    @classmethod
    def of(cls, action: str, row: models.Model, details: Iterable[str] = ()) -> "Told":
        """Tell what was done to a row."""
        return cls(action=action, kind=row._meta.label_lower, object_id=row.pk, title=str(row), details=tuple(details))


@dataclass(frozen=True, slots=True)
class By:
    """Who did it: the number of the user, and the name as it is now."""

    actor_id: int | None
    actor: str

    @classmethod
    def of(cls, user: Any) -> "By":
        """Name a user; somebody who has not signed in has no name."""
        return cls(user.pk, str(user)) if user.is_authenticated else cls(None, "—")


def record(*told: Told, by: By | None = None, request: HttpRequest | None = None) -> None:
    """Note what was done, by somebody named or by the one whose request is in hand; without either, by the machine."""
    request = request or request_now()
    by = by or (By.of(request.user) if request else By(None, MACHINE))
    address = client_address(request) if request else None
    at = timezone.now()
    AuditEntry.objects.bulk_create(
        [
            AuditEntry(
                at=at,
                actor_id=by.actor_id,
                actor=by.actor[:200],
                action=one.action,
                kind=one.kind,
                object_id=one.object_id,
                title=one.title[:200],
                details=list(one.details),
                address=address,
                searched=searchable(by.actor, one.title, address or ""),
            )
            for one in told
        ]
    )


def searchable(*texts: str) -> str:
    """Return the words by which a line is found; neither database folds Cyrillic letters by itself.

    >>> searchable("Айгүл", "Маек")
    'айгүл маек'
    """
    return " ".join(texts).casefold()


def forget_reasons(kind: str, object_id: int) -> None:
    """Empty the reasons for which somebody's second factor was reset; that it was, by whom and when stays."""
    models.QuerySet(AuditEntry).filter(kind=kind, object_id=object_id, action=Action.FACTOR_RESET).update(details=[])


def forget_titles(kind: str, object_id: int) -> None:
    """Empty the titles of an erased object (design.md §2.12); with the reasons, the one change of a line there is."""
    lines = models.QuerySet(AuditEntry).filter(kind=kind, object_id=object_id)
    for actor, address in set(lines.values_list("actor", "address")):
        of_actor = lines.filter(actor=actor, address=address)
        of_actor.update(title="", searched=searchable(actor, "", address or ""))
