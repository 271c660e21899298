"""The notes of translations of an object that was deleted: they wait for its recovery, and go when it is erased."""

from typing import Self

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models
from django.utils.dateparse import parse_datetime
from reversion.models import Version

from publishing.publishable import Publishable
from publishing.translating import KEPT, Translation
from publishing.versions import Reason

NAMED = ("place", "field", "language", "source_language")
COLUMNS = (*NAMED, *(Translation._meta.get_field(name).attname for name in KEPT if name not in NAMED))


class KeptNotesQuerySet(models.QuerySet):
    """Kept notes by object."""

    def of(self, row: Publishable) -> Self:
        """Keep those of one object."""
        return self.filter(kind=row.kind, object_id=row.pk)


class KeptNotes(models.Model):
    """What was noted of one object; each note holds a text that was translated, so erasing takes it away."""

    kind = models.CharField(max_length=20)
    object_id = models.BigIntegerField()
    notes = models.JSONField(encoder=DjangoJSONEncoder)

    objects = KeptNotesQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["kind", "object_id"], name="notes_are_kept_once")]

    def __str__(self):
        return f"{self.kind} {self.object_id}"


def keep(sender, instance, **kwargs) -> None:
    """Keep what is noted of an object that can be recovered; a receiver of `post_delete` of every kind."""
    versions = Version.objects.get_for_object_reference(sender, instance.pk)
    if versions.filter(revision__comment=Reason.DELETED).exists():
        notes = list(Translation.objects.of(instance).values(*COLUMNS))
        KeptNotes.objects.update_or_create(kind=instance.kind, object_id=instance.pk, defaults={"notes": notes})


def bring_back(row: Publishable) -> None:
    """Put back what was noted of a recovered object, in the place of what was noted while it was made anew."""
    for kept in KeptNotes.objects.of(row):
        notes = [note | {"made_at": note["made_at"] and parse_datetime(note["made_at"])} for note in kept.notes]
        Translation.objects.of(row).delete()
        Translation.objects.bulk_create([Translation(kind=row.kind, object_id=row.pk, **note) for note in notes])
        kept.delete()
