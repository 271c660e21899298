"""What a form of the desk shows: the languages of a field beside one another, the parts of a row as lines that open.

`publishing/templatetags/desk_forms.py` hands this to the templates `desk/_words.html` and `desk/_part.html`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from django.contrib.admin.helpers import Fieldset, InlineAdminForm, InlineAdminFormSet
from django.core.exceptions import ObjectDoesNotExist
from django.forms import BoundField
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator

from publishing.languages import LANGUAGES, NAMES, SIGNS
from publishing.publishable import PartRow

BEGINNING = 90  # letters of a part's text that stand in its line


class Control:
    """One field of a form: its control, or its text where it is only looked at."""

    def __init__(self, field):
        """Take a field as the admin's fieldsets yield it."""
        self.field = field

    @property
    def bound(self) -> BoundField | None:
        """Return the field of the form, or None where it is only looked at."""
        return None if self.field.is_readonly else self.field.field

    @property
    def label(self) -> str:
        """Return what the field is called."""
        return self.bound.label if self.bound else self.field.field["label"]

    @property
    def help_text(self) -> str:
        """Return what helps to fill it in."""
        return self.bound.help_text if self.bound else self.field.field["help_text"]

    @property
    def html_id(self) -> str:
        """Return the id its label points to."""
        return self.bound.id_for_label if self.bound else ""

    @property
    def html(self) -> SafeString:
        """Return the control, or the text."""
        return self.bound.as_widget() if self.bound else self.field.contents()

    @property
    def errors(self):
        """Return what is wrong with it."""
        return self.bound.errors if self.bound else ()

    @property
    def is_hidden(self) -> bool:
        """Tell whether it has no place on the screen."""
        return self.bound is not None and self.bound.is_hidden

    @cached_property
    def text(self) -> str:
        """Return what is written in it."""
        value = self.bound.value() if self.bound else self.field.form.initial.get(self.field.field["name"])
        return str(value or "").strip()


class Column(Control):
    """A translated field in one language."""

    def __init__(self, field, code: str, original: str):
        """Note the language, and the one the row was written in."""
        super().__init__(field)
        self.code = code
        self.sign, _name = SIGNS[code]
        self.language = NAMES[code]
        self.is_original = code == original
        self.is_missing = False

    @property
    def css(self) -> str:
        """Return the classes of the column."""
        states = {"is-original": self.is_original, "is-missing": self.is_missing, "errors": self.errors}
        return " ".join([f"words__column language-{self.code}", *(name for name, holds in states.items() if holds)])


@dataclass
class Words:
    """A translated field: its columns, in the order of the desk; name and help are the same in each."""

    columns: list[Column]

    @cached_property
    def name(self) -> str:
        """Return what the field is called."""
        return str(self.columns[0].label)

    @property
    def help_text(self) -> str:
        """Return what helps to fill it in."""
        return self.columns[0].help_text

    @property
    def is_required(self) -> bool:
        """Tell whether every language is needed."""
        return all(column.bound and column.bound.field.required for column in self.columns)


def side_by_side(fieldset: Fieldset, original: str) -> list[Words]:
    """Return the fields of a fieldset made by `by_language`; a column is missing where only the original has words."""
    found = []
    for line in fieldset:
        columns = [Column(field, code, original) for code, field in zip(LANGUAGES, line, strict=True)]
        source = next(column for column in columns if column.is_original)
        for column in columns:
            column.is_missing = bool(source.text) and not column.text
        found.append(Words(columns))
    return found


def controls(fieldset: Fieldset) -> list[Control]:
    """Return the fields of a plain fieldset, one after the other."""
    return [Control(field) for line in fieldset for field in line]


@dataclass(frozen=True)
class Section:
    """A fieldset of a part: words, or plain controls."""

    words: list[Words]
    controls: list[Control]


@dataclass(frozen=True)
class Part:
    """One part of a row: a line that says what it is, and its sections behind it."""

    admin_form: InlineAdminForm
    number: int
    prefix: str
    original: str
    sections: list[Section]
    called_by: str
    is_open: bool

    @property
    def is_template(self) -> bool:
        """Tell whether it is the empty part that new ones are copied from."""
        return "__prefix__" in self.prefix

    @property
    def row(self):
        """Return the row, or None for a new part."""
        return self.admin_form.original

    @property
    def identity(self) -> SafeString:
        """Return the hidden fields by which the row and its parent come back, drawn without a template."""
        fields = [self.admin_form.fk_field().field]
        if self.admin_form.needs_explicit_pk_field():
            fields.append(self.admin_form.pk_field().field)
        drawn = ((field.html_name, field.auto_id, "" if (pk := field.value()) is None else pk) for field in fields)
        return format_html_join("", '<input type="hidden" name="{}" id="{}" value="{}">', drawn)

    @property
    def deletion(self) -> BoundField:
        """Return the field by which it is deleted."""
        return self.admin_form.deletion_field().field

    def words(self) -> Iterator[Words]:
        """Yield its translated fields."""
        for section in self.sections:
            yield from section.words

    @property
    def title(self) -> str:
        """Return how its words begin, in the original language or in another one; else what the row is called."""
        names = {f"{self.called_by}_{code}" for code in LANGUAGES}
        columns = [c for w in self.words() for c in w.columns if c.bound and c.bound.name in names]
        texts = [column.text for column in sorted(columns, key=lambda column: not column.is_original) if column.text]
        return Truncator(texts[0]).chars(BEGINNING) if texts else str(self.row or "")

    @property
    def missing(self) -> list[Column]:
        """Return a column of each language in which something is not translated."""
        found = {column.code: column for words in self.words() for column in words.columns if column.is_missing}
        return [found[code] for code in LANGUAGES if code in found]


def section_of(fieldset: Fieldset, original: str) -> Section:
    """Return a fieldset as the section of a part."""
    if "languages" in fieldset.classes:
        return Section(words=side_by_side(fieldset, original), controls=[])
    return Section(words=[], controls=controls(fieldset))


def parts(formset: InlineAdminFormSet) -> list[Part]:
    """Return the parts of a row; the last is the empty one, where parts may be added."""
    original = original_language(formset.formset.instance)
    forms = list(formset)
    for form in forms:
        if form.original:  # each would ask for its own copy of the row above
            setattr(form.original, formset.formset.fk.name, formset.formset.instance)
    return [
        Part(
            admin_form=form,
            number=number,
            prefix=form.form.prefix,
            original=original,
            sections=[section_of(fieldset, original) for fieldset in form],
            called_by=formset.opts.called_by,
            is_open=formset.opts.stands_open or form.original is None or bool(form.form.errors) or len(forms) <= 2,
        )
        for number, form in enumerate(forms, start=1)
    ]


def original_language(row) -> str:
    """Return the language a row was written in; a part was written in that of what it belongs to."""
    try:
        while isinstance(row, PartRow):
            row = row.parent
    except ObjectDoesNotExist:
        return LANGUAGES[0]
    return getattr(row, "original_language", LANGUAGES[0])
