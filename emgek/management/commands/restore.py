"""`manage.py restore FILE`: everything back from one file."""

import sys
from pathlib import Path

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from emgek.backups.archive import BadBackup
from emgek.backups.restoring import check, needs_passphrase, refuse_unfit, restore
from emgek.backups.terminal import bar, passphrase
from publishing.languages import LANGUAGES, of_terminal
from staff.sealing import unseal


class Command(BaseCommand):
    """Check a backup, put it in the place of what is there, and verify the history."""

    help = "Put back what a backup holds. Stop the site and its worker first; the database is empty, or --replace."

    def add_arguments(self, parser):
        """Say from where, and whether what is there may be thrown away."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--replace", action="store_true", help="throw away everything that is there now")
        parser.add_argument("--only-check", action="store_true", help="read the file and compare it; change nothing")
        parser.add_argument("--language", choices=LANGUAGES, default=of_terminal(), help="language of what is said")

    def handle(self, *, file, replace, only_check, language, **options):
        """Say what is in it, put it back, and print what the verifier finds."""
        with translation.override(language):
            try:
                secret = self.secret(file)
                manifest = check(file, secret, bar=bar)
                self.tell(manifest)
                if only_check:
                    return
                refuse_unfit(manifest, replace=replace)
                restore(file, secret, manifest, bar=bar)
            except BadBackup as error:
                raise CommandError(_("%(why)s Nothing was changed.") % {"why": error}) from error
            except OSError as error:
                raise CommandError(_("The backup could not be read or written: %(why)s") % {"why": error}) from error
            self.stdout.write(self.style.SUCCESS(_("Everything is back.")))
            self.warn_of_other_keys()
            call_command("verify_editions", language=language, stdout=self.stdout, stderr=self.stderr)

    def secret(self, file: Path) -> str:
        """Return the passphrase of a file that has one, from the settings or typed."""
        if not needs_passphrase(file):
            return ""
        return settings.BACKUP_PASSPHRASE or passphrase(ask=sys.stdin.isatty())

    def warn_of_other_keys(self) -> None:
        """Say so where nobody could sign in with a code: the keys are among the settings, not in the backup."""
        factor = Authenticator.objects.filter(type=Authenticator.Type.TOTP).first()
        try:
            if factor:
                unseal(factor.data["secret"])
        except ValueError:
            sentence = _(
                "Second factors cannot be opened: set SEALING_KEYS (or SECRET_KEY) as it was on the old machine."
            )
            self.stderr.write(self.style.WARNING(sentence))

    def tell(self, manifest) -> None:
        """Say what the file holds."""
        said = {
            "at": f"{localtime(manifest.made_at):%Y-%m-%d %H:%M}",
            "rows": sum(manifest.rows.values()),
            "files": manifest.files,
        }
        said |= {"software": manifest.software, "acts": manifest.acts, "head": manifest.head}
        self.stdout.write(_("The file is whole: %(at)s, %(software)s, %(rows)s rows, %(files)s files.") % said)
        self.stdout.write(_("Acts of the journal: %(acts)s, newest hash: %(head)s") % said)
