"""Reviews: who asked that a text be looked at, who approved exactly which text, and what was said of its parts.

An approval holds the hash of a document without what only the moment decides, so any later edit asks again, and what
was approved before and is put live again stays approved.
"""

import hashlib
from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Self

from django.conf import settings
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from publishing import kinds
from publishing.documents import Document, encode
from publishing.languages import CHOICES


class State(models.TextChoices):
    """What became of a request; an approval that somebody took back is none any more."""

    ASKED = "asked", _("asked for approval")
    APPROVED = "approved", _("approved")
    RETURNED = "returned", _("returned")
    TAKEN_BACK = "taken_back", _("approval taken back")


class OfObjects(models.QuerySet):
    """Rows that are noted of objects."""

    def of(self, row) -> Self:
        """Keep those of one object."""
        return self.filter(kind=row.kind, object_id=row.pk)


class ReviewQuerySet(OfObjects):
    """Reviews by what became of them."""

    def open(self) -> Self:
        """Keep what waits for an approver."""
        return self.filter(state=State.ASKED)

    def latest(self) -> Self:
        """Keep the last review of each object and language."""
        later = self.model._base_manager.filter(
            kind=models.OuterRef("kind"),
            object_id=models.OuterRef("object_id"),
            language=models.OuterRef("language"),
            pk__gt=models.OuterRef("pk"),
        )
        return self.exclude(models.Exists(later))


class Review(models.Model):
    """One object in one language, from the request to the decision. `digest` says of which text."""

    kind = models.CharField(_("kind"), max_length=20)
    object_id = models.BigIntegerField(_("number of the object"))
    language = models.CharField(_("language"), max_length=2, choices=CHOICES)
    digest = models.CharField(max_length=64, editable=False)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.ASKED)
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=pgettext_lazy("a request", "asked by"),
    )
    asked_at = models.DateTimeField(_("asked at"), null=True)
    note = models.CharField(_("note"), max_length=500, blank=True)
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("decided by")
    )
    decider = models.CharField(_("decided by"), max_length=200, blank=True)
    decided_at = models.DateTimeField(_("decided at"), null=True)
    answer = models.CharField(_("answer"), max_length=500, blank=True)
    by_another = models.BooleanField(_("by another person"), default=False)

    objects = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        default_permissions = ("view",)
        constraints = [
            # Asked is once at a time; what was decided stays as it was.
            models.UniqueConstraint(
                fields=["kind", "object_id", "language"],
                condition=models.Q(state="asked"),
                name="review_is_asked_once",
            )
        ]
        indexes = [models.Index(fields=["kind", "object_id", "state"], name="review_of_object")]

    def __str__(self):
        what = capfirst(kinds.model_of(self.kind)._meta.verbose_name)
        return f"{what} № {self.object_id} · {self.get_language_display()}: {self.get_state_display()}"


class CommentQuerySet(OfObjects):
    """Comments by what became of them."""

    def open(self) -> Self:
        """Keep what nobody has said to be settled."""
        return self.filter(settled_at=None)


class Comment(models.Model):
    """What somebody said of a part of an object, or of the whole of it (`part` is None), in one language."""

    kind = models.CharField(_("kind"), max_length=20)
    object_id = models.BigIntegerField(_("number of the object"))
    language = models.CharField(_("language"), max_length=2, choices=CHOICES)
    part = models.PositiveIntegerField(_("part"), null=True)
    text = models.TextField(_("comment"))
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("by")
    )
    author = models.CharField(_("by"), max_length=200)
    at = models.DateTimeField(_("moment"))
    settled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+", verbose_name=_("settled by")
    )
    settled_at = models.DateTimeField(_("settled"), null=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = _("comment")
        verbose_name_plural = _("comments")
        default_permissions = ()
        ordering = ["pk"]
        indexes = [models.Index(fields=["kind", "object_id", "settled_at"], name="comment_of_object")]

    def __str__(self):
        return f"{self.author}: {self.text[:50]}"


class ReviewRules(models.Model):
    """The rule of the site: since when nothing goes out without a second person; None when it may."""

    four_eyes_since = models.DateTimeField(null=True)

    class Meta:
        default_permissions = ()
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="site_has_one_review_rule")]

    def __str__(self):
        return str(self.four_eyes_since or "")


def four_eyes_since() -> datetime | None:
    """Return since when (real time) what goes out takes a second person; None where one is enough."""
    return ReviewRules._base_manager.filter(pk=1).values_list("four_eyes_since", flat=True).first()


def digest_of(document: Document) -> str:
    """Return SHA-256 in hex of a document without what only the moment of its first edition decides."""
    return hashlib.sha256(encode(document.undated())).hexdigest()


def approvals(rows: Iterable) -> dict[tuple, Review]:
    """Return the approvals of some objects by kind, object, language and digest, one by another person first."""
    found: dict[tuple, Review] = {}
    for kind, pks in kinds.ids_by_kind((row.kind, row.pk) for row in rows).items():
        approved = Review.objects.filter(kind=kind, object_id__in=pks, state=State.APPROVED)
        for one in approved.order_by("by_another", "pk"):
            found[one.kind, one.object_id, one.language, one.digest] = one
    return found


def comments_on(row) -> dict[int | None, list[Comment]]:
    """Return the open comments of an object by part; None are those on the whole."""
    found: dict[int | None, list[Comment]] = {}
    for comment in Comment.objects.of(row).open() if getattr(row, "kind", "") in kinds.KINDS and row.pk else ():
        found.setdefault(comment.part, []).append(comment)
    return found


def open_comments(keys: Collection[tuple[str, int]]) -> dict[tuple[str, int], int]:
    """Return how many open comments some objects have; one query."""
    if not keys:
        return {}
    of = Comment.objects.open().filter(kind__in={kind for kind, _pk in keys}, object_id__in={pk for _kind, pk in keys})
    counted = of.values_list("kind", "object_id").annotate(models.Count("pk")).order_by()
    return {(kind, pk): many for kind, pk, many in counted}


def forget_reviews(row) -> None:
    """Forget what was asked, decided and said of an object; called when it is erased."""
    for model in (Review, Comment):
        model._base_manager.filter(kind=row.kind, object_id=row.pk).delete()
