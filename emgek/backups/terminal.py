"""What the two commands share: the passphrase, the bar."""

import getpass
import sys

from django.conf import settings
from django.core.management.base import CommandError
from django.utils.translation import gettext as _
from tqdm import tqdm


def bar(title: str, total: int) -> tqdm:
    """Return a bar on the terminal; where there is none, as at night, nothing is shown."""
    return tqdm(desc=title, total=total, disable=None, leave=False, unit_scale=True, file=sys.stderr)


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
