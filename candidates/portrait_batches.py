"""Portraits that came together: re-encoded and kept until somebody confirms whose they are."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from elections.models import Election

KEPT_FOR = timedelta(hours=24)


class PortraitBatchQuerySet(models.QuerySet):
    """Batches by their age."""

    def waiting(self):
        """Return those that are not confirmed yet."""
        return self.filter(given_at=None)

    def given(self):
        """Return those whose portraits were given and not taken back, the latest first."""
        return self.exclude(given_at=None).order_by("-given_at", "-pk")

    def stale(self, at: datetime):
        """Return those nobody confirmed in time: faces are not kept longer than that."""
        return self.waiting().filter(uploaded_at__lt=at - KEPT_FOR)


class PortraitBatch(models.Model):
    """The pictures of a ZIP, each with its file, and the person it seems to show or why it is not taken.

    `pictures` holds for each {"file", "stored", "is_new", "person", "trouble"}. Once it is confirmed it holds what was
    left out and why, and `given` what each person had before and has since: {"person", "before", "after"}, by field. It
    is gone once it is undone.
    """

    election = models.ForeignKey(
        Election, on_delete=models.CASCADE, related_name="portrait_batches", verbose_name=_("election")
    )
    file_name = models.CharField(_("file"), max_length=120)
    pictures = models.JSONField(default=list)
    given = models.JSONField(default=list)
    given_at = models.DateTimeField(null=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    uploaded_at = models.DateTimeField()

    objects = PortraitBatchQuerySet.as_manager()

    class Meta:
        verbose_name = _("portraits from a ZIP")
        verbose_name_plural = _("portraits from ZIPs")
        default_permissions = ()
        ordering = ["-uploaded_at", "-pk"]

    def __str__(self):
        return self.file_name

    def new_files(self) -> set[str]:
        """Return the names of the files it brought."""
        return {picture["stored"] for picture in self.pictures if picture["stored"] and picture["is_new"]}
