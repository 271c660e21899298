"""Copying: an object is made anew with its parts, under the numbers these have, and with how its translations stand."""

import hashlib
import json
from collections.abc import Container
from typing import Any

from django.db import models

from publishing.publishable import Publishable
from publishing.translating import Translation, translated_names
from publishing.versions import loaded, part_relations, state_of, telling

UNCOPIED = {"created_at", "updated_at"}


def copied[M: models.Model](row: M, *, without: Container[type[models.Model]] = (), **changes: Any) -> M:
    """Save a copy of an object and of its parts and return it; nothing of it is public.

    Parts of the models in `without` stay behind, and so do links to other objects: whoever copies knows what these
    have become. `changes` are fields of the object itself.
    """
    new = blank_copy(row, changes)
    new.save()
    for relation in part_relations(type(row)):
        if relation.related_model not in without:
            for part in getattr(row, relation.get_accessor_name()).order_by("pk"):
                copied(part, without=without, **{relation.field.name: new})
    if isinstance(row, Publishable):
        copy_notes(row, new)
    return new


def blank_copy[M: models.Model](row: M, changes: dict[str, Any]) -> M:
    """Return an unsaved copy of one row; base columns of translated fields are nobody's."""
    left = {*UNCOPIED, *translated_names(type(row)), *changes}
    fields = (f for f in row._meta.concrete_fields if not (f.primary_key or f.generated or f.name in left))
    return type(row)(**{field.attname: getattr(row, field.attname) for field in fields}, **changes)


def copy_notes(row: Publishable, new: Publishable) -> None:
    """Let the translations of a copy stand as those of its model do."""
    notes = list(Translation.objects.of(row))
    for note in notes:
        note.pk, note.object_id, note._state.adding = None, new.pk, True
    Translation.objects.bulk_create(notes)


def held_by(model: type[models.Model], pk: int) -> str:
    """Return a hash of what a person can change in an object and its parts; nothing where it is gone."""
    row = loaded(model, pk)
    if row is None:
        return ""
    told = {
        f"{part._meta.label_lower} {number}": {field.name: columns.get(field.name) for field in telling(part)}
        for (part, number), columns in state_of(row).items()
    }
    return hashlib.sha256(json.dumps(told, sort_keys=True, default=str).encode()).hexdigest()
