"""What was asked to be approved and is not: it comes back to whoever asked, or, when they have left, to a colleague.

Who asked stays in the record. The object waits for somebody (`assignments`), and so does what is returned of it.
"""

from django.db.models import Exists, OuterRef, Q, QuerySet

from publishing import kinds
from publishing.assignments import Assignment
from publishing.desk.pointing import screen_address
from publishing.reviews import Review, State
from staff.leaving import WORK, Task
from staff.models import User


def returned_to(user: User) -> QuerySet[Review]:
    """Return what came back to a person, or to a colleague who has left and whose object waits for the person now.

    What was returned although nobody had asked comes back to whom the object waits for.
    """
    theirs = Assignment.objects.filter(kind=OuterRef("kind"), object_id=OuterRef("object_id"), user=user)
    by_nobody = Q(Exists(theirs)) & (Q(asked_by__is_active=False) | Q(asked_by=None))
    return Review.objects.latest().filter(Q(asked_by=user) | by_nobody, state=State.RETURNED)


class Requests:
    """The texts a person asked to be approved, as work that goes to a colleague when the person leaves."""

    def requested(self, user: User) -> list[tuple[str, int]]:
        """Return the objects of which something waits for an approver or came back."""
        found = Review.objects.latest().filter(asked_by=user, state__in=[State.ASKED, State.RETURNED])
        return sorted({*found.values_list("kind", "object_id")})

    def unfinished(self, user: User) -> list[Task]:
        """Return their reviews. One query a kind."""
        requested, tasks = self.requested(user), []
        for kind in {kind: None for kind, _pk in requested}:
            rows = kinds.model_of(kind)._default_manager.filter(pk__in=[pk for other, pk in requested if other == kind])
            for row in rows.order_by("pk"):
                tasks.append(Task(str(row), str(Review._meta.verbose_name), screen_address(row, "review")))
        return tasks

    def hand_over(self, user: User, to: User) -> None:
        """Let the objects nobody else has wait for another person."""
        new = [Assignment(kind=kind, object_id=pk, user=to) for kind, pk in self.requested(user)]
        Assignment.objects.bulk_create(new, ignore_conflicts=True)


WORK.append(Requests())
