"""The form that takes a list."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from candidates.lists.columns import key_of
from candidates.lists.tables import MOST_BYTES, BadTable, read_table


class ListForm(forms.Form):
    """A spreadsheet; what is wrong with the whole of it is said at once, what is wrong with its rows in the dry run."""

    file = forms.FileField(
        label=_("A .csv or .xlsx file"),
        widget=forms.FileInput(attrs={"accept": ".csv,.txt,.tsv,.xlsx", "class": "lists__file"}),
    )

    def clean_file(self):
        """Read the table."""
        file = self.cleaned_data["file"]
        try:
            self.cleaned_data["table"] = read_table(file.read(MOST_BYTES + 1), lambda head: key_of(head) is not None)
        except BadTable as error:
            raise ValidationError(str(error)) from error
        return file
