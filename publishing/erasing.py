"""Erasing: one verb through every store; the hashes stay, so the journal still proves that nothing else was touched.

Rows, drafts, versions, documents with their salts, the columns and references copied from them, search entries,
addresses, the desk's own log, change notes and files all go (design.md §2.12). Backups lose it when they expire.
"""

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import PurePath

from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType
from django.core.files.storage import Storage, default_storage
from django.db import models, transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext_lazy as _
from reversion.models import Version

from publishing import recovering, versions
from publishing.acting import acting
from publishing.acts import refuse_errors
from publishing.assignments import forget_assignment
from publishing.checks import forget_links
from publishing.desk.finding import TRIGRAMS
from publishing.editions import Edition, Reference, StoredDocument, StoredPicture
from publishing.finding.trigrams import settle
from publishing.journal import Release, Who
from publishing.kept_notes import KeptNotes
from publishing.pictures import DRAWN
from publishing.problems import Problem, Refused
from publishing.publishable import Publishable
from publishing.reviews import forget_reviews
from publishing.search import SearchEntry, forget_entries
from publishing.slugs import SlugClaim
from staff.audit import Action, By, Told, record


def erase(row: Publishable, *, at: datetime, who: Who, note: str) -> Release:
    """Erase an object for good. Raises Refused while it is public or waits, or while others depend on its row.

    `note` is the legal reason and stays; it must not repeat what is erased.
    """
    with acting(at=at, who=who, note=note) as session:
        editions = list(Edition.objects.of(row).select_related("document").order_by("language", "number"))
        if any(edition.period.covers(session.at) or edition.period.waits(session.at) for edition in editions):
            sentence = _("Withdraw it first: what is public cannot be erased.")
            raise Refused(Problem(code="still_public", message=sentence))
        refuse_errors(session, session.closed)
        names = {*files_of(row), *StoredPicture.objects.filter(edition__in=editions).values_list("name", flat=True)}
        session.load(row.kind, [row.pk])
        for edition in editions:
            session.erase(edition)
        forget_editions(row, editions)
        erased = Told(action=Action.ERASE, kind=row._meta.label_lower, object_id=row.pk)
        forget_row(row)
        if not editions:  # no act of the journal tells of what was never public
            record(erased, by=By(who.actor_id, who.actor))
        transaction.on_commit(lambda: forget_files(default_storage, names))
        return session.release


def forget_editions(row: Publishable, editions: list[Edition]) -> None:
    """Empty the documents and everything that was copied from them."""
    StoredDocument.objects.filter(editions__in=editions).update(body=None, salt=None)
    of_row = Edition.objects.filter(pk__in=[edition.pk for edition in editions])
    of_row.update(title="", summary="{}", sort_key="", slug="")
    for model in (Reference, StoredPicture):
        model.objects.filter(edition__in=editions).delete()
    forget_entries(SearchEntry.objects.filter(edition__in=editions))
    claims = SlugClaim.objects.filter(kind=row.kind, object_id=row.pk)
    for number, claim in enumerate(claims):
        SlugClaim.objects.filter(pk=claim.pk).update(slug=f"~{row.pk}-{number}")
    earlier = Release.objects.filter(acts__kind=row.kind, acts__object_id=row.pk)
    Release.objects.filter(pk__in=list(earlier.values_list("pk", flat=True))).update(note="", note_salt="", title="")


def forget_row(row: Publishable) -> None:
    """Delete the row with its parts and belongings, and whatever else tells of it."""
    model, pk, belongings = type(row), row.pk, row.belongings()
    try:
        row.delete()
    except ProtectedError as error:
        others = ", ".join(sorted({str(other._meta.verbose_name) for other in error.protected_objects}))
        sentence = _("Others still depend on it. Erase or change these first: %(what)s.") % {"what": others}
        raise Refused(Problem(code="depended_on", message=sentence)) from error
    # What deleting keeps for a recovery goes last.
    for rows in belongings:
        rows.delete()
    forget_traces(model, pk)


def forget_traces(model: type[models.Model], pk: int) -> None:
    """Delete what is left of an object whose row is gone, and of deleted objects that belonged to it."""
    for each, number in list(versions.forget(model, pk)):
        logged = ContentType.objects.get_for_model(each)
        LogEntry.objects.filter(content_type=logged, object_id=str(number)).delete()
        if issubclass(each, Publishable):
            row = each(pk=number)
            forget_assignment(row)
            forget_reviews(row)
            forget_links(row)
            KeptNotes.objects.of(row).delete()
            for rows in row.belongings():
                rows.delete()
    settle(TRIGRAMS)


def erase_deleted(version: Version, *, who: Who) -> None:
    """Erase what was deleted as a draft, so that it cannot be recovered; the audit log says who did it.

    `version` is the last one of the object. The journal tells nothing of it: it was never public.
    """
    model, pk = version._model, int(version.object_id)
    with transaction.atomic():
        names = set(files_of(recovering.read(version).object))
        forget_traces(model, pk)
        told = Told(action=Action.ERASE, kind=model._meta.label_lower, object_id=pk)
        record(told, by=By(who.actor_id, who.actor))
        transaction.on_commit(lambda: forget_files(default_storage, names))


def files_of(row: models.Model) -> Iterator[str]:
    """Yield the names of the files a row holds."""
    for field in row._meta.get_fields():
        if isinstance(field, models.FileField) and getattr(row, field.name):
            yield getattr(row, field.name).name


def forget_files(storage: Storage, names: Iterable[str]) -> None:
    """Delete files, and everything made from them, that no other edition shows: what is made keeps the stem's name.

    Drawn pictures show several objects at once and can be drawn again, so they all go.
    """
    kept = set(StoredPicture.objects.filter(name__in=names).values_list("name", flat=True))
    stems = {PurePath(name).stem for name in names if name not in kept}
    for name in list(every_file(storage, "")):
        if name.startswith(f"{DRAWN}/") or any(PurePath(name).name.startswith(stem) for stem in stems):
            storage.delete(name)


def every_file(storage: Storage, folder: str) -> Iterator[str]:
    """Yield the name of every stored file."""
    try:
        folders, files = storage.listdir(folder)
    except FileNotFoundError:
        return
    yield from (f"{folder}/{name}".lstrip("/") for name in files)
    for inner in folders:
        yield from every_file(storage, f"{folder}/{inner}".lstrip("/"))
