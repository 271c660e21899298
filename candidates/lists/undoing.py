"""Undoing a list that was brought in, as one: what it added goes, what it changed goes back, what cannot is named."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from django.contrib.admin.models import CHANGE, LogEntry
from django.db import transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _

from candidates.list_imports import ListImport, ListImportLine
from candidates.lists.applying import STEP, Stale, clear_places, snapshot, text
from candidates.lists.columns import Column, all_columns
from candidates.locking import lock_of
from candidates.models import Candidacy, Candidate, Interview
from publishing.editions import Edition
from publishing.journal import Act
from publishing.keeping import recording
from staff.models import User


@dataclass(frozen=True, slots=True)
class Kept:
    """What stays as it is, and why."""

    line: ListImportLine
    what: str
    why: str


@dataclass
class Undoing:
    """What undoing a list would do."""

    removed: list[ListImportLine] = field(default_factory=list)
    taken_off: list[Candidacy] = field(default_factory=list)
    restored: list[tuple[ListImportLine, Candidacy | None, dict[str, object]]] = field(default_factory=list)
    kept: list[Kept] = field(default_factory=list)
    lock: str = ""

    @property
    def does_anything(self) -> bool:
        """Say whether there is anything to undo."""
        return bool(self.removed or self.taken_off or self.restored)


def undoing_of(done: ListImport, at) -> Undoing:
    """Return what undoing a list would do now."""
    found = Undoing()
    found.lock = lock_of(done.election, at)
    if found.lock:
        return found
    standing = {
        candidacy.candidate_id: candidacy for candidacy in done.election.candidacies.select_related("candidate")
    }
    lines = done.lines.select_related("candidate").prefetch_related("candidate__candidacies")
    public, spoken = public_people(), people_with_interviews()
    for line in lines:
        candidacy = standing.get(line.candidate_id)
        if line.added_person:
            if keep := why_person_stays(line, public, spoken):
                found.kept.append(Kept(line, _("added"), keep))
            else:
                found.removed.append(line)
            continue
        if line.added_candidacy:
            take_off(found, line, candidacy, done)
        restore(found, line, candidacy)
    keep_taken_places(found, done)
    return found


def public_people() -> set[int]:
    """Return who was ever public or waits to be."""
    return set(Edition.objects.filter(kind=Candidate.kind).values_list("object_id", flat=True))


def people_with_interviews() -> set[int]:
    """Return who was asked anything."""
    return set(Interview.objects.values_list("candidate_id", flat=True))


def why_person_stays(line: ListImportLine, public: set[int], spoken: set[int]) -> str:
    """Return why somebody who was added is not removed, or nothing."""
    if line.candidate_id in public:
        return _("was public or waits to be")
    if snapshot(line.candidate, line.candidate.candidacies.all()) != line.after:
        return _("was changed since")
    if line.candidate_id in spoken:
        return _("has interviews")
    return ""


def take_off(found: Undoing, line: ListImportLine, candidacy: Candidacy | None, done: ListImport) -> None:
    """Take somebody off the list who was put on it, unless it was changed or public since."""
    if candidacy is None:
        return
    published = Act.objects.filter(kind="candidate", object_id=line.candidate_id, recorded_at__gte=done.applied_at)
    own = {key: value for key, value in line.after.items() if all_columns()[key].is_of_candidacy}
    if published.exists():
        found.kept.append(Kept(line, _("put on the list"), _("was public or waits to be")))
    elif any(text(getattr(candidacy, key)) != text(value) for key, value in own.items()):
        found.kept.append(Kept(line, _("put on the list"), _("was changed since")))
    else:
        found.taken_off.append(candidacy)


def restore(found: Undoing, line: ListImportLine, candidacy: Candidacy | None) -> None:
    """Put values back that are still as the list left them."""
    back = {}
    for key, column, before, after in written(line):
        holder = candidacy if column.is_of_candidacy else line.candidate
        if line.added_candidacy and column.is_of_candidacy:
            continue
        if holder is None or text(getattr(holder, key)) != text(after):
            found.kept.append(Kept(line, column.label, _("was changed since")))
        else:
            back[key] = column.field.to_python(before)
    if back:
        found.restored.append((line, candidacy, back))


def written(line: ListImportLine) -> Iterator[tuple[str, Column, object, object]]:
    """Yield each field a line changed: key, column, value before and after."""
    for key, after in line.after.items():
        yield key, all_columns()[key], line.before.get(key), after


def keep_taken_places(found: Undoing, done: ListImport) -> None:
    """Leave those where they are whose old place somebody has who does not move."""
    removed = [line.candidate_id for line in found.removed]
    going = done.election.candidacies.filter(candidate__in=removed)
    free = {*(candidacy.pk for candidacy in found.taken_off), *going.values_list("pk", flat=True)}
    while True:
        leaving = free | {c.pk for _line, c, back in found.restored if c and "list_position" in back}
        held = done.election.candidacies.exclude(pk__in=leaving).exclude(list_position=None)
        taken = dict(held.values_list("list_position", "candidate__slug"))
        stuck = [entry for entry in found.restored if entry[2].get("list_position") in taken]
        if not stuck:
            break
        for line, _candidacy, back in stuck:
            place = back.pop("list_position")
            why = _("place %(place)d has somebody else now") % {"place": place}
            found.kept.append(Kept(line, all_columns()["list_position"].label, why))
    found.restored = [entry for entry in found.restored if entry[2]]


def undo(pk: int, *, at, user: User) -> Iterator[int]:
    """Undo a list that was brought in, and yield how many lines are done; what could not be stays noted. Raises Stale.

    All or nothing, as bringing in is.
    """
    with transaction.atomic(), recording(lambda: user) as versions:
        done = ListImport.objects.select_for_update(of=("self",)).select_related("election").get(pk=pk)
        found = undoing_of(done, at)
        if done.state != ListImport.State.APPLIED or not found.does_anything:
            raise Stale
        clear_places([candidacy for _line, candidacy, back in found.restored if candidacy and "list_position" in back])
        Candidacy.objects.filter(pk__in=[candidacy.pk for candidacy in found.taken_off]).delete()
        for first in range(0, len(found.removed), STEP):
            versions.going([line.candidate for line in found.removed[first : first + STEP]])
            remove(found, found.removed[first : first + STEP])
            yield first
        for place, (line, candidacy, back) in enumerate(found.restored, start=len(found.removed)):
            put_back(line.candidate, candidacy, back)
            if place % STEP == 0:
                versions.keep()
                yield place
        message = _("A list that was brought in was undone: %(file)s") % {"file": done.file_name}
        people = [line.candidate for line, _candidacy, _back in found.restored]
        LogEntry.objects.log_actions(user.pk, people, CHANGE, message)
        note_kept(done, found)
        done.state, done.undone_at = ListImport.State.UNDONE, timezone.now()
        done.save()


def remove(found: Undoing, lines: list[ListImportLine]) -> None:
    """Delete people who were added: all at once, or, where somebody depends on one, all but those."""
    try:
        with transaction.atomic():
            Candidate.objects.filter(pk__in=[line.candidate_id for line in lines]).delete()
    except ProtectedError as error:
        depended = {getattr(row, "candidate_id", None) for row in error.protected_objects}
        staying = [line for line in lines if line.candidate_id in depended]
        if not staying:
            raise
        found.kept += [Kept(line, _("added"), _("others still depend on it")) for line in staying]
        remove(found, [line for line in lines if line not in staying])


def note_kept(done: ListImport, found: Undoing) -> None:
    """Leave of the lines those whose changes stay, each with what stays and why."""
    kept: dict[int, list[list[str]]] = {}
    for one in found.kept:
        kept.setdefault(one.line.pk, []).append([one.what, one.why])
    done.lines.exclude(pk__in=kept).delete()
    for line in done.lines.all():
        line.kept, line.before, line.after = kept[line.pk], {}, {}
        line.save()


def put_back(person: Candidate, candidacy: Candidacy | None, back: dict[str, object]) -> None:
    """Save the old values of a person and a candidacy."""
    of_candidacy = {key: value for key, value in back.items() if all_columns()[key].is_of_candidacy}
    of_person = {key: value for key, value in back.items() if key not in of_candidacy}
    for row, values in ((person, of_person), (candidacy, of_candidacy)):
        if values:
            for key, value in values.items():
                setattr(row, key, value)
            row.save()
