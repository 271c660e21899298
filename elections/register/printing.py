"""The register as a PDF on A4, landscape; what people wrote goes to typst as JSON only, never as source."""

import json
from collections.abc import Iterable, Iterator
from functools import cache
from io import BytesIO
from itertools import batched
from pathlib import Path
from tempfile import TemporaryDirectory

import typst
from django.conf import settings
from django.utils.translation import gettext as _
from pypdf import PdfReader, PdfWriter
from pypdf.generic import NameObject, TextStringObject

from elections.documents import ImprintDocument
from elections.imprint import rows
from elections.register.lines import Line
from elections.register.spreadsheet import told
from publishing.dates import numeric_day

PDF = "application/pdf"
SHEET = Path(__file__).with_name("register.typ")
#: Lines set at once. A register of more is set part by part and joined, so that memory does not grow with it.
PART = 500
#: A longer register would keep a web process busy for too long; the XLSX holds any.
MOST_PRINTED = 10_000
#: Makers and payers are told once, under a letter of their own, and lines name the letter.
type Imprints = dict[tuple, tuple[str, ImprintDocument]]
MAKERS = ("producer", "producer_address", "commissioner", "payer", "finance_representative")


def is_tagged(count: int) -> bool:
    """Say whether the PDF of so many lines is tagged for screen readers: joining parts loses the tags."""
    return count <= PART


def printed(lines: Iterable[Line], about: list[str], language: str, *, count: int) -> bytes:
    """Return the register as a PDF in a language of the desk; `count` is how many lines there are.

    Only what fits into one part is tagged for screen readers: joining loses tags. The XLSX has no such limit.
    """
    if is_tagged(count):
        return compiled(part(list(lines), about, language, {}), tags=True)
    return joined(parts(lines, about, language, count), language)


def parts(lines: Iterable[Line], about: list[str], language: str, count: int) -> Iterator[PdfReader]:
    """Yield the register part by part: what it is stands on the first, the imprints on the last, pages run on."""
    imprints, pages = {}, 0
    for number, some in enumerate(batched(lines, PART, strict=False)):
        first, last = number * PART + 1, number * PART + len(some)
        content = part(some, about if first == 1 else [], language, imprints, is_last=last >= count)
        content |= {"pages_before": pages, "range": f"{first}–{last} / {count}"}
        read = PdfReader(BytesIO(compiled(content, tags=False)))
        pages += len(read.pages)
        yield read


def part(lines: Iterable[Line], about: list[str], language: str, imprints: Imprints, *, is_last: bool = True) -> dict:
    """Return what stands on the sheets of some lines."""
    told_lines = [cells(line, imprints, language) for line in lines]
    return {
        "language": language,
        "name": _("Register of campaign material"),
        "about": about,
        "heads": [
            *(_("№ or act"), _("Medium"), _("Title"), _("Issue date"), _("Print run"), _("Imprint")),
            *(_("Public from"), _("Public until"), _("Hash (SHA-256)")),
        ],
        "lines": told_lines,
        "nothing": _("Nothing stands in the register of this election yet."),
        "imprints_head": _("Imprints"),
        "imprints": told_imprints(imprints, language) if is_last else [],
        "page": _("Page"),
        "pages_before": 0,
        "range": "",
    }


def told_imprints(imprints: Imprints, language: str) -> list[dict]:
    """Return the imprints that lines name."""
    return [{"name": name, "rows": rows(one, language)[:4]} for name, one in imprints.values()]


def compiled(content: dict, *, tags: bool) -> bytes:
    """Return the PDF of one part."""
    with TemporaryDirectory(prefix="emgek-register-") as folder:
        Path(folder, SHEET.name).write_bytes(SHEET.read_bytes())
        Path(folder, "register.json").write_text(json.dumps(content, ensure_ascii=False), "utf-8")
        data = typst.compile(Path(folder, SHEET.name), root=folder, font_paths=fonts(), pdf_tags=tags)
    forget()
    return data


def forget() -> None:
    """Let typst forget the sheets: it keeps what its last ten documents were made of, 60 MB for each part of ours."""
    for _each in range(10):
        typst.compile(b"", font_paths=fonts())


def joined(found: Iterable[PdfReader], language: str) -> bytes:
    """Return one PDF of several, with the title of the first and its language."""
    writer, out = PdfWriter(), BytesIO()
    for one in found:
        writer.append(one, import_outline=False)
        writer.metadata = writer.metadata or one.metadata
    writer.root_object[NameObject("/Lang")] = TextStringObject(language)
    writer.write(out)
    return out.getvalue()


@cache
def fonts() -> typst.Fonts:
    """Return our fonts and no others, read once a process."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[settings.PRINT_FONTS])


def cells(line: Line, imprints: Imprints, language: str) -> list[str]:
    """Return the cells of a line, and keep its imprint under a name."""
    one = line.imprint
    name, day, run = "", "", ""
    if one:
        name = imprints.setdefault(tuple(getattr(one, each) for each in MAKERS), (f"I-{len(imprints) + 1}", one))[0]
        day, run = numeric_day(one.issue_date, language), str(one.print_run)
    title = f"{line.title} · {line.where}" if line.where else line.title
    medium = f"{line.medium}, {line.tongue}"
    return [line.number, medium, title, day, run, name, told(line.since), told(line.until), in_sixteens(line.hash)]


def in_sixteens(value: str) -> str:
    """Return a hash that can be read aloud and broken into lines.

    >>> in_sixteens("0123456789abcdef0123")
    '0123456789abcdef 0123'
    """
    return " ".join(value[at : at + 16] for at in range(0, len(value), 16))
