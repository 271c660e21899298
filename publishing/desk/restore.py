"""Restore into the form: an earlier text fills it, and nothing is saved.

`?restore=<edition>[&facts=1]` brings what was public, `?version=<revision>[&language=ky][&facts=1]` what was saved.
"""

from django import forms
from django.contrib import messages
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext as _

from publishing import versions
from publishing.editions import Edition
from publishing.languages import LANGUAGES
from publishing.publishable import PartRow, Publishable
from publishing.restoring import Restored, RestoredPart, restore
from publishing.reverting import revert
from publishing.typed import typed_id

NUMBER = "kept_number"


def asked_for(request: HttpRequest, row: models.Model | None) -> Restored | None:
    """Return what the form is to be filled with, if that was asked for; worked out once a request."""
    if request.method != "GET" or row is None:
        return None
    if not hasattr(request, "restored"):
        request.restored = from_edition(request, row) or from_version(request, row)
    return request.restored


def is_restored(request: HttpRequest) -> bool:
    """Say whether a form that is sent was filled with an earlier text."""
    return not {"restore", "version"}.isdisjoint(request.GET)


def from_edition(request: HttpRequest, row: models.Model) -> Restored | None:
    """Return what an edition said."""
    pk = typed_id(request.GET.get("restore"))
    if pk is None or not isinstance(row, Publishable):
        return None
    found = Edition.objects.of(row).select_related("document").filter(pk=pk, document__body__isnull=False).first()
    return restore(row, found.read(), with_facts="facts" in request.GET) if found else None


def from_version(request: HttpRequest, row: models.Model) -> Restored | None:
    """Return what a version held, in one language or in all."""
    pk = typed_id(request.GET.get("version"))
    found = versions.revisions_of(type(row), row.pk).filter(pk=pk).first() if pk else None
    if found is None:
        return None
    languages = [code for code in LANGUAGES if request.GET.get("language", code) == code]
    return revert(row, versions.state_in(found), languages, with_facts="facts" in request.GET)


def prefilled(form: type[forms.ModelForm], values: dict) -> type[forms.ModelForm]:
    """Return a form that starts with some values instead of the row's own."""

    class Prefilled(form):
        def __init__(self, *args, **kwargs):
            super().__init__(*args, **kwargs)
            self.initial.update(values)

    return Prefilled


def numbered(formset: type[forms.BaseInlineFormSet]) -> type[forms.BaseInlineFormSet]:
    """Return a formset whose new parts may carry the number they had; only a number that is free is taken."""
    if not issubclass(formset.model, PartRow):
        return formset

    class Numbered(formset):
        def add_fields(self, form, index):
            super().add_fields(form, index)
            form.fields[NUMBER] = forms.IntegerField(required=False, widget=forms.HiddenInput)

        def save_new(self, form, commit=True):
            number = form.cleaned_data.get(NUMBER)
            if number and number in free_numbers(self.instance, self.model):
                form.instance.number = number
            return super().save_new(form, commit)

    return Numbered


def free_numbers(row: Publishable, model: type[PartRow]) -> set[int]:
    """Return the numbers that were given to parts which are gone."""
    taken = model._default_manager.filter(**{model.parent_field: row}).values_list("number", flat=True)
    return set(range(1, row.parts_numbered + 1)) - set(taken)


def fill_parts(formsets: list, restored: Restored) -> None:
    """Fill the forms of the parts that are still there; add a form for each that is gone."""
    for formset in formsets:
        parts = restored.parts.get(formset.fk.remote_field.related_name or "", [])
        present = {row.number: row.pk for row in formset.get_queryset()} if parts else {}
        add_forms(formset, [part for part in parts if part.number not in present])
        known = {present[part.number]: part for part in parts if part.number in present}
        for form in formset.initial_forms:
            if part := known.get(form.instance.pk):
                form.initial.update(part.words | (part.facts if restored.with_facts else {}))


def add_forms(formset, gone: list[RestoredPart]) -> None:
    """Append a form for each part that is made anew; the forms are built again, since Unfold has looked at them."""
    if gone:
        formset.initial_extra = [part.words | part.facts | {NUMBER: part.number} for part in gone]
        formset.extra = len(gone)
        vars(formset).pop("forms", None)


def with_numbers(inlines: list) -> list:
    """Render the hidden number with each form that has one."""
    for inline in inlines:
        if inline.formset.initial_extra:
            inline.fieldsets = [*inline.fieldsets, (None, {"fields": [NUMBER]})]
    return inlines


def announce(request: HttpRequest, restored: Restored, formsets: list) -> None:
    """Say what was brought back, and that it is up to the person now."""
    anew = sum(len(formset.initial_extra or ()) for formset in formsets)
    texts = sum(bool(text) for text in restored.words.values())
    parts = sum(len(found) for found in restored.parts.values()) - anew
    sentence = _("Brought back into the form: texts: %(texts)s, parts: %(parts)s, parts made anew: %(anew)s.")
    counts = sentence % {"texts": texts, "parts": parts, "anew": anew}
    messages.warning(request, f"{counts} {_('Nothing is saved yet: look through it, then save.')}")
