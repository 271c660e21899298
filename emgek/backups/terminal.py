"""What the two commands share: the language of the terminal, the passphrase, the bar."""

import getpass
import os
import sys
from collections.abc import Mapping

from django.conf import settings
from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from tqdm import tqdm

from publishing.languages import LANGUAGES


def bar(title: str, total: int) -> tqdm:
    """Return a bar on the terminal; where there is none, as at night, nothing is shown."""
    return tqdm(desc=title, total=total, disable=None, leave=False, unit_scale=True, file=sys.stderr)


def language(environ: Mapping[str, str] = os.environ) -> str:
    """Return the language that a terminal was set to, or the site's own.

    >>> language({"LANG": "ru_RU.UTF-8"}), language({"LANG": "C.UTF-8"})
    ('ru', 'ky')
    """
    said = next((environ[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environ.get(name)), "")
    return said[:2] if said[:2] in LANGUAGES else LANGUAGES[0]


def passphrase(*, ask: bool, twice: bool = False) -> str:
    """Return the passphrase: of the settings, or typed by somebody who is asked for it."""
    if not ask:
        return settings.BACKUP_PASSPHRASE
    typed = getpass.getpass(_("Passphrase: "))
    if twice and typed != getpass.getpass(_("Once more: ")):
        raise CommandError(_("The two are not the same. Nothing was done."))
    if not typed:
        raise CommandError(_("A passphrase cannot be empty. Nothing was done."))
    return typed
