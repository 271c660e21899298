"""Telling what was merged and what clashes, in the words of the form: who, when, which field of which part."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from typing import Any

from django import forms
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.formats import localize
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from modeltranslation.fields import TranslationField

from publishing import dates
from publishing.comparing import plain, word_difference
from publishing.desk.together.filled import Sheet
from publishing.desk.together.merging import Clash, Taken
from publishing.languages import NAMES

MOST_NAMED = 12


@dataclass(frozen=True)
class Others:
    """Who saved a row since its form was opened, and when."""

    names: list[str] = field(default_factory=list)
    at: datetime | None = None

    def __str__(self):
        who = ", ".join(self.names) or _("Somebody")
        return f"{who}, {clock_time(self.at)}" if self.at else who


def newest_log(row: models.Model) -> int:
    """Return the key of the newest line of the log about a row, 0 when there is none."""
    return lines_about(row).values_list("pk", flat=True).first() or 0


def others_since(row: models.Model, log: int, user) -> Others:
    """Return who saved a row since a line of its log."""
    lines = list(lines_about(row).filter(pk__gt=log).select_related("user")[:20])
    names = dict.fromkeys(_("you, in another window") if line.user_id == user.pk else str(line.user) for line in lines)
    return Others(list(names), lines[0].action_time) if lines else Others()


def last_saved(row: models.Model, user) -> Others:
    """Return who saved a row last, and when."""
    return others_since(row, newest_log(row) - 1, user)


def lines_about(row: models.Model) -> models.QuerySet:
    """Return the log of a row, the newest line first."""
    kind = ContentType.objects.get_for_model(row)
    return LogEntry.objects.filter(content_type=kind, object_id=str(row.pk)).order_by("-pk")


def clock_time(at: datetime) -> str:
    """Return the time of day in Bishkek, with the day when it is not today's."""
    is_today = dates.date_of(at) == dates.date_of(timezone.now())
    return dates.clock(at) if is_today else dates.moment(at, get_language())


# What was taken over --------------------------------------------------------------------------------------------------


def listed(taken: Iterable[Taken]) -> str:
    """Return what was taken over: «Lead (Kyrgyz); question and answer 3: answer (Kyrgyz)»."""
    told = []
    for (sheet_prefix, key), found in groupby(taken, key=lambda one: (one.sheet.prefix, one.key)):
        found = list(found)
        sheet, how = found[0].sheet, found[0].how
        names = ", ".join(label_of(sheet, one.field) for one in found if one.field)
        part = part_name(sheet, key) if sheet_prefix and key else ""
        if how == "added":
            told.append(_("new: %(part)s") % {"part": part})
        elif how == "moved":
            told.append(order_name(sheet))
        elif how == "removed":
            told.append(_("deleted: %(part)s") % {"part": sheet.model._meta.verbose_name})
        else:
            told.append(f"{part}: {names}" if part else names)
    more = [_("and more")] if len(told) > MOST_NAMED else []
    return "; ".join([*told[:MOST_NAMED], *more])


def part_name(sheet: Sheet, key: str) -> str:
    """Return what a part is called: «question and answer 3»."""
    number = getattr(sheet.rows.get(key), "number", "")
    return f"{sheet.model._meta.verbose_name} {number}".strip()


def order_name(sheet: Sheet) -> str:
    """Return what the order of parts is called: «order: questions and answers»."""
    return _("order: %(parts)s") % {"parts": sheet.model._meta.verbose_name_plural}


def label_of(sheet: Sheet, name: str) -> str:
    """Return what a field is called; the column of a language says which."""
    try:
        column = sheet.model._meta.get_field(name)
    except FieldDoesNotExist:
        return str(sheet.fields[name].label)
    if isinstance(column, TranslationField):
        return f"{column.translated_field.verbose_name} ({NAMES[column.language]})"
    return str(column.verbose_name)


# What clashes ---------------------------------------------------------------------------------------------------------


def told(clash: Clash, control: forms.Field | None, others: Others) -> str:
    """Return what stands at a field, or at a part, that both sides changed: theirs beside mine, and what to choose."""
    context: dict[str, Any] = {"clash": clash, "others": str(others)}
    if clash.how == "field":
        mine, theirs = (shown(control, value) for value in (clash.mine, clash.theirs))
        context |= {"pieces": word_difference(mine, theirs), "theirs": theirs, "mine": mine}
        context["lang"] = control.widget.attrs.get("lang", "")
        context["as_typed"] = isinstance(clash.theirs, str) and isinstance(control, forms.CharField)
    return render_to_string("desk/_clash.html", context)


def shown(control: forms.Field, value: Any) -> str:
    """Return a value as the form names it."""
    if value in (None, "", []):
        return ""
    if isinstance(control, forms.ModelMultipleChoiceField):
        keys = [getattr(one, "pk", one) for one in value]
        return "\n".join(control.label_from_instance(row) for row in control.queryset.filter(pk__in=keys))
    if isinstance(control, forms.ModelChoiceField):
        row = control.queryset.filter(pk=value).first()
        return control.label_from_instance(row) if row else str(value)
    if isinstance(control, forms.ChoiceField):
        return str(dict(control.choices).get(value, value))
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return plain(value) if isinstance(value, str) else str(localize(value))
