"""What a form of the desk shows: the languages of a field beside one another, the parts of a row as lines that open.

`drawn_parts` says how that looks, `publishing/templatetags/desk_forms.py` hands it to the templates of the form.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.contrib.admin.helpers import Fieldset, InlineAdminForm, InlineAdminFormSet
from django.core.exceptions import ObjectDoesNotExist
from django.forms import BoundField
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import Truncator
from django_prose_editor.fields import ProseEditorField

from publishing.desk.drawing import attributes
from publishing.desk.hints import Hint, hints_of
from publishing.desk.together.placing import LAST, PLACE, place_in
from publishing.languages import LANGUAGES, NAMES, SIGNS
from publishing.ordering import Ordered
from publishing.publishable import PartRow
from publishing.reviews import Comment, comments_on
from publishing.richtext import clean

BEGINNING = 90  # letters of a part's text that stand in its line


class Control:
    """One field of a form: its control, or its text where it is only looked at."""

    def __init__(self, field):
        """Take a field as the admin's fieldsets yield it; `bound` is the form's, or None where it is only looked at."""
        self.field = field
        self.bound: BoundField | None = None if field.is_readonly else field.field

    @property
    def label(self) -> str:
        """Return what the field is called."""
        return self.bound.label if self.bound else self.field.field["label"]

    @property
    def help_text(self) -> str:
        """Return what helps to fill it in."""
        return self.bound.help_text if self.bound else self.field.field["help_text"]

    @cached_property
    def html_id(self) -> str:
        """Return the id its label points to."""
        return self.bound.id_for_label if self.bound else ""

    @property
    def points(self) -> str:
        """Return the attribute that leads from the label to the control."""
        return f' for="{self.html_id}"' if self.html_id else ""

    @property
    def html(self) -> SafeString:
        """Return the control, or the text; rich text as readers see it."""
        if self.bound:
            return self.bound.as_widget()
        column = next((one for one in self.field.form.instance._meta.fields if one.name == self.name), None)
        return SafeString(clean(self.text)) if isinstance(column, ProseEditorField) else self.field.contents()

    @cached_property
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
        value = self.bound.value() if self.bound else getattr(self.field.form.instance, self.name, "")
        return str(value or "").strip()

    @property
    def name(self) -> str:
        """Return the name of the field in the form."""
        return self.bound.name if self.bound else self.field.field["name"]


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
        self.hints: list[Hint] = []

    @property
    def tag(self) -> str:
        """Return the element that names it: a label where there is a control."""
        return "label" if self.bound else "span"

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
    """Return the fields of a fieldset made by `by_language`, with what is said beside them."""
    return with_hints(columns_of(fieldset, original), original)


def with_hints(words: list[Words], original: str) -> list[Words]:
    """Give the columns of some fields their hints, all at once."""
    texts = [{column.code: column.text for column in field.columns} for field in words]
    for field, hints in zip(words, hints_of(texts, original), strict=True):
        for column in field.columns:
            column.hints = hints.get(column.code, [])
    return words


def columns_of(fieldset: Fieldset, original: str) -> list[Words]:
    """Return the fields of a fieldset in columns; a column is missing where only the original has words."""
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


def pairs(fieldset: Fieldset) -> list[list[Control]]:
    """Return the fields of a plain fieldset line by line, as it pairs them."""
    return [[Control(field) for field in line] for line in fieldset]


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
    can_move: bool = False
    comments: Sequence[Comment] = ()

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
        own = [{"name": field.html_name, "id": field.auto_id, "value": field.value() or ""} for field in fields]
        return mark_safe("".join(f'<input type="hidden"{attributes(each)}>' for each in own))  # noqa: S308

    @property
    def place_name(self) -> str:
        """Return the name of the hidden field that says its place."""
        return f"{self.prefix}-{PLACE}"

    @property
    def deletion(self) -> BoundField:
        """Return the field by which it is deleted."""
        return self.admin_form.deletion_field().field

    def words(self) -> Iterator[Words]:
        """Yield its translated fields."""
        for section in self.sections:
            yield from section.words

    @cached_property
    def title(self) -> str:
        """Return how its words begin, in the original language or in another one; else what the row is called."""
        first = f"{self.called_by}_{LANGUAGES[0]}"
        called = (words.columns for words in self.words() if words.columns[0].name == first)
        columns = sorted(next(called, ()), key=lambda column: not column.is_original)
        texts = [column.text for column in columns if column.text]
        return Truncator(texts[0]).chars(BEGINNING) if texts else str(self.row or "")

    @property
    def missing(self) -> list[Column]:
        """Return a column of each language in which something is not translated."""
        found = {column.code: column for words in self.words() for column in words.columns if column.is_missing}
        return [found[code] for code in LANGUAGES if code in found]


def section_of(fieldset: Fieldset, original: str) -> Section:
    """Return a fieldset as the section of a part."""
    if "languages" in fieldset.classes:
        return Section(words=columns_of(fieldset, original), controls=[])
    return Section(words=[], controls=controls(fieldset))


def parts(formset: InlineAdminFormSet) -> list[Part]:
    """Return the parts of a row; the last is the empty one, where parts may be added."""
    original = original_language(formset.formset.instance)
    forms, comments = sorted(formset, key=place_of), comments_on(formset.formset.instance)
    for form in forms:
        if form.original:  # each would ask for its own copy of the row above
            setattr(form.original, formset.formset.fk.name, formset.formset.instance)
    found = [
        Part(
            admin_form=form,
            number=number,
            prefix=form.form.prefix,
            original=original,
            sections=[section_of(fieldset, original) for fieldset in form],
            called_by=formset.opts.called_by,
            is_open=formset.opts.stands_open
            or form.original is None
            or bool(form.form.errors)
            or len(forms) <= 2
            or bool(said_of(form, comments)),
            comments=said_of(form, comments),
            can_move=formset.opts.may_order and issubclass(formset.opts.model, Ordered),
        )
        for number, form in enumerate(forms, start=1)
    ]
    with_hints([words for part in found if part.is_open for words in part.words()], original)
    return found


def said_of(form: InlineAdminForm, comments: dict[int | None, list[Comment]]) -> Sequence[Comment]:
    """Return the open comments on the part of a form."""
    return comments.get(getattr(form.original, "number", None) or 0, ())


def place_of(form: InlineAdminForm) -> int:
    """Return the place of a part in a form that comes back; where none was sent each stays where it is."""
    if form.form.prefix.endswith("__prefix__"):
        return 2 * LAST
    return place_in(form.form.data, form.form.prefix) or (LAST if form.form.is_bound else 0)


def original_language(row) -> str:
    """Return the language a row was written in; a part was written in that of what it belongs to."""
    try:
        while isinstance(row, PartRow):
            row = row.parent
    except ObjectDoesNotExist:
        return LANGUAGES[0]
    return getattr(row, "original_language", LANGUAGES[0])
