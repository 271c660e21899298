"""Spreadsheets to rows of texts and back: CSV in the encodings and separators in use here, and XLSX.

Cells that a spreadsheet would take for a formula leave with an apostrophe before them and lose it on the way in.
"""

import csv
import io
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _
from openpyxl import Workbook, load_workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from candidates.lists.packages import BadPackage, open_package, read_member
from candidates.reading import UnreadableUpload
from candidates.reading.decoding import decode_text
from publishing.typed import seen
from staff.cells import FORMULA, escaped

MOST_BYTES = 20 * 1024 * 1024
MOST_UNPACKED = 80 * 1024 * 1024
MOST_ROWS = 5000
MOST_COLUMNS = 120
MOST_LETTERS = 20_000
#: Lines above the head: a title, a date, an empty line.
HEAD_WITHIN = 10
SEPARATORS = ";,\t"
_FORBIDDEN = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f]")

type Cell = str | int | date | None


class BadTable(ValueError):
    """The file is no table we read; the message says why, in the editor's language."""


@dataclass(frozen=True, slots=True)
class Table:
    """The head of a table, and its rows with the numbers a spreadsheet shows beside them."""

    headers: list[str]
    rows: list[tuple[int, list[str]]]


def unescaped(text: str) -> str:
    """Return the text of a cell without the apostrophe of `escaped`.

    >>> [unescaped(escaped(text)) for text in ("=1+1", "'=1", "+996 312", "'сөз'")]
    ['=1+1', "'=1", '+996 312', "'сөз'"]
    """
    return text[1:] if text.startswith("'") and FORMULA.match(text) else text


# Out ------------------------------------------------------------------------------------------------------------------


def written_csv(headers: Sequence[str], rows: Iterable[Sequence[Cell]]) -> bytes:
    """Return a CSV file as spreadsheets here open it: UTF-8 with its mark, parted by semicolons."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";")
    writer.writerow(headers)
    writer.writerows([shown_cell(cell) for cell in row] for row in rows)
    return out.getvalue().encode("utf-8-sig")


def written_xlsx(headers: Sequence[str], rows: Iterable[Sequence[Cell]], title: str) -> bytes:
    """Return an XLSX file with a head that stays; days are days, all else is text or a number."""
    book = Workbook()
    sheet = book.active
    sheet.title = re.sub(r"[\[\]:*?/\\']", " ", title)[:31] or "1"
    sheet.append(list(headers))
    for row in rows:
        sheet.append([escaped(_FORBIDDEN.sub("", cell)) if isinstance(cell, str) else cell for cell in row])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
        sheet.column_dimensions[get_column_letter(cell.column)].width = min(max(len(str(cell.value)) + 2, 12), 40)
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            if isinstance(cell.value, date):
                cell.number_format = "DD.MM.YYYY"
    sheet.freeze_panes = "A2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def shown_cell(cell: Cell) -> str:
    """Return a cell of a CSV file."""
    if isinstance(cell, date):
        return f"{cell:%d.%m.%Y}"
    return "" if cell is None else escaped(str(cell))


# In -------------------------------------------------------------------------------------------------------------------


def read_table(data: bytes, is_known: Callable[[str], bool]) -> Table:
    """Return the table of an uploaded file; `is_known` says whether a text heads a column. Raises BadTable.

    What the bytes say goes before what the name says: a spreadsheet that is called .csv is still a spreadsheet.
    """
    if not data.strip():
        raise BadTable(_("The file is empty."))
    if len(data) > MOST_BYTES:
        raise BadTable(_("The file is larger than 20 MB."))
    if data.startswith(b"\xd0\xcf\x11\xe0"):
        raise BadTable(_("This is an old Excel file. Save it as .xlsx and try again."))
    lines = xlsx_lines(data) if data.startswith(b"PK") else csv_lines(data, is_known)
    filled = [(number, cells) for number, cells in lines if any(cells)]
    if not filled:
        raise BadTable(_("The file is empty."))
    counts = [sum(map(is_known, cells)) for _number, cells in filled[:HEAD_WITHIN]]
    if max(counts) == 0:
        raise BadTable(_("No column of this file is known. Take the template: its first line names the columns."))
    head = counts.index(max(counts))
    rows = filled[head + 1 :]
    if len(rows) > MOST_ROWS:
        raise BadTable(_("There are more than %(count)d rows. Divide the file.") % {"count": MOST_ROWS})
    return Table(filled[head][1], rows)


def csv_lines(data: bytes, is_known: Callable[[str], bool]) -> list[tuple[int, list[str]]]:
    """Return the lines of a CSV file, parted by what makes the most of its head."""
    text = decoded(data)
    named = re.match(r"sep=(.)\r?\n", text)
    text, separators = (text[named.end() :], named[1]) if named else (text, SEPARATORS)
    readings = [parted(text, separator) for separator in separators]
    lines = max(readings, key=lambda lines: understood(lines, is_known))
    return [(number, [unescaped(plain(cell)) for cell in cells]) for number, cells in lines]


def understood(lines: list[tuple[int, list[str]]], is_known: Callable[[str], bool]) -> tuple[int, int]:
    """Return how many columns a reading knows, and how many it has."""
    head = [cells for _number, cells in lines[:HEAD_WITHIN]]
    return max((sum(is_known(plain(cell)) for cell in cells) for cells in head), default=0), max(
        map(len, head), default=0
    )


def parted(text: str, separator: str) -> list[tuple[int, list[str]]]:
    """Return the lines of a CSV file with the numbers a spreadsheet gives them."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    try:
        return list(enumerate((cells[:MOST_COLUMNS] for cells in reader), start=1))
    except csv.Error:
        return []


def decoded(data: bytes) -> str:
    """Return the text of a CSV file: UTF-8, UTF-16, or one of the one-byte Cyrillic pages."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        pass
    if b"\0" not in data[:4000] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        high = sum(byte > 127 for byte in data)
        if high * 10 < len(data):  # too few letters to judge by: what Excel writes here
            return data.decode("cp1251", "replace")
    try:
        return decode_text(data)
    except UnreadableUpload as error:
        raise BadTable(_("The letters of this file could not be recognised. Save it as CSV UTF-8 or XLSX.")) from error


def xlsx_lines(data: bytes) -> list[tuple[int, list[str]]]:
    """Return the lines of the first sheet of an XLSX file."""
    try:
        package = open_package(io.BytesIO(data), most_files=2000, most_unpacked=MOST_UNPACKED)
    except BadPackage as error:
        raise BadTable(str(error)) from error
    with package:
        for member in package.infolist():
            if member.filename.endswith((".xml", ".rels")):
                xml = read_member(package, member, MOST_UNPACKED)
                if xml is None or b"<!DOCTYPE" in xml.replace(b"\0", b""):
                    raise BadTable(_("This spreadsheet is broken. Save it anew as .xlsx or CSV and try again."))
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        found = sheet.iter_rows(max_row=MOST_ROWS + HEAD_WITHIN + 1, max_col=MOST_COLUMNS, values_only=True)
        return [(number, [cell_text(cell) for cell in cells]) for number, cells in enumerate(found, start=1)]
    except Exception as error:  # openpyxl promises no types; whatever it meets is a broken spreadsheet
        raise BadTable(_("This spreadsheet is broken. Save it anew as .xlsx or CSV and try again.")) from error


def cell_text(value) -> str:
    """Return what a cell of a spreadsheet says.

    >>> [cell_text(value) for value in (4.0, datetime(1985, 7, 16), None, " Үлгү ")]
    ['4', '16.07.1985', '', 'Үлгү']
    """
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return f"{value:%d.%m.%Y}"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return unescaped(plain(str(value)))


def plain(text: str) -> str:
    """Return the text of a cell without signs no database keeps or nobody sees, with one kind of line ends."""
    kept = _FORBIDDEN.sub("", text.replace("\r\n", "\n").replace("\r", "\n"))
    return seen(kept)[:MOST_LETTERS].strip()
