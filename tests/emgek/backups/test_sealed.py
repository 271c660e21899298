"""A backup's file: what was changed, cut off or never ours is refused; `age` and `tar` can open it without us."""

import tarfile
from io import BytesIO

import pyrage
import pytest

from emgek.backups import sealed
from emgek.backups.archive import Archive, BadBackup, members
from emgek.backups.sealed import PIECE, Opening, Sealing


@pytest.fixture(autouse=True)
def cheap(monkeypatch):
    """Let a passphrase cost nothing here."""
    monkeypatch.setattr(sealed, "WORK", 4)


def sealed_bytes(data: bytes, passphrase: str = "үлгү") -> bytes:
    """Return some bytes sealed, written in uneven parts."""
    out = BytesIO()
    sealing = Sealing(out, passphrase)
    for first in range(0, len(data), 50_001):
        sealing.write(data[first : first + 50_001])
    sealing.close()
    return out.getvalue()


def opened(data: bytes, passphrase: str = "үлгү") -> bytes:
    """Return what was sealed, read in uneven parts."""
    opening, found = Opening(BytesIO(data), passphrase), bytearray()
    while some := opening.read(40_000):
        found += some
    return bytes(found)


@pytest.mark.parametrize("size", [0, 1, PIECE - 1, PIECE, PIECE + 1, 3 * PIECE])
def test_what_is_sealed_opens_here_and_with_age(size):
    data = bytes(range(256)) * (size // 256) + bytes(size % 256)

    found = sealed_bytes(data)

    assert opened(found) == data
    assert pyrage.passphrase.decrypt(found, "үлгү") == data


def test_sealed_file_that_was_changed_anywhere_is_refused():
    whole = sealed_bytes(b"x" * (2 * PIECE + 10))
    piece = PIECE + 16
    begin = len(whole) - 2 * piece - 26
    changed = [
        *(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :] for at in range(begin)),
        *(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :] for at in range(begin, len(whole), 9973)),
        *(whole[:length] for length in (0, 10, begin, begin + piece, begin + 2 * piece, len(whole) - 1)),
        whole + b"x",
        whole[:begin] + whole[begin + piece : begin + 2 * piece] + whole[begin : begin + piece] + whole[-26:],
    ]

    for data in changed:
        with pytest.raises(BadBackup):
            opened(data)


def test_wrong_passphrase_is_called_so():
    with pytest.raises(BadBackup, match="passphrase|фраза|сөз"):
        opened(sealed_bytes(b"x"), "другая")


def archive_bytes(**data: bytes) -> bytes:
    """Return an archive of some members."""
    out = BytesIO()
    with Archive(out) as archive:
        for name, content in data.items():
            archive.add(name, content)
    return out.getvalue()


def read_all(data: bytes) -> list[bytes]:
    """Return what the members of an archive hold."""
    return [member.read() for member in members(BytesIO(data))]


def test_any_tar_opens_an_archive():
    with tarfile.open(fileobj=BytesIO(archive_bytes(one=b"1", two=b"22"))) as tar:
        assert tar.getnames() == ["one", "two", "checksums.sha256"]
        assert tar.extractfile("two").read() == b"22"


def test_archive_that_was_changed_or_cut_off_is_refused():
    whole = archive_bytes(one=bytes(range(256)) * 40, two=b"2" * 3000)
    assert [member.name for member in members(BytesIO(whole))] == ["one", "two"]
    changed = [whole[:at] + bytes([whole[at] ^ 4]) + whole[at + 1 :] for at in range(10, len(whole), 7)]
    cut = [whole[:length] for length in range(1, len(whole), 7)]

    for data in [*changed, *cut, b"", b"PK\x03\x04 a zip", b"\x1f\x8b" + bytes(50)]:
        with pytest.raises(BadBackup):
            read_all(data)


def test_member_that_is_not_what_its_checksum_says_is_named():
    out = BytesIO()
    with Archive(out) as archive:
        archive.add("media/face.jpeg", b"one")
        archive._sums.seek(0)
        archive._sums.write(b"0" * 64)
        archive._sums.seek(0, 2)
    out.seek(0)

    with pytest.raises(BadBackup, match=r"media/face\.jpeg"):
        list(members(out))
