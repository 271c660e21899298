"""Release drafts: objects of any kind that are gathered to go live together, each in the languages chosen for it."""

from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from publishing import kinds
from publishing.languages import LANGUAGES
from publishing.publishable import Publishable


class ReleaseDraft(models.Model):
    """What somebody gathers; it is gone when it is published, for the release has its title and note."""

    title = models.CharField(_("title"), max_length=200)
    note = models.TextField(_("change note"), blank=True)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, verbose_name=_("by"))
    made_at = models.DateTimeField(_("begun"), auto_now_add=True)

    class Meta:
        verbose_name = _("release in preparation")
        verbose_name_plural = _("releases in preparation")
        default_permissions = ("view",)
        ordering = ["-made_at", "-pk"]

    def __str__(self):
        return self.title

    def add(self, rows: Iterable[Publishable]) -> int:
        """Add objects in every language they have words in; return how many were not in it yet."""
        known = set(self.gathered.values_list("kind", "object_id"))
        new = [row for row in rows if (row.kind, row.pk) not in known]
        self.gathered.bulk_create(
            Gathered(draft=self, kind=row.kind, object_id=row.pk, languages=" ".join(filter(row.has_words, LANGUAGES)))
            for row in new
        )
        return len(new)

    def rows(self) -> list[tuple["Gathered", Publishable]]:
        """Return what was gathered with its rows, in the order it was added; what was deleted meanwhile is left out."""
        gathered = list(self.gathered.all())
        found = kinds.rows_of((one.kind, one.object_id) for one in gathered)
        return [(one, row) for one in gathered if (row := found.get((one.kind, one.object_id)))]


class Gathered(models.Model):
    """One object of a release draft."""

    draft = models.ForeignKey(ReleaseDraft, on_delete=models.CASCADE, related_name="gathered")
    kind = models.CharField(max_length=20)
    object_id = models.PositiveBigIntegerField()
    languages = models.CharField(max_length=20, blank=True)

    class Meta:
        default_permissions = ()
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["draft", "kind", "object_id"], name="gathered_once")]

    def __str__(self):
        return f"{self.kind} {self.object_id}: {self.languages}"

    @property
    def name(self) -> str:
        """Return how addresses and forms name its object."""
        return f"{self.kind}-{self.object_id}"

    @property
    def chosen(self) -> list[str]:
        """Return the languages it goes live in."""
        return self.languages.split()
