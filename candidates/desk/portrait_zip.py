"""Portraits in bulk: each picture of a ZIP goes through the checks of a single one and is matched by its name."""

import re
from collections import Counter
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import PurePosixPath
from typing import BinaryIO

from django.db import transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver
from django.utils.translation import gettext as _

from candidates.desk.forms import LARGEST_FILE
from candidates.desk.portrait_widget import stored
from candidates.lists.matching import NAMES, names_of
from candidates.lists.packages import BadPackage, member_name, open_package, read_member
from candidates.models import Candidate
from candidates.portrait_batches import PortraitBatch
from candidates.portraits import BadPicture, portrait_name, re_encoded
from elections.models import Election
from publishing.kyrgyz import fold, slugify

LARGEST_ZIP = 300 * 1024 * 1024
MOST_PICTURES = 300
_NUMBER = re.compile(r"\s*(?:№|#|n)?\s*0*(\d{1,4})\b[\s._-]*", re.IGNORECASE)
_PARTS = re.compile(r"[\s._,()\-–—]+")
_CARRIED_ALONG = re.compile(r"(^|/)(__MACOSX/|\.|thumbs\.db$|desktop\.ini$)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Face:
    """Somebody on the list, by what a file may be called."""

    pk: int
    slug: str
    place: int | None
    names: frozenset[tuple[str, ...]]
    families: frozenset[str]


def faces_of(election: Election) -> list[Face]:
    """Return everybody on a list, in its order."""
    found = election.candidacies.order_by("list_position", "pk")
    rows = found.values("candidate_id", "candidate__slug", "list_position", *(f"candidate__{name}" for name in NAMES))
    faces = []
    for row in rows:
        words = {name: row[f"candidate__{name}"] for name in NAMES}
        families = {form for name, word in words.items() if word and name.startswith("family") for form in forms(word)}
        named = (row["candidate_id"], row["candidate__slug"], row["list_position"])
        faces.append(Face(*named, names_of(words)[0], frozenset(families)))
    return faces


def forms(word: str) -> set[str]:
    """Return a word in the small Latin letters by which names are compared."""
    return {slugify(word, 200), slugify(fold(word), 200)}


def whose(file_name: str, faces: list[Face]) -> list[int]:
    """Return whose picture a file could be by its name: address, place on the list, or the name in any spelling."""
    stem = PurePosixPath(file_name).stem
    address = slugify(stem, 200)
    if found := [face.pk for face in faces if face.slug == address]:
        return found
    number = _NUMBER.match(stem)
    rest = stem[number.end() :] if number else stem
    words = {form for word in _PARTS.split(rest) if word for form in forms(word) if form}
    said = [face for face in faces if any(words.issuperset(name) for name in face.names)]
    said = said or [face for face in faces if words & face.families]
    if number and not words:
        said = [face for face in faces if face.place == int(number[1])]
    return [face.pk for face in said]


def take_zip(file: BinaryIO, file_name: str, election: Election, user, at) -> PortraitBatch:
    """Open a ZIP and keep its pictures for confirming; a bad picture stops no other. Raises BadPackage."""
    with open_package(file, most_files=3 * MOST_PICTURES, most_unpacked=3 * LARGEST_ZIP) as package:
        members = [m for m in package.infolist() if not m.is_dir() and not _CARRIED_ALONG.search(m.filename)]
        if not members:
            raise BadPackage(_("There are no pictures in it."))
        if len(members) > MOST_PICTURES:
            raise BadPackage(_("There are too many files in it. At most: %(count)d.") % {"count": MOST_PICTURES})
        faces = faces_of(election)
        pictures = [
            take_picture(member_name(member), read_member(package, member, LARGEST_FILE), faces) for member in members
        ]
    twice = {pk for pk, count in Counter(p["person"] for p in pictures).items() if pk and count > 1}
    for picture in pictures:
        if picture["person"] in twice:
            picture |= {"person": None, "doubt": _("Two pictures seem to show one person. Choose.")}
    return PortraitBatch.objects.create(
        election=election, file_name=file_name[:120], pictures=pictures, by=user, uploaded_at=at
    )


def take_picture(name: str, data: bytes | None, faces: list[Face]) -> dict:
    """Check and store a picture, and say whose it seems to be; or say why it is not taken."""
    taken = {"file": name[-200:], "stored": "", "is_new": False, "person": None, "trouble": "", "doubt": ""}
    if data is None:
        return taken | {"trouble": _("It is broken, or larger than 20 MB.")}
    try:
        picture = re_encoded(BytesIO(data))
    except BadPicture as error:
        return taken | {"trouble": str(error)}
    storage = Candidate._meta.get_field("portrait").storage
    taken |= {"is_new": not storage.exists(portrait_name(None, picture.name))}
    kept = stored(picture)
    kept.process("desk")
    people = whose(name, faces)
    doubt = (
        ""
        if len(people) == 1
        else _("Several people could be meant. Choose.")
        if people
        else _("Nobody on the list is called so or has this place. Choose.")
    )
    return taken | {"stored": kept.name, "person": people[0] if len(people) == 1 else None, "doubt": doubt}


@transaction.atomic
def give(batch: PortraitBatch, chosen: dict[int, int]) -> list[Candidate]:
    """Give people their portraits, by the places of the pictures in the batch, and let the batch go."""
    people = {person.pk: person for person in Candidate.objects.filter(pk__in=chosen.values())}
    for place, pk in chosen.items():
        person = people[pk]
        person.portrait = batch.pictures[place]["stored"]
        person.portrait_ppoi = Candidate._meta.get_field("portrait_ppoi").default
        person.save()
    batch.delete()
    return list(people.values())


@receiver(post_delete, sender=PortraitBatch)
def forget_files(sender, instance, **kwargs) -> None:
    """Delete the pictures nobody was given. A signal, since cascades and bulk deletions never call `delete()`."""
    names = instance.new_files()
    for name in names - set(Candidate.objects.filter(portrait__in=names).values_list("portrait", flat=True)):
        transaction.on_commit(partial(Candidate(portrait=name).portrait.delete, save=False))
