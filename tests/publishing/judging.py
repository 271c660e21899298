"""Judging search: queries with what they should find, on the demo's content and some people who do not exist.

recall@5 is the share of what was expected that stands among the first five; MRR the mean of 1 / place of the first
expected result. A query that should find nothing counts as found (1) or not (0) in the first and not in the second.
"""

import tomllib
from collections import defaultdict
from dataclasses import dataclass
from io import StringIO
from pathlib import Path

from django.core.management import call_command

from elections.models import Election
from emgek.sample_names import spelled
from publishing import clock
from publishing.finding.asked import Query
from publishing.languages import LANGUAGES
from publishing.searching import search
from tests.factories import go_live, make_candidate

HERE = Path(__file__).parent / "judged"
FIRST = 5


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one query found of what it should."""

    language: str
    text: str
    expected: list[str]
    found: list[str]

    @property
    def recall(self) -> float:
        """Return the share of the expected that is among the first five."""
        if not self.expected:
            return float(not self.found)
        return sum(name in self.found for name in self.expected) / len(self.expected)

    @property
    def reciprocal_rank(self) -> float:
        """Return 1 / place of the first expected one."""
        return next((1 / place for place, name in enumerate(self.found, 1) if name in self.expected), 0)

    def __str__(self):
        return f"{self.language} {self.text!r}: {self.recall:.2f} {self.reciprocal_rank:.2f} {self.found}"


def furnish() -> None:
    """Load the demo and publish the people of the judged set; the settings must say DEMO."""
    call_command("load_demo", verbosity=0, stdout=StringIO())
    election = Election.objects.get(slug="bishkek-2021-july")
    for entry in tomllib.loads((HERE / "people.toml").read_text())["people"]:
        names = {
            f"{field}_name_{code}": spelled(entry[field], code) for field in ("family", "given") for code in LANGUAGES
        }
        professions = {f"profession_{code}": word for code, word in entry["profession"].items()}
        go_live(make_candidate(election, slug=entry["slug"], **names, **professions), at=clock.now())


def judge(name: str) -> list[Verdict]:
    """Return the verdicts on a set: judged or held_out."""
    return [
        Verdict(language, text, expected, first_found(text, language))
        for language, queries in tomllib.loads((HERE / f"{name}.toml").read_text()).items()
        for text, expected in queries.items()
    ]


def first_found(text: str, language: str) -> list[str]:
    """Return slug, or slug#part, of the first results a reader sees; near ones come last."""
    results = search(Query.typed(text), language, clock.now())
    shown = (results.hits + results.near)[:FIRST]
    return [f"{hit.card.slug}#{hit.part}" if hit.part else hit.card.slug for hit in shown]


def figures(verdicts: list[Verdict]) -> dict[str, tuple[int, float, float]]:
    """Return (queries, recall@5, MRR) by language, and of all."""
    groups = defaultdict(list)
    for verdict in verdicts:
        groups[verdict.language].append(verdict)
        groups["all"].append(verdict)
    return {name: (len(group), recall(group), mean_reciprocal_rank(group)) for name, group in groups.items()}


def recall(verdicts: list[Verdict]) -> float:
    """Return the mean recall@5."""
    return sum(verdict.recall for verdict in verdicts) / len(verdicts)


def mean_reciprocal_rank(verdicts: list[Verdict]) -> float:
    """Return the mean reciprocal rank of those that should find something."""
    finding = [verdict for verdict in verdicts if verdict.expected]
    return sum(verdict.reciprocal_rank for verdict in finding) / len(finding)
