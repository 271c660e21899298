"""Reverting: which values bring an earlier version back into the form, in one language or in all (as `restoring` does).

Nothing is deleted and nothing is saved: a person looks through the form first. A part that is gone comes back whole,
with its own number.
"""

from typing import Any

from django.db import models
from modeltranslation.fields import TranslationField

from publishing.restoring import Restored, RestoredPart
from publishing.versions import State, part_relations, telling


def revert(row: models.Model, state: State, languages: list[str], *, with_facts: bool) -> Restored:
    """Return what the form of an object should hold so that it says again what a version holds."""
    held = state[type(row), row.pk]
    return Restored(
        words=words_in(type(row), held, languages),
        facts=facts_in(type(row), held),
        parts={
            relation.name: list(parts_in(row, relation, state, languages)) for relation in part_relations(type(row))
        },
        with_facts=with_facts,
    )


def parts_in(row: models.Model, relation, state: State, languages: list[str]):
    """Yield the parts a version holds; those that are gone by now with the words of every language."""
    model, parent = relation.related_model, relation.field.name
    present = set(model._base_manager.filter(**{parent: row}).values_list("number", flat=True))
    for key, held in state.items():
        if key[0] is model and held[parent] == row.pk:
            words = words_in(model, held, languages if held["number"] in present else None)
            yield RestoredPart(number=held["number"], words=words, facts=facts_in(model, held))


def words_in(model: type[models.Model], held: dict[str, Any], languages: list[str] | None) -> dict[str, str]:
    """Return the texts of some languages (None: of all) by column."""
    columns = (field for field in telling(model) if isinstance(field, TranslationField))
    return {f.name: held.get(f.name) or "" for f in columns if languages is None or f.language in languages}


def facts_in(model: type[models.Model], held: dict[str, Any]) -> dict[str, Any]:
    """Return everything else a form can hold, as it takes it; files stay as they are."""
    fields = (field for field in telling(model) if field.editable and not isinstance(field, models.FileField))
    return {f.name: entered(f, held.get(f.name)) for f in fields if not isinstance(f, TranslationField)}


def entered(field: models.Field, value: Any) -> Any:
    """Return a stored value as a form takes it; links to what is gone are dropped."""
    if field.many_to_many:
        return list(field.related_model._base_manager.filter(pk__in=value or []).values_list("pk", flat=True))
    if field.related_model:
        return field.related_model._base_manager.filter(pk=value).values_list("pk", flat=True).first()
    return field.to_python(value)
