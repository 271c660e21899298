"""The control that takes a portrait, shows what pages will cut from it, and keeps one while another field is mended."""

from pathlib import PurePath

from django.core import signing
from django.core.files.storage import default_storage
from django.db.models.fields.files import FieldFile
from django.urls import reverse
from unfold.widgets import UnfoldAdminImageFieldWidget

from candidates.kept_portraits import KEPT_FOR
from candidates.models import Candidate

SALT = "candidates.portrait"


class PortraitWidget(UnfoldAdminImageFieldWidget):
    """Offers a file to choose. The signed name in its hidden input brings back the one that is kept for this person."""

    template_name = "desk/portrait.html"
    user_id: int | None = None
    kept: FieldFile | None = None
    is_lost = False

    def value_from_datadict(self, data, files, name):
        """Return the upload, False to remove the portrait, else the picture that was kept."""
        sent = super().value_from_datadict(data, files, name)
        if token := data.get(f"{name}-kept"):
            self.kept = kept_file(token, self.user_id)
            self.is_lost = self.kept is None and sent is None
        return self.kept if sent is None else sent

    def get_context(self, name, value, attrs):
        """Add what is kept, and where the picture is seen on the desk."""
        context = super().get_context(name, value, attrs)
        shown = value if isinstance(value, FieldFile) and value else None
        context["widget"] |= {
            "kept": token_of(self.kept.name, self.user_id) if self.kept else "",
            "seen": address_of(shown.name) if shown else "",
        }
        return context


def address_of(name: str) -> str:
    """Return where the desk shows a stored picture."""
    return reverse("admin:candidates_candidate_portrait", args=[PurePath(name).stem])


def token_of(name: str, user_id: int | None) -> str:
    """Return what a form carries to bring a kept picture back; it is good for one person and for a day."""
    return signing.dumps([name, user_id], salt=SALT)


def kept_file(token: str, user_id: int | None) -> FieldFile | None:
    """Return the stored picture that a token names; None for a token we did not write for this person, or too old."""
    try:
        name, owner = signing.loads(token, salt=SALT, max_age=KEPT_FOR)
    except signing.BadSignature:
        return None
    if owner != user_id or not default_storage.exists(name):
        return None
    return Candidate(portrait=name).portrait
