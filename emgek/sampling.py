"""Sampling: a plainly fictional party of any size, for tests and benchmarks. Its people come from `sample_people`."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import cycle
from pathlib import Path

from django.db import transaction

from elections.models import Election, Imprint, Party
from emgek.filling import columns, fill, read, saved
from programs.models import Measure, Plank, Program, StatusChange, Theme
from publishing.acts import publish
from publishing.dates import midnight
from publishing.journal import Who
from publishing.languages import LANGUAGES
from publishing.publishable import Publishable
from publishing.translating import note_all

CONTENT = Path(__file__).parent / "sample_content" / "sample.toml"
UNTIL_JUDGED = timedelta(days=60)


@dataclass
class Sample:
    """A sample that is being made, at one moment, by somebody."""

    at: datetime
    who: Who
    languages: tuple[str, ...] = LANGUAGES
    interviews: int = 1
    seed: int = 1
    content: dict = field(default_factory=lambda: read(CONTENT))

    def publish(self, rows: list[Publishable]) -> None:
        """Make rows public now, their translations in step."""
        note_all(rows)
        publish(rows, self.languages, at=self.at, who=self.who, note="Үлгү")

    def fill(self, row, entry: dict, *leave: str):
        """Fill a row with the chosen languages and save it."""
        return saved(fill(row, entry, leave=leave, languages=self.languages))

    def words(self, **texts: dict[str, str]) -> dict[str, str]:
        """Return the columns of some texts in the chosen languages."""
        return {
            column: text for name, text in texts.items() for column, text in columns(name, text, self.languages).items()
        }

    def make_party(self) -> Election:
        """Write and publish party, election and programme; return the election, whose campaign is on."""
        with transaction.atomic():
            party = self.fill(Party(), self.content["party"])
            election = self.fill(Election(**self.calendar()), self.content["election"])
            self.fill(Imprint(election=election, is_usual=True), self.content["imprint"])
            self.publish([party, election])
            program = self.fill(Program(election=election), self.content["program"])
            self.publish([program, *self.make_planks(program)])
        return election

    def calendar(self) -> dict[str, datetime]:
        """Return a campaign that began 20 days ago, for a vote in 10 days."""
        day = midnight(self.at)
        return {
            "campaign_starts_at": day - timedelta(days=20),
            "polls_open_at": day + timedelta(days=10, hours=8),
            "polls_close_at": day + timedelta(days=10, hours=20),
        }

    def make_planks(self, program: Program) -> list[Plank]:
        """Write the planks with their measures."""
        themes = {entry["key"]: self.fill(Theme(program=program), entry, "key") for entry in self.content["themes"]}
        planks = []
        for entry in self.content["planks"]:
            plank = Plank(program=program, theme=themes[entry["theme"]])
            self.fill(plank, entry, "theme", "measures", "question", "answer")
            for text in entry["measures"]:
                self.fill(Measure(plank=plank), {"text": text})
            planks.append(plank)
        return planks

    def judge(self, election: Election) -> None:
        """Let the vote pass: publish a result, then what became of the measures; all of it is as made up as they are.

        The same few stories are told of one measure after the other, the last of them being none.
        """
        self.at += UNTIL_JUDGED
        outcome = self.content["outcome"]
        with transaction.atomic():
            election.seats_won = outcome["seats_won"]
            election.save()
            self.publish([election])
            planks = list(Plank.objects.filter(program__election=election))
            measures = Measure.objects.filter(plank__in=planks).order_by("plank__order", "order")
            for measure, story in zip(measures, cycle(outcome["stories"])):
                self.tell(measure, election, story["turns"])
            self.publish(planks)

    def tell(self, measure: Measure, election: Election, turns: list[dict]) -> None:
        """Write what became of one measure; the days are counted from the vote."""
        for turn in turns:
            change = StatusChange(measure=measure, day=election.voting_day + timedelta(days=turn["days"]))
            self.fill(change, {**turn, "source": self.content["outcome"]["source"]}, "days")
