"""Loading the demo: the work of the desk is done again, release by release, from the texts in `demo_content/`.

Each file holds one kind of thing with its three languages beside each other; each entry names the release that made
it public and, under `changes`, what later releases changed in it. A release that lies behind the demo's clock becomes
backdated history, one that lies ahead waits (design.md §6).
"""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.db import models, transaction

from candidates.models import Candidacy, Candidate, Interview, QABlock
from elections.models import Election, Imprint, KeyDate, Party
from emgek.filling import fill, read, saved
from emgek.models import Page
from programs.models import Measure, Plank, Program, Theme
from publishing.acts import backdate, publish
from publishing.clock import set_demo_clock
from publishing.journal import Release, Who
from publishing.languages import LANGUAGES
from publishing.publishable import Publishable
from publishing.terms import Term
from publishing.translating import note_all

CONTENT = Path(__file__).parent / "demo_content"


def load(*, who: Who) -> Iterator[Release]:
    """Load everything, all or nothing, and set the clock; yield each release when it is done."""
    plan = read(CONTENT / "releases.toml")
    desk = Desk()
    with transaction.atomic():
        set_demo_clock(plan["clock"])
        load_terms()
        for release in plan["releases"]:
            yield publish_release(desk.write(release["name"]), release, at=plan["clock"], who=who)


def load_terms() -> None:
    """Write the agreed terms."""
    for entry in read(CONTENT / "terms.toml")["terms"]:
        texts = {name: dict.fromkeys(LANGUAGES, "") | text for name, text in entry.items() if name != "note"}
        saved(fill(Term(note=entry.get("note", "")), texts))


def publish_release(rows: list[Publishable], release: dict, *, at: datetime, who: Who) -> Release:
    """Make the rows of a release public from its moment on: as history, or as something that waits."""
    note_all(rows)
    begin = backdate if release["public_from"] <= at else publish
    return begin(rows, LANGUAGES, starts_at=release["public_from"], at=at, who=who, note=release["note"])


def fields_of(step: dict) -> dict:
    """Return what a step says of its row, without what it says of itself."""
    return {name: value for name, value in step.items() if name not in ("release", "changes")}


class Desk:
    """What an editor would do. Rows are remembered by slug, parts by key, so that later entries can name them."""

    def __init__(self):
        self.rows: dict[tuple[type, str], models.Model] = {}
        self.content = {name: read(CONTENT / f"{name}.toml")[name] for name in self.WRITERS}

    def write(self, release: str) -> list[Publishable]:
        """Do the work of one release; return what is to be published."""
        return [
            self.WRITERS[name](self, {"slug": entry["slug"]} | fields_of(step))
            for name, entries in self.content.items()
            for entry in entries
            for step in (entry, *entry.get("changes", ()))
            if step["release"] == release
        ]

    def row(self, model: type, slug: str) -> models.Model:
        """Return the row of a slug; a new one when the slug is new."""
        return self.rows.setdefault((model, slug), model(slug=slug))

    # One kind each ------------------------------------------------------------------------------------------------

    def party(self, entry: dict) -> Party:
        """Write the party."""
        return saved(fill(self.row(Party, entry["slug"]), entry))

    def page(self, entry: dict) -> Page:
        """Write a page."""
        return saved(fill(self.row(Page, entry["slug"]), entry))

    def election(self, entry: dict) -> Election:
        """Write an election with its dates and its usual imprint."""
        election = fill(self.row(Election, entry["slug"]), entry, leave={"repeats", "key_dates", "imprint"})
        if "repeats" in entry:
            election.repeats = self.rows[Election, entry["repeats"]]
        saved(election)
        for part in entry.get("key_dates", ()):
            saved(fill(KeyDate(election=election), part))
        if "imprint" in entry:
            saved(fill(Imprint(election=election, is_usual=True), entry["imprint"]))
        return election

    def candidate(self, entry: dict) -> Candidate:
        """Write a candidate with the elections stood in."""
        candidate = saved(fill(self.row(Candidate, entry["slug"]), entry, leave={"candidacies"}))
        for part in entry.get("candidacies", ()):
            election = self.rows[Election, part["election"]]
            saved(fill(Candidacy(candidate=candidate, election=election), part, leave={"election"}))
        return candidate

    def program(self, entry: dict) -> Program:
        """Write a programme with its themes."""
        program = fill(self.row(Program, entry["slug"]), entry, leave={"election", "themes"})
        program.election = self.rows[Election, entry["election"]]
        saved(program)
        for part in entry.get("themes", ()):
            self.rows[Theme, part["key"]] = saved(fill(Theme(program=program), part, leave={"key"}))
        return program

    def plank(self, entry: dict) -> Plank:
        """Write a plank with its measures; a measure with a voice is that candidate's own view."""
        plank = fill(self.row(Plank, entry["slug"]), entry, leave={"program", "theme", "measures"})
        if "program" in entry:
            plank.program, plank.theme = self.rows[Program, entry["program"]], self.rows[Theme, entry["theme"]]
        saved(plank)
        for part in entry.get("measures", ()):
            voice = self.rows[Candidate, part["voice"]].pk if "voice" in part else None
            measure = saved(fill(Measure(plank=plank, voice=voice), part, leave={"key", "voice"}))
            self.rows[Measure, part["key"]] = measure
        return plank

    def interview(self, entry: dict) -> Interview:
        """Write an interview with its questions, linked to the planks and measures they speak to."""
        interview = fill(self.row(Interview, entry["slug"]), entry, leave={"candidate", "election", "blocks"})
        interview.candidate = self.rows[Candidate, entry["candidate"]]
        interview.election = self.rows[Election, entry["election"]]
        saved(interview)
        for part in entry["blocks"]:
            block = saved(fill(QABlock(interview=interview), part, leave={"planks", "measures"}))
            block.planks.set(self.rows[Plank, slug] for slug in part.get("planks", ()))
            block.measures.set(self.rows[Measure, key] for key in part.get("measures", ()))
        return interview

    # In the order in which one thing may name another.
    WRITERS = {
        "party": party,
        "elections": election,
        "pages": page,
        "candidates": candidate,
        "programs": program,
        "planks": plank,
        "interviews": interview,
    }
