"""Filling rows from files that hold the languages of each text beside each other."""

import tomllib
from collections.abc import Collection
from pathlib import Path

from django.db import models

from publishing.languages import LANGUAGES


def read(path: Path) -> dict:
    """Return the content of a TOML file."""
    return tomllib.loads(path.read_text("utf-8"))


def columns(name: str, texts: dict[str, str], languages: Collection[str] = LANGUAGES) -> dict[str, str]:
    """Return the language columns of a text.

    >>> columns("title", {"ky": "Маек", "ru": "Интервью", "en": "Interview"}, ["ky", "ru"])
    {'title_ky': 'Маек', 'title_ru': 'Интервью'}
    """
    return {f"{name}_{code}": texts[code].strip() for code in languages}


def fill[Row: models.Model](row: Row, entry: dict, *, leave=(), languages: Collection[str] = LANGUAGES) -> Row:
    """Set the fields of a row from an entry; texts fill their columns, what is named in `leave` is the caller's."""
    for name, value in entry.items():
        if name in leave:
            continue
        found = columns(name, value, languages) if isinstance(value, dict) else {name: value}
        for column, content in found.items():
            setattr(row, column, row._meta.get_field(column).to_python(content))
    return row


def saved[Row: models.Model](row: Row) -> Row:
    """Save a row and return it."""
    row.save()
    return row
