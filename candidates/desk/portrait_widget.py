"""The control that takes a portrait, and keeps one that was taken while another field of the form was wrong."""

from django.core.signing import BadSignature, Signer
from django.db.models.fields.files import FieldFile
from unfold.widgets import UnfoldAdminImageFieldWidget

from candidates.models import Candidate
from candidates.portraits import portrait_name

SIGNER = Signer(salt="candidates.portrait")


def stored(picture) -> FieldFile:
    """Return a re-encoded picture as a file of the store: one content, one name, so a picture is stored once."""
    field = Candidate._meta.get_field("portrait")
    name = portrait_name(None, picture.name)
    if not field.storage.exists(name):
        field.storage.save(name, picture)
    return Candidate(portrait=name).portrait


class PortraitWidget(UnfoldAdminImageFieldWidget):
    """Offers a file to choose. The signed name in its hidden input brings back the one that is kept."""

    template_name = "desk/portrait.html"
    kept: FieldFile | None = None

    def value_from_datadict(self, data, files, name):
        """Return the upload, False to remove the portrait, else the picture that was kept."""
        sent = super().value_from_datadict(data, files, name)
        if token := data.get(f"{name}-kept"):
            self.kept = kept_file(token)
        return self.kept if sent is None else sent

    def get_context(self, name, value, attrs):
        """Add what is kept."""
        context = super().get_context(name, value, attrs)
        context["widget"]["kept"] = SIGNER.sign(self.kept.name) if self.kept else ""
        return context


def kept_file(token: str) -> FieldFile | None:
    """Return the stored picture that a hidden input names, or None where we did not write it."""
    try:
        return Candidate(portrait=SIGNER.unsign(token)).portrait
    except BadSignature:
        return None
