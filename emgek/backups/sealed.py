"""A stream behind a passphrase, in the age format (age-encryption.org/v1): `age --decrypt FILE` opens it too.

The key follows from the passphrase by scrypt; the stream is sealed in pieces of 64 KiB by ChaCha20-Poly1305, each
numbered and the last one marked, so that no piece can be changed, moved, left out or cut off unnoticed.
"""

import base64
import hmac
import os
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.kdf.scrypt import Scrypt
from django.utils.translation import gettext as _

from emgek.backups.archive import BadBackup

VERSION = b"age-encryption.org/v1\n"
PIECE, TAG = 64 * 1024, 16
WORK = 17
"""scrypt takes 2 to the power of this rounds: half a second and 128 MB, once a file."""
MOST_WORK = 20
LONGEST_LINE = 200


def is_sealed(begin: bytes) -> bool:
    """Say whether a file that begins so is sealed."""
    return begin.startswith(VERSION)


class Sealing:
    """Seals what is written to it; `close()` writes the last piece and leaves the file below open."""

    def __init__(self, file: BinaryIO, passphrase: str):
        file_key, salt, nonce = os.urandom(16), os.urandom(16), os.urandom(16)
        wrapped = ChaCha20Poly1305(key_from(passphrase, salt, WORK)).encrypt(bytes(12), file_key, None)
        header = VERSION + b"-> scrypt %s %d\n%s\n---" % (plain64(salt), WORK, plain64(wrapped))
        file.write(header + b" " + plain64(mac_of(file_key, header)) + b"\n" + nonce)
        self._file, self._cipher, self._number = file, stream_cipher(file_key, nonce), 0
        self._waiting = bytearray()

    def write(self, data: bytes) -> int:
        """Take some bytes; they go out as soon as they fill a piece and are not the last."""
        self._waiting += data
        while len(self._waiting) > PIECE:
            self._put(bytes(self._waiting[:PIECE]), is_last=False)
            del self._waiting[:PIECE]
        return len(data)

    def flush(self) -> None:
        """Do nothing: a piece goes out when it is full."""

    def close(self) -> None:
        """Seal what is left as the last piece."""
        self._put(bytes(self._waiting), is_last=True)

    def _put(self, piece: bytes, *, is_last: bool) -> None:
        self._file.write(self._cipher.encrypt(numbered(self._number, is_last), piece, None))
        self._number += 1


class Opening:
    """Reads what `Sealing` wrote. Raises BadBackup for a wrong passphrase and for whatever was changed."""

    def __init__(self, file: BinaryIO, passphrase: str):
        file_key = opened_key(file, passphrase)
        self._file, self._number = file, 0
        self._cipher = stream_cipher(file_key, file.read(16))
        self._next = file.read(PIECE + TAG)
        self._open, self._at = b"", 0

    def read(self, size: int = -1) -> bytes:
        """Return up to `size` bytes, nothing at the end."""
        if self._at == len(self._open) and self._next is not None:
            self._open, self._at = self._take(), 0
        end = len(self._open) if size < 0 else self._at + size
        data = self._open[self._at : end]
        self._at += len(data)
        return data

    def _take(self) -> bytes:
        sealed, self._next = self._next, self._file.read(PIECE + TAG) or None
        try:
            opened = self._cipher.decrypt(numbered(self._number, is_last=self._next is None), sealed, None)
        except InvalidTag:
            raise BadBackup(_("The file is damaged or was cut off.")) from None
        self._number += 1
        return opened


def opened_key(file: BinaryIO, passphrase: str) -> bytes:
    """Read the header and return the key of the file."""
    lines = [file.readline(LONGEST_LINE) for _line in range(4)]
    try:
        kind, salt, work = lines[1].removesuffix(b"\n").removeprefix(b"-> ").split(b" ")
        if lines[0] != VERSION or kind != b"scrypt" or not 0 < int(work) <= MOST_WORK:
            raise ValueError("not a header of ours")
        key = ChaCha20Poly1305(key_from(passphrase, from_plain64(salt), int(work)))
        wrapped, mac = from_plain64(lines[2].strip()), from_plain64(lines[3].strip().removeprefix(b"--- "))
        file_key = key.decrypt(bytes(12), wrapped, None)
    except ValueError:
        raise BadBackup(_("The file is damaged: its first lines cannot be read.")) from None
    except InvalidTag:
        raise BadBackup(_("The passphrase is not the one this backup was sealed with.")) from None
    if not hmac.compare_digest(mac, mac_of(file_key, b"".join(lines[:3]) + b"---")):
        raise BadBackup(_("The file is damaged: its first lines were changed."))
    return file_key


# The parts of the format ----------------------------------------------------------------------------------------------


def key_from(passphrase: str, salt: bytes, work: int) -> bytes:
    """Return the key that follows from a passphrase."""
    scrypt = Scrypt(salt=b"age-encryption.org/v1/scrypt" + salt, length=32, n=2**work, r=8, p=1)
    return scrypt.derive(passphrase.encode())


def derived(key: bytes, salt: bytes, info: bytes) -> bytes:
    """Return a key made for one purpose."""
    return HKDF(algorithm=SHA256(), length=32, salt=salt, info=info).derive(key)


def mac_of(file_key: bytes, header: bytes) -> bytes:
    """Return what proves that a header was written by somebody who knew the passphrase."""
    return hmac.digest(derived(file_key, b"", b"header"), header, "sha256")


def stream_cipher(file_key: bytes, nonce: bytes) -> ChaCha20Poly1305:
    """Return the cipher of the stream."""
    return ChaCha20Poly1305(derived(file_key, nonce, b"payload"))


def numbered(number: int, is_last: bool) -> bytes:
    """Return the nonce of a piece: its number, and whether it is the last."""
    return number.to_bytes(11, "big") + bytes([is_last])


def plain64(data: bytes) -> bytes:
    """Return bytes in base64 without the filling at the end."""
    return base64.b64encode(data).rstrip(b"=")


def from_plain64(text: bytes) -> bytes:
    """Return the bytes of such a text; raise ValueError where it is none, or not the only one of these bytes."""
    data = base64.b64decode(text + b"=" * (-len(text) % 4), validate=True)
    if plain64(data) != text:
        raise ValueError("not canonical base64")
    return data
