"""What differs between two versions: the words of each language, and the facts, in the terms of `publishing.comparing`.

Versions hold columns, not documents: they also say what is never public, and they need no row to be there any more.
"""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.db import models
from modeltranslation.fields import TranslationField

from publishing.comparing import Change, Difference, How
from publishing.languages import LANGUAGES
from publishing.versions import State, alike, part_relations, telling

FACTS = ""


def differences(model: type[models.Model], pk: int, old: State, new: State) -> dict[str, Difference]:
    """Return what differs by language, and the facts under FACTS; what does not differ is left out."""
    found = {part: difference(model, pk, old, new, part) for part in (*LANGUAGES, FACTS)}
    return {part: one for part, one in found.items() if one}


def difference(model: type[models.Model], pk: int, old: State, new: State, language: str) -> Difference:
    """Return what differs of one object or part, and below it."""
    before, after = old.get((model, pk), {}), new.get((model, pk), {})
    changes = tuple(change(field, before, after) for field in telling(model) if language_of(field) == language)
    below = (part for relation in part_relations(model) for part in parts(relation, pk, old, new, language))
    return Difference(changes=tuple(filter(None, changes)), parts=tuple(below))


def parts(relation, pk: int, old: State, new: State, language: str) -> Iterator[Difference]:
    """Yield the parts of an object that differ; what came or went is told in each language it has words in."""
    model, parent = relation.related_model, relation.field.name
    keys = [key for key in {**new, **old} if key[0] is model and (new.get(key) or old[key])[parent] == pk]
    for key in sorted(keys, key=lambda key: ((new.get(key) or old[key]).get("order", 0), key[1])):
        how = How.ADDED if key not in old else How.REMOVED if key not in new else How.CHANGED
        found = difference(*key, old, new, language)
        if found.changes or found.parts or (how is not How.CHANGED and language == FACTS):
            number = (new.get(key) or old[key])["number"]
            yield replace(found, name=relation.name, number=number, how=how)


def change(field: models.Field, before: dict[str, Any], after: dict[str, Any]) -> Change | None:
    """Return the change of one column, or None."""
    old, new = before.get(field.name), after.get(field.name)
    if alike(old, new):
        return None
    if isinstance(field, TranslationField):
        return Change(name=field.translated_field.name, old=old, new=new, is_wording=True)
    return Change(name=field.name, old=meant(field, old), new=meant(field, new), is_wording=False)


def language_of(field: models.Field) -> str:
    """Return the language of a column, FACTS for those of none."""
    return field.language if isinstance(field, TranslationField) else FACTS


def meant(field: models.Field, value: Any) -> Any:
    """Return a stored value as a person means it: the name of what is linked, a day as a day."""
    if value in (None, "", []):
        return None
    if field.related_model:
        pks = value if isinstance(value, list) else [value]
        names = {row.pk: str(row) for row in field.related_model._base_manager.filter(pk__in=pks)}
        return ", ".join(names.get(pk, f"№ {pk}") for pk in pks)
    return field.to_python(value)
