"""ZIP files from outside, opened only when they are harmless: no bombs, no tricks with paths, nothing locked."""

import zipfile
from typing import BinaryIO

from django.utils.translation import gettext as _

#: Text packs to a tenth, a blank sheet to a hundredth; what packs tighter was made to.
MOST_RATIO = 200
LOCKED = 0x1
UTF8_NAME = 0x800
SYMLINK = 0xA000


class BadPackage(ValueError):
    """The file is no ZIP we open; the message says why, in the editor's language."""


def open_package(file: BinaryIO, *, most_files: int, most_unpacked: int) -> zipfile.ZipFile:
    """Return an opened ZIP whose directory promises nothing bad. Raises BadPackage.

    A directory can lie: members are to be read by `read_member`, which believes no promised size.
    """
    try:
        package = zipfile.ZipFile(file)
        members = package.infolist()
    except Exception as error:  # zipfile promises no types
        raise BadPackage(_("This is no ZIP file, or it is broken.")) from error
    size = sum(member.compress_size for member in members)
    unpacked = sum(member.file_size for member in members)
    if len(members) > most_files:
        raise BadPackage(_("There are too many files in it. At most: %(count)d.") % {"count": most_files})
    if unpacked > most_unpacked or unpacked > MOST_RATIO * size + 1_000_000:
        raise BadPackage(_("It unpacks to far more than it should. Nothing of it was opened."))
    for member in members:
        refuse_tricks(member)
    return package


def refuse_tricks(member: zipfile.ZipInfo) -> None:
    """Raise BadPackage for a member that is locked, a link, or wants to lie outside its folder."""
    path = member.orig_filename.replace("\\", "/")
    steps = path.split("/")
    if path.startswith("/") or ".." in steps or ":" in steps[0] or "\0" in path:
        raise BadPackage(_("A file in it wants to lie outside its folder: %(name)s") % {"name": path[:80]})
    if member.external_attr >> 16 & 0xF000 == SYMLINK:
        raise BadPackage(_("There is a link in it instead of a file: %(name)s") % {"name": path[:80]})
    if member.flag_bits & LOCKED:
        raise BadPackage(_("It is locked with a password. Pack it again without one."))


def read_member(package: zipfile.ZipFile, member: zipfile.ZipInfo, most: int) -> bytes | None:
    """Return the bytes of a member; None where it is broken or larger than `most`, whatever the directory says."""
    try:
        with package.open(member) as file:
            data = file.read(most + 1)
    except Exception:  # zipfile promises no types
        return None
    return data if len(data) <= most else None


def member_name(member: zipfile.ZipInfo) -> str:
    """Return the name of a member; Windows in Russian writes it in its old letters and does not say so."""
    if member.flag_bits & UTF8_NAME:
        return member.filename
    try:
        raw = member.filename.encode("cp437")
    except UnicodeEncodeError:
        return member.filename
    for encoding in ("utf-8", "cp866"):
        try:
            return raw.decode(encoding)
        except UnicodeDecodeError:
            continue
    return member.filename
