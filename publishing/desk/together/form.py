"""The change form several people work in: what a colleague saved meanwhile is merged, and nobody's words are replaced.

Saving and deleting hold the lock of the topmost row, so that of two saves at one instant the second sees the first.
"""

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import flatten_fieldsets
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.http import HttpRequest, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from publishing.desk.together import filled, telling
from publishing.desk.together.merging import Clash, Merge
from publishing.publishable import PartRow
from publishing.typed import typed_id


class Together:
    """Mixin for the forms of the desk."""

    @property
    def media(self):
        """Add the look of clashes; a `Media` of a mixin would hide those of the mixins behind it."""
        return super().media + forms.Media(css={"all": ["desk/together.css"]})

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Merge what is sent with what is saved now, under the row's lock, before the form is looked at."""
        view = super().changeform_view
        if request.method != "POST" or (pk := typed_id(object_id)) is None:
            return view(request, object_id, form_url, extra_context)
        with transaction.atomic():
            row = self.locked(request, pk)
            if row is None and self.has_change_permission(request):
                return self.gone(request)
            if row is not None and self.has_change_permission(request, row):
                self.merge(request, row)
            response = view(request, object_id, form_url, extra_context)
        self.tell(request, is_saved=response.status_code == 302)
        return response

    def locked(self, request, pk: int) -> models.Model | None:
        """Lock the topmost row above a row, and return the row as it is by then."""
        top = self.model._base_manager.filter(pk=pk).first()
        while isinstance(top, PartRow):
            top = top.parent
        if top is not None:
            list(type(top)._base_manager.select_for_update().filter(pk=top.pk).values_list("pk"))
        return self.get_object(request, str(pk))

    def merge(self, request, row) -> None:
        """Put what was merged in the place of what was sent, where the form says what it was filled with."""
        base = filled.read(row, request.POST.get(filled.TOKEN, ""))
        if base is None:
            return
        request.others = telling.others_since(row, base.log, request.user)
        merged = Merge(self.sheets(request, row), base, request.POST, request.FILES)
        request.POST = merged.data
        request.merge = merged

    def sheets(self, request, row) -> list[filled.Sheet]:
        """Return the row and its parts as they are stored, with the fields this person has of them."""
        form = self.get_form(request, row, change=True, fields=flatten_fieldsets(self.get_fieldsets(request, row)))
        formsets = []
        for formset, inline in self.get_formsets_with_inlines(request, row):
            unbound = formset(instance=row, prefix=formset.get_default_prefix(), queryset=inline.get_queryset(request))
            formsets.append((unbound, inline.has_change_permission(request, row)))
        return list(filled.sheets_of(row, form, formsets))

    def get_form(self, request, obj=None, change=False, **kwargs):
        """Let the form say what clashes."""
        return clashing(super().get_form(request, obj, change, **kwargs), request)

    def get_formsets_with_inlines(self, request, obj=None):
        """Let the forms of the parts say what clashes."""
        for formset, inline in super().get_formsets_with_inlines(request, obj):
            if getattr(request, "merge", None):
                formset = type(formset.__name__, (formset,), {"form": clashing(formset.form, request)})
            yield formset, inline

    def tell(self, request, *, is_saved: bool) -> None:
        """Say what was taken over from others, and whether anything was saved."""
        merge = getattr(request, "merge", None)
        if merge is None:
            return
        told = {"who": request.others, "what": telling.listed(merge.taken)}
        if merge.clashes:
            sentence = _("Nothing is saved yet: somebody else changed the same (%(who)s). Choose at each marked place.")
            messages.warning(request, sentence % told)
        if merge.taken:
            saved = _("Saved together with what was changed meanwhile (%(who)s): %(what)s.")
            unsaved = _("This was changed meanwhile (%(who)s) and is in the form now: %(what)s.")
            messages.info(request, (saved if is_saved else unsaved) % told)

    # The form carries what it was filled with -------------------------------------------------------------------------

    def render_change_form(self, request, context, add=False, change=False, form_url="", obj=None):
        """Give the form its token."""
        if obj is not None and change and self.has_change_permission(request, obj):
            context["together"] = self.together(request, context, obj)
        return super().render_change_form(request, context, add, change, form_url, obj)

    def together(self, request, context, obj) -> dict:
        """Return what the form has to know of others."""
        if merge := getattr(request, "merge", None):
            marks = merge.now
        elif request.method == "POST":  # what was sent is in the rows of its forms by now
            marks = filled.marks_of(self.sheets(request, self.get_object(request, str(obj.pk))))
        else:
            formsets = [(inline.formset, inline.has_change_permission) for inline in context["inline_admin_formsets"]]
            marks = filled.marks_of(filled.sheets_of(obj, context["adminform"].form, formsets))
        base = filled.Base(telling.newest_log(obj), marks)
        return {"token": filled.sign(obj, base), "seen": filled.digest(marks)}

    # Deleting ---------------------------------------------------------------------------------------------------------

    def delete_view(self, request, object_id, extra_context=None):
        """Delete only what is still as it was when one decided to; the address says how that was."""
        view, pk = super().delete_view, typed_id(object_id)
        with transaction.atomic():
            row = self.locked(request, pk) if pk is not None else None
            if row is None or not self.has_delete_permission(request, row):
                return view(request, object_id, extra_context)
            now = filled.digest(filled.marks_of(self.sheets(request, row)))
            seen = request.GET.get("seen")
            if seen == now or request.method == "POST" and not seen:
                return view(request, object_id, extra_context)
            if seen:
                sentence = _("This was changed since you opened it (%(who)s). Look at it before you delete it.")
                messages.warning(request, sentence % {"who": telling.last_saved(row, request.user)})
            return HttpResponseRedirect(f"{request.path}?{urlencode({'seen': now})}")

    def gone(self, request):
        """Show what was written into the form of a row that somebody deleted meanwhile; it can be copied from there."""
        texts = [
            (name, value)
            for name, values in request.POST.lists()
            for value in values
            if name.rpartition("_")[2] in ("ky", "ru", "en") and value.strip()
        ]
        around = {**self.admin_site.each_context(request), "opts": self.opts, "title": _("Deleted meanwhile")}
        context = around | {"texts": texts, "back": reverse("admin:index")}
        return TemplateResponse(request, "desk/deleted_meanwhile.html", context, status=409)


def clashing(form: type[forms.ModelForm], request: HttpRequest) -> type[forms.ModelForm]:
    """Return a form that says at each field what clashes, and is not saved before that is chosen."""
    merge = getattr(request, "merge", None)
    if merge is None:
        return form

    class Clashing(form):
        def clean(self):
            cleaned = super().clean()
            for clash in merge.clashes.get(self.prefix or "", ()):
                self.add_error(clash.field or None, error_of(clash, self, request))
            return cleaned

    return Clashing


def error_of(clash: Clash, form: forms.ModelForm, request: HttpRequest) -> ValidationError:
    """Return a clash as an error of its field: wherever a form shows its errors, it shows theirs beside mine."""
    return ValidationError(telling.told(clash, form.fields.get(clash.field), request.others), "clash")
