"""What bringing a list in would do, row by row: added, changed, left alone, asked about, or failing and why."""

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from django.core.exceptions import ValidationError
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from candidates.list_imports import ListImport
from candidates.lists.columns import NAME_PARTS, Column, all_columns, key_of
from candidates.lists.matching import People, names_of
from candidates.lists.tables import Table
from candidates.locking import lock_of
from candidates.models import Candidacy, Candidate
from elections.models import Election
from publishing.dates import date_of
from publishing.kyrgyz import slugify
from publishing.languages import LANGUAGES

NEW = "new"


class Fate(StrEnum):
    """What becomes of a row."""

    FAILS = "fails"
    ASKS = "asks"
    ADDED = "added"
    STANDS = "stands"
    CHANGED = "changed"
    SAME = "same"


@dataclass(frozen=True, slots=True)
class Trouble:
    """Why a row fails: in which column, and what is wrong."""

    column: str
    message: str


@dataclass(frozen=True, slots=True)
class Change:
    """A field that gets another value."""

    column: Column
    before: object
    after: object

    @property
    def old(self) -> str:
        """Return the value it has."""
        return self.column.shown(self.before)

    @property
    def new(self) -> str:
        """Return the value it gets."""
        return self.column.shown(self.after)


@dataclass
class Row:
    """One row of the file and what it would do."""

    number: int
    values: dict = field(default_factory=dict)
    whole_names: set[str] = field(default_factory=set)
    person: Candidate | None = None
    candidacy: Candidacy | None = None
    twins: list[Candidate] = field(default_factory=list)
    chosen: str = ""
    changes: list[Change] = field(default_factory=list)
    troubles: list[Trouble] = field(default_factory=list)

    @property
    def name(self) -> str:
        """Return what the row calls the person."""
        for code in LANGUAGES:
            parts = [self.values.get(f"{name}_{code}") for name in NAME_PARTS]
            if any(parts):
                return " ".join(filter(None, parts))
        return str(self.person) if self.person else self.values.get("slug", "")

    @property
    def question(self) -> str:
        """Return what an answer about its twins is kept under: who it is, not where it stands in the file."""
        return f"{slugify(self.name, 150)}|{self.values.get('birth_date') or ''}"

    @property
    def fate(self) -> Fate:
        """Return what becomes of it."""
        if self.troubles:
            return Fate.FAILS
        if self.twins and not self.chosen:
            return Fate.ASKS
        if self.person is None:
            return Fate.ADDED
        if self.candidacy is None:
            return Fate.STANDS
        return Fate.CHANGED if self.changes else Fate.SAME

    @property
    def place(self) -> int | None:
        """Return the place on the list the person would have."""
        if "list_position" in self.values:
            return self.values["list_position"]
        return self.candidacy.list_position if self.candidacy else None

    def fail(self, key: str, message: str) -> None:
        """Note why it fails."""
        column = all_columns().get(key)
        self.troubles.append(Trouble(column.label if column else "", str(message)))


@dataclass
class Plan:
    """What a list would do to an election's list."""

    rows: list[Row]
    unknown: list[str] = field(default_factory=list)
    gaps: list[int] = field(default_factory=list)
    moved: int = 0
    without_place: int = 0
    absent: list[Candidacy] = field(default_factory=list)

    def of(self, *fates: Fate) -> list[Row]:
        """Return the rows with some fates."""
        return [row for row in self.rows if row.fate in fates]

    @property
    def gap_ranges(self) -> list[str]:
        """Return the places nobody has, those in a row as one: 2, 5–9."""
        runs: list[list[int]] = []
        for place in self.gaps:
            if runs and runs[-1][-1] == place - 1:
                runs[-1][1:] = [place]
            else:
                runs.append([place])
        return ["–".join(map(str, run)) for run in runs]

    @property
    def has_twins(self) -> bool:
        """Say whether anybody is asked about, or was."""
        return any(row.twins for row in self.rows)

    @property
    def can_apply(self) -> bool:
        """Say whether nothing fails, nothing is asked and something would happen."""
        return not self.of(Fate.FAILS, Fate.ASKS) and bool(self.of(Fate.ADDED, Fate.STANDS, Fate.CHANGED))

    @property
    def token(self) -> str:
        """Return a short name of exactly this plan: what was shown is what is done."""
        said = [
            (
                row.number,
                row.fate,
                row.person and row.person.pk,
                [(c.column.key, c.before, c.after) for c in row.changes],
            )
            for row in self.rows
        ]
        return hashlib.sha256(repr(said).encode()).hexdigest()[:32]


def plan_of(waiting: ListImport, at: datetime, *, lock: bool = False) -> Plan:
    """Return what a waiting list would do now; `lock` keeps the rows it reads until the transaction ends."""
    election = waiting.election
    table = Table(waiting.headers, [(number, cells) for number, cells in waiting.rows])
    plan = Plan(*read_rows(table, date_of(at)))
    recognise(plan.rows, People.of(election), waiting.answers, lock)
    standing = candidacies_of(election, lock)
    for row in plan.rows:
        row.candidacy = standing.get(row.person.pk) if row.person else None
        row.changes = list(changes_of(row))
        check_words(row)
    refuse_the_same_person_twice(plan.rows)
    refuse_one_place_for_two(plan.rows, standing.values())
    refuse_what_is_locked(plan.rows, election, at)
    look_over(plan, standing.values())
    return plan


def candidacies_of(election: Election, lock: bool) -> dict[int, Candidacy]:
    """Return the candidacies of an election by person."""
    found = election.candidacies.select_related("candidate").order_by("list_position", "pk")
    found = found.select_for_update(of=("self",)) if lock else found
    return {candidacy.candidate_id: candidacy for candidacy in found}


# Reading --------------------------------------------------------------------------------------------------------------


def read_rows(table: Table, today: date) -> tuple[list[Row], list[str]]:
    """Return the rows with the values of their cells, and the heads nobody knows; an empty cell says nothing."""
    keys = [key_of(head) for head in table.headers]
    twice = {key for key, count in Counter(filter(None, keys)).items() if count > 1}
    unknown = [head for head, key in zip(table.headers, keys, strict=True) if head and (not key or key in twice)]
    rows = []
    for number, cells in table.rows:
        row = Row(number)
        for key, cell in zip(keys, cells, strict=False):
            if key and cell and key not in twice:
                read_cell(row, key, cell, today)
        rows.append(row)
    return rows, unknown


def read_cell(row: Row, key: str, cell: str, today: date) -> None:
    """Put what a cell says into its row, or why it says nothing."""
    if key.startswith("whole_"):
        read_whole_name(row, key.removeprefix("whole_"), cell)
        return
    try:
        row.values[key] = all_columns()[key].read(cell, today)
    except ValidationError as error:
        row.fail(key, " ".join(error.messages))


def read_whole_name(row: Row, language: str, cell: str) -> None:
    """Part a whole name as lists write it: family name, given name, patronymic."""
    parts = cell.split(maxsplit=2)
    row.whole_names.add(language)
    for name, part in zip(NAME_PARTS, parts, strict=False):
        read_cell(row, f"{name}_{language}", part, date.max)


# Recognising ----------------------------------------------------------------------------------------------------------


def recognise(rows: list[Row], people: People, answers: dict[str, str], lock: bool) -> None:
    """Find the person of each row, or those it could be."""
    found: dict[int, int] = {}
    asked: dict[int, tuple[int, ...]] = {}
    for place, row in enumerate(rows):
        if slug := row.values.pop("slug", ""):
            if known := people.by_slug.get(slug):
                found[place] = known.pk
            else:
                row.fail("slug", _("There is nobody with this address. Leave the cell empty for somebody new."))
            continue
        match = people.match(row.values)
        if match.pk:
            found[place] = match.pk
        elif match.twins:
            asked[place] = match.twins
            row.chosen = answers.get(row.question, "")
            if row.chosen in map(str, match.twins):
                found[place] = int(row.chosen)
    wanted = {*found.values(), *(pk for twins in asked.values() for pk in twins)}
    persons = Candidate.objects.filter(pk__in=wanted)
    loaded = {person.pk: person for person in (persons.select_for_update() if lock else persons)}
    for place, row in enumerate(rows):
        row.person = loaded.get(found.get(place))
        row.twins = [loaded[pk] for pk in asked.get(place, ())]
        if not row.person and row.chosen != NEW:
            row.chosen = ""


def changes_of(row: Row) -> Iterable[Change]:
    """Yield the fields that would get another value; a whole name that says the same in another order changes none."""
    kept = {code for code in row.whole_names if row.person and says_the_same(row, code)}
    for key, column in all_columns().items():
        if key not in row.values or (column.name in NAME_PARTS and column.language in kept):
            continue
        holder = row.candidacy if column.is_of_candidacy else row.person
        before = getattr(holder, key) if holder else None
        if (before or None) != (row.values[key] or None):
            yield Change(column, before, row.values[key])


def says_the_same(row: Row, language: str) -> bool:
    """Say whether a whole name is the person's own, in any order and spelling."""
    said = {key: value for key, value in row.values.items() if key.endswith(f"_{language}")}
    own = {f"{name}_{code}": getattr(row.person, f"{name}_{code}") for name in NAME_PARTS for code in LANGUAGES}
    return bool(names_of(said)[0] & names_of(own)[0])


# Refusing -------------------------------------------------------------------------------------------------------------


def check_words(row: Row) -> None:
    """Ask for the words without which nobody could be published, and for links that lead to the web."""
    usual = Candidate._meta.get_field("original_language").default
    language = row.values.get("original_language") or (row.person.original_language if row.person else usual)
    for name in Candidate.required_words:
        key = f"{name}_{language}"
        if not row.values.get(key, getattr(row.person, key) if row.person else "") and not row.troubles:
            row.fail(key, _("This is needed in the original language."))
    if row.values.get("links"):
        try:
            Candidate(links=row.values["links"]).clean()
        except ValidationError as error:
            row.fail("links", " ".join(error.messages))


def refuse_the_same_person_twice(rows: list[Row]) -> None:
    """Let no person stand in two rows, and no newcomer either."""
    seen: dict[object, Row] = {}
    for row in rows:
        if row.troubles and not row.person:
            continue
        first = seen.setdefault(row.person.pk if row.person else row.question, row)
        if first is not row:
            row.fail("", _("The same person stands in row %(row)d.") % {"row": first.number})


def refuse_one_place_for_two(rows: list[Row], standing: Iterable[Candidacy]) -> None:
    """Let no two people have one place: neither two rows, nor a row and somebody the file does not name."""
    named = {row.person.pk for row in rows if row.person}
    held = {c.list_position: c.candidate for c in standing if c.candidate_id not in named and c.list_position}
    by_place: dict[int, list[Row]] = {}
    for row in rows:
        if row.place:
            by_place.setdefault(row.place, []).append(row)
    for place, sharing in by_place.items():
        for row in sharing:
            rows = [other for other in sharing if other is not row]
            others = [_("%(name)s (row %(row)d)") % {"name": other.name, "row": other.number} for other in rows]
            if place in held:
                others.append(_("%(name)s, who is not in the file") % {"name": held[place]})
            if others:
                sentence = _("Place %(place)d is also given to: %(others)s.")
                row.fail("list_position", sentence % {"place": place, "others": ", ".join(others)})


def refuse_what_is_locked(rows: list[Row], election: Election, at: datetime) -> None:
    """After its day a list takes nobody new and nobody moves; a status changes with a source."""
    lock = lock_of(election, at)
    if not lock:
        return
    for row in rows:
        keys = {change.column.key for change in row.changes}
        if row.person is None or row.candidacy is None or "list_position" in keys:
            row.fail("list_position", lock)
        elif "status" in keys and not row.values.get("status_source"):
            row.fail("status_source", _("The list is locked: a status changes only with its source."))


def look_over(plan: Plan, standing: Iterable[Candidacy]) -> None:
    """Note what is to be seen of the whole: gaps, moves, who has no place and who is not in the file."""
    named = {row.person.pk for row in plan.rows if row.person}
    plan.absent = [candidacy for candidacy in standing if candidacy.candidate_id not in named]
    places = {row.place for row in plan.rows} | {candidacy.list_position for candidacy in plan.absent}
    places -= {None}
    plan.gaps = sorted(set(range(1, max(places, default=0))) - places)
    plan.without_place = sum(row.place is None for row in plan.rows)
    plan.moved = sum(
        row.candidacy is not None and any(change.column.key == "list_position" for change in row.changes)
        for row in plan.rows
    )


def heads_understood(waiting: ListImport) -> list[tuple[str, str]]:
    """Return each head of the file with what it was taken for."""
    whole = {f"whole_{code}": capfirst(_("family name, given name, patronymic")) for code in LANGUAGES}
    labels = {key: column.label for key, column in all_columns().items()} | whole
    return [(head, labels[key]) for head in waiting.headers if (key := key_of(head))]
