"""For whom the unfinished text of an object waits: whoever saved it last, or the colleague it was handed to since."""

from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, QuerySet

from staff.models import User


class Assignment(models.Model):
    """One object and its person; a new save or a handover puts another person in the same row."""

    kind = models.CharField(max_length=20)
    object_id = models.PositiveBigIntegerField()
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="assignments")

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["kind", "object_id"], name="one_person_per_object")]

    def __str__(self):
        return f"{self.kind} {self.object_id}: {self.user}"


def assign(rows: Iterable, user: User) -> None:
    """Note that the unfinished text of some rows waits for a person from now on."""
    found = [Assignment(kind=row.kind, object_id=row.pk, user=user) for row in rows]
    Assignment.objects.bulk_create(
        found, update_conflicts=True, unique_fields=["kind", "object_id"], update_fields=["user"]
    )


def waits_for(user: User, kind: str) -> Exists:
    """Return the condition that a row of a kind waits for a person."""
    return Exists(Assignment.objects.filter(kind=kind, object_id=OuterRef("pk"), user=user))


def assigned(user: User, model) -> QuerySet:
    """Return the rows of a model that wait for a person."""
    return model._default_manager.filter(waits_for(user, model.kind))


def forget_assignment(row) -> None:
    """Forget for whom an object waited; called when it is erased."""
    Assignment.objects.filter(kind=row.kind, object_id=row.pk).delete()
