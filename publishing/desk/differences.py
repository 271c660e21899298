"""Differences in words a press officer knows: the form's own labels, names instead of ids, days instead of figures."""

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from publishing import dates, kinds
from publishing.comparing import Change, Difference, How, Piece
from publishing.documents import Document
from publishing.publishable import Publishable

SILENT = {"renditions", "voting_day"}
FURTHER_NAMES = {
    "title": gettext_lazy("name"),
    "original": gettext_lazy("original language"),
    "issue_date": gettext_lazy("issue date"),
    "line": gettext_lazy("the line as it reads"),
    "imprint": gettext_lazy("imprint"),
    "portrait": gettext_lazy("portrait"),
}


@dataclass(kw_only=True)
class Line:
    """A field that differs: words as pieces, a fact as it was and as it is."""

    label: str
    pieces: list[Piece] = field(default_factory=list)
    old: str = ""
    new: str = ""


@dataclass(kw_only=True)
class Group:
    """An object or one of its parts, with what differs in it."""

    label: str = ""
    how: How = How.CHANGED
    lines: list[Line] = field(default_factory=list)
    groups: list["Group"] = field(default_factory=list)


def told(row: Publishable, difference: Difference, document: Document) -> Group:
    """Return a difference as the desk shows it; `document` is one of its two sides."""
    return Teller({target.role: target.kind for target in document.targets()}).group(type(row), difference)


def summed_up(row: Publishable, difference: Difference) -> list[tuple[str, int | None]]:
    """Return what changed in few words: (label, None) for a field, (label, how many) for parts."""
    model = type(row)
    found: dict[str, int | None] = {}
    for change in difference.changes:
        if change.name not in SILENT:
            found.setdefault(name_of(model, change.name), None)
    for part in difference.parts:
        label = name_of(model, part.name)
        found[label] = (found.get(label) or 0) + 1 if part.number is not None else None
    return list(found.items())


@dataclass
class Teller:
    """Tells differences; `kinds_by_role` says what kind of object a field's id stands for."""

    kinds_by_role: dict[str, str]

    def group(self, model: type[models.Model] | None, difference: Difference) -> Group:
        """Return one level of a difference."""
        label = name_of(model, difference.name, parts=False) if difference.name else ""
        inner = related(model, difference.name) if difference.name else model
        return Group(
            label=f"{label} {difference.number}" if difference.number else label,
            how=difference.how,
            lines=[self.line(inner, change) for change in difference.changes if change.name not in SILENT],
            groups=[self.group(inner, part) for part in difference.parts],
        )

    def line(self, model: type[models.Model] | None, change: Change) -> Line:
        """Return one field."""
        label = name_of(model, change.name)
        if change.is_wording:
            return Line(label=label, pieces=change.pieces)
        old, new = (self.value(model, change.name, value) for value in (change.old, change.new))
        return Line(label=label, old=old, new=new)

    def value(self, model: type[models.Model] | None, name: str, value: Any) -> str:
        """Return a fact in words."""
        if value in (None, "", ()):
            return ""
        if isinstance(value, bool):
            return _("yes") if value else _("no")
        if isinstance(value, datetime):
            return dates.moment(value, get_language())
        if isinstance(value, date):
            return dates.day(value, get_language())
        if isinstance(value, tuple):
            return ", ".join(self.item(model, name, item) for item in value)
        return self.item(model, name, value)

    def item(self, model: type[models.Model] | None, name: str, value: Any) -> str:
        """Return one id, choice, number or text in words."""
        if isinstance(value, tuple):
            return " · ".join([self.item(model, name, value[0]), *(f"№ {n}" for n in value[1:] if n)])
        if isinstance(value, int) and (target := self.target(model, name)):
            found = target._default_manager.filter(pk=value).first()
            return str(found) if found else f"№ {value}"
        choices = dict(getattr(field_of(model, name), "flatchoices", None) or ())
        return str(choices.get(value, value))

    def target(self, model: type[models.Model] | None, name: str) -> type[models.Model] | None:
        """Return the model whose id a field holds, if it holds one."""
        if name in self.kinds_by_role:
            return kinds.model_of(self.kinds_by_role[name])
        found = related(model, name)
        return found if found and issubclass(found, Publishable) else None


def field_of(model: type[models.Model] | None, name: str):
    """Return the field of a row that a field of its document is made from, or None."""
    if model is None:
        return None
    try:
        return model._meta.get_field(getattr(model, "document_names", {}).get(name, name))
    except FieldDoesNotExist:
        return None


def related(model: type[models.Model] | None, name: str) -> type[models.Model] | None:
    """Return the model on the other side of a relation, or None."""
    return getattr(field_of(model, name), "related_model", None)


def name_of(model: type[models.Model] | None, name: str, *, parts: bool = True) -> str:
    """Return the label of a field; of parts their name, of one part (`parts=False`) its name in the singular."""
    found = field_of(model, name)
    if found is not None and found.auto_created:
        meta = found.related_model._meta
        return str(meta.verbose_name_plural if parts else meta.verbose_name)
    if found is not None:
        return str(found.verbose_name)
    return str(FURTHER_NAMES.get(name, name.replace("_", " ")))
