"""What a form was filled with: one short mark per field, signed and carried by the form itself.

Marks and not values: to see which side changed a field it is enough to know *that* it differs. So thirty questions in
three languages cost four kilobytes, no table has to remember who opened what, and it works for versions never stored.
"""

import hashlib
import json
from base64 import urlsafe_b64encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

from django import forms
from django.core import signing
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models.fields.files import FieldFile
from django.forms.models import model_to_dict

TOKEN = "filled_with"  # noqa: S105
NUMBER = "#"
MARK_BYTES = 6

type Marks = dict[str, str]
"""The mark of each field of one row."""


@dataclass
class Sheet:
    """The forms of one model as they stand in the database: the row's own (no prefix), or those of its parts."""

    prefix: str
    model: type[models.Model]
    fields: dict[str, forms.Field]
    rows: dict[str, models.Model]
    is_open: bool = True

    def values(self, key: str) -> dict[str, Any]:
        """Return what the form of a row is filled with."""
        return model_to_dict(self.rows[key], fields=list(self.fields))

    def marks(self, key: str) -> Marks:
        """Return the marks of a row; a part's number is among them, so that one made anew keeps it."""
        found = {name: mark(value) for name, value in self.values(key).items()}
        number = getattr(self.rows[key], "number", None)
        return found | {NUMBER: str(number)} if number else found

    def all_marks(self) -> dict[str, Marks]:
        """Return the marks of all rows."""
        return {key: self.marks(key) for key in self.rows}


def sheets_of(row: models.Model, form: type[forms.ModelForm] | forms.ModelForm, formsets: list) -> Iterator[Sheet]:
    """Yield the sheets of a form and of its (unbound) formsets; a formset comes with its inline."""
    yield Sheet("", type(row), own_fields(form.base_fields, row), {str(row.pk): row})
    for formset, is_open in formsets:
        fields = own_fields(formset.form.base_fields, formset.model, formset.fk.name)
        rows = {str(part.pk): part for part in formset.get_queryset()}
        yield Sheet(formset.prefix, formset.model, fields, rows, is_open)


def marks_of(sheets: Iterable[Sheet]) -> dict[str, dict[str, Marks]]:
    """Return the marks of a whole form, by prefix and row."""
    return {sheet.prefix: sheet.all_marks() for sheet in sheets}


def own_fields(fields: dict[str, forms.Field], model, parent: str = "") -> dict[str, forms.Field]:
    """Return the fields that are columns of the model and may be changed, without its key and the way to its parent."""
    columns = {field.name for field in (*model._meta.fields, *model._meta.many_to_many)}
    left_out = {model._meta.pk.name, parent}
    changeable = {name: field for name, field in fields.items() if not field.disabled}
    return {name: field for name, field in changeable.items() if name in columns and name not in left_out}


# The token ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Base:
    """What a form was filled with: the marks by prefix and row, and the newest line of the log at that time."""

    log: int
    marks: dict[str, dict[str, Marks]]
    is_known: bool = True


def sign(row: models.Model, base: Base) -> str:
    """Return the token of a form."""
    return signing.dumps([base.log, base.marks], salt=salt(row), compress=True)


def read(row: models.Model, token: str) -> Base:
    """Return what a token says; one that is not ours, or of another row, says nothing, and all that differs clashes."""
    try:
        return Base(*signing.loads(token, salt=salt(row)))
    except (signing.BadSignature, ValueError, TypeError):
        return Base(0, {}, is_known=False)


def digest(marks: dict[str, dict[str, Marks]]) -> str:
    """Return one mark of everything, short enough for an address."""
    return mark(json.dumps(marks, sort_keys=True))


def salt(row: models.Model) -> str:
    """Return what binds a token to one row."""
    return f"{row._meta.label_lower}:{row.pk}"


# Marks ----------------------------------------------------------------------------------------------------------------


def mark(value: Any) -> str:
    """Return a short hash of a value.

    >>> mark("Бир\\r\\nэки ") == mark("Бир\\nэки"), mark(None) == mark("")
    (True, True)
    """
    return urlsafe_b64encode(hashlib.blake2b(plainly(value).encode(), digest_size=MARK_BYTES).digest()).decode()


def plainly(value: Any) -> str:
    """Return a value as a text that is the same for what the form showed and for what a browser sends back."""
    match value:
        case None:
            return ""
        case bool():
            return str(int(value))
        case FieldFile():
            return value.name or ""
        case models.Model():
            return str(value.pk)
        case list() | tuple() | set() | models.QuerySet():
            return ",".join(sorted(map(plainly, value)))
        case datetime():
            return value.astimezone(UTC).replace(microsecond=0).isoformat()
        case date() | time():
            return value.isoformat()
        case Decimal():
            return f"{value.normalize():f}"
        case _:
            return str(value).replace("\r\n", "\n").strip()


def sent(field: forms.Field, raw: Any) -> Any:
    """Return what was sent for a field as a value; what cannot be read stays as it was typed."""
    if isinstance(field, (forms.ModelChoiceField, forms.FileField)):
        return raw
    try:
        return field.clean(raw) if isinstance(field, forms.MultiValueField) else field.to_python(raw)
    except ValidationError:
        return raw


def posted(widget: forms.Widget, name: str, value: Any) -> Iterator[tuple[str, list[str]]]:
    """Yield what a browser would send for a value: the name of each control and its values."""
    widget = getattr(widget, "widget", widget)  # a relation is wrapped in its links to add and change
    if isinstance(widget, forms.MultiWidget):
        for part, control, suffix in zip(widget.decompress(value), widget.widgets, widget.widgets_names, strict=False):
            yield from posted(control, f"{name}{suffix}", part)
    elif isinstance(widget, forms.CheckboxInput):
        yield name, ["on"] if value else []
    elif isinstance(widget, forms.FileInput):
        yield name, []
    else:
        shown = widget.format_value(value)
        several = shown if isinstance(shown, (list, tuple)) else [shown]
        yield name, ["" if one is None else str(one) for one in several]
