"""The files of portraits: which of them nobody shows any more, and which should be there and are not."""

from datetime import datetime
from functools import partial
from itertools import batched
from pathlib import PurePath

from django.core.files.storage import default_storage
from django.db import transaction
from django.db.models.signals import post_delete
from reversion.models import Version

from candidates import cutting
from candidates.kept_portraits import KeptPortrait
from candidates.models import Candidate
from candidates.portrait_batches import PortraitBatch
from candidates.portraits import forget
from publishing.editions import StoredPicture
from publishing.erasing import every_file
from publishing.whole_files import PART

STEP = 500


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


def sweep(before: datetime) -> int:
    """Delete pictures older than a moment that nothing shows and nothing can bring back; return how many.

    Whoever stored them, or was about to delete them, was stopped before the rows said so. What a version or a batch
    could bring back stays, and so does what an edition shows although its original is gone.
    """
    old = {name for name in every_file(default_storage, "") if default_storage.get_modified_time(name) < before}
    gone = {name for name in old if name.endswith(PART)}
    gone |= {name for name in unshown(old - gone, "portraits/") if not is_told(name)}
    stems = {PurePath(name).stem for name in every_file(default_storage, "portraits") if name not in gone}
    gone |= {name for name in unshown(old - gone, "previews/", "renditions/") if stem_of(name) not in stems}
    for name in gone:
        default_storage.delete(name)
    return len(gone)


def unshown(names: set[str], *folders: str) -> set[str]:
    """Return those pictures of some folders that nobody shows."""
    found = batched(sorted(name for name in names if name.startswith(folders)), STEP)
    return {name for some in found for name in unused(set(some))}


def stem_of(made: str) -> str:
    """Return the name of the original a small copy or a rendition was made from, without its ending.

    >>> stem_of("renditions/ab-05000500-160.avif"), stem_of("previews/ab.jpeg")
    ('ab', 'ab')
    """
    return PurePath(made).stem.split("-")[0]


def is_told(name: str) -> bool:
    """Say whether a version, or a batch that can be taken back, names a picture."""
    if Version.objects.filter(serialized_data__contains=name).exists():
        return True
    given = PortraitBatch.objects.given().values_list("given", flat=True)
    return any(name in (one["before"]["portrait"], one["after"]["portrait"]) for people in given for one in people)


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
