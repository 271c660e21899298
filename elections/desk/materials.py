"""The attachments of a material on the desk: looked at as a list, added, taken out, erased; never shown in a page."""

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import Http404, HttpResponseRedirect, StreamingHttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from unfold.decorators import action

from elections.attachments import (
    MOST,
    SIGNS,
    Attachment,
    AttachmentKind,
    attach,
    erase_attachment,
    hash_of,
    refuse_unfit,
    twin_of,
)
from publishing.rights import ERASE

VIEW, ADD = "elections.view_attachment", "elections.add_attachment"


class AttachmentForm(forms.Form):
    """One file, and what it is to the material."""

    kind = forms.ChoiceField(label=gettext_lazy("What it is"), choices=AttachmentKind.choices)
    file = forms.FileField(
        label=gettext_lazy("File"),
        widget=forms.FileInput(attrs={"accept": ",".join(SIGNS), "class": "lists__file"}),
    )

    def __init__(self, material, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.material = material

    def clean_file(self):
        """Refuse what is no file for the register, or more of them than anybody looks through."""
        refuse_unfit(self.cleaned_data["file"])
        if self.material.attachments.filter(erased_at=None).count() >= MOST:
            raise forms.ValidationError(_("A material has at most %(count)d files.") % {"count": MOST})
        return self.cleaned_data["file"]

    def clean(self):
        """Refuse the same file twice, and lead to where it is."""
        cleaned = super().clean()
        file, kind = cleaned.get("file"), cleaned.get("kind")
        if file and kind and (twin := twin_of(self.material, kind, hash_of(file))):
            address = reverse("admin:elections_attachment_list", args=[twin.material_id])
            told = format_html(
                '{} <a href="{}">{}</a>', _("This very file is attached already:"), address, twin.material
            )
            self.add_error("file", told)
        return cleaned


class AttachmentDesk:
    """Mixin for the materials' admin."""

    def get_urls(self):
        """Put the screens before the admin's own addresses."""
        one = "<int:object_id>/attachments/"
        screens = [
            (one, self.attachments_view, "list"),
            (f"{one}add/", self.attach_view, "attach"),
            (f"{one}<int:attachment_id>/", self.take_out_view, "file"),
            (f"{one}<int:attachment_id>/erase/", self.erase_view, "erase"),
        ]
        own = [self.admin_path(route, view, f"elections_attachment_{name}") for route, view, name in screens]
        return [*own, *super().get_urls()]

    @action(description=gettext_lazy("Files…"), url_path="files", icon="attach_file", permissions=["see_files"])
    def files(self, request, object_id):
        """Lead to the attachments."""
        return HttpResponseRedirect(reverse("admin:elections_attachment_list", args=[object_id]))

    def has_see_files_permission(self, request, object_id=None) -> bool:
        """Say whether somebody may see what is attached."""
        return request.user.has_perm(VIEW)

    def material_of(self, request, object_id, right: str):
        """Return the material, or answer 403 or 404."""
        if not (self.has_view_permission(request) and request.user.has_perms([VIEW, right])):
            raise PermissionDenied
        return get_object_or_404(self.get_queryset(request), pk=object_id)

    def attachments_view(self, request, object_id, form=None):
        """List what is attached, and offer to add to it."""
        material = self.material_of(request, object_id, VIEW)
        return self.screen(
            request,
            "desk/attachments.html",
            title=_("Files"),
            row=material,
            found=material.attachments.select_related("by"),
            form=form or (AttachmentForm(material) if request.user.has_perm(ADD) else None),
            may_erase=request.user.has_perm(ERASE),
        )

    def attach_view(self, request, object_id):
        """Attach a file."""
        material = self.material_of(request, object_id, ADD)
        listed = HttpResponseRedirect(reverse("admin:elections_attachment_list", args=[object_id]))
        if request.method != "POST":
            return listed
        form = AttachmentForm(material, request.POST, request.FILES)
        if not form.is_valid():
            return self.attachments_view(request, object_id, form)
        try:
            attach(material, form.cleaned_data["kind"], form.cleaned_data["file"], user=request.user)
        except IntegrityError:
            messages.error(request, _("This very file is attached already."))
        else:
            messages.success(request, _("The file is attached. It is never public."))
        return listed

    def take_out_view(self, request, object_id, attachment_id):
        """Give a file as it came, to be saved and never shown; the audit log notes it."""
        self.material_of(request, object_id, VIEW)
        found = get_object_or_404(Attachment, pk=attachment_id, material=object_id)
        if not found.stored or not found.stored.storage.exists(found.stored.name):
            raise Http404
        headers = {
            "Content-Disposition": f'attachment; filename="{found.download_name}"',
            "Content-Length": str(found.size),
            "Cache-Control": "no-store",
            "X-Content-Type-Options": "nosniff",
        }
        return StreamingHttpResponse(found.pieces(), content_type="application/octet-stream", headers=headers)

    def erase_view(self, request, object_id, attachment_id):
        """Ask once, then erase a file for good."""
        material = self.material_of(request, object_id, ERASE)
        found = get_object_or_404(Attachment, pk=attachment_id, material=object_id, erased_at=None)
        if request.method != "POST":
            return self.screen(request, "desk/erase_attachment.html", title=_("Erase a file"), row=material, one=found)
        erase_attachment(found)
        messages.success(request, _("The file was erased. Its hash stays."))
        return HttpResponseRedirect(reverse("admin:elections_attachment_list", args=[object_id]))
