"""Bringing a list in: one transaction, row by row, told as it goes; nothing of it is public."""

from collections.abc import Iterable, Iterator

from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

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
    clear_places([row.candidacy for row in plan.of(Fate.CHANGED) if moves(row)])
    taken, lines = Candidate().taken_slugs(), []
    for done, row in enumerate(plan.rows, start=1):
        if row.fate is not Fate.SAME:
            lines.append(write_row(waiting, row, taken))
        if done % STEP == 0:
            versions.keep()
            yield done
    ListImportLine.objects.bulk_create(lines)
    touched = {flag: [line.candidate for line in lines if line.added_person is (flag == ADDITION)] for flag in FLAGS}
    message = _("A list was brought in: %(file)s") % {"file": waiting.file_name}
    for flag, people in touched.items():
        LogEntry.objects.log_actions(user.pk, people, flag, message)
    yield len(plan.rows)


def moves(row: Row) -> bool:
    """Say whether somebody who stands already gets another place."""
    return any(change.column.key == "list_position" for change in row.changes)


def clear_places(candidacies: list[Candidacy]) -> None:
    """Take places away from those who get others, so that two can change theirs: a place is one person's at a time."""
    touch(candidacies)
    Candidacy.objects.filter(pk__in=[candidacy.pk for candidacy in candidacies]).update(list_position=None)


def write_row(waiting: ListImport, row: Row, taken: set[str]) -> ListImportLine:
    """Save the person and the candidacy of a row, and return what they were."""
    fate = row.fate
    person = row.person or Candidate(original_language=row.values.get("original_language") or "ky", parts_numbered=1)
    candidacy = row.candidacy or Candidacy(election=waiting.election, number=None if row.person else 1)
    for change in row.changes:
        setattr(candidacy if change.column.is_of_candidacy else person, change.column.key, change.after)
    if not row.person:
        person.slug = person.free_slug(taken)
        taken.add(person.slug)
    if not row.person or any(not change.column.is_of_candidacy for change in row.changes):
        person.save()
    candidacy.candidate = person
    if not row.candidacy or any(change.column.is_of_candidacy for change in row.changes):
        candidacy.save()
    is_new = fate is Fate.ADDED
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
