"""Fill an empty database with a plainly fictional party."""

from datetime import datetime
from time import monotonic

from django.core.management.base import BaseCommand, CommandError

from candidates.models import Candidate
from elections.models import Election, Party
from emgek.sample_people import make_people
from emgek.sampling import UNTIL_JUDGED, Sample
from publishing.clock import now
from publishing.dates import BISHKEK
from publishing.journal import Who
from publishing.languages import LANGUAGES
from publishing.problems import Refused

WIDTH = 40


class Command(BaseCommand):
    """Make a sample: party, election, programme, and as many candidates with interviews as are asked for."""

    help = "Fill an empty database with a made-up party of any size, all of it published."

    def add_arguments(self, parser):
        """Say how large, for which election, in which languages."""
        parser.add_argument("--candidates", type=int, required=True, metavar="N", help="how many people")
        parser.add_argument("--election", metavar="SLUG", help="put them on the list of this election, which is public")
        parser.add_argument("--languages", default=",".join(LANGUAGES), help="some of ky,ru,en (default: all)")
        parser.add_argument("--interviews-per-candidate", type=int, default=1, metavar="N", dest="interviews")
        parser.add_argument("--seed", type=int, default=1, help="another seed makes other people")
        parser.add_argument("--judged", action="store_true", help="let the vote pass and tell what became of it all")
        parser.add_argument("--at", type=moment, metavar="MOMENT", help="when it is published (default: now)")

    def handle(self, *, candidates, election, languages, interviews, seed, judged, at, **options):
        """Make it, with a bar that grows."""
        started = monotonic()
        if judged and election:
            raise CommandError("make_sample: --judged is for the made-up party; nothing is invented of real measures.")
        begun = at or (now() - UNTIL_JUDGED if judged else now())
        sample = Sample(begun, Who.user(None), known(languages), interviews, seed)
        try:
            found = self.election(election) or sample.make_party()
            for done in make_people(sample, found, candidates):
                self.draw_bar(done, candidates)
            if judged:
                sample.judge(found)
        except Refused as refusal:
            raise CommandError(f"make_sample: {refusal}") from refusal
        took = monotonic() - started
        self.stdout.write(self.style.SUCCESS(f"{candidates} candidates are public, in {took:.1f} s."))

    def election(self, slug: str | None) -> Election | None:
        """Return the election that was named; without a name the database must be empty."""
        if slug is None:
            if any(model.objects.exists() for model in (Party, Election, Candidate)):
                raise CommandError("make_sample: something is here already; empty the database or name an --election.")
            return None
        election = Election.objects.filter(slug=slug).first()
        if election is None:
            raise CommandError(f"make_sample: there is no election “{slug}”.")
        if election.candidacies.filter(list_position__isnull=False).exists():
            raise CommandError("make_sample: this election's list has places that are taken.")
        return election

    def draw_bar(self, done: int, total: int) -> None:
        """Draw how far it is; where nobody watches, only the end."""
        if self.stdout.isatty() or done == total:
            bar = "#" * (WIDTH * done // total)
            self.stdout.write(f"\r[{bar:<{WIDTH}}] {done}/{total}", ending="\n" if done == total else "")
            self.stdout.flush()


def known(languages: str) -> tuple[str, ...]:
    """Return the languages that were asked for, in the order of the house."""
    asked = {code.strip() for code in languages.split(",")}
    if not asked or asked - set(LANGUAGES):
        raise CommandError(f"make_sample: --languages takes some of {','.join(LANGUAGES)}.")
    return tuple(code for code in LANGUAGES if code in asked)


def moment(text: str) -> datetime:
    """Read a moment; without a zone it is one of Bishkek."""
    read = datetime.fromisoformat(text)
    return read if read.tzinfo else read.replace(tzinfo=BISHKEK)
