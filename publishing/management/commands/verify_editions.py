"""Check that the history of what was public is whole."""

import sys

from django.core.management.base import BaseCommand
from django.utils import translation
from django.utils.translation import gettext as _

from publishing.journal import Head
from publishing.languages import LANGUAGES, of_terminal
from publishing.verifying import faults


class Command(BaseCommand):
    """Replay the journal and compare periods, documents and rows; exit 1 if anything differs."""

    help = "Replay the journal and compare it with the editions and documents that are stored."

    def add_arguments(self, parser):
        """A hash that was printed or mailed earlier can be looked for."""
        parser.add_argument("--expect", default="", metavar="HASH", help="a hash that must be in the journal")
        parser.add_argument("--language", choices=LANGUAGES, default=of_terminal(), help="language of what is said")

    def handle(self, *, expect, language, **options):
        """Print every fault, then the head."""
        with translation.override(language):
            self.verify(expect)

    def verify(self, expect: str) -> None:
        """Do it in the language that is spoken."""
        found = 0
        for fault in faults(expect):
            found += 1
            self.stderr.write(self.style.ERROR(fault))
        head = Head.objects.get(pk=1)
        if found:
            self.stderr.write(self.style.ERROR(_("Faults found: %(number)s.") % {"number": found}))
            sys.exit(1)
        sentence = _("The history is whole: %(acts)s acts, newest hash: %(head)s")
        self.stdout.write(self.style.SUCCESS(sentence % {"acts": head.number, "head": head.hash}))
