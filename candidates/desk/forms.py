"""Forms of the candidates' desk: a portrait is checked and re-encoded before anything of the form is stored."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models.fields.files import FieldFile
from django.template.defaultfilters import filesizeformat
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from candidates.desk.portrait_widget import PortraitWidget
from candidates.kept_portraits import KeptPortrait
from candidates.locking import lock_of
from candidates.models import Candidacy, Candidate
from candidates.portraits import BadPicture, re_encoded
from publishing.clock import now
from publishing.desk.base import PublishableForm

LARGEST_FILE = 20 * 1024 * 1024


class PortraitField(forms.FileField):
    """Takes a JPEG, PNG, WebP or HEIC and gives a clean JPEG, or says in one sentence what is wrong with the file."""

    def to_python(self, data):
        """Return the re-encoded picture; the upload itself is never stored. One that was kept is clean already."""
        if self.widget.is_lost:
            raise ValidationError(_("The picture was kept for a day and is gone. Choose it again."), "lost")
        if isinstance(data, FieldFile):
            return data
        upload = super().to_python(data)
        if upload is None:
            return None
        if upload.size > LARGEST_FILE:
            size = {"size": filesizeformat(LARGEST_FILE)}
            raise ValidationError(_("This file is too large. The largest we take: %(size)s."), "size", size)
        try:
            return re_encoded(upload)
        except BadPicture as error:
            raise ValidationError(str(error), "picture") from error

    def bound_data(self, data, initial):
        """Show the picture that is kept while another field is mended."""
        return self.widget.kept or super().bound_data(data, initial)

    def widget_attrs(self, widget):
        """Offer pictures. HEIC is taken but not named: Safari fails over its name (peers.md 36)."""
        return super().widget_attrs(widget) | {"accept": "image/*"}


class CandidateForm(PublishableForm):
    """The form of a person; `user` is who has it open."""

    user = None

    class Meta:
        model = Candidate
        fields = "__all__"
        field_classes = {"portrait": PortraitField}
        widgets = {"portrait": PortraitWidget, "portrait_ppoi": forms.HiddenInput}

    def __init__(self, *args, **kwargs):
        """Keep a picture for the one who works here."""
        super().__init__(*args, **kwargs)
        if "portrait" in self.fields:
            self.fields["portrait"].widget.user_id = self.user.pk

    def clean_portrait(self):
        """Store a new picture at once, so that it is not lost when another field is wrong."""
        picture = self.cleaned_data["portrait"]
        if "portrait" not in self.changed_data or not picture:
            return picture
        if isinstance(picture, FieldFile):
            return picture.name
        name = KeptPortrait.keep(picture, self.user, timezone.now())
        self.fields["portrait"].widget.kept = Candidate(portrait=name).portrait
        return name

    def clean(self):
        """Begin in the middle of a new picture: the old point was another picture's face."""
        cleaned = super().clean()
        if "portrait" in self.changed_data and "portrait_ppoi" not in self.changed_data:
            cleaned["portrait_ppoi"] = Candidate._meta.get_field("portrait_ppoi").default
        return cleaned


class CandidacyForm(forms.ModelForm):
    """Where a person stands. A locked list takes nobody and moves nobody; a status changes with its source."""

    LOCKED = frozenset({"election", "list_position"})

    def clean(self):
        """Refuse what the lock of a list forbids, in the list it is taken from as in the one it is put on."""
        cleaned = super().clean()
        kept = Candidacy.objects.filter(pk=self.instance.pk).select_related("election").first()
        elections = [kept and kept.election, cleaned.get("election")]
        lock = next(filter(None, (lock_of(election, now()) for election in elections if election)), "")
        if lock and (kept is None or self.LOCKED & set(self.changed_data)):
            self.add_error("list_position", lock)
        elif lock and "status" in self.changed_data and not cleaned.get("status_source"):
            self.add_error("status_source", _("The list is locked: a status changes only with its source."))
        return cleaned


class CandidacyFormSet(forms.BaseInlineFormSet):
    """The candidacies of a person; from a locked list none is taken off."""

    def clean(self):
        """Refuse to take somebody off a locked list."""
        super().clean()
        for form in self.initial_forms:
            if self._should_delete_form(form) and (lock := lock_of(form.instance.election, now())):
                raise ValidationError(lock, "locked")
