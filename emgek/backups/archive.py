"""The file of a backup: a gzipped tar of members, the last of which holds the SHA-256 of each other one.

It is written and read as a stream, so that memory does not grow with it, and any `tar` can open it. What the members
are is said in `emgek.backups.making`.
"""

import gzip
import hashlib
import tarfile
import tempfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from itertools import zip_longest
from typing import BinaryIO, Self

from django.utils.translation import gettext as _

CHECKSUMS = "checksums.sha256"
IN_MEMORY = 4 * 1024 * 1024
STEP = 1024 * 1024


class BadBackup(Exception):
    """The file cannot be restored; the message says why, in the language of whoever asked."""


class Hashed:
    """A stream that is hashed and counted while it is read or written."""

    def __init__(self, stream: BinaryIO):
        self._stream, self._digest, self.size = stream, hashlib.sha256(), 0

    def read(self, size: int = -1) -> bytes:
        """Read and hash."""
        data = self._stream.read(size)
        self._note(data)
        return data

    def write(self, data: bytes) -> int:
        """Write and hash."""
        self._note(data)
        return self._stream.write(data)

    def flush(self) -> None:
        """Hand on what is waiting."""
        self._stream.flush()

    def _note(self, data: bytes) -> None:
        self._digest.update(data)
        self.size += len(data)

    def hexdigest(self) -> str:
        """Return the SHA-256 of what passed so far."""
        return self._digest.hexdigest()


class Archive:
    """Writes the members of a backup to a stream, one after the other, and at the end their checksums."""

    def __init__(self, out: BinaryIO):
        self._gzip = gzip.GzipFile(filename="", mode="wb", fileobj=out, mtime=0)
        self._tar = tarfile.open(fileobj=self._gzip, mode="w|", format=tarfile.PAX_FORMAT)  # noqa: SIM115
        self._sums = tempfile.SpooledTemporaryFile(IN_MEMORY)  # noqa: SIM115

    def add(self, name: str, data: bytes) -> None:
        """Add a member that is at hand."""
        self.add_stream(name, BytesIO(data), len(data))

    def add_stream(self, name: str, stream: BinaryIO, size: int) -> None:
        """Add a member of a size that is read as it is written; raises OSError where it is shorter."""
        hashed = Hashed(stream)
        self._put(name, hashed, size)
        self._sums.write(line_of(hashed, name))

    def __enter__(self) -> Self:
        return self

    def __exit__(self, failed, *_error) -> None:
        """Finish the file, unless something went wrong."""
        with self._gzip, self._sums:
            if not failed:
                size = self._sums.tell()
                self._sums.seek(0)
                self._put(CHECKSUMS, self._sums, size)
                self._tar.close()

    def _put(self, name: str, stream: BinaryIO, size: int) -> None:
        info = tarfile.TarInfo(name)
        info.size, info.mode = size, 0o600
        self._tar.addfile(info, stream)
        self._tar.members.clear()  # tarfile would remember them all


def line_of(hashed: Hashed, name: str) -> bytes:
    """Return the line of a member, as `sha256sum` writes it."""
    return f"{hashed.hexdigest()}  {name}\n".encode()


@dataclass
class Member:
    """One member while it is read; what it held is known to be whole only when all members were read."""

    name: str
    size: int
    file: BinaryIO

    def __post_init__(self):
        self._hashed = Hashed(self.file)

    def read(self, size: int = -1) -> bytes:
        """Read and hash."""
        with damage_told():
            return self._hashed.read(size)

    def line(self) -> bytes:
        """Read what is left and return the line of its checksum."""
        while self.read(STEP):
            pass
        return line_of(self._hashed, self.name)


def members(file: BinaryIO) -> Iterator[Member]:
    """Yield each member; it is read before the next one is asked for.

    Raises BadBackup where the file is none, is cut off, or holds anything else than was written.
    """
    with gzip.GzipFile(fileobj=file, mode="rb") as unpacked, tempfile.SpooledTemporaryFile(IN_MEMORY) as sums:
        with damage_told():
            tar = tarfile.open(fileobj=unpacked, mode="r|")  # noqa: SIM115
        while (member := following(tar)).name != CHECKSUMS:
            yield member
            sums.write(member.line())
        sums.seek(0)
        with damage_told():
            compare(sums, member.file)
            while unpacked.read(STEP):  # gzip compares a checksum of its own at the end
                pass


def following(tar: tarfile.TarFile) -> Member:
    """Return the next member; before the checksums no file ends."""
    with damage_told():
        info = tar.next()
        tar.members.clear()  # tarfile would remember them all
    if info is None:
        raise BadBackup(_("The file is damaged or was cut off."))
    if not info.isreg():
        raise BadBackup(_("This is no backup of emgek."))
    return Member(info.name, info.size, tar.extractfile(info))


def compare(ours: Iterable[bytes], theirs: Iterable[bytes]) -> None:
    """Raise BadBackup where the checksums of what was read are not those that were written, naming the first."""
    for read, written in zip_longest(ours, theirs, fillvalue=b""):
        if read != written:
            name = (read or written).decode(errors="replace").strip().partition("  ")[2]
            raise BadBackup(_("The file is damaged: “%(member)s” is not what was written.") % {"member": name})


@contextmanager
def damage_told() -> Iterator[None]:
    """Say in our words what the libraries found wrong."""
    try:
        yield
    except (gzip.BadGzipFile, tarfile.ReadError) as error:
        raise BadBackup(_("This is no backup of emgek, or it is damaged.")) from error
    except (EOFError, zlib.error, tarfile.TarError) as error:
        raise BadBackup(_("The file is damaged or was cut off.")) from error
