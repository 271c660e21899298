"""The change form several people work in: what a colleague saved meanwhile is merged, and nobody's words are replaced.

Saving and deleting hold the lock of the topmost row, so that of two saves at one instant the second sees the first.
"""

from django import forms
from django.contrib import messages
from django.contrib.admin.utils import flatten_fieldsets
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import models, transaction
from django.forms.widgets import Script
from django.http import HttpRequest, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from publishing.desk.together import drafts, filled, placing, presence, telling
from publishing.desk.together.merging import Clash, Merge
from publishing.publishable import PartRow
from publishing.rights import WRITE, right_to
from publishing.typed import typed_id


class Together:
    """Mixin for the forms of the desk."""

    @property
    def media(self):
        """Add its own scripts and look; a `Media` of a mixin would hide those of the mixins behind it."""
        scripts = [Script(f"desk/{name}.js", type="module") for name in ("presence", "drafts", "clashes")]
        return super().media + forms.Media(css={"all": ["desk/publish.css", "desk/together.css"]}, js=scripts)

    def get_urls(self):
        """Put the address of the heartbeat before the admin's own."""
        view = self.opened(presence.presence_view, "change")
        return [self.admin_path("<int:object_id>/presence/", view, self.url_name("presence")), *super().get_urls()]

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """Merge what is sent with what is saved now, under the row's lock, before the form is looked at."""
        view, pk = super().changeform_view, typed_id(object_id)
        if request.method != "POST":
            return view(request, object_id, form_url, extra_context)
        with transaction.atomic():
            row = self.locked(request, pk) if pk is not None else None
            if row is None and pk is not None and self.has_change_permission(request):
                return self.gone(request)
            if row is not None and self.has_change_permission(request, row):
                self.merge(request, row)
            if request.POST.get(drafts.WANTED) == drafts.LOOK:
                return self.compared(request, row)
            response = view(request, object_id, form_url, extra_context)
        self.tell(request, is_saved=response.status_code == 302)
        if response.status_code == 302:
            drafts.let_go(request, response)
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
        if filled.TOKEN not in request.POST:
            return
        base = filled.read(row, request.POST[filled.TOKEN])
        request.others = telling.others_since(row, base.log, request.user)
        request.merge = Merge(self.sheets(request, row), base, request.POST, request.FILES)
        request.POST = request.merge.data

    def compared(self, request, row):
        """Show how a draft of the browser differs from what is saved."""
        if not (self.has_change_permission(request, row) if row else self.has_add_permission(request)):
            raise PermissionDenied
        merge = getattr(request, "merge", None)
        group = drafts.differences(merge) if merge else drafts.new(request.POST, self.texts())
        return TemplateResponse(request, "desk/_difference.html", {"group": group})

    def texts(self) -> set[str]:
        """Return the names of the fields in which one writes, those of the parts among them."""
        return drafts.texts_in([self.model, *(inline.model for inline in self.inlines)])

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
        return clashing(super().get_form(request, obj, change=change, **kwargs), request)

    def get_formsets_with_inlines(self, request, obj=None):
        """Let the forms of the parts say what clashes."""
        for formset, inline in super().get_formsets_with_inlines(request, obj):
            if getattr(request, "merge", None):
                formset = type(formset.__name__, (formset,), {"form": clashing(formset.form, request)})
            yield formset, inline

    def save_related(self, request, form, formsets, change):
        """Save the parts, then put them in the order in which the form shows them."""
        super().save_related(request, form, formsets, change)
        for formset in formsets:
            if request.user.has_perms([WRITE, right_to("change", formset.model)]):
                placing.put_in_place(formset)

    def tell(self, request, *, is_saved: bool) -> None:
        """Say what was taken over from others, and whether anything was saved."""
        if request.POST.get(drafts.WANTED):
            messages.warning(request, _("What you typed is back in the form. Nothing is saved yet: look, then save."))
            if files := request.POST.getlist(drafts.FILES):
                sentence = _("Files cannot be kept. Choose these again: %(files)s")
                messages.warning(request, sentence % {"files": ", ".join(files)})
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
        """Tell the form what it has to know of others, and by which name its browser keeps drafts of it."""
        row = obj if change else None
        if self.has_change_permission(request, row) if row else add:
            context["together"] = {
                "key": f"{self.opts.label_lower}:{row.pk if row else 'new'}",
                "user": request.user.pk,
                "draft": drafts.id_of(request),
                "is_unsaved": request.method == "POST",
                **(self.together(request, context, row) if row else {}),
            }
        return super().render_change_form(request, context, add, change, form_url, obj)

    def together(self, request, context, obj) -> dict:
        """Return what the form of a stored row has to know of others."""
        if merge := getattr(request, "merge", None):
            marks = merge.now
        elif request.method == "POST":  # what was sent is in the rows of its forms by now
            marks = filled.marks_of(self.sheets(request, self.get_object(request, str(obj.pk))))
        else:
            formsets = [(inline.formset, inline.has_change_permission) for inline in context["inline_admin_formsets"]]
            marks = filled.marks_of(filled.sheets_of(obj, context["adminform"].form, formsets))
        base = filled.Base(telling.newest_log(obj), marks)
        return {
            "token": filled.sign(obj, base),
            "seen": filled.digest(marks),
            "log": base.log,
            "here": presence.told(obj, request.user),
            "presence": self.address("presence", obj),
        }

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
        around = {**self.admin_site.each_context(request), "opts": self.opts, "title": _("Deleted meanwhile")}
        context = around | {"texts": list(drafts.written(request.POST, self.texts())), "back": reverse("admin:index")}
        return TemplateResponse(request, "desk/deleted_meanwhile.html", context, status=409)


def clashing(form: type[forms.ModelForm], request: HttpRequest) -> type[forms.ModelForm]:
    """Return a form that says at each field what clashes and is not saved before that is chosen; a draft never is."""
    merge, is_draft = getattr(request, "merge", None), bool(request.POST.get(drafts.WANTED))
    if merge is None and not is_draft:
        return form

    class Clashing(form):
        def is_valid(self):
            return super().is_valid() and not is_draft

        def clean(self):
            cleaned = super().clean()
            for clash in merge.clashes.get(self.prefix or "", ()) if merge else ():
                self.add_error(clash.field or None, error_of(clash, self, request))
            return cleaned

    return Clashing


def error_of(clash: Clash, form: forms.ModelForm, request: HttpRequest) -> ValidationError:
    """Return a clash as an error of its field: wherever a form shows its errors, it shows theirs beside mine."""
    return ValidationError(telling.told(clash, form.fields.get(clash.field), request.others), "clash")
