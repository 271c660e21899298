"""Uploads: any usual encoding, .docx, .html, and what is none of these."""

import io
import zipfile

import docx
import pytest

from candidates.reading import UnreadableUpload, decode_upload, read_interview

KYRGYZ = "- Сиз ким болосуз? — деп сурайм.\n- Мен Үлгү Мисаловмун, шаарда жашайм, өз ишим бар."
RUSSIAN = "- Расскажите о себе.\n- Я живу в городе давно, работаю в школе и люблю свой двор. Ёлки тоже."


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_kyrgyz_is_read_in_every_unicode_encoding(encoding):
    assert decode_upload(KYRGYZ.encode(encoding), "маек.txt") == KYRGYZ


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "cp866", "mac_cyrillic", "iso8859_5"])
def test_russian_is_read_in_every_cyrillic_encoding(encoding):
    assert decode_upload(RUSSIAN.encode(encoding), "интервью.txt") == RUSSIAN


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r"])
def test_kyrgyz_typed_with_russian_letters_is_read(encoding):
    typed = KYRGYZ.translate(str.maketrans("үөңҮӨҢ", "уонУОН")).replace("—", "-")

    assert decode_upload(typed.encode(encoding), "маек.txt") == typed


def test_english_in_plain_ascii_is_read():
    assert decode_upload(b"Q: Who?\nA: Me.", "talk.txt") == "Q: Who?\nA: Me."


def a_document():
    document = docx.Document()
    document.add_heading("Маек", 1)
    document.add_paragraph().add_run("Сиз кимсиз?").bold = True
    document.add_paragraph("Мен Үлгү Мисаловмун.")
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def test_a_docx_keeps_its_bold_questions():
    parsed = read_interview(decode_upload(a_document(), "маек.docx"))

    assert parsed.title == "Маек"
    assert [(b.question, b.answer) for b in parsed.blocks] == [("Сиз кимсиз?", "Мен Үлгү Мисаловмун.")]


def test_a_docx_named_txt_is_still_a_docx():
    assert "**Сиз кимсиз?**" in decode_upload(a_document(), "маек.txt")


def test_an_html_file_becomes_text():
    assert decode_upload("<p>Ким?</p><p>Мен.</p>".encode(), "page.html") == "Ким?\n\nМен."


def test_text_with_a_sign_that_looks_like_a_tag_keeps_it():
    page = "<p>Ким <Үлгү> ким < эмне <x> ?</p><script>жок"

    assert decode_upload(page.encode(), "page.html") == "Ким <Үлгү> ким < эмне <x> ?\n\nжок"


def zipped(**members):
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in members.items():
            package.writestr(name.replace("__", "/"), data)
    return stream.getvalue()


#: A few hundred bytes that a reader of XML would work on for many seconds.
ENTITIES = '<?xml version="1.0"?><!DOCTYPE d [<!ENTITY a "haha">]><d>&a;</d>'


def with_document(text: bytes) -> bytes:
    """Return a Word document whose words are replaced."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(a_document())) as old, zipfile.ZipFile(stream, "w") as new:
        for member in old.infolist():
            new.writestr(member.filename, text if member.filename == "word/document.xml" else old.read(member))
    return stream.getvalue()


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "a.txt", "empty"),
        (b"a" * (20 * 1024 * 1024 + 1), "a.txt", "too_big"),
        (b"not a zip", "a.docx", "not_a_document"),
        (b"PK\x03\x04 broken", "a.docx", "not_a_document"),
        (zipped(a=b"1"), "a.docx", "not_a_document"),
        (zipped(word__document=b"<w/>"), "a.docx", "not_a_document"),
        (zipped(word__document=b"0" * 9_000_000), "a.docx", "packed_too_tightly"),
        (with_document(bytes(range(256)) * 20_500), "a.docx", "packed_too_tightly"),
        (with_document(ENTITIES.encode()), "a.docx", "not_a_document"),
        (with_document(ENTITIES.encode("utf-16")), "a.docx", "not_a_document"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.doc", "old_word"),
        (b"%PDF-1.7", "a.txt", "unknown_format"),
        (b"\x89PNG\r\n", "a.txt", "unknown_format"),
        (bytes(range(128, 256)) * 4, "a.txt", "unknown_encoding"),
        (b"\x00\x01\x02\x03" * 50, "a.txt", "unknown_format"),
        (b"\xff\xfe\x00", "a.txt", "unknown_encoding"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_code(data, name, code):
    with pytest.raises(UnreadableUpload) as refusal:
        decode_upload(data, name)

    assert refusal.value.code == code
