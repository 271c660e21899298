"""A list that was brought in: what the file said until it is confirmed, then what it changed, to be undone."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.translation import gettext_lazy as _

from elections.models import Election

KEPT_FOR = timedelta(hours=24)


class ListImportQuerySet(models.QuerySet):
    """Lists by what became of them."""

    def waiting(self):
        """Return those that are not confirmed yet."""
        return self.filter(state=ListImport.State.WAITING)

    def stale(self, at: datetime):
        """Return those nobody confirmed in time: they hold names and birth dates and are not kept longer."""
        return self.waiting().filter(uploaded_at__lt=at - KEPT_FOR)


class ListImport(models.Model):
    """An uploaded list. While it waits it holds the table; once confirmed its lines say what they changed."""

    class State(models.TextChoices):
        """What became of it."""

        WAITING = "waiting", _("not confirmed yet")
        APPLIED = "applied", _("brought in")
        UNDONE = "undone", _("undone")

    election = models.ForeignKey(
        Election, on_delete=models.CASCADE, related_name="list_imports", verbose_name=_("election")
    )
    carried_from = models.ForeignKey(Election, on_delete=models.SET_NULL, null=True, related_name="+")
    file_name = models.CharField(_("file"), max_length=120)
    headers = models.JSONField(default=list)
    rows = models.JSONField(default=list)
    answers = models.JSONField(default=dict)
    state = models.CharField(max_length=8, choices=State, default=State.WAITING)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    uploaded_at = models.DateTimeField()
    applied_at = models.DateTimeField(null=True)
    undone_at = models.DateTimeField(null=True)

    objects = ListImportQuerySet.as_manager()

    class Meta:
        verbose_name = _("list brought in")
        verbose_name_plural = _("lists brought in")
        default_permissions = ()
        ordering = ["-uploaded_at", "-pk"]

    def __str__(self):
        return self.file_name


class ListImportLine(models.Model):
    """What one row of a list did: the values before and after, by column; it goes with its person.

    Once the list is undone only what could not be is left: `kept` says what, and why.
    """

    list_import = models.ForeignKey(ListImport, on_delete=models.CASCADE, related_name="lines")
    number = models.PositiveIntegerField()
    candidate = models.ForeignKey("candidates.Candidate", on_delete=models.CASCADE, related_name="+")
    added_person = models.BooleanField(default=False)
    added_candidacy = models.BooleanField(default=False)
    before = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    after = models.JSONField(default=dict, encoder=DjangoJSONEncoder)
    kept = models.JSONField(default=list)

    class Meta:
        verbose_name = _("line of a list")
        verbose_name_plural = _("lines of lists")
        default_permissions = ()
        ordering = ["number", "pk"]

    def __str__(self):
        return f"{self.list_import}: {self.number}"
