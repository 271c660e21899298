"""The one verb that writes the order of siblings; no form does it (both databases check uniqueness row by row)."""

from collections.abc import Sequence

from django.db import models, transaction
from django.db.models import Case, F, Max, Value, When
from django.utils.translation import gettext_lazy as _

from publishing.keeping import touch


def reorder(siblings: models.QuerySet, pks: Sequence[int]) -> None:
    """Put siblings into the order of `pks`, 1…n. Every sibling must be named once, else ValueError.

    They first move to free numbers beyond the highest, then home, so that a unique (parent, order) holds at each row.
    """
    with transaction.atomic():
        present = set(siblings.values_list("pk", flat=True))
        if present != set(pks) or len(present) != len(pks):
            raise ValueError("The new order must name every sibling once")
        touch(siblings)
        top = max(siblings.aggregate(top=Max("order"))["top"] or 0, len(pks))
        places = [When(pk=pk, then=Value(place)) for place, pk in enumerate(pks, start=1)]
        if places:
            siblings.order_by().update(order=F("order") + top)
            siblings.order_by().update(order=Case(*places))


def next_place(siblings: models.QuerySet) -> int:
    """Return the place after the last sibling."""
    return (siblings.aggregate(top=Max("order"))["top"] or 0) + 1


class Ordered(models.Model):
    """A row with a place among its siblings; a new one comes last, and only `reorder` changes places."""

    order = models.PositiveIntegerField(_("order"), editable=False)

    class Meta:
        abstract = True

    def siblings(self) -> models.QuerySet:
        """Return the rows among which it has its place, itself included."""
        raise NotImplementedError

    def save(self, *args, **kwargs):
        """Put a new row last: forms, imports and shells all save, and none of them may write an order."""
        if self.order is None:
            self.order = next_place(self.siblings())
        super().save(*args, **kwargs)
