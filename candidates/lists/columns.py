"""The columns of a list: the same on the way out and on the way in, with heads in all three languages."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override

from candidates.consents import AGREED
from candidates.lists.tables import Cell
from candidates.models import Candidacy, CandidacyStatus, Candidate
from candidates.reading.dates import find_day
from publishing.dates import numeric_day
from publishing.kyrgyz import fold
from publishing.languages import CHOICES, LANGUAGES, NAMES

#: Emptying a field is said, never guessed from an empty cell.
DASHES = frozenset("-–—")
PERSON = (
    *("family_name", "given_name", "patronymic", "birth_date", "birth_date_consent"),
    *("lead", "origin", "education", "profession", "work", "residence"),
    *("portrait_alt", "portrait_credit", "links", "original_language"),
    *(f"{name}_consent" for name in AGREED if name != "birth_date"),
)
STANDING = ("list_position", "status", "status_date", "status_source", "name_on_ballot")
NAME_PARTS = ("family_name", "given_name", "patronymic")
#: What else heads a column in the lists that commissions and parties send around.
ALSO = {
    "slug": ("slug", "address", "адрес", "дареги"),
    "list_position": ("№", "номер", "место", "орду", "place", "number", "list position", "орду тизмеде"),
    "birth_date": ("дата рождения", "туулган жылы күнү", "туулган датасы", "date of birth", "birthday"),
    "birth_date_consent": (  # as the column was called before every field had a consent
        "туулган күнүн көрсөтүүгө макулдук",
        "согласие показывать дату рождения",
        "consent to show the birth date",
    ),
    "status": ("статус", "состояние", "абалы"),
    "status_date": ("дата статуса", "статус күнү", "status date"),
    "status_source": ("источник", "булагы", "source"),
}
WHOLE_NAMES = {
    "ky": ("аты-жөнү", "толук аты-жөнү", "фамилиясы аты атасынын аты", "фамилиясы аты"),
    "ru": ("фио", "ф и о", "фамилия имя отчество", "фамилия имя", "полное имя"),
    "en": ("full name", "name", "family name given name patronymic"),
}
_SHORT_YEAR = re.compile(r"\b\d{1,2}\s*[./-]\s*\d{1,2}\s*[./-]\s*\d\d(?!\d)")
_PLACE = re.compile(r"(?:№|#)?\s*(\d{1,6})\s*\.?")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the table: a field of the person or of the candidacy, in one language where it has words."""

    key: str
    name: str
    language: str = ""

    @property
    def field(self) -> models.Field:
        """Return the field of the model."""
        return (Candidacy if self.is_of_candidacy else Candidate)._meta.get_field(self.key)

    @property
    def is_of_candidacy(self) -> bool:
        """Say whether it belongs to the candidacy, not to the person."""
        return self.name in STANDING

    @property
    def label(self) -> str:
        """Return its head in the language of the desk."""
        field = (Candidacy if self.is_of_candidacy else Candidate)._meta.get_field(self.name)
        label = capfirst(str(field.verbose_name))
        if self.name == "status_date":
            label = f"{capfirst(str(Candidacy._meta.get_field('status').verbose_name))}: {field.verbose_name}"
        return f"{label} ({NAMES[self.language]})" if self.language else label

    def shown(self, value) -> str:
        """Return a value as the desk shows it."""
        if value is None or value == "":
            return ""
        if isinstance(value, date):
            return numeric_day(value, "ky")
        if self.name in CODED:
            return str(dict(CODED[self.name]).get(value, value))
        return str(value)

    def cell(self, value) -> Cell:
        """Return a value as a cell."""
        return value if isinstance(value, date | int) else self.shown(value)

    def read(self, text: str, at: date):
        """Return the value a cell says, checked as the form would. Raises ValidationError."""
        if text in DASHES:
            value = None if self.field.null and not self.language else ""
        else:
            value = READERS.get(self.name, read_words)(text, at)
        if value is None or value == "":
            if not self.field.blank:
                raise ValidationError(_("This cannot be emptied."))
            return value
        self.field.run_validators(value)
        return value


CODED = {"status": CandidacyStatus.choices, "original_language": CHOICES}
#: How lists say a status of a man or a woman; our own words say it of the candidacy.
ALSO_CODED = {
    "nominated": ("көрсөтүлгөн", "выдвинут", "выдвинута"),
    "registered": ("зарегистрирован", "зарегистрирована"),
    "excluded": ("исключён", "исключена", "исключён из списка", "исключена из списка"),
    "elected": ("избран", "избрана"),
    "not_elected": ("не избран", "не избрана"),
}


def spelled_columns(name: str) -> list[Column]:
    """Return the column of a field, or its three where it has words."""
    model = Candidacy if name in STANDING else Candidate
    if hasattr(model, f"{name}_{LANGUAGES[0]}"):
        return [Column(f"{name}_{code}", name, code) for code in LANGUAGES]
    return [Column(name, name)]


@cache
def all_columns() -> dict[str, Column]:
    """Return every column by its key, in the order of the file: whose, where, then who."""
    order = ("slug", "list_position", *PERSON[:5], *STANDING[1:], *PERSON[5:])
    return {column.key: column for name in order for column in spelled_columns(name)}


# Heads ----------------------------------------------------------------------------------------------------------------


@cache
def known_heads() -> dict[str, str]:
    """Return the key of a column by every way to write its head: our names, ours without language, and usual ones.

    The whole name in one cell is `whole_<language>`.
    """
    heads = {fold(key): key for key in all_columns()}
    heads |= {fold(head): f"whole_{code}" for code, names in WHOLE_NAMES.items() for head in names}
    heads |= {fold(head): key for key, names in ALSO.items() for head in names if fold(head)}
    heads["№"] = "list_position"
    for code in LANGUAGES:
        with override(code):
            for column in all_columns().values():
                if column.language == code:  # «Фамилия» alone is meant in the language it is said in
                    heads.setdefault(fold(column.label.rpartition(" (")[0]), column.key)
    for code in LANGUAGES:
        with override(code):
            heads |= {fold(column.label): key for key, column in all_columns().items()}
    return heads


def key_of(head: str) -> str | None:
    """Return the key of the column a text heads.

    >>> key_of("Фамилия (Кыргызский)"), key_of("ФИО"), key_of("№"), key_of("Боюнун узундугу")
    ('family_name_ky', 'whole_ru', 'list_position', None)
    """
    return known_heads().get(fold(head) or head.strip())


# Cells ----------------------------------------------------------------------------------------------------------------


def read_words(text: str, at: date) -> str:
    """Return a text; a question mark inside a word is a letter that was lost on the way."""
    if re.search(r"[^\W\d_]\?[^\W\d_]|(?:^|\s)\?[^\W\d_]", text):
        raise ValidationError(
            _("Letters were lost when this file was saved: “%(text)s”. Save it as CSV UTF-8 or XLSX."),
            params={"text": text[:40]},
        )
    return text


def read_place(text: str, at: date) -> int:
    """Return a place on the list."""
    found = _PLACE.fullmatch(text)
    if not found:
        raise ValidationError(_("“%(text)s” is no place on a list; write a number."), params={"text": text[:40]})
    return int(found[1])


def read_day(text: str, at: date) -> date:
    """Return a day as it is written here: 16.07.1985, 1985-07-16, 1985-жылдын 16-июлу, 16 июля 1985 г."""
    day, _without_year = find_day(text) if len(text) <= 60 else (None, None)
    if day is None or not day.year >= 1900 or _SHORT_YEAR.search(text):
        sentence = _("“%(text)s” is no day with a year of four digits; write it like 16.07.1985.")
        raise ValidationError(sentence, params={"text": text[:40]})
    if day > at:
        raise ValidationError(_("This day is still to come: %(day)s."), params={"day": numeric_day(day, "ky")})
    return day


def read_code(name: str):
    """Return a reader of the words of a choice, in any of the three languages.

    >>> read_status = read_code("status")
    >>> [read_status(said, date(2021, 7, 1)) for said in ("Избрана", "кандидатура зарегистрирована", "көрсөтүлгөн")]
    ['elected', 'registered', 'nominated']
    """

    def read(text: str, at: date) -> str:
        for code, spellings in spelled_choices(name):
            if fold(text) in spellings:
                return code
        known = ", ".join(str(label) for _code, label in CODED[name])
        sentence = _("“%(text)s” is not known here. Known are: %(known)s.")
        raise ValidationError(sentence, params={"text": text[:40], "known": known})

    return read


def spelled_choices(name: str) -> Iterator[tuple[str, set[str]]]:
    """Yield the codes of a choice with every way to write them."""
    for code, label in CODED[name]:
        spellings = {fold(spelling) for spelling in (code, *ALSO_CODED.get(code, ()))}
        for language in LANGUAGES:
            with override(language):
                spellings.add(fold(str(label)))
        yield code, spellings


READERS = {
    "list_position": read_place,
    "birth_date": read_day,
    "status_date": read_day,
    "status": read_code("status"),
    "original_language": read_code("original_language"),
}
