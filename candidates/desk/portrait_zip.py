"""Portraits in bulk: each picture of a ZIP goes through the checks of a single one and is matched by its name."""

import re
from collections import Counter
from dataclasses import dataclass
from functools import partial
from io import BytesIO
from pathlib import PurePosixPath
from typing import BinaryIO

from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from candidates.desk.forms import LARGEST_FILE
from candidates.lists.matching import NAMES, names_of
from candidates.lists.packages import BadPackage, member_name, open_package, read_member
from candidates.models import Candidate
from candidates.portrait_batches import PortraitBatch
from candidates.portrait_files import forget_unused
from candidates.portraits import BadPicture, portrait_name, re_encoded
from elections.models import Election
from publishing.keeping import touch
from publishing.kyrgyz import fold, slugify
from publishing.languages import columns

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
    stored = portrait_name(None, picture.name)
    if not default_storage.exists(stored):
        taken |= {"is_new": True}
        default_storage.save(stored, picture)
    people = whose(name, faces)
    doubt = (
        ""
        if len(people) == 1
        else _("Several people could be meant. Choose.")
        if people
        else _("Nobody on the list is called so or has this place. Choose.")
    )
    return taken | {"stored": stored, "person": people[0] if len(people) == 1 else None, "doubt": doubt}


PLAIN = ("portrait_credit", "portrait_rights")
FOR_ALL = (*columns("portrait_alt"), *PLAIN)
OF_PORTRAIT = ("portrait", "portrait_ppoi", *FOR_ALL)
NAME = "{name}"


@transaction.atomic
def give(batch: PortraitBatch, chosen: dict[int, int], words: dict[str, str], at) -> list[Candidate]:
    """Give people their portraits, by the places of the pictures in the batch, and keep what they had.

    `words` are texts for all by column; {name} in one stands for the person's name in its language, and where there is
    no name there is no text. Pictures that nobody got go.
    """
    touch(Candidate.objects.filter(pk__in=chosen.values()))
    people = {person.pk: person for person in Candidate.objects.select_for_update().filter(pk__in=chosen.values())}
    batch.given = []
    for place, pk in chosen.items():
        person = people[pk]
        before = held(person)
        person.portrait = batch.pictures[place]["stored"]
        person.portrait_ppoi = Candidate._meta.get_field("portrait_ppoi").default
        for column, text in words.items():
            name = person.name(column.removeprefix("portrait_alt_")) if column not in PLAIN else NAME
            if text and name:
                longest = Candidate._meta.get_field(column).max_length
                setattr(person, column, text.replace(NAME, name)[:longest])
        person.save()
        batch.given.append({"person": pk, "before": before, "after": held(person)})
    left = [one for place, one in enumerate(batch.pictures) if place not in chosen]
    transaction.on_commit(partial(forget_unused, batch.new_files()))
    batch.pictures = [{**one, "stored": "", "is_new": False, "trouble": why_left(one)} for one in left]
    batch.given_at = at
    batch.save()
    return list(people.values())


def why_left(picture: dict) -> str:
    """Return why a picture was given to nobody."""
    left = _("Nobody was chosen for it.") if picture["person"] is None else _("You left it out.")
    return picture["trouble"] or left


def held(person: Candidate) -> dict[str, str]:
    """Return what a person's portrait and its words are, as texts."""
    return {name: str(getattr(person, name) or "") for name in OF_PORTRAIT}


@transaction.atomic
def take_back(batch: PortraitBatch) -> tuple[list[Candidate], list[Candidate]]:
    """Undo what a batch gave; return who has the earlier portrait again, and whose was changed since and stays.

    Files stay, as they do when a portrait is changed: editions and versions show them.
    """
    batch = PortraitBatch.objects.select_for_update().get(pk=batch.pk)
    touch(Candidate.objects.filter(pk__in=[one["person"] for one in batch.given]))
    people = Candidate.objects.select_for_update().in_bulk([one["person"] for one in batch.given])
    back, stays = [], []
    for one in batch.given:
        if person := people.get(one["person"]):
            if held(person) != one["after"]:
                stays.append(person)
                continue
            for name, value in one["before"].items():
                setattr(person, name, value)
            person.save()
            back.append(person)
    batch.delete()
    return back, stays
