"""For whom the unfinished text of an object waits: whoever saved it last, or the colleague it was handed to since."""

from collections.abc import Iterable
from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery

from publishing import kinds
from publishing.clock import now
from publishing.desk.pointing import screen_address
from publishing.editions import Edition
from publishing.journal import Act, Verb
from staff.leaving import WORK, Task
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


def unfinished(model, at: datetime) -> QuerySet:
    """Return the rows that are not public or were saved after the last act on them, by the real clock of both.

    Where the last act cancelled something, or put an earlier edition live again, the row may hold what is not public.
    """
    acts = Act.objects.filter(kind=model.kind, object_id=OuterRef("pk")).order_by("-number")
    live = Edition.objects.live(at).filter(kind=model.kind, object_id=OuterRef("pk"))
    last = {"acted_at": Subquery(acts.values("recorded_at")[:1]), "last_verb": Subquery(acts.values("verb")[:1])}
    rows = model._default_manager.annotate(is_live=Exists(live), **last)
    taken_back = Q(last_verb__in=[Verb.CANCEL, Verb.AGAIN])
    return rows.filter(Q(is_live=False) | Q(updated_at__gt=F("acted_at")) | taken_back)


def forget_assignment(row) -> None:
    """Forget for whom an object waited; called when it is erased."""
    Assignment.objects.filter(kind=row.kind, object_id=row.pk).delete()


class Drafts:
    """The objects a person saved last, as work that goes to a colleague when the person leaves."""

    def unfinished(self, user: User) -> list[Task]:
        """Return those that are not public as they are saved. One query a kind."""
        found = []
        for model in kinds.KINDS.values():
            for row in unfinished(model, now()).filter(waits_for(user, model.kind)).order_by("-updated_at", "-pk"):
                found.append(Task(str(row), str(model._meta.verbose_name), screen_address(row)))
        return found

    def hand_over(self, user: User, to: User) -> None:
        """Let all of them wait for another person."""
        Assignment.objects.filter(user=user).update(user=to)


WORK.append(Drafts())
