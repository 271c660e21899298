"""The register as a spreadsheet, written row by row: a line is forgotten when it is written."""

import re
from collections.abc import Iterable
from datetime import datetime
from io import BytesIO

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from elections.register.lines import Line, heads
from publishing.dates import BISHKEK
from staff.cells import escaped

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
WIDTHS = (10, 20, 44, 12, 12, 10, 32, 32, 32, 32, 32, 17, 17, 32, 66, 80)
#: What no XML holds.
FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def written(lines: Iterable[Line], about: list[str], title: str) -> bytes:
    """Return the register as an XLSX file: what it is, the heads, the lines."""
    book = Workbook(write_only=True)
    sheet = book.create_sheet(re.sub(r"[\[\]:*?/\\']", " ", title)[:31] or "1")
    for number, width in enumerate(WIDTHS, start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = f"A{len(about) + 2}"
    for said in about:
        sheet.append([text(said)])
    sheet.append([bold(sheet, head) for head in heads()])
    for line in lines:
        sheet.append([cell(sheet, value) for value in values(line)])
    out = BytesIO()
    book.save(out)
    return out.getvalue()


def values(line: Line) -> list:
    """Return what stands in the cells of a line; what was erased has no imprint any more."""
    one = line.imprint
    makers = ("producer", "producer_address", "commissioner", "payer", "finance_representative")
    return [
        *(line.number, line.medium, line.title, line.tongue),
        *((one.issue_date, one.print_run) if one else (None, None)),
        *(getattr(one, name) if one else "" for name in makers),
        *(told(line.since), told(line.until), line.where, line.hash, one.line if one else ""),
    ]


def told(at: datetime | None) -> str:
    """Return a moment to the second, in Bishkek.

    >>> told(None)
    ''
    """
    return f"{at.astimezone(BISHKEK):%d.%m.%Y %H:%M:%S}" if at else ""


def text(value: str) -> str:
    """Return a text that no spreadsheet runs and every file can hold."""
    return escaped(FORBIDDEN.sub("", value))


def cell(sheet, value):
    """Return a cell: a text that stays one, a number, or a day."""
    if isinstance(value, str):
        return text(value)
    if value is None or isinstance(value, int):
        return value
    found = WriteOnlyCell(sheet, value=value)
    found.number_format = "DD.MM.YYYY"
    return found


def bold(sheet, value: str) -> WriteOnlyCell:
    """Return a head."""
    found = WriteOnlyCell(sheet, value=value)
    found.font = Font(bold=True)
    return found
