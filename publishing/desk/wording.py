"""Words on the desk: every translated field stands once for each language, and its base column nowhere.

Fields of one language share a fieldset with the class `language-ky`, `-ru` or `-en`, in forms and inlines alike.
`static/desk/languages.js` shows one language at a time by these classes; without it all three stand below each other.
"""

from django.forms.widgets import Script
from django.utils.text import format_lazy
from modeltranslation.fields import TranslationField

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


class Wording:
    """Mixin for forms and inlines of the desk: labels without “[ky]”, since the fieldset says the language."""

    class Media:
        css = {"all": ["desk/languages.css"]}
        js = [Script("desk/languages.js", type="module")]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """Name a column of one language like its field, and tell the browser (spelling, voice) which language it is."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and isinstance(db_field, TranslationField):
            field.label = str(db_field.translated_field.verbose_name).capitalize()
            field.widget.attrs["lang"] = db_field.language
        return field
