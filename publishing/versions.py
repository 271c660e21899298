"""Versions: what an object of the desk held after each save, with its parts, in every language.

django-reversion stores them. One revision is one object (the *root*) with all its parts and says who saved it; it never
holds a second object, so that erasing an object takes its revisions and nothing else. Base columns of translated fields
are left out (their content is that of whatever language was active), and so is what a row names in `unversioned`.
"""

import json
from collections.abc import Collection, Iterable, Iterator
from itertools import batched
from typing import Any

import reversion
from django.contrib.contenttypes.models import ContentType
from django.core import serializers
from django.db import DEFAULT_DB_ALIAS, models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modeltranslation.fields import TranslationField
from reversion.models import Revision, Version

from publishing.publishable import PartRow
from staff.audit import Action, By, Told, forget_titles, record

STEP = 200

type Key = tuple[type[models.Model], int]
"""Model and id: one object or one part."""
type State = dict[Key, dict[str, Any]]
"""What an object and each of its parts held, by column, as JSON has it."""


class Reason(models.TextChoices):
    """Why a version was kept; it stands in the revision's comment."""

    SAVED = "", _("saved")
    BEFORE = "before", _("as it was before that")
    DELETED = "deleted", _("deleted")
    RECOVERED = "recovered", _("recovered")


# What is kept ---------------------------------------------------------------------------------------------------------


def register(model: type[models.Model]) -> list[type[models.Model]]:
    """Keep versions of a model and of its parts from now on; return those that are new to it.

    Called by every form of the desk, thus after modeltranslation has made its columns.
    """
    if reversion.is_registered(model):
        return []
    reversion.register(model, fields=versioned(model))
    return [model, *(new for relation in part_relations(model) for new in register(relation.related_model))]


def versioned(model: type[models.Model]) -> list[str]:
    """Return the names of the fields a version holds."""
    left_out = {f.translated_field.name for f in model._meta.fields if isinstance(f, TranslationField)}
    left_out.update(getattr(model, "unversioned", ()))
    own = (*model._meta.local_fields, *model._meta.local_many_to_many)
    return [field.name for field in own if field.name not in left_out]


def telling(model: type[models.Model]) -> list[models.Field]:
    """Return the fields in which a person sees a change: what is entered, and the order."""
    fields = (model._meta.get_field(name) for name in versioned(model))
    parent = getattr(model, "parent_field", None)
    return [field for field in fields if (field.editable or field.name == "order") and field.name != parent]


def part_relations(model: type[models.Model]) -> list[models.ForeignObjectRel]:
    """Return the relations that lead from a row to its parts."""
    return [
        relation
        for relation in model._meta.related_objects
        if issubclass(relation.related_model, PartRow) and relation.field.name == relation.related_model.parent_field
    ]


def root_of(row: models.Model) -> models.Model:
    """Return the object a row is a part of, or the row itself."""
    return root_of(row.parent) if isinstance(row, PartRow) else row


def whole(row: models.Model) -> Iterator[models.Model]:
    """Yield a row and all its parts."""
    yield row
    for relation in part_relations(type(row)):
        for part in getattr(row, relation.get_accessor_name()).all():
            yield from whole(part)


def loaded(model: type[models.Model], pk: int) -> models.Model | None:
    """Return an object as it is stored now, its parts fetched along."""
    return loaded_all(model, [pk]).get(pk)


def loaded_all(model: type[models.Model], pks: Iterable[int]) -> dict[int, models.Model]:
    """Return objects as they are stored now by id, their parts fetched along."""
    return model._base_manager.prefetch_related(*paths(model)).in_bulk(list(pks))


def paths(model: type[models.Model]) -> Iterator[str]:
    """Yield what is to be fetched along with a model: its parts, theirs, and all they are linked to."""
    yield from (field.name for field in model._meta.local_many_to_many)
    for relation in part_relations(model):
        name = relation.get_accessor_name()
        yield name
        yield from (f"{name}__{path}" for path in paths(relation.related_model))


def state_of(row: models.Model) -> State:
    """Return what a loaded object holds."""
    return {(type(each), each.pk): written(each) for each in whole(row)}


def written(row: models.Model) -> dict[str, Any]:
    """Return the columns of one row as a version has them."""
    return fields_in(serialized(row))


def serialized(row: models.Model) -> str:
    """Return one row as a version stores it."""
    return serializers.serialize("json", [row], fields=versioned(type(row)))


def fields_in(data: str) -> dict[str, Any]:
    """Return the columns a version stored."""
    return json.loads(data)[0]["fields"]


def state_in(revision: Revision) -> State:
    """Return what a revision holds."""
    return state_from(revision.version_set.all())


def state_from(versions: Iterable[Version]) -> State:
    """Return what some versions hold."""
    return {(v._model, int(v.object_id)): fields_in(v.serialized_data) for v in versions}


def same(old: State, new: State) -> bool:
    """Say whether two states hold the same for a person; an empty text is no change from a missing one."""
    return not changed_columns(old, new)


def changed_columns(old: State, new: State) -> list[str]:
    """Return the names of what differs: columns of the object, and `qablock.answer_ky`, or `qablock` for one that is
    there no more or not yet.
    """
    found = {key[0]._meta.model_name for key in old.keys() ^ new.keys()}
    for key in old.keys() & new.keys():
        before = f"{key[0]._meta.model_name}." if issubclass(key[0], PartRow) else ""
        names = (field.name for field in telling(key[0]))
        found.update(f"{before}{name}" for name in names if not alike(old[key].get(name), new[key].get(name)))
    return sorted(found)


def alike(before: Any, after: Any) -> bool:
    """Say whether two values are the same, or both nothing."""
    return before == after or before in (None, "", []) and after in (None, "", [])


# Keeping and finding --------------------------------------------------------------------------------------------------


def keep(model: type[models.Model], pk: int, *, user, reason: Reason = Reason.SAVED) -> Revision | None:
    """Keep how one object is now, and return the revision; see `keep_all`."""
    return keep_all([(model, pk)], user=user, reason=reason).get((model, pk))


def keep_all(keys: Iterable[Key], *, user, reason: Reason = Reason.SAVED) -> dict[Key, Revision]:
    """Keep how objects are now, and return a revision for each; none where nothing differs from the last one.

    Deleting and recovering are always kept. What was saved without the desk (by a command, before versions were kept)
    is kept when it is about to change: nobody is named, and the moment is that of its last save.
    """
    by_model: dict[type[models.Model], list[int]] = {}
    for model, pk in keys:
        by_model.setdefault(model, []).append(pk)
    kept = {}
    for model, pks in by_model.items():
        for some in batched(pks, STEP):
            kept |= keep_some(model, some, user=user, reason=reason)
    return kept


def keep_some(model: type[models.Model], pks: Collection[int], *, user, reason: Reason) -> dict[Key, Revision]:
    """Keep how some objects of a model are now; few queries, however many there are."""
    rows, last = loaded_all(model, pks), last_states(model, pks)
    found, told = [], []
    for pk in (pk for pk in pks if pk in rows):
        row = rows[pk]
        data = {each: serialized(each) for each in whole(row)}
        state = {(type(each), each.pk): fields_in(text) for each, text in data.items()}
        changed = changed_columns(last[pk], state) if pk in last else []
        if pk in last and not changed and reason in (Reason.SAVED, Reason.BEFORE):
            continue
        saved_at = getattr(row, "updated_at", None) if reason is Reason.BEFORE else None
        revision = Revision(user=user, comment=reason.value, date_created=saved_at or timezone.now())
        found.append((row, revision, data))
        if action := done(reason, is_new=pk not in last):
            told.append(Told.of(action, row, changed))
    Revision.objects.bulk_create([revision for _row, revision, _data in found])
    Version.objects.bulk_create(
        version_of(each, text, revision) for _row, revision, data in found for each, text in data.items()
    )
    if told:
        record(*told, by=By.of(user) if user else None)
    return {(model, row.pk): revision for row, revision, _data in found}


def version_of(row: models.Model, data: str, revision: Revision) -> Version:
    """Return an unsaved version of a row; parts have no name of their own, which could take a query each."""
    return Version(
        revision=revision,
        content_type=ContentType.objects.get_for_model(row),
        object_id=str(row.pk),
        db=DEFAULT_DB_ALIAS,
        format="json",
        serialized_data=data,
        object_repr="" if isinstance(row, PartRow) else str(row),
    )


def last_states(model: type[models.Model], pks: Collection[int]) -> dict[int, State]:
    """Return what the last revision of each object holds, by id. Two queries."""
    of_model = Version.objects.get_for_model(model).filter(object_id__in=[str(pk) for pk in pks])
    last = dict(of_model.order_by().values_list("object_id").annotate(models.Max("revision_id")))
    held: dict[int, list[Version]] = {}
    for version in Version.objects.filter(revision__in=last.values()):
        held.setdefault(version.revision_id, []).append(version)
    return {int(pk): state_from(held[revision]) for pk, revision in last.items()}


def done(reason: Reason, *, is_new: bool) -> Action | None:
    """Return what the audit log calls it when a version is kept for a reason."""
    saved = Action.ADDED if is_new else Action.CHANGED
    return {Reason.SAVED: saved, Reason.DELETED: Action.DELETED, Reason.RECOVERED: Action.RECOVERED}.get(reason)


def revisions_of(model: type[models.Model], pk: int) -> models.QuerySet[Revision]:
    """Return the revisions of an object, the newest first."""
    of_object = Version.objects.get_for_object_reference(model, pk)
    return Revision.objects.filter(pk__in=of_object.values("revision")).select_related("user").order_by("-pk")


def deleted(model: type[models.Model]) -> models.QuerySet[Version]:
    """Return the last version of every object of a kind that is gone, the latest first."""
    return Version.objects.get_deleted(model).select_related("revision__user").order_by("-pk")


def forget(model: type[models.Model], pk: int) -> Iterator[Key]:
    """Delete the versions of an object and what the audit log calls it; so with deleted objects that belonged to it.

    Yields what was forgotten; nothing happens before it is asked for.
    """
    yield model, pk
    forget_titles(model._meta.label_lower, pk)
    Revision.objects.filter(pk__in=list(revisions_of(model, pk).values_list("pk", flat=True))).delete()
    for other, name in list(pointing_at(model)):
        for version in deleted(other):
            if json.loads(version.serialized_data)[0]["fields"].get(name) == pk:
                yield from forget(other, int(version.object_id))


def pointing_at(model: type[models.Model]) -> Iterator[tuple[type[models.Model], str]]:
    """Yield the kinds of objects that have versions and belong to a model, with the field that says so."""
    for relation in model._meta.related_objects:
        other = relation.related_model
        if not relation.many_to_many and reversion.is_registered(other) and not issubclass(other, PartRow):
            yield other, relation.field.name
