"""The two forms of pasting a translation: which language, and what is to stand where there are words already."""

from collections.abc import Sequence

from django import forms
from django.utils.translation import gettext_lazy as _
from unfold.widgets import UnfoldAdminSelectWidget, UnfoldAdminTextInputWidget

from candidates.desk.beside import Beside, Original
from candidates.desk.paste_forms import EnteredForm, TextForm
from candidates.models import Interview
from candidates.pasted import PastedText
from candidates.reading.language import language_of
from publishing.languages import NAMES

KEEP, REPLACE = "keep", "replace"
DECISIONS = [(KEEP, _("Keep what stands there")), (REPLACE, _("Replace it with the pasted text"))]
DECISIONS_FOR_ALL = [
    ("", _("Decide at each text")),
    (KEEP, _("Keep all that stands there")),
    (REPLACE, _("Replace all of it with the pasted text")),
]


class TranslationForm(TextForm):
    """A translated text, and its language: at first one that the interview lacks."""

    field_order = ("language", "text", "file")

    language = forms.ChoiceField(label=_("Language of the translation"), widget=UnfoldAdminSelectWidget)

    def __init__(self, *args, interview: Interview, languages: Sequence[str], **kwargs):
        """Offer those of some languages that are not the original, the ones without words first."""
        super().__init__(*args, **kwargs)
        self.interview = interview
        self.languages = [code for code in languages if code != interview.original_language]
        self.fields["language"].choices = [
            (code, NAMES[code]) for code in sorted(self.languages, key=lambda code: count_translated(interview, code))
        ]
        self.fields["text"].label = _("The whole translated text")
        self.fields["text"].help_text = _("Paste it as it is. It is laid beside the original; nothing is saved yet.")

    def looks_like(self) -> str | None:
        """Return the language the text seems to be in, where another one was chosen."""
        found = language_of(self.cleaned_data["text"])
        return found if found != self.cleaned_data["language"] else None

    def suggest(self, language: str) -> None:
        """Choose another language, if it is one of those offered, and keep the text."""
        self.keep_text()
        if language in dict(self.fields["language"].choices):
            self.data["language"] = language

    def taken(self) -> dict:
        """Return the text, its language and what it translates."""
        interview = self.interview
        whose = {"candidate": interview.candidate, "election": interview.election, "translates": interview}
        return whose | {name: self.cleaned_data[name] for name in ("text", "language")}


def count_translated(interview: Interview, language: str) -> int:
    """Return how many questions and answers an interview has in a language."""
    return sum(bool(block.question or block.answer) for block in Original.of(interview, language).blocks.values())


class BesideForm(EnteredForm):
    """The title of a translation, and for each text that stands there and differs what is to become of it."""

    title = forms.CharField(
        label=_("Title"),
        max_length=200,
        required=False,
        widget=UnfoldAdminTextInputWidget,
        help_text=_("As readers will see it."),
    )
    differing = forms.ChoiceField(
        label=_("What stands there already and differs"),
        choices=DECISIONS_FOR_ALL,
        required=False,
        widget=forms.RadioSelect(attrs={"class": "paste__radio"}),
    )

    def __init__(self, data=None, *, pasted: PastedText, beside: Beside, standing: dict[str, str]):
        """Ask about each text that differs; what is equal or new is not asked about."""
        self.beside, self.standing = beside, standing
        title = beside.parsed.title or standing["title"]
        # A long text has more than one page: what was decided on the others is not in this page's data.
        data = None if data is None else pasted.entered | data.dict()
        super().__init__(data, read={"title": title, "differing": ""}, entered=pasted.entered)
        self.told = beside.told() | {"title": (data or self.initial).get("title", title).strip()}
        self.asked = [name for name, text in self.told.items() if differs(standing.get(name, ""), text)]
        for name in self.asked:
            self.fields[f"stands-{name}"] = forms.ChoiceField(
                choices=DECISIONS, required=False, widget=forms.RadioSelect(attrs={"class": "paste__radio"})
            )

    def clean(self):
        """Ask for a place for every block and, where words differ, for a decision."""
        cleaned = super().clean()
        if self.beside.loose():
            self.add_error(None, _("Some parts have no place yet. Say at each what it translates, or leave it out."))
        if not self.told["title"] and not self.standing["title"]:
            self.add_error("title", _("Give the title in this language."))
        for name in self.asked:
            if not (cleaned.get(f"stands-{name}") or cleaned.get("differing")):
                self.add_error(f"stands-{name}", _("Say which of the two is to stand."))
        return cleaned

    def chosen_words(self) -> dict[str, str]:
        """Return the texts to be written: what is new, and what is to replace what stands there."""
        return {
            name: text
            for name, text in self.told.items()
            if (self.decision(name) == REPLACE if name in self.asked else text and not self.standing.get(name))
        }

    def unchanged_words(self) -> set[str]:
        """Return the names of texts that were pasted as they stand: whoever pasted them looked at the original."""
        pasted = {name: text.split() for name, text in self.told.items() if name != "title" or self.beside.parsed.title}
        return {name for name, text in pasted.items() if text and text == self.standing.get(name, "").split()}

    def decision(self, name: str) -> str:
        """Return what was decided about a text: of itself, or for all."""
        return self.cleaned_data[f"stands-{name}"] or self.cleaned_data["differing"]


def differs(standing: str, told: str) -> bool:
    """Say whether two texts differ in more than spaces; what is empty on one side differs from nothing."""
    return bool(standing.strip() and told.strip()) and standing.split() != told.split()
