"""Making a backup: a snapshot of the rows, then the files that were there, in one file that is whole or not there.

Its members: `manifest.json`; `tables/<number>-<table>/<number>.jsonl`, each table after those it points to;
`media/…` and `private/…`; `checksums.sha256`.
"""

import fcntl
import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import datetime
from pathlib import Path
from tempfile import SpooledTemporaryFile
from typing import Any, BinaryIO, Protocol

import msgspec
from django.core.files.storage import storages
from django.db import connection
from django.utils.translation import gettext as _

from emgek.backups import tables
from emgek.backups.archive import Archive, BadBackup, Hashed
from emgek.backups.record import Backup
from emgek.backups.sealed import Sealing
from publishing.erasing import every_file
from publishing.journal import SOFTWARE, Head
from publishing.pictures import DRAWN
from publishing.whole_files import PART

FORMAT, VERSION = "emgek backup", 1
MANIFEST = "manifest.json"
STORES = {"media": "default", "private": "private"}
MADE_ANEW = (f"{DRAWN}/", "previews/")
"""Folders of pictures that are drawn again when somebody asks for them."""
IN_MEMORY = 4 * 1024 * 1024


class Manifest(msgspec.Struct, kw_only=True, frozen=True):
    """What a backup says of itself: its first member."""

    format: str
    version: int
    made_at: datetime
    software: str
    database: str
    migrations: list[str]
    rows: dict[str, int]
    last_numbers: dict[str, int]
    files: int
    acts: int
    head: str


class Done(Protocol):
    """Who is told how far it is."""

    def update(self, n: int) -> Any:
        """Take note of some more."""


type Bar = Callable[[str, int], AbstractContextManager[Done]]
"""Makes one of what is counted and how much there is."""


def make(path: Path, passphrase: str, *, at: datetime, bar: Bar) -> tuple[Backup, list[str]]:
    """Write a backup and note that it was made; return the note, and the files that vanished meanwhile.

    Raises BadBackup where the file is there already, OSError where it cannot be written.
    """
    with whole_file(path) as file, SpooledTemporaryFile(IN_MEMORY) as names:
        hashed = Hashed(file)
        out = Sealing(hashed, passphrase) if passphrase else hashed
        with Archive(out) as archive:
            with tables.snapshot():
                manifest = described(at, files=note_files(names))
                archive.add(MANIFEST, msgspec.json.encode(manifest))
                with bar(_("rows"), sum(manifest.rows.values())) as done:
                    add_rows(archive, done)
            with bar(_("files"), manifest.files) as done:
                lost = add_files(archive, names, done)
        if passphrase:
            out.close()
    made = Backup.objects.create(
        made_at=at,
        name=path.name,
        size=hashed.size,
        sha256=hashed.hexdigest(),
        is_sealed=bool(passphrase),
        acts=manifest.acts,
        rows=sum(manifest.rows.values()),
        files=manifest.files - len(lost),
    )
    return made, lost


def described(at: datetime, *, files: int) -> Manifest:
    """Describe the database as the snapshot has it."""
    head = Head._base_manager.get(pk=1)
    return Manifest(
        format=FORMAT,
        version=VERSION,
        made_at=at,
        software=SOFTWARE,
        database=connection.vendor,
        migrations=tables.migrations(),
        rows={model._meta.label: tables.rows_of(model).count() for model in tables.tables()},
        last_numbers=tables.last_numbers(),
        files=files,
        acts=head.number,
        head=head.hash,
    )


def add_rows(archive: Archive, done: Done) -> None:
    """Add all rows of all tables."""
    for place, model in enumerate(tables.tables()):
        for number, (lines, many) in enumerate(tables.lots(model)):
            archive.add(f"tables/{place:02d}-{model._meta.label}/{number:06d}.jsonl", lines)
            done.update(many)


# Files ----------------------------------------------------------------------------------------------------------------


def note_files(names: BinaryIO) -> int:
    """Write down the files that belong to the rows of this moment, one a line; return how many."""
    many = 0
    for folder, store in STORES.items():
        for name in every_file(storages[store], ""):
            if not name.startswith(MADE_ANEW) and not name.endswith(PART):
                names.write(msgspec.json.encode((folder, name)) + b"\n")
                many += 1
    return many


def add_files(archive: Archive, names: BinaryIO, done: Done) -> list[str]:
    """Add the files that were written down; return those that were erased meanwhile."""
    lost = []
    names.seek(0)
    for line in names:
        folder, name = msgspec.json.decode(line)
        try:
            with storages[STORES[folder]].open(name) as file:
                archive.add_stream(f"{folder}/{name}", file, file.size)
        except FileNotFoundError:
            lost.append(name)
        done.update(1)
    return lost


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """Open a file that appears under its name only when all of it is on the disk; only its owner may read it."""
    if path.exists():
        raise BadBackup(_("There is a file of this name already: %(name)s") % {"name": path.name})
    sweep_unfinished(path.parent)
    part = path.with_name(f".{path.name}{PART}")
    file = os.fdopen(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb")
    try:
        with file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.rename(part, path)
    except BaseException:
        part.unlink(missing_ok=True)
        raise
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


def sweep_unfinished(folder: Path) -> None:
    """Remove what a backup left that was killed; one that is still at work holds its file's lock."""
    for part in folder.glob(f".*{PART}"):
        with suppress(OSError), part.open("rb") as file:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            part.unlink()
