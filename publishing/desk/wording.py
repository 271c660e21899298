"""Words on the desk: every translated field stands once for each language, and its base column nowhere.

A fieldset of the class `languages` holds a line for each translated field, with its columns in the order of LANGUAGES.
`publishing/desk/side_by_side.py` lays them beside one another; a narrow screen shows one language at a time.
"""

import re

from django.contrib.admin.widgets import AdminTextareaWidget
from django.db.models import CharField, TextField
from django.forms import Media, SplitDateTimeField
from django.forms.widgets import Script
from django.utils.safestring import mark_safe
from django.utils.text import capfirst, format_lazy
from django.utils.translation import gettext_lazy as _
from modeltranslation.fields import TranslationField

from publishing.desk import drawing
from publishing.languages import LANGUAGES
from publishing.typed import seen

END_OF_LINE = re.compile(r"\s*[\r\n]+\s*")


def by_language(*names: str, heading=None) -> tuple:
    """Return a fieldset of translated fields, each a line of its three languages.

    >>> by_language("title", "lead")[1]["fields"]
    [('title_ky', 'title_ru', 'title_en'), ('lead_ky', 'lead_ru', 'lead_en')]
    """
    lines = [tuple(f"{name}_{code}" for code in LANGUAGES) for name in names]
    return (heading, {"fields": lines, "classes": ["languages"]})


def labels_of(model) -> dict[str, str]:
    """Return the names of the columns of one language, without “[ky]”: the column says the language."""
    columns = (field for field in model._meta.fields if isinstance(field, TranslationField))
    return {column.name: capfirst(column.translated_field.verbose_name) for column in columns}


class TextArea(AdminTextareaWidget):
    """An area whose text comes back as it went out: browsers end lines with CR LF, and saving alone changes nothing."""

    css_class = "desk-text"

    def __init__(self, attrs=None):
        """Begin with one line; the area grows with its text."""
        super().__init__({"rows": 1, "class": self.css_class, **(attrs or {})})

    def render(self, name, value, attrs=None, renderer=None):
        """Draw it without a template: a form of thirty questions has 180 of them."""
        attrs = self.build_attrs(self.attrs, {**(attrs or {}), "name": name})
        attrs.pop("cols", None)
        words = drawing.text(self.format_value(value) or "")
        return mark_safe(f"<textarea{drawing.attributes(attrs)}>\n{words}</textarea>")  # noqa: S308 -- escaped

    def value_from_datadict(self, data, files, name):
        """Return the text with the ends of lines as they are stored."""
        text = super().value_from_datadict(data, files, name)
        return text.replace("\r\n", "\n") if text else text


class LineArea(TextArea):
    """One line of text that wraps in its column instead of running out of it."""

    css_class = "desk-text desk-text--line"

    def value_from_datadict(self, data, files, name):
        """Return one line, whatever was pasted."""
        text = super().value_from_datadict(data, files, name)
        return END_OF_LINE.sub(" ", seen(text).strip()) if text else text


class Wording:
    """Mixin for forms and inlines of the desk: columns are called like their fields, and know their language."""

    @property
    def media(self):
        """Add its scripts and look; a `Media` of a mixin is passed by where an admin has a property of that name."""
        looks = [f"desk/{name}.css" for name in ("languages", "words", "parts", "letters")]
        scripts = ("names", "languages", "words", "hints", "parts", "places", "letters")
        js = [Script(f"desk/{name}.js", type="module") for name in scripts]
        return super().media + Media(css={"all": looks}, js=js)

    def get_form(self, request, obj=None, change=False, **kwargs):
        """Name the columns like their fields; a form that is only looked at takes its names from here too."""
        return super().get_form(request, obj, change, **{"labels": labels_of(self.model), **kwargs})

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """Tell the browser (spelling, voice) which language a column is in."""
        is_column = isinstance(db_field, TranslationField)
        if isinstance(db_field, TextField):
            kwargs.setdefault("widget", TextArea)
        elif is_column and isinstance(db_field, CharField):
            kwargs.setdefault("widget", LineArea)
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None and is_column:
            field.widget.attrs["lang"] = db_field.language
        if isinstance(field, SplitDateTimeField):
            for widget, name in zip(field.widget.widgets, (_("day"), _("time")), strict=True):
                widget.attrs["aria-label"] = format_lazy("{}: {}", capfirst(db_field.verbose_name), name)
        return field
