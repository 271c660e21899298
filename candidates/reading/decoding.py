"""Bytes of an upload to text: .txt in any usual encoding, .docx, .html."""

import io
import re
import zipfile
from pathlib import PurePath

import mammoth

from .markup import html_to_text

#: An interview is some tens of kilobytes; a novel is two megabytes.
MOST_BYTES = 20 * 1024 * 1024
#: What a .docx may unpack to: 60 MB, and a hundred times its own size.
MOST_UNPACKED = 60 * 1024 * 1024
MOST_RATIO = 100
#: Of that, what is read and not only carried along: the words. Five megabytes take seconds, and are a thick book.
MOST_XML = 5 * 1024 * 1024

_ENCODINGS = ("cp1251", "koi8-r", "cp866", "mac_cyrillic", "iso8859_5")
_FREQUENT = frozenset("оаеинтслркмдуыпөүңя")
#: What a wrong guess makes of a text: capitals inside words, foreign letters, stray signs.
_ODD = re.compile(r"[а-яё][А-ЯЁ]|[^\x00-\x7fа-яА-ЯёЁ«»“”„’‘–—…№\xa0•°§©]|(?<=[^\W\d_])[№§©°](?=[^\W\d_])")
_USUAL = re.compile(r"[\t\n\r -~Ѐ-ӿ«»\xa0\u2010-\u2026№]")
_CYRILLIC = re.compile("[А-Яа-яЁё]")


class UnreadableUpload(ValueError):
    """An upload that is no interview we can read; the desk translates `code`.

    Codes: ``empty``, ``too_big``, ``not_a_document`` (a .docx that is none, or
    is broken), ``packed_too_tightly`` (a zip bomb), ``old_word`` (.doc),
    ``unknown_format`` (pictures, PDF), ``unknown_encoding``.
    """

    def __init__(self, code: str, message: str) -> None:
        super().__init__(message)
        self.code = code


def decode_upload(data: bytes, name: str) -> str:
    """Return the text of an uploaded file, bold and italic as Markdown marks.

    What the bytes say goes before what the name says. Raises
    `UnreadableUpload`, and nothing else, for whatever cannot be read.

    >>> decode_upload("Салам".encode("cp1251"), "маек.txt")
    'Салам'
    """
    if not data:
        raise UnreadableUpload("empty", "The file is empty.")
    if len(data) > MOST_BYTES:
        raise UnreadableUpload("too_big", "The file is larger than 20 MB.")
    suffix = PurePath(name).suffix.lower()
    if data.startswith(b"PK") or suffix == ".docx":
        return html_to_text(_docx_to_html(data))
    if data.startswith(b"\xd0\xcf\x11\xe0") or suffix == ".doc":
        raise UnreadableUpload("old_word", "Save the .doc file as .docx and try again.")
    if data.startswith((b"%PDF", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"{\\rtf", b"\x1f\x8b")):
        raise UnreadableUpload("unknown_format", "Only .txt, .docx and .html files can be read.")
    text = decode_text(data)
    return html_to_text(text) if suffix in {".html", ".htm", ".xhtml"} else text


def decode_text(data: bytes) -> str:
    """Decode plain text: a byte order mark, UTF-8, UTF-16 without a mark, then Cyrillic pages.

    Of the one-byte encodings the one whose letters look most like Kyrgyz or
    Russian is taken: small letters that are frequent count for it, capitals
    inside words and signs that no text has count against it.
    """
    for mark, encoding in (
        (b"\xef\xbb\xbf", "utf-8-sig"),
        (b"\xff\xfe\x00\x00", "utf-32"),
        (b"\x00\x00\xfe\xff", "utf-32"),
        (b"\xff\xfe", "utf-16"),
        (b"\xfe\xff", "utf-16"),
    ):
        if data.startswith(mark):
            return _strictly(data, encoding)
    if b"\x00" in data[:4000]:
        return _wide(data)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        return _one_byte(data)


def _strictly(data: bytes, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise UnreadableUpload("unknown_encoding", f"The file says it is {encoding}, but it is not.") from error


def _wide(data: bytes) -> str:
    """Decode UTF-16 without a mark by the more frequent half of zero and Cyrillic high bytes."""
    head = data[:4000]
    high = [sum(byte in (0, 4) for byte in head[odd::2]) for odd in (0, 1)]
    text = _strictly(data, "utf-16-le" if high[1] >= high[0] else "utf-16-be")
    if len(_USUAL.findall(text[:2000])) * 2 < len(text[:2000]):
        raise UnreadableUpload("unknown_format", "The file is not a text.")
    return text


def _one_byte(data: bytes) -> str:
    """Return the best reading among the one-byte Cyrillic encodings."""
    sample = data[:20_000]
    # A file cut in mid-letter, or with one bad byte, is still UTF-8.
    forgiving = data.decode("utf-8", "replace")
    if forgiving.count("\ufffd") * 50 < len(forgiving) and _CYRILLIC.search(forgiving):
        return forgiving
    if sum(byte < 128 for byte in sample) * 10 > 9 * len(sample):  # Latin with a few other signs
        return data.decode("cp1252", "replace")
    ranked = sorted(_ENCODINGS, key=lambda name: _likeness(sample.decode(name, "replace")), reverse=True)
    text = data.decode(ranked[0], "replace")
    if _likeness(text[:20_000]) < 0.2:
        raise UnreadableUpload("unknown_encoding", "The encoding of the file is not known.")
    return text


def _likeness(text: str) -> float:
    """Score how much the text looks like Kyrgyz or Russian; at most 1."""
    # A capital of cp1251 is a sign in mac_cyrillic: signs count too, or the reading that loses capitals would win.
    letters = sum(sign.isalpha() or sign > "\x7f" for sign in text) or 1
    good = sum(sign in _FREQUENT for sign in text)
    odd = len(_ODD.findall(text))
    return (good - 3 * odd) / max(letters, len(text) / 2)


def _docx_to_html(data: bytes) -> str:
    """Return what mammoth makes of a .docx, once its zip is known to be harmless."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            _refuse_bombs(package, len(data))
    except UnreadableUpload:
        raise
    except Exception as error:  # zipfile promises no types either
        raise UnreadableUpload("not_a_document", "The file is not a .docx document.") from error
    try:
        return mammoth.convert_to_html(
            io.BytesIO(data),
            convert_image=mammoth.images.img_element(lambda image: {"src": ""}),
        ).value
    except Exception as error:  # mammoth promises no types; whatever it meets is a broken document
        raise UnreadableUpload("not_a_document", "The document is broken.") from error


def _refuse_bombs(package: zipfile.ZipFile, size: int) -> None:
    """Raise UnreadableUpload for a zip that is none, unpacks to too much or, as Word never does, declares entities."""
    members = package.infolist()
    spoken = [member for member in members if member.filename.endswith((".xml", ".rels"))]
    unpacked = sum(member.file_size for member in members)
    if (
        len(members) > 5000
        or unpacked > min(MOST_UNPACKED, MOST_RATIO * size + 1_000_000)
        or sum(member.file_size for member in spoken) > MOST_XML
    ):
        raise UnreadableUpload("packed_too_tightly", "The document unpacks to too much.")
    if not any(member.filename.startswith("word/") for member in members):
        raise UnreadableUpload("not_a_document", "The file is not a .docx document.")
    if any(b"<!DOCTYPE" in package.read(member).replace(b"\0", b"") for member in spoken):
        raise UnreadableUpload("not_a_document", "The document declares entities.")
