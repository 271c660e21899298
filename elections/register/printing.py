"""The register as a PDF on A4, landscape; what people wrote goes to typst as JSON only, never as source."""

import json
from collections.abc import Iterable
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import typst
from django.conf import settings
from django.utils.translation import gettext as _

from elections.documents import ImprintDocument
from elections.imprint import rows
from elections.register.lines import Line
from elections.register.spreadsheet import told
from publishing.dates import numeric_day

PDF = "application/pdf"
SHEET = Path(__file__).with_name("register.typ")
#: Tags let a screen reader walk the table; they take more memory than all else, so a very long register has none.
MOST_TAGGED = 2000
#: Makers and payers are told once, under a letter of their own, and lines name the letter.
MAKERS = ("producer", "producer_address", "commissioner", "payer", "finance_representative")


def printed(lines: Iterable[Line], about: list[str], language: str) -> bytes:
    """Return the register as a PDF in a language of the desk."""
    imprints: dict[tuple, tuple[str, ImprintDocument]] = {}
    told_lines = [cells(line, imprints, language) for line in lines]
    content = {
        "language": language,
        "title": about[0],
        "about": about[1:],
        "heads": [
            *(_("№ or act"), _("Medium"), _("Title"), _("Issue date"), _("Print run"), _("Imprint")),
            *(_("Public from"), _("Public until"), _("Hash (SHA-256)")),
        ],
        "lines": told_lines,
        "nothing": _("Nothing stands in the register of this election yet."),
        "imprints_head": _("Imprints"),
        "imprints": [{"name": name, "rows": rows(one, language)[:4]} for name, one in imprints.values()],
        "page": _("Page"),
    }
    with TemporaryDirectory(prefix="emgek-register-") as folder:
        Path(folder, SHEET.name).write_bytes(SHEET.read_bytes())
        Path(folder, "register.json").write_text(json.dumps(content, ensure_ascii=False), "utf-8")
        is_small = len(told_lines) <= MOST_TAGGED
        return typst.compile(Path(folder, SHEET.name), root=folder, font_paths=fonts(), pdf_tags=is_small)


@cache
def fonts() -> typst.Fonts:
    """Return our fonts and no others, read once a process."""
    return typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[settings.PRINT_FONTS])


def cells(line: Line, imprints: dict, language: str) -> list[str]:
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
