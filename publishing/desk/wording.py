"""Words on the desk: every translated field stands once for each language, and its base column nowhere.

Fields of one language share a fieldset with the class `language-ky`, `-ru` or `-en`, in forms and inlines alike.
`static/desk/languages.js` shows one language at a time by these classes; without it all three stand below each other.
"""

from django.db.models import TextField
from django.forms.widgets import Script
from django.utils.text import capfirst, format_lazy
from modeltranslation.fields import TranslationField
from unfold.widgets import UnfoldAdminTextareaWidget

from publishing.languages import LANGUAGES, NAMES


def by_language(*names: str, heading="") -> list[tuple]:
    """Return one fieldset a language for some translated fields, to be spread into `fieldsets`.

    >>> [options["fields"] for _name, options in by_language("title", "lead")][0]
    ['title_ky', 'lead_ky']
    """
    return [
        (
            format_lazy("{}: {}", heading, NAMES[code]) if heading else NAMES[code],
            {"fields": [f"{name}_{code}" for name in names], "classes": [f"language-{code}"]},
        )
        for code in LANGUAGES
    ]


def labels_of(model) -> dict[str, str]:
    """Return the names of the columns of one language, without “[ky]”: their fieldset says the language."""
    columns = (field for field in model._meta.fields if isinstance(field, TranslationField))
    return {column.name: capfirst(column.translated_field.verbose_name) for column in columns}


class TextArea(UnfoldAdminTextareaWidget):
    """An area whose text comes back as it went out: browsers end lines with CR LF, and saving alone changes nothing."""

    def value_from_datadict(self, data, files, name):
        """Return the text with the ends of lines as they are stored."""
        text = super().value_from_datadict(data, files, name)
        return text.replace("\r\n", "\n") if text else text


class Wording:
    """Mixin for forms and inlines of the desk: columns are called like their fields, and know their language."""

    class Media:
        css = {"all": ["desk/languages.css"]}
        js = [Script("desk/languages.js", type="module")]

    def get_form(self, request, obj=None, change=False, **kwargs):
        """Name the columns like their fields; a form that is only looked at takes its names from here too."""
        return super().get_form(request, obj, change, **{"labels": labels_of(self.model), **kwargs})

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """Tell the browser (spelling, voice) which language a column is in."""
        if isinstance(db_field, TextField):
            kwargs.setdefault("widget", TextArea)
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and isinstance(db_field, TranslationField):
            field.widget.attrs["lang"] = db_field.language
        return field
