"""Restoring: which values bring one language's text of an earlier document back into the form (design.md §2.6).

Words only, of the parts that still exist; parts that are gone come back with their own number; nothing is deleted.
Facts are brought back only when asked for. The form is then saved, or not, by a person.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any

from django.db import models

from publishing.documents import Document, Part, is_parts
from publishing.languages import LANGUAGES
from publishing.publishable import PartRow, Publishable


@dataclass(frozen=True, slots=True, kw_only=True)
class RestoredPart:
    """What a form field of a part should hold, by name of column; `facts` are for parts that are made anew."""

    number: int
    words: dict[str, Any]
    facts: dict[str, Any]


@dataclass(slots=True, kw_only=True)
class Restored:
    """What the form of an object should hold; `parts` by the name their parent has for them."""

    words: dict[str, Any]
    facts: dict[str, Any] = field(default_factory=dict)
    parts: dict[str, list[RestoredPart]] = field(default_factory=dict)
    with_facts: bool = False

    @property
    def values(self) -> dict[str, Any]:
        """Return the values of the object's own fields."""
        return self.words | (self.facts if self.with_facts else {})


def restore(row: Publishable, document: Document, *, with_facts: bool = False) -> Restored:
    """Return what the form should hold so that it says in one language what the document says."""
    parts = {
        spec.name: [restored_part(row, spec.name, part, document.language) for part in getattr(document, spec.name)]
        for spec in fields(document)
        if is_parts(getattr(document, spec.name))
    }
    words = words_of(type(row), document, document.language)
    return Restored(words=words, facts=facts_of(row, document), parts=parts, with_facts=with_facts)


def restored_part(row: Publishable, name: str, part: Part, language: str) -> RestoredPart:
    """Return the values of one part, for the model its parent knows by that name."""
    model = row._meta.get_field(name).related_model
    gone = model(**{model.parent_field: row})
    return RestoredPart(number=part.number, words=words_of(model, part, language), facts=facts_of(gone, part))


def words_of(model: type[models.Model], document, language: str) -> dict[str, str]:
    """Return the texts of a document by column."""
    columns = {f.name for f in model._meta.get_fields()}
    named = {f"{column(model, path)}_{language}": value for path, value, is_wording in flat(document) if is_wording}
    return {name: value for name, value in named.items() if name in columns}


def facts_of(row: models.Model, document) -> dict[str, Any]:
    """Return everything else of a document that the row's form can hold, by field."""
    found = {}
    for path, value, is_wording in flat(document):
        name = column(type(row), path)
        if not is_wording and name in editable(type(row)):
            found[name] = as_entered(row, name, value)
    return found | row.facts_to_enter(document)


def editable(model: type[models.Model]) -> set[str]:
    """Return the plain fields a form of a model can hold; files and columns of words are not among them."""
    return {
        f.name
        for f in model._meta.concrete_fields
        if f.editable and not isinstance(f, models.FileField) and not f.name.endswith(tuple(f"_{c}" for c in LANGUAGES))
    }


def as_entered(row: models.Model, name: str, value: Any) -> Any:
    """Return a fact as a form takes it: lines for several texts, the id of a part for its number."""
    target = row._meta.get_field(name).related_model
    if isinstance(value, tuple):
        return "\n".join(value)
    if target and issubclass(target, PartRow) and value is not None:
        parts = target._default_manager.filter(**{target.parent_field: getattr(row, target.parent_field)})
        return parts.filter(number=value).values_list("pk", flat=True).first()
    return value


def column(model, path: str) -> str:
    """Return the row's name for a field of its document."""
    return model.document_names.get(path, path)


def flat(document, prefix: str = "") -> Iterator[tuple[str, Any, bool]]:
    """Yield (path, value, whether it is wording) of every field that is no part, nested ones as “portrait.alt”."""
    for spec in fields(document):
        value = getattr(document, spec.name)
        if is_parts(value):
            continue
        if is_dataclass(value):
            yield from flat(value, f"{prefix}{spec.name}.")
        else:
            yield f"{prefix}{spec.name}", value, bool(spec.metadata.get("wording"))
