"""The files of portraits: which of them nobody shows any more, and which should be there and are not."""

from functools import partial

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models.signals import post_delete

from candidates import cutting
from candidates.kept_portraits import KeptPortrait
from candidates.models import Candidate
from candidates.portrait_batches import PortraitBatch
from candidates.portraits import forget
from publishing.editions import StoredPicture


def unused(names: set[str]) -> set[str]:
    """Return those pictures that no person, no edition, no unsaved form and no batch shows."""
    used = {*Candidate.objects.filter(portrait__in=names).values_list("portrait", flat=True)}
    for model in (StoredPicture, KeptPortrait):
        used |= {*model.objects.filter(name__in=names).values_list("name", flat=True)}
    waiting = PortraitBatch.objects.values_list("pictures", flat=True) if names - used else ()
    return names - used - {one["stored"] for pictures in waiting for one in pictures}


def forget_unused(names: set[str]) -> None:
    """Delete those of some pictures that nobody shows."""
    for name in unused(names):
        forget(default_storage, name)


def forget_of(instance, **_signal) -> None:
    """Delete what a row kept. A signal, since cascades and bulk deletions never call `delete()`."""
    names = {instance.name} if isinstance(instance, KeptPortrait) else instance.new_files()
    transaction.on_commit(partial(forget_unused, names))


def listen() -> None:
    """Delete files with the rows that kept them."""
    for model in (KeptPortrait, PortraitBatch):
        post_delete.connect(forget_of, sender=model, dispatch_uid=f"forget {model.__name__}")


def mend() -> tuple[int, list[str]]:
    """Make every rendition that a person or an edition shows and that is not there.

    Returns how many were made, and the names of those that cannot be: their original is gone.
    """
    people = Candidate.objects.exclude(portrait="").values_list("portrait", "portrait_ppoi").distinct()
    made = sum(cutting.make_renditions(default_storage, original, ppoi) for original, ppoi in people.iterator())
    shown = StoredPicture.objects.filter(name__startswith="renditions/").order_by("name")
    names = shown.values_list("name", flat=True).distinct()
    missing = [name for name in names.iterator() if not default_storage.exists(name)]
    lost = [name for name in missing if not cutting.make_one(default_storage, name)]
    return made + len(missing) - len(lost), lost
