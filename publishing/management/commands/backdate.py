"""Load one piece of history: what was public before this site was there."""

from datetime import datetime

from django.core.management.base import BaseCommand, CommandError
from django.utils import translation
from django.utils.dateparse import parse_datetime

from publishing import clock, kinds
from publishing.acts import backdate
from publishing.journal import Who
from publishing.languages import LANGUAGES
from publishing.problems import Refused
from publishing.publishable import Publishable


class Command(BaseCommand):
    """Publish a saved row with a start in the past; wherever it is shown it is marked as backdated."""

    help = "Publish a saved row as of a moment in the past. Only for objects nothing else was published of."

    def add_arguments(self, parser):
        """Say what, since when, in which languages, and why."""
        parser.add_argument("kind", metavar="KIND", help=", ".join(sorted(kinds.KINDS)))
        parser.add_argument("slug", metavar="SLUG", help="the last part of its address")
        parser.add_argument("--from", dest="starts_at", required=True, metavar="MOMENT", help="2021-06-21T00:00+06:00")
        parser.add_argument("--languages", required=True, metavar="ky,ru", help="parted by commas")
        parser.add_argument("--note", default="", help="where it stood before, for the journal")

    @translation.override("en")  # all that it says itself is English, so are the reasons for which it is refused
    def handle(self, *, kind, slug, starts_at, languages, note, **options):
        """Publish it, or say in one sentence why not."""
        row, chosen, start = row_at(kind, slug), codes(languages), moment(starts_at)
        try:
            release = backdate([row], chosen, starts_at=start, at=clock.now(), who=Who.user(None), note=note)
        except Refused as refused:
            raise CommandError("\n".join(str(problem.message) for problem in refused.problems)) from refused
        made = ", ".join(sorted(act.language for act in release.acts.all()))
        self.stdout.write(self.style.SUCCESS(f"{kind} {slug}: public since {start.isoformat()} in {made}."))


def row_at(kind: str, slug: str) -> Publishable:
    """Return the one row of a kind with a slug."""
    if kind not in kinds.KINDS:
        raise CommandError(f"There is no kind {kind!r}. There are: {', '.join(sorted(kinds.KINDS))}.")
    found = list(kinds.model_of(kind)._default_manager.filter(slug=slug)[:2])
    if len(found) != 1:
        raise CommandError(f"{len(found) or 'No'} rows of the kind {kind!r} have the address {slug!r}; it must be one.")
    return found[0]


def codes(text: str) -> list[str]:
    """Return the languages that are named."""
    chosen = [code.strip() for code in text.split(",") if code.strip()]
    unknown = [code for code in chosen if code not in LANGUAGES]
    if unknown or not chosen:
        raise CommandError(f"Languages are {', '.join(LANGUAGES)}; not {', '.join(unknown) or 'none'}.")
    return chosen


def moment(text: str) -> datetime:
    """Return a moment that says its zone."""
    try:
        found = parse_datetime(text)
    except ValueError:
        found = None
    if found is None or found.tzinfo is None:
        raise CommandError(f"{text!r} is no moment with a zone. Write it like 2021-06-21T00:00+06:00.")
    return found
