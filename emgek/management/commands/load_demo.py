"""Fill the demo."""

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import IntegrityError

from elections.models import Party
from emgek.demo_loading import load
from emgek.demo_people import add_sample_people
from emgek.demo_users import DEMO_USERS, make_demo_users
from publishing.clock import now
from publishing.dates import moment
from publishing.journal import Who
from publishing.problems import Refused


class Command(BaseCommand):
    """Load the real case of July 2021, retold, and the users of the demo; what is there already stays."""

    help = "Load the content and the users of the demo where they are missing."

    def add_arguments(self, parser):
        """Say whether people who do not exist stand beside the real candidate."""
        parser.add_argument("--sample-people", action="store_true", help="add plainly fictional people to the list")

    def handle(self, *, sample_people, **options):
        """Load, saying what goes on, and print who can sign in."""
        if not settings.DEMO:
            raise CommandError("load_demo: the demo's known passwords belong in no real installation; DEMO is off.")
        if Party.objects.exists():
            self.stdout.write("The content is there already; nothing was loaded.")
        else:
            self.load()
        if sample_people:
            self.add_sample_people()
        make_demo_users()
        self.stdout.write("Sign in at /ky/admin/ as:")
        for user in DEMO_USERS:
            self.stdout.write(f"  {user.username}  {user.password}  ({user.role})")

    def load(self):
        """Load the content, one line a release."""
        self.stdout.write("Loading the demo content ...")
        for release in load(who=Who.user(None)):
            acts = list(release.acts.all())
            objects = len({(act.kind, act.object_id) for act in acts})
            self.stdout.write(f"  {moment(acts[0].starts_at, 'en')}: {objects} objects in {len(acts)} editions")
        self.stdout.write(self.style.SUCCESS(f"The demo's clock stands at {moment(now(), 'en')}."))

    def add_sample_people(self):
        """Put people who do not exist on the list, if the demo's clock and what was entered allow it."""
        try:
            count = add_sample_people(at=now(), who=Who.user(None))
        except (Refused, IntegrityError) as reason:
            self.stdout.write(f"The sample people were left out: {reason}")
            return
        if count:
            self.stdout.write(f"{count} sample people («Үлгү») stand on the list.")
