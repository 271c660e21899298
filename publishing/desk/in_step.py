"""Keeping translations in step, in the forms of the desk. That they are noted is `publishing.keeping`'s business.

A form whose original text changes asks whether its meaning did; if not, translations that were current stay so.
"""

from django import forms
from django.http import HttpResponseRedirect
from django.utils.translation import gettext_lazy as _

from publishing.desk import restore, translations
from publishing.keeping import only_spelling, words_come_back
from publishing.translating import Translation, object_of, still_fits
from publishing.typed import typed_id

CHANGED, SPELLING = "changed", "spelling"
MEANING = [
    (CHANGED, _("The meaning changed: translations have to be looked at.")),
    (SPELLING, _("Only the spelling: translations stay current.")),
]


class Question(forms.ChoiceField):
    """A question about the saving itself: its answer is no change of the row."""

    def has_changed(self, initial, data):
        """Say no: the log of changes is about the row."""
        return False


class AsksMeaning(forms.ModelForm):
    """Mixin for the form of a row with translations: did the meaning of the original text change?"""

    meaning = Question(
        label=_("The original text was changed. Did its meaning change?"),
        choices=MEANING,
        initial=CHANGED,
        required=False,
        widget=forms.RadioSelect,
    )


class InStep:
    """Mixin for the admin of objects and their parts."""

    change_form_after_template = "desk/meaning.html"

    @property
    def media(self):
        """Add the look of it; a `Media` of a mixin would hide those of the mixins behind it."""
        return super().media + forms.Media(css={"all": ["desk/translations.css"]})

    def save_model(self, request, obj, form, change):
        """Pass on that the meaning is the same, and that the form was filled with words of an earlier version."""
        if form.cleaned_data.get("meaning") == SPELLING and self.writes_original(request, obj):
            only_spelling()
        if restore.is_restored(request):
            words_come_back()
        super().save_model(request, obj, form, change)

    def writes_original(self, request, row) -> bool:
        """Say whether this person may change the text that translations are made from."""
        found = object_of(row)
        return found is not None and found.original_language in self.languages_of(request)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Ask about the meaning where something is translated, and show the translation one came for."""
        row = self.get_object(request, object_id) if typed_id(object_id) else None
        found = object_of(row) if row and self.has_change_permission(request, row) else None
        shown = {}
        if found:
            translated = Translation.objects.of(found).exclude(wording="")
            shown = {
                "asks_meaning": self.writes_original(request, row) and translated.exists(),
                "original_language": found.original_language,
                "task": translations.asked_for(request, found),
            }
        return super().change_view(request, object_id, form_url, {**shown, **(extra_context or {})})

    def response_change(self, request, obj):
        """Go on to the next translation when one came from the list; one that fits as it is was looked at."""
        found = object_of(obj)
        task = translations.asked_for(request, found) if found and "_save" in request.POST else None
        if task and "fits" in request.POST:
            still_fits(task.translation, by=request.user)
        if task:
            return HttpResponseRedirect(task.next_address)
        return super().response_change(request, obj)
