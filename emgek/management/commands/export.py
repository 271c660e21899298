"""Write the site down as plain files, and let the proxy show them instead of the site."""

from datetime import datetime
from pathlib import Path
from time import monotonic

from django.conf import settings
from django.core.checks import Tags
from django.core.management.base import BaseCommand, CommandError
from django.db import DatabaseError

from emgek.export import switch, writing
from emgek.export.asking import Site
from emgek.export.gathering import Walk
from emgek.export.seeds import seeds
from emgek.export.validity import valid_until
from publishing import clock
from publishing.dates import BISHKEK
from publishing.journal import Act, Head, Verb

WIDTH = 40
MOST_TOLD = 50
EVERY = 25
"""So many addresses are done before the bar grows again."""


class Command(BaseCommand):
    """Write, flip, or flip back."""

    help = (
        "Write every public page, picture and file into DIR, as of now: unchanged files stay, readers never see half."
        " --flip lets the proxy show the copy (deploy/nginx/copy.conf), --back the site again."
    )
    # Checks of models ask the database, and it may be gone when somebody flips.
    requires_system_checks = (Tags.staticfiles,)

    def add_arguments(self, parser):
        """Say where, and what to do with it."""
        parser.add_argument("folder", type=Path, metavar="DIR", help="where copies are kept")
        parser.add_argument("--origin", default=settings.PUBLIC_ORIGIN, help="https://… by which readers know the site")
        parser.add_argument("--despite-broken-links", action="store_true", help="show the copy all the same")
        what = parser.add_mutually_exclusive_group()
        what.add_argument("--flip", action="store_true", help="let the proxy show the copy, written anew if need be")
        what.add_argument("--back", action="store_true", help="let the proxy show the site again")

    def handle(self, *, folder: Path, origin: str, despite_broken_links: bool, flip: bool, back: bool, **options):
        """Do what was asked for, and say how it stands."""
        if back:
            self.back(folder)
        elif flip:
            self.flip(folder, origin, despite_broken_links)
        else:
            self.write(folder, origin, despite_broken_links)
        self.tell(folder)

    def back(self, folder: Path) -> None:
        """Flip back; say so where nothing was there to be flipped, lest somebody who mistyped goes back to bed."""
        if not switch.is_on(folder) and writing.shown(folder) is None:
            raise CommandError("export: not flipped back. There is no copy in this folder; is it another one?")
        switch.back(folder)

    def flip(self, folder: Path, origin: str, despite: bool) -> None:
        """Flip to the copy there is if it is true, else to a new one; without the database only to one that is true."""
        try:
            newest, at = Head._base_manager.get(pk=1).hash, clock.now()
        except DatabaseError:
            self.stderr.write("The database does not answer: whether something was withdrawn meanwhile is not known.")
            self.flip_now(folder, datetime.now(BISHKEK), None)
            return
        try:
            switch.check(switch.facts(folder), at, newest)
        except switch.RefusedError as reason:
            self.stdout.write(f"{reason} Writing it anew.")
            self.write(folder, origin, despite)
        self.flip_now(folder, clock.now(), Head._base_manager.get(pk=1).hash)

    def flip_now(self, folder: Path, at: datetime, newest: str | None) -> None:
        """Flip, or say why not."""
        try:
            switch.check(switch.facts(folder), at, newest)
        except switch.RefusedError as reason:
            raise CommandError(f"export: not flipped. {reason}") from reason
        switch.flip(folder)

    def write(self, folder: Path, origin: str, despite: bool) -> None:
        """Write a copy and show it in the place of the one before."""
        if not origin:
            raise CommandError("export: say under which address readers know the site: --origin or PUBLIC_ORIGIN.")
        started = monotonic()
        try:
            with writing.alone_in(folder):
                walk = self.walk(folder, origin.rstrip("/"), despite)
        except writing.BusyError as busy:
            raise CommandError("export: somebody else is writing into this folder.") from busy
        build = walk.build
        size, took = f"{build.size / 1e6:.1f} MB", f"{monotonic() - started:.1f} s"
        self.stdout.write(f"{build.count} files, {size}, {build.changed} of them changed, in {took}.")

    def walk(self, folder: Path, origin: str, despite: bool) -> Walk:
        """Walk over the site as of now; a copy with broken links is thrown away."""
        at, head = clock.now(), Head._base_manager.get(pk=1)
        build = writing.begin(folder, at, head.number)
        walk = Walk(Site(origin, at), build)
        walk.over(seeds(at), self.draw_bar)
        if walk.broken and not despite:
            writing.forget(folder, but=(build.before,))
            self.explain(walk)
            raise CommandError("export: links lead nowhere; the copy before stays. --despite-broken-links shows it.")
        has_erased = erased_since(build.before and switch.facts(folder).number)
        if not has_erased:
            build.keep_assets()
        facts = {"at": at, "valid_until": valid_until(at), "origin": origin}
        journal = {"number": head.number, "hash": head.hash}
        build.close({name: str(value) for name, value in facts.items()} | {"journal": journal})
        writing.show(folder, build, keep=not has_erased)
        return walk

    def explain(self, walk: Walk) -> None:
        """List what leads nowhere."""
        for broken in walk.broken[:MOST_TOLD]:
            self.stderr.write(f"  ✗ {broken}")
        if len(walk.broken) > MOST_TOLD:
            self.stderr.write(f"  … and {len(walk.broken) - MOST_TOLD} more")

    def draw_bar(self, done: int, known: int) -> None:
        """Draw how far it is; more becomes known on the way. Where nobody watches, only the end."""
        if done == known or (self.stdout.isatty() and done % EVERY == 0):
            bar = "#" * (WIDTH * done // known)
            self.stdout.write(f"\r[{bar:<{WIDTH}}] {done}/{known}", ending="\n" if done == known else "")
            self.stdout.flush()

    def tell(self, folder: Path) -> None:
        """Say what readers see."""
        try:
            known = switch.facts(folder)
        except switch.RefusedError as reason:
            self.stdout.write(str(reason))
            return
        moments = [f"{moment.astimezone(BISHKEK):%Y-%m-%d %H:%M:%S}" for moment in (known.at, known.valid_until)]
        self.stdout.write("The copy is as of {}, true until {} (Bishkek).".format(*moments))
        what = "THE COPY" if switch.is_on(folder) else "the site"
        self.stdout.write(self.style.SUCCESS(f"The proxy shows {what}."))


def erased_since(number: int | None) -> bool:
    """Say whether anything was erased since the copy before was made; a journal that is behind it counts as well."""
    if number is None:
        return False
    head = Head._base_manager.get(pk=1)
    return head.number < number or Act.objects.filter(number__gt=number, verb=Verb.ERASE).exists()
