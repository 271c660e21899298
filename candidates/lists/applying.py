"""Bringing a list in: one transaction, row by row, told as it goes; nothing of it is public."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import batched

from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.db import transaction
from django.db.models import F
from django.utils import timezone
from django.utils.translation import gettext as _

from candidates.carrying import ask_about
from candidates.list_imports import ListImport, ListImportLine
from candidates.lists.columns import all_columns
from candidates.lists.planning import Fate, Plan, Row, plan_of
from candidates.models import Candidacy, Candidate
from publishing.keeping import Recording, recording, touch
from staff.models import User

#: After so many rows it is told how far it is.
STEP = 25
FLAGS = (ADDITION, CHANGE)


class Stale(Exception):
    """What was confirmed is no longer what would happen; look again."""


def bring_in(pk: int, token: str, *, at, user: User) -> Iterator[int]:
    """Write a waiting list, and yield how many rows are done. Raises Stale.

    All or nothing: whoever stops listening before the end has changed nothing.
    """
    with transaction.atomic(), recording(lambda: user) as versions:
        waiting = ListImport.objects.select_for_update(of=("self",)).select_related("election").get(pk=pk)
        if waiting.state != ListImport.State.WAITING:
            raise Stale
        plan = plan_of(waiting, at, lock=True)
        if not plan.can_apply or plan.token != token:
            raise Stale
        yield from write_rows(waiting, plan, user, versions)
        waiting.state = ListImport.State.APPLIED
        waiting.headers, waiting.rows, waiting.answers = [], [], {}
        waiting.by, waiting.applied_at = user, timezone.now()
        waiting.save()


def write_rows(waiting: ListImport, plan: Plan, user: User, versions: Recording) -> Iterator[int]:
    """Write what changes, and what it was; each person has a version of it."""
    rows = [row for row in plan.rows if row.fate is not Fate.SAME]
    clear_places([row.candidacy for row in rows if row.candidacy and moves(row)])
    taken, lines, done = Candidate().taken_slugs(), [], len(plan.rows) - len(rows)
    for some in batched(rows, STEP):
        lines += write_some(waiting, some, taken, versions)
        versions.keep()
        done += len(some)
        yield done
    ListImportLine.objects.bulk_create(lines)
    if waiting.carried_from_id:
        ask_about(waiting.election, [line.candidate for line in lines if line.added_candidacy])
    touched = {flag: [line.candidate for line in lines if line.added_person is (flag == ADDITION)] for flag in FLAGS}
    message = _("A list was brought in: %(file)s") % {"file": waiting.file_name}
    for flag, people in touched.items():
        LogEntry.objects.log_actions(user.pk, people, flag, message)


def moves(row: Row) -> bool:
    """Say whether somebody who stands already gets another place."""
    return any(change.column.key == "list_position" for change in row.changes)


def clear_places(candidacies: list[Candidacy]) -> None:
    """Take places away from those who get others, so that two can change theirs: a place is one person's at a time."""
    touch(candidacies)
    Candidacy.objects.filter(pk__in=[candidacy.pk for candidacy in candidacies]).update(list_position=None)


def write_some(
    waiting: ListImport, rows: Sequence[Row], taken: set[str], versions: Recording
) -> Iterable[ListImportLine]:
    """Save the people and candidacies of some rows, new ones in bulk, and return what they were."""
    versions.touch(*(row.person for row in rows if row.person))
    pairs = [filled(waiting, row) for row in rows]
    people = [person for person, _candidacy in pairs if person._state.adding]
    for person in people:
        person.slug = person.free_slug(taken)
        person.sort_key = person.alphabetical()
        taken.add(person.slug)
    Candidate.objects.bulk_create(people)
    for person in people:
        versions.made(person)
    new = [(person, candidacy) for person, candidacy in pairs if candidacy._state.adding]
    number_first([person for person, candidacy in new if candidacy.number is None])
    for person, candidacy in new:
        candidacy.candidate, candidacy.number = person, person.parts_numbered
    Candidacy.objects.bulk_create(candidacy for _person, candidacy in new)
    for row in rows:
        save_changed(row)
    return [line_of(waiting, row, person, candidacy) for row, (person, candidacy) in zip(rows, pairs, strict=True)]


def filled(waiting: ListImport, row: Row) -> tuple[Candidate, Candidacy]:
    """Return the person and the candidacy of a row with its changes, unsaved."""
    person = row.person or Candidate(original_language=row.values.get("original_language") or "ky", parts_numbered=1)
    candidacy = row.candidacy or Candidacy(election=waiting.election, number=None if row.person else 1)
    for change in row.changes:
        setattr(candidacy if change.column.is_of_candidacy else person, change.column.key, change.after)
    return person, candidacy


def number_first(people: list[Candidate]) -> None:
    """Take the next number for a part of each person; their rows are locked."""
    Candidate.objects.filter(pk__in=[person.pk for person in people]).update(parts_numbered=F("parts_numbered") + 1)
    for person in people:
        person.parts_numbered += 1


def save_changed(row: Row) -> None:
    """Save what was there before."""
    if row.person and any(not change.column.is_of_candidacy for change in row.changes):
        row.person.save()
    if row.candidacy and any(change.column.is_of_candidacy for change in row.changes):
        row.candidacy.save()


def line_of(waiting: ListImport, row: Row, person: Candidate, candidacy: Candidacy) -> ListImportLine:
    """Return what a row did."""
    is_new = row.person is None
    return ListImportLine(
        list_import=waiting,
        number=row.number,
        candidate=person,
        added_person=is_new,
        added_candidacy=row.candidacy is None,
        before={} if is_new else {change.column.key: change.before for change in row.changes},
        after=snapshot(person, [candidacy]) if is_new else {change.column.key: change.after for change in row.changes},
    )


def snapshot(person: Candidate, candidacies: Iterable[Candidacy]) -> dict:
    """Return everything that can be written about a person, by which one sees whether it was touched."""
    unsaid = {"id", "created_at", "updated_at", "parts_numbered", "sort_key"}
    names = [field.attname for field in Candidate._meta.concrete_fields if not hasattr(Candidate, f"{field.name}_ky")]
    own = {name: text(getattr(person, name)) for name in names if name not in unsaid}
    keys = ["election_id", *(key for key, column in all_columns().items() if column.is_of_candidacy)]
    return own | {"candidacies": [[text(getattr(one, key)) for key in keys] for one in candidacies]}


def text(value) -> str:
    """Return a value as it is compared with what was noted: unknown and empty are one."""
    return "" if value is None else str(value)
