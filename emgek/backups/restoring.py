"""Restoring a backup: first the whole file is read and compared, then everything comes back in one transaction.

Whatever is refused is refused before anything changes. Files are written beside those that are there, under names that
say what they hold, and before the rows are committed: no row ever points to a file that is not there.
"""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import BinaryIO
from uuid import uuid4

import msgspec
from django.contrib.contenttypes.models import ContentType
from django.core.cache import caches
from django.core.exceptions import ValidationError
from django.core.files import File
from django.core.files.storage import FileSystemStorage, Storage, storages
from django.core.management import call_command
from django.db import connection, transaction
from django.db.migrations.loader import MigrationLoader
from django.utils.translation import gettext as _

from emgek.backups import tables
from emgek.backups.archive import BadBackup, Member, members
from emgek.backups.making import FORMAT, MANIFEST, STORES, VERSION, Bar, Done, Manifest
from emgek.backups.sealed import Opening, is_sealed
from publishing.whole_files import PART

LARGEST = 256 * 1024 * 1024
"""A member with rows is some megabytes, or one row."""


def needs_passphrase(path: Path) -> bool:
    """Say whether a file is sealed."""
    with path.open("rb") as file:
        return is_sealed(file.read(64))


def check(path: Path, passphrase: str, *, bar: Bar) -> Manifest:
    """Read all of a backup and compare its checksums; raise BadBackup where it cannot be restored here."""
    with opened(path, passphrase) as found, bar(_("read"), path.stat().st_size) as done:
        file, raw = found
        manifest, rows, at = None, 0, 0
        for member in members(file):
            manifest = manifest or manifest_in(member)
            refuse_unknown(member)
            if member.name.startswith("tables/"):
                rows += sum(1 for _line in lines_of(member))
            member.line()
            done.update(raw.tell() - at)
            at = raw.tell()
    if rows != sum(manifest.rows.values()):
        raise BadBackup(_("The file is damaged: rows are missing."))
    return manifest


def refuse_unfit(manifest: Manifest, *, replace: bool) -> None:
    """Raise BadBackup where this software or this database cannot take a backup."""
    known = {f"{app}.{name}" for app, name in MigrationLoader(None, ignore_no_migrations=True).disk_migrations}
    differing = known.symmetric_difference(manifest.migrations)
    here = set(tables.migrations())
    if differing:
        sentence = _(
            "The backup is of another state of the software (%(software)s). Install that one, restore, then upgrade."
            " What differs: %(what)s."
        )
        raise BadBackup(sentence % {"software": manifest.software, "what": ", ".join(sorted(differing)[:5])})
    if here and here != known:
        raise BadBackup(_("The database is not up to date. Run `manage.py migrate` first."))
    if here and not replace and (model := tables.entered()):
        sentence = _(
            "The database is not empty: there is something in “%(what)s”. With --replace all of it is thrown away."
        )
        raise BadBackup(sentence % {"what": model._meta.verbose_name})


def restore(path: Path, passphrase: str, manifest: Manifest, *, bar: Bar) -> None:
    """Put back what a checked backup holds in the place of everything that is there."""
    if not tables.migrations():
        call_command("migrate", verbosity=0, interactive=False)
    with opened(path, passphrase) as found, transaction.atomic():
        tables.empty()
        with bar(_("rows and files"), sum(manifest.rows.values()) + manifest.files) as done:
            put_back(members(found[0]), done)
        tables.number_on(manifest.last_numbers)
        connection.check_constraints()
        os.sync()
    forget_what_was_known()


def put_back(found: Iterator[Member], done: Done) -> None:
    """Write the rows and files of all members."""
    kept = {model._meta.label: model for model in tables.tables()}
    for member in found:
        folder, _slash, name = member.name.partition("/")
        if folder == "tables":
            model = kept[PurePosixPath(name).parent.name.partition("-")[2]]
            try:
                done.update(tables.insert(model, lines_of(member)))
            except (KeyError, ValidationError, msgspec.MsgspecError) as error:
                raise BadBackup(_("The rows of “%(what)s” do not fit.") % {"what": model._meta.verbose_name}) from error
        elif folder in STORES:
            put_file(storages[STORES[folder]], name, member)
            done.update(1)


def put_file(storage: Storage, name: str, member: Member) -> None:
    """Write a file whole under exactly its name."""
    if not isinstance(storage, FileSystemStorage):
        storage.delete(name)  # a store of objects replaces nothing by itself, and shows none that is half written
        storage.save(name, File(member, name))
        return
    part = storage.save(f"{PurePosixPath(name).parent}/{uuid4().hex}{PART}", File(member, name))
    os.replace(storage.path(part), storage.path(name))


def forget_what_was_known() -> None:
    """Forget what was remembered of the site as it was before."""
    ContentType.objects.clear_cache()
    for cache in caches.all(initialized_only=False):
        cache.clear()


# Reading the file -----------------------------------------------------------------------------------------------------


@contextmanager
def opened(path: Path, passphrase: str) -> Iterator[tuple[BinaryIO, BinaryIO]]:
    """Open a backup, with its passphrase where it has one; yield what is in it, and the file as it lies there."""
    with path.open("rb") as raw:
        yield (Opening(raw, passphrase) if needs_passphrase(path) else raw), raw


def manifest_in(member: Member) -> Manifest:
    """Return what the first member says; raise BadBackup where it is not ours."""
    try:
        if member.name != MANIFEST or member.size > LARGEST:
            raise ValueError(member.name)
        manifest = msgspec.json.decode(member.read(), type=Manifest)
    except (ValueError, msgspec.MsgspecError):
        raise BadBackup(_("This is no backup of emgek.")) from None
    if manifest.format != FORMAT or manifest.version > VERSION:
        raise BadBackup(_("This backup was made by a newer emgek: %(software)s.") % {"software": manifest.software})
    return manifest


def refuse_unknown(member: Member) -> None:
    """Raise BadBackup for a member that no backup has: of another folder, or with a way out of its own."""
    place = PurePosixPath(member.name)
    known = member.name == MANIFEST or place.parts[0] in ("tables", *STORES)
    if not known or place.is_absolute() or ".." in place.parts:
        raise BadBackup(_("This is no backup of emgek."))


def lines_of(member: Member) -> list[bytes]:
    """Return the rows of a member, one a line."""
    if member.size > LARGEST:
        raise BadBackup(_("This is no backup of emgek."))
    return member.read().splitlines()
