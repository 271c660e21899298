"""Forms of the programme's desk."""

from django import forms
from django.utils.translation import gettext_lazy as _

from programs.models import Measure
from publishing.desk.in_step import AsksMeaning
from publishing.kinds import model_of


class VoiceField(forms.ModelChoiceField):
    """Choose a candidate and get the id: `voice` is no foreign key, since candidates live on a higher floor."""

    def clean(self, value):
        """Return the candidate's id, or None."""
        candidate = super().clean(value)
        return candidate.pk if candidate else None


class MeasureForm(forms.ModelForm):
    """A measure, below its plank or alone.

    The desk is loaded after all models, so the kind of candidates is known by now. How one is chosen the admin says.
    """

    voice = VoiceField(
        model_of("candidate")._default_manager.all(),
        label=_("Whose view"),
        help_text=_("Empty: the programme's. Else the candidate's own view."),
        empty_label=_("the programme"),
        required=False,
    )

    class Meta:
        model = Measure
        fields = ["voice"]


class MeasureAlone(AsksMeaning, MeasureForm):
    """The form of one measure, with what became of it."""

    class Meta(MeasureForm.Meta):
        pass
