"""`manage.py backup FILE`: everything in one file."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from emgek.backups.archive import BadBackup
from emgek.backups.making import make
from emgek.backups.terminal import bar, passphrase
from publishing.languages import LANGUAGES, of_terminal


class Command(BaseCommand):
    """Write rows and files into one file; the site goes on meanwhile."""

    help = "Write everything that was entered and published, with its files, into one file."

    def add_arguments(self, parser):
        """Say where, and whether a passphrase is asked for."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--ask-passphrase", action="store_true", help="seal the file; else BACKUP_PASSPHRASE does")
        parser.add_argument("--language", choices=LANGUAGES, default=of_terminal(), help="language of what is said")

    def handle(self, *, file, ask_passphrase, language, **options):
        """Say what is in it, and its checksum."""
        with translation.override(language):
            secret = passphrase(ask=ask_passphrase, twice=True)
            try:
                made, lost = make(file, secret, at=timezone.now(), bar=bar)
            except BadBackup as error:
                raise CommandError(str(error)) from error
            except OSError as error:
                raise CommandError(_("The backup could not be written: %(why)s") % {"why": error}) from error
            for name in lost:
                self.stderr.write(self.style.WARNING(_("Erased meanwhile, so not in it: %(name)s") % {"name": name}))
            said = {"file": file, "rows": made.rows, "files": made.files, "acts": made.acts, "bytes": made.size}
            sentence = _("%(file)s: %(rows)s rows, %(files)s files, %(acts)s acts of the journal; %(bytes)s bytes")
            self.stdout.write(self.style.SUCCESS(sentence % said))
            self.stdout.write(f"SHA-256 {made.sha256}")
            if not made.is_sealed:
                self.stdout.write(_("No passphrase: keep the file where nobody else can read it."))
