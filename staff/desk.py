"""The audit log on the desk: found by words, action, kind and day, page by page, and taken out as a table."""

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from urllib.parse import urlencode

from django import forms
from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.core.exceptions import FieldDoesNotExist, PermissionDenied
from django.db import models
from django.http import StreamingHttpResponse
from django.template.response import TemplateResponse
from django.urls import NoReverseMatch, path, reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from staff.audit import Action, AuditEntry
from staff.cells import escaped
from staff.factors import Factor
from staff.registers import ReadOnlyAdmin

PAGE = 50
BY_FACTOR = {Action.SIGN_IN, Action.SIGN_IN_FAILED, Action.FACTOR_ADDED, Action.FACTOR_REMOVED}
BYTE_ORDER_MARK = "\ufeff"


class DayInput(forms.DateInput):
    """A day, chosen as the browser lets one choose it."""

    input_type = "date"

    def __init__(self, attrs=None):
        """Write the day as browsers want it."""
        super().__init__(attrs, format="%Y-%m-%d")


class AskedFor(forms.Form):
    """What of the log is wanted; everything may be left empty."""

    q = forms.CharField(label=gettext_lazy("Who, what or from where"), required=False, max_length=100)
    action = forms.ChoiceField(label=gettext_lazy("Action"), required=False)
    kind = forms.ChoiceField(label=gettext_lazy("Kind"), required=False)
    since = forms.DateField(label=gettext_lazy("From day"), required=False, widget=DayInput)
    until = forms.DateField(label=gettext_lazy("To day"), required=False, widget=DayInput)
    object = forms.IntegerField(required=False, min_value=1, max_value=2**62, widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        """Offer every action, and every kind of object the desk has."""
        super().__init__(*args, **kwargs)
        self.fields["action"].choices = [("", _("all")), *Action.choices]
        self.fields["kind"].choices = [("", _("all")), *sorted(kinds(), key=lambda kind: kind[1])]

    def found(self) -> models.QuerySet[AuditEntry]:
        """Return the lines that were asked for, the newest first; nothing for what cannot be understood."""
        if not self.is_valid():
            return AuditEntry.objects.none()
        asked = self.cleaned_data
        conditions = {
            "action": asked["action"],
            "kind": asked["kind"],
            "object_id": asked["object"],
            "at__gte": asked["since"] and midnight(asked["since"]),
            "at__lt": asked["until"] and midnight(asked["until"] + timedelta(days=1)),
        }
        found = AuditEntry.objects.filter(**{name: value for name, value in conditions.items() if value})
        for word in asked["q"].casefold().split():
            found = found.filter(searched__contains=word)
        return found.order_by("-pk")


def midnight(day) -> datetime:
    """Return the beginning of a day in Bishkek."""
    return timezone.make_aware(datetime.combine(day, time()))


def kinds() -> list[tuple[str, str]]:
    """Return the label and the name of every kind of object that has a form on the desk."""
    return [(model._meta.label_lower, capfirst(str(model._meta.verbose_name))) for model in desk_models()]


def desk_models() -> list[type[models.Model]]:
    """Return the models people work on: those that can be changed by somebody."""
    return [model for model in apps.get_models() if "change" in model._meta.default_permissions and is_on_desk(model)]


def is_on_desk(model: type[models.Model]) -> bool:
    """Say whether a model has a form on the desk."""
    return bool(address_of(model._meta.label_lower, 1))


def address_of(kind: str, object_id: int | None) -> str:
    """Return where an object is worked on, or nothing."""
    try:
        return reverse(f"admin:{kind.replace('.', '_')}_change", args=[object_id]) if kind and object_id else ""
    except NoReverseMatch:
        return ""


@dataclass(frozen=True)
class Line:
    """A line of the log in the words of the desk."""

    entry: AuditEntry

    @property
    def model(self) -> type[models.Model] | None:
        """Return the model of the object."""
        if not self.entry.kind:
            return None
        return ContentType.objects.get_by_natural_key(*self.entry.kind.split(".")).model_class()

    @property
    def kind(self) -> str:
        """Return what the object is called."""
        return capfirst(str(self.model._meta.verbose_name)) if self.model else ""

    @property
    def address(self) -> str:
        """Return where the object is worked on; nothing for what is gone."""
        gone = self.entry.action in (Action.DELETED, Action.ERASE)
        return "" if gone else address_of(self.entry.kind, self.entry.object_id)

    @property
    def of_object(self) -> str:
        """Return the query for all lines of the same object."""
        return urlencode({"kind": self.entry.kind, "object": self.entry.object_id}) if self.entry.object_id else ""

    @property
    def details(self) -> str:
        """Return the details with the names that the forms have for their fields, and roles in this language."""
        if self.entry.action == Action.ROLES:
            return ", ".join(f"{detail[:1]}{_(detail[1:])}" if detail[1:] else detail for detail in self.entry.details)
        if self.entry.action in BY_FACTOR:
            names = dict(Factor.choices)
            return ", ".join(str(names.get(detail, detail)) for detail in self.entry.details)
        return ", ".join(dict.fromkeys(name_of(self.model, detail) for detail in self.entry.details))


def name_of(model: type[models.Model] | None, detail: str) -> str:
    """Return the name of a column, of a part (“qablock”), of a part's column, or the detail as it is."""
    part, _dot, column = detail.rpartition(".")
    try:
        if part:
            model = apps.get_app_config(model._meta.app_label).get_model(part)
        return str(model._meta.get_field(column).verbose_name)
    except (AttributeError, LookupError, FieldDoesNotExist):
        pass
    try:
        return str(apps.get_app_config(model._meta.app_label).get_model(detail)._meta.verbose_name)
    except (AttributeError, LookupError):
        return detail


class AuditAdmin(ReadOnlyAdmin):
    """The audit log. Whoever has the right to look at it may take it out; nobody changes it."""

    def get_urls(self):
        """Put the table before the admin's own addresses."""
        export = self.admin_site.admin_view(self.export_view)
        return [path("export/", export, name="staff_auditentry_export"), *super().get_urls()]

    def changelist_view(self, request, extra_context=None):
        """Show a page of lines; the next one begins after the last that was seen, so that nothing is counted."""
        self.refuse_without_right(request)
        form = AskedFor(request.GET or None)
        if not form.is_bound:
            form = AskedFor({})
        found = form.found()
        before = request.GET.get("before", "")
        if before.isascii() and before.isdigit() and len(before) <= 18:
            found = found.filter(pk__lt=int(before))
        page = list(found[: PAGE + 1])
        asked = {name: value for name, value in request.GET.items() if value and name != "before"}
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": capfirst(str(self.opts.verbose_name_plural)),
            "form": form,
            "lines": [Line(entry) for entry in page[:PAGE]],
            "asked": asked,
            "first": f"?{urlencode(asked)}" if before else "",
            "next": f"?{urlencode({**asked, 'before': page[PAGE - 1].pk})}" if len(page) > PAGE else "",
            "export": f"{reverse('admin:staff_auditentry_export')}?{urlencode(asked)}",
        }
        return TemplateResponse(request, "desk/audit.html", context)

    def export_view(self, request):
        """Hand out what was asked for as a table; the log notes it."""
        self.refuse_without_right(request)
        found = AskedFor(request.GET).found()
        response = StreamingHttpResponse(table(found), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = 'attachment; filename="audit-log.csv"'
        return response

    def refuse_without_right(self, request):
        """Let in who may look at the log."""
        if not self.has_view_permission(request):
            raise PermissionDenied


def table(found: models.QuerySet[AuditEntry]) -> Iterator[str]:
    """Yield the lines of a CSV file; no cell of it is run by a spreadsheet."""
    writer = csv.writer(Echo())
    yield BYTE_ORDER_MARK + writer.writerow(
        [_("Moment"), _("Who"), _("Action"), _("Kind"), _("Number"), _("Title"), _("Details"), _("From where")]
    )
    for entry in found.iterator(chunk_size=2000):
        line = Line(entry)
        at = timezone.localtime(entry.at).isoformat(sep=" ", timespec="seconds")
        texts = (at, entry.actor, entry.get_action_display(), line.kind, entry.object_id or "", entry.title)
        yield writer.writerow([escaped(str(text)) for text in (*texts, line.details, entry.address or "")])


class Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        """Return the text."""
        return text
