"""Take a lost second factor from somebody whom no other administrator can help."""

from django.core.management.base import BaseCommand, CommandError

from staff.factors import take_away
from staff.models import User


class Command(BaseCommand):
    """Take all second factors from a user and end every session; the audit log says so, and why."""

    help = "Take all second factors from a user who lost them and end every session. The audit log keeps the reason."

    def add_arguments(self, parser):
        """Say whose and why."""
        parser.add_argument("username", metavar="NAME", help="the name that is typed when signing in")
        parser.add_argument("--why", required=True, help="the reason; the user reads it at the next sign-in")

    def handle(self, *, username, why, **options):
        """Take them away, or say in one sentence why not."""
        user = User.objects.filter(username=username).first()
        if user is None:
            raise CommandError(f"Nobody here is called {username}.")
        if not why.strip():
            raise CommandError("--why is empty. Say why: it stays in the audit log.")
        take_away(user, why.strip()[:150])
        self.stdout.write(self.style.SUCCESS(f"{username} signs in with the password alone and sets up a new one."))
