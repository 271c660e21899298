"""The three languages of the house, and how a row keeps its words in them."""

import os
from collections.abc import Mapping

from django.conf import settings
from django.utils.translation import gettext_lazy as _

LANGUAGES = tuple(code for code, _name in settings.LANGUAGES)
NAMES = {"ky": _("Kyrgyz"), "ru": _("Russian"), "en": _("English")}
CHOICES = list(NAMES.items())
SIGNS = {"ky": ("КЫ", "Кыргызча"), "ru": ("РУ", "По-русски"), "en": ("EN", "English")}
"""What a switcher shows and says, each in its own language."""
ONLY_IN = {"ky": _("Only in Kyrgyz so far"), "ru": _("Only in Russian so far"), "en": _("Only in English so far")}
TRANSLATED_FROM = {
    "ky": _("Translated from Kyrgyz"),
    "ru": _("Translated from Russian"),
    "en": _("Translated from English"),
}


def of_terminal(environ: Mapping[str, str] = os.environ) -> str:
    """Return the language that a terminal was set to; English, as all that is not ours speaks there, where to none.

    >>> of_terminal({"LANG": "ru_RU.UTF-8"}), of_terminal({"LC_ALL": "C", "LANG": "ky_KG.UTF-8"}), of_terminal({})
    ('ru', 'en', 'en')
    """
    said = next((environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(name)), "")
    return said[:2] if said[:2] in LANGUAGES else "en"


def words(row, name: str, language: str) -> str:
    """Return the text of a translated field in exactly this language, never another one's and never the base column."""
    return getattr(row, f"{name}_{language}") or ""


def some_words(row, name: str) -> str:
    """Return the text of a translated field in the first language that has one: what the desk calls the row."""
    return next(filter(None, (words(row, name, language) for language in LANGUAGES)), "")


def columns(*names: str) -> list[str]:
    """Return the language columns of translated fields, in the order of the desk."""
    return [f"{name}_{language}" for name in names for language in LANGUAGES]
