"""Recovering: a deleted object is made anew from its last version, with its parts, under the ids and numbers it had."""

from django.core import serializers
from django.core.exceptions import ValidationError
from django.core.serializers.base import DeserializedObject
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _
from reversion.models import Version

from publishing.kept_notes import bring_back
from publishing.ordering import Ordered, next_place
from publishing.problems import Problem, Refused
from publishing.publishable import PartRow, Publishable
from publishing.translated_before import first_sources
from publishing.translating import note
from publishing.versions import Reason, keep


def recover(version: Version, *, user) -> models.Model:
    """Make a deleted object anew. Raises Refused where something it needs is gone, or has its place."""
    found = [read(each) for each in version.revision.version_set.all()]
    with transaction.atomic():
        for each in sorted(found, key=lambda each: depth(type(each.object))):
            refuse_without(each.object)
            find_room(each.object)
            drop_links(each)
            each.save()
        row = version._model._base_manager.get(pk=int(version.object_id))
        if isinstance(row, Publishable):
            row.after_recovery()
            bring_back(row)
        note(row, by=user, before=first_sources)
        keep(type(row), row.pk, user=user, reason=Reason.RECOVERED)
        return row


def read(version: Version) -> DeserializedObject:
    """Return the row a version holds, unsaved."""
    return next(iter(serializers.deserialize(version.format, version.serialized_data, ignorenonexistent=True)))


def depth(model: type[models.Model]) -> int:
    """Return how many rows stand above a row of a model: parents are made before their parts."""
    return 1 + depth(model._meta.get_field(model.parent_field).related_model) if issubclass(model, PartRow) else 0


def refuse_without(row: models.Model) -> None:
    """Refuse to make a row whose object above is gone, too."""
    for field in row._meta.concrete_fields:
        target, pk = field.related_model, getattr(row, field.attname)
        if target and pk is not None and not target._base_manager.filter(pk=pk).exists():
            sentence = _("It belongs to something that is gone as well: %(what)s. Recover that first.")
            raise Refused(Problem(code="gone", message=sentence % {"what": target._meta.verbose_name}))


def find_room(row: models.Model) -> None:
    """Give a row another address, or the last place, where its own is taken; refuse what cannot be moved."""
    if isinstance(row, Publishable) and row.slug in row.taken_slugs(row.slug):
        row.slug = row.free_slug()
    if isinstance(row, Ordered) and not isinstance(row, PartRow) and row.siblings().filter(order=row.order).exists():
        row.order = next_place(row.siblings())
    try:
        row.validate_constraints()
    except ValidationError as error:
        sentence = _("Something else stands in its place now: %(what)s")
        what = " ".join(error.messages)
        raise Refused(Problem(code="place_taken", message=sentence % {"what": what})) from error


def drop_links(found: DeserializedObject) -> None:
    """Drop links to what is no longer there."""
    for name, pks in (found.m2m_data or {}).items():
        target = found.object._meta.get_field(name).related_model
        found.m2m_data[name] = list(target._base_manager.filter(pk__in=pks).values_list("pk", flat=True))
