"""The two forms of pasting: which text of whom, and what the saved interview is to be called."""

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from unfold.widgets import (
    UnfoldAdminIntegerFieldWidget,
    UnfoldAdminSelectWidget,
    UnfoldAdminTextareaWidget,
    UnfoldAdminTextInputWidget,
)

from candidates.importing import Standing, proposed_imprint, standing_imprints
from candidates.models import Candidate, Interview
from candidates.pasted import PastedText
from candidates.reading import ParsedInterview, UnreadableUpload, decode_upload
from candidates.reading.decoding import MOST_BYTES
from elections.models import Election, Imprint
from publishing.languages import CHOICES

MOST_LETTERS = 2_000_000
#: More candidates than these are found by typing, not listed.
MOST_LISTED = 200
MOST_COPIES = 2_147_483_647  # what the column holds
UNREADABLE = {
    "empty": _("The file is empty."),
    "too_big": _("The file is larger than 20 MB."),
    "not_a_document": _("This is no Word document, or it is broken. Open it, save it anew as .docx and try again."),
    "packed_too_tightly": _("The document unpacks to far more than an interview. Copy its text and paste it here."),
    "old_word": _("This is an old Word file. Save it as .docx and try again."),
    "unknown_format": _("Only .txt, .docx and .html files can be read. Copy the text and paste it here."),
    "unknown_encoding": _("The letters of this file could not be recognised. Copy the text and paste it here."),
}
NEW = "new"


class TextForm(forms.Form):
    """A text, pasted or in a file. What came in a file is put into the field, so that nothing is lost."""

    text = forms.CharField(
        label=_("Text of the interview"),
        strip=False,
        required=False,
        widget=UnfoldAdminTextareaWidget(attrs={"rows": 16, "data-paste-text": ""}),
        help_text=_("Paste it as it is: questions, answers, imprint and what the page repeats. Nothing is saved yet."),
    )
    file = forms.FileField(
        label=_("Or a file"),
        required=False,
        widget=forms.FileInput(attrs={"accept": ".txt,.docx,.html,.htm,.md", "class": "paste__file"}),
        help_text=_("A .txt, .docx or .html file."),
    )

    def __init__(self, *args, **kwargs):
        """Take any sign: a NUL from a clipboard is dropped below, refusing the whole text for it would help nobody."""
        super().__init__(*args, **kwargs)
        self.fields["text"].validators = []

    def clean_file(self):
        """Return the text of the file. Errors say what to do."""
        file = self.cleaned_data["file"]
        if not file:
            return ""
        try:
            return decode_upload(file.read(MOST_BYTES + 1), file.name)
        except UnreadableUpload as error:
            raise ValidationError(UNREADABLE.get(error.code, UNREADABLE["unknown_format"])) from error

    def clean(self):
        """Take the text from one of the two places, without the signs no database keeps."""
        cleaned = super().clean()
        pasted, uploaded = cleaned.get("text") or "", cleaned.get("file") or ""
        if pasted.strip() and uploaded.strip():
            self.add_error("file", _("There is a text in the field as well. Empty one of the two."))
        text = (pasted if pasted.strip() else uploaded).replace("\x00", "")
        if not any(map(str.isalnum, text)) and "file" not in self.errors:
            self.add_error("text", _("There is no text yet. Paste it or choose a file."))
        if len(text) > MOST_LETTERS:
            self.add_error("text", _("This is longer than a thick book. Paste one interview at a time."))
        cleaned["text"] = text
        return cleaned

    def keep_text(self):
        """Put the text of the file into the field, since a browser sends no file twice."""
        self.data = self.data.copy()
        self.data["text"] = self.cleaned_data.get("text", self.data.get("text", ""))
        self.files = {}


class PasteForm(TextForm):
    """A text and whose it is."""

    candidate = forms.ModelChoiceField(
        Candidate.objects.all(), label=_("Candidate"), widget=UnfoldAdminSelectWidget, empty_label=_("Choose…")
    )
    election = forms.ModelChoiceField(
        Election.objects.all(), label=_("Election"), widget=UnfoldAdminSelectWidget, empty_label=None
    )

    def __init__(self, *args, **kwargs):
        """Start with the only candidate where there is but one."""
        super().__init__(*args, **kwargs)
        candidates = list(Candidate.objects.values_list("pk", flat=True)[: MOST_LISTED + 1])
        if len(candidates) == 1:
            self.fields["candidate"].initial = candidates[0]
        if len(candidates) > MOST_LISTED:
            self.fields["candidate"].widget = AutocompleteSelect(Interview._meta.get_field("candidate"), admin.site)
            self.fields["candidate"].widget.choices = self.fields["candidate"].choices

    def taken(self) -> dict:
        """Return the text, and whose it is."""
        return {name: self.cleaned_data[name] for name in ("text", "candidate", "election")}


class EnteredForm(forms.Form):
    """A form below the parts of a text. What is typed into it is kept at every correction, right or wrong."""

    def __init__(self, data=None, *, read: dict, entered: dict):
        """Suggest what was read; what the editor entered meanwhile goes before it."""
        self.read, self.before = read, entered
        super().__init__(data, initial=read | entered)

    def point_to_mistake(self):
        """Begin in the first field that is wrong: the parts above it are longer than any screen."""
        wrong = next((name for name in self.errors if name in self.fields), "title")
        self.fields[wrong].widget.attrs["autofocus"] = True

    def entered(self) -> dict:
        """Return what was typed so far and differs from what was read, unchecked: half a title is worth keeping too."""
        typed = {name: self.data[name].replace("\0", "") for name in self.fields if name in self.data}
        return {name: value for name, value in (self.before | typed).items() if value != str(self.read.get(name, ""))}


def name_field(label) -> forms.CharField:
    """Return the field of one name of an imprint."""
    return forms.CharField(label=label, max_length=200, required=False, widget=UnfoldAdminTextInputWidget)


class SaveForm(EnteredForm):
    """What the parts do not say: the title, and which imprint stands under the interview."""

    title = forms.CharField(
        label=_("Title"), max_length=200, widget=UnfoldAdminTextInputWidget, help_text=_("As readers will see it.")
    )
    original_language = forms.ChoiceField(
        label=_("Language of the text"), choices=CHOICES, widget=UnfoldAdminSelectWidget
    )
    imprint = forms.ChoiceField(label=_("Imprint"), widget=forms.RadioSelect(attrs={"class": "paste__radio"}))
    producer = name_field(_("producer"))
    producer_address = name_field(_("producer's address"))
    commissioner = name_field(_("commissioner"))
    payer = name_field(_("payer"))
    finance_representative = name_field(_("finance representative"))
    print_run = forms.IntegerField(
        label=_("print run"), min_value=1, max_value=MOST_COPIES, required=False, widget=UnfoldAdminIntegerFieldWidget
    )

    IMPRINT = ("producer", "producer_address", "commissioner", "payer", "finance_representative", "print_run")

    def __init__(self, data=None, *, pasted: PastedText, parsed: ParsedInterview, may_add_imprint: bool):
        """Suggest what was read; what the editor entered meanwhile goes before it."""
        self.standing = standing_imprints(parsed.imprint, pasted.election)
        proposed = proposed_imprint(parsed.imprint, pasted.election)
        read = {name: getattr(proposed, name) for name in self.IMPRINT} | {
            "title": parsed.title or "",
            "original_language": parsed.language or "ky",
            "imprint": self.suggested(parsed, may_add_imprint),
        }
        super().__init__(data, read=read, entered=pasted.entered)
        choices = [(str(found.imprint.pk), self.worded(found)) for found in self.standing]
        if may_add_imprint or not choices:
            choices.append((NEW, _("Another one, with these names:")))
        self.fields["imprint"].choices = choices

    def suggested(self, parsed: ParsedInterview, may_add_imprint: bool) -> str:
        """Return the imprint that says what the text says; a new one where none does."""
        if self.standing and not (parsed.imprint.text and may_add_imprint and self.standing[0].differs):
            return str(self.standing[0].imprint.pk)
        return NEW

    def worded(self, found: Standing) -> str:
        """Return an imprint as a choice: its names, and whether the text says the same."""
        row = found.imprint
        names = ", ".join(filter(None, [row.producer, row.commissioner, row.finance_representative])) or str(row)
        if found.differs:
            fields = ", ".join(str(Imprint._meta.get_field(name).verbose_name) for name in found.differs)
            return _("%(names)s — the text says otherwise: %(fields)s") % {"names": names, "fields": fields}
        usual = _("the usual one of this election") if row.is_usual else _("entered before")
        return f"{names} — {usual}"

    def chosen_imprint(self, election: Election) -> Imprint | None:
        """Return the chosen imprint, saved; None for the election's usual one."""
        chosen = self.cleaned_data["imprint"]
        if chosen != NEW:
            row = next(found.imprint for found in self.standing if str(found.imprint.pk) == chosen)
            return None if row.is_usual else row
        names = {name: self.cleaned_data[name] for name in self.IMPRINT if self.cleaned_data[name]}
        return Imprint.objects.create(election=election, **names) if names else None
