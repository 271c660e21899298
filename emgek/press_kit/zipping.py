"""A ZIP that is sent while it is made: one file at a time in memory, whatever the number of candidates."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from io import RawIOBase
from zipfile import ZIP_STORED, ZipFile, ZipInfo

from publishing.dates import BISHKEK

READABLE = 0o644 << 16
UNIX = 3


@dataclass(frozen=True, slots=True)
class File:
    """One file of the archive, and the moment it bears."""

    name: str
    content: bytes
    changed_at: datetime


class Outlet(RawIOBase):
    """Where an archive is written to: it keeps what was written until somebody takes it, and cannot seek."""

    def __init__(self):
        super().__init__()
        self.kept = bytearray()

    def writable(self) -> bool:
        """Say that it can be written to."""
        return True

    def write(self, data) -> int:
        """Keep what is written."""
        self.kept += data
        return len(data)

    def taken(self) -> bytes:
        """Return what was kept, and forget it."""
        data, self.kept = bytes(self.kept), bytearray()
        return data


def zipped(files: Iterable[File]) -> Iterator[bytes]:
    """Yield an archive piece by piece; pictures are packed already, so nothing is compressed."""
    outlet = Outlet()
    with ZipFile(outlet, "w", ZIP_STORED) as archive:
        for file in files:
            entry = ZipInfo(file.name, file.changed_at.astimezone(BISHKEK).timetuple()[:6])
            entry.external_attr, entry.create_system = READABLE, UNIX
            archive.writestr(entry, file.content)
            yield outlet.taken()
    yield outlet.taken()
