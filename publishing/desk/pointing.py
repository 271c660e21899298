"""Pointing into a form: the address at which the very field stands that mends a problem or waits for a translation."""

from django.db import models
from django.urls import reverse

from publishing.languages import LANGUAGES
from publishing.problems import Problem


def field_id(column: str, relation: str = "", part: models.Model | None = None, parent: models.Model | None = None):
    """Return the id of a field in a form: those of parts are numbered in the order of the parts."""
    if part is None:
        return f"id_{column}"
    ordering = part._meta.ordering or ["pk"]
    order = list(getattr(parent, relation).order_by(*ordering).values_list("pk", flat=True))
    return f"id_{relation}-{order.index(part.pk)}-{column}"


def screen_address(row: models.Model, screen: str = "change") -> str:
    """Return the address of a screen of a row, by the name it has in the admin: its form unless told."""
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_{screen}", args=[row.pk])


def address_of_problem(problem: Problem, row: models.Model | None = None) -> str:
    """Return where a problem of a row is mended: a form at its field, in the tab of its language; or nothing."""
    row = problem.form or row
    if row is None or not (problem.field or problem.form):
        return ""
    return f"{screen_address(row)}{tab(problem)}{anchor(problem, row)}"


def tab(problem: Problem) -> str:
    """Return what chooses the language that a narrow screen shows."""
    return f"?tab={problem.language}" if problem.field.endswith(tuple(f"_{code}" for code in LANGUAGES)) else ""


def anchor(problem: Problem, row: models.Model) -> str:
    """Return the place of the field in the form of a row."""
    if not problem.field:
        return ""
    relation, _colon, number = problem.place.partition(":")
    part = getattr(row, relation).filter(number=number).first() if relation else None
    if relation and part is None:
        return ""
    return f"#{field_id(problem.field, relation, part, row)}"
