"""Pictures in documents: which stored file, cut around which point, in which sizes and formats."""

import os
from dataclasses import dataclass
from pathlib import PurePath
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import Storage

from publishing.documents import wording
from publishing.whole_files import PART

DRAWN = "shares"
"""The folder of what is drawn from several editions and can be drawn again at any time (design.md §2.7)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rendition:
    """One made file: its stored name, its format (avif, webp, jpeg) and its width in pixels."""

    name: str
    format: str
    width: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A picture as an edition shows it; `original` is kept but never served."""

    original: str
    credit: str = ""
    renditions: tuple[Rendition, ...] = ()
    alt: str = wording()


def store_whole(storage: Storage, name: str, data: bytes) -> None:
    """Store a made file whole or not at all: two who make it at once write the same bytes, and nobody reads a half."""
    try:
        place = storage.path(name)
    except NotImplementedError:  # no folder but a store of objects, which are there whole or not at all
        storage.save(name, ContentFile(data))
        return
    part = storage.save(f"{PurePath(name).parent}/{uuid4().hex}{PART}", ContentFile(data))
    os.replace(storage.path(part), place)
