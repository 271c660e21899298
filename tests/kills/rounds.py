"""One round: an officer does something, something is killed meanwhile, all stands again, and nothing is half done.

What is acknowledged is remembered beside the site and asked of its database and its files afterwards.
"""

import hashlib
import random
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

from django.core.files.storage import default_storage
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from PIL import Image
from reversion.models import Version

from candidates.list_imports import ListImport
from candidates.models import Candidate
from candidates.portrait_files import mend, sweep
from elections.attachments import sweep_attachments
from emgek.backups import tables
from emgek.backups.record import Backup
from emgek.models import Page
from publishing.acts import publish
from publishing.editions import Edition
from publishing.erasing import every_file
from publishing.journal import Release
from publishing.verifying import faults
from staff.models import User
from tests.factories import MACHINE, make_candidate, make_election, make_page
from tests.kills.house import House
from tests.kills.looking import looking_into
from tests.kills.officer import NotAcknowledged, Officer, fields_of, session_of

LINES = 30
LATER = timedelta(hours=1)
"""Everything that was stored up to now is old enough to be swept: nobody is uploading."""


class Rounds:
    """Rounds in one house; `seed` chooses the moments."""

    def __init__(self, house: House, seed: int):
        self.house, self.random = house, random.Random(seed)
        self.tried = self.saved = self.published = self.lists = 0
        self.swept, self.acknowledged = 0, 0
        self.usual: dict[str, float] = {}
        with looking_into(house):
            self.page, self.person, self.election = self.furnish()

    def __str__(self):
        usual = ", ".join(f"{work} {seconds:.1f} s" for work, seconds in self.usual.items())
        return f"acknowledged {self.acknowledged}, files swept {self.swept}; undisturbed: {usual}"

    def furnish(self) -> tuple[int, int, int]:
        """Make a page that is public, a person and an election with an empty list."""
        page = make_page(title_ky="0", slug="kills")
        publish([page], ("ky", "ru", "en"), at=timezone.now(), who=MACHINE)
        opens = timezone.now() + timedelta(days=30)
        election = make_election(
            slug="kills",
            campaign_starts_at=opens,
            silence_starts_at=opens + timedelta(days=19),
            polls_open_at=opens + timedelta(days=20),
            polls_close_at=opens + timedelta(days=20, hours=12),
        )
        return page.pk, make_candidate(slug="kills").pk, election.pk

    def sign_in(self) -> Officer:
        """Sign an officer in; restoring ends every session."""
        return Officer(self.house, session_of("officer"))

    # What is done, and what must hold of it afterwards ----------------------------------------------------------------

    def publish(self) -> tuple[Callable, Callable]:
        """Save a page's form and publish it."""
        self.tried += 1
        title, officer = self.tried, self.sign_in()
        fields = fields_of(Page.objects.get(pk=self.page))

        def do():
            officer.save_page(fields, self.page, str(title))
            self.saved = title
            officer.publish_page(self.page)
            self.published = title

        def check():
            row = Page.objects.get(pk=self.page)
            assert self.saved <= int(row.title_ky) <= self.tried, "an acknowledged save is lost"
            versions = Version.objects.get_for_model(Page).filter(object_id=row.pk)
            told = f'"title_ky": "{row.title_ky}"'
            assert not self.saved or versions.filter(serialized_data__contains=told).exists(), "a version is lost"
            live = Edition.objects.of(row).live(timezone.now())
            assert {edition.language for edition in live} == {"ky", "ru", "en"}, "a language is missing"
            assert self.published <= int(live.get(language="ky").title) <= self.tried, "an acknowledged edition is lost"

        return do, check

    def bring_in(self) -> tuple[Callable, Callable]:
        """Bring a list of people in."""
        self.lists += 1
        name, officer, done = f"Үлгү{self.lists}", self.sign_in(), []

        def do():
            officer.bring_list_in(self.election, [f"{name};Мисал{number}" for number in range(LINES)])
            done.append(True)

        def check():
            people = Candidate.objects.filter(family_name_ky=name)
            assert people.count() == (LINES if done else people.count() and LINES), "half a list"
            applied = ListImport.objects.filter(state=ListImport.State.APPLIED, lines__candidate__in=people).distinct()
            assert applied.count() == bool(people), "the list does not say what became of it"
            assert sum(person.candidacies.count() for person in people) == people.count(), "people without a place"

        return do, check

    def upload(self) -> tuple[Callable, Callable]:
        """Save a person's form with another portrait."""
        officer, colour, done = self.sign_in(), tuple(self.random.randrange(256) for _part in "rgb"), []
        fields = fields_of(Candidate.objects.get(pk=self.person))

        def do():
            officer.send_portrait(fields, self.person, colour)
            done.append(True)

        def check():
            portrait = Candidate.objects.get(pk=self.person).portrait
            if done:
                with default_storage.open(portrait.name) as file, Image.open(file) as image:
                    seen = image.convert("RGB").getpixel((450, 450))
                assert all(abs(a - b) < 9 for a, b in zip(seen, colour, strict=True)), (
                    "an acknowledged portrait is lost"
                )

        return do, check

    def restore(self) -> tuple[Callable, Callable]:
        """Put back a backup while something newer stands there."""
        path = self.house.folder / "backup"
        if not path.exists():
            assert self.house.manage("backup", str(path)).wait() == 0
            self.restored = state()
        User.objects.get_or_create(username=f"newer{self.random.random()}")
        before, done = state(), []

        def do():
            self.command = self.house.manage("restore", str(path), "--replace")
            if self.command.wait() != 0:
                raise NotAcknowledged("restore")
            done.append(True)

        def check():
            assert state() in ((self.restored,) if done else (self.restored, before)), "half a restored database"
            row = Page.objects.get(pk=self.page)
            self.saved = min(self.saved, int(row.title_ky))
            self.published = min(
                self.published, int(Edition.objects.of(row).live(timezone.now()).get(language="ky").title)
            )

        return do, check

    # A round ----------------------------------------------------------------------------------------------------------

    def round(self, target: str, work: str) -> None:
        """Do something and kill a target meanwhile; without a target nothing is killed and it must be done."""
        with looking_into(self.house):
            do, check = getattr(self, work)()
        with ThreadPoolExecutor(1) as pool:
            began = time.monotonic()
            future = pool.submit(do)
            if target:
                time.sleep(self.random.uniform(0, 1.1 * self.usual[work]))
                self.kill(target, work)
            try:
                future.result()
                self.acknowledged += 1
            except NotAcknowledged:
                if not target:
                    raise
            if not target:
                self.usual[work] = time.monotonic() - began
        self.house.stand()
        with looking_into(self.house):
            check()
            self.check_house()

    def kill(self, target: str, work: str) -> None:
        """Kill what answers, the worker or the database; a command that is at work goes with the site."""
        if target == "web" and work == "restore":
            self.command.kill()
        if target == "web" and self.random.random() < 0.8:
            self.house.web.kill_those_who_answer()
        elif target:
            {"web": self.house.web, "worker": self.house.worker, "database": self.house.postgres}[target].kill()

    def check_house(self) -> None:
        """Look whether the history is whole, every file is there whole, and none is too many."""
        assert list(faults()) == [], "the history is not whole"
        assert not Release.objects.filter(acts=None).exists(), "a release without acts"
        assert not Edition.objects.filter(search_entries=None).exists(), "an edition that nobody finds"
        self.wait_for_tasks()
        self.swept += sweep(timezone.now() + LATER) + sweep_attachments(timezone.now() + LATER)
        _made, lost = mend()
        assert lost == [], "a picture is lost"
        shown = set(Candidate.objects.exclude(portrait="").values_list("portrait", flat=True))
        stored = set(every_file(default_storage, "portraits"))
        assert shown <= stored, "a row points to a file that is not there"
        told = " ".join(Version.objects.get_for_model(Candidate).values_list("serialized_data", flat=True))
        assert not [name for name in stored - shown if name not in told], "a file that nobody shows"
        for name in stored:
            with default_storage.open(name) as file, Image.open(file) as image:
                image.load()

    def wait_for_tasks(self) -> None:
        """Wait until the worker has done what can be done."""
        ends = time.monotonic() + 30
        while self.house.worker and time.monotonic() < ends and DBTaskResult.objects.filter(status="READY").exists():
            time.sleep(0.1)


def state() -> str:
    """Return a hash of all rows but those of the record of backups."""
    digest = hashlib.sha256()
    for model in tables.tables():
        if model is not Backup:
            for lines, _many in tables.lots(model):
                digest.update(lines)
    return digest.hexdigest()


def fresh(path: Path) -> Path:
    """Make a folder that somebody without rights may look into."""
    path.mkdir()
    path.chmod(0o755)
    return path
