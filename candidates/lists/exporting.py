"""The list of an election as a file, and the empty template."""

from django.utils.translation import gettext as _

from candidates.lists.columns import Column, all_columns
from candidates.lists.tables import Cell, written_csv, written_xlsx
from candidates.models import Candidacy
from elections.models import Election

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FILES = ("list.xlsx", "list.csv", "template.xlsx", "template.csv")


def list_file(election: Election, file: str) -> tuple[bytes, str]:
    """Return one of FILES with its kind; heads are in the language of the desk."""
    name, _dot, kind = file.partition(".")
    columns = list(all_columns().values())
    headers = [column.label for column in columns]
    rows = list_rows(election, columns) if name == "list" else []
    if kind == "csv":
        return written_csv(headers, rows), CSV
    return written_xlsx(headers, rows, _("List")), XLSX


def list_rows(election: Election, columns: list[Column]) -> list[list[Cell]]:
    """Return a row of cells for everybody on the list, those without a place last."""
    found = election.candidacies.select_related("candidate").order_by("list_position", "candidate__sort_key", "pk")
    ordered = sorted(found, key=lambda candidacy: candidacy.list_position is None)
    return [[cell_of(candidacy, column) for column in columns] for candidacy in ordered]


def cell_of(candidacy: Candidacy, column: Column) -> Cell:
    """Return a cell."""
    return column.cell(getattr(candidacy if column.is_of_candidacy else candidacy.candidate, column.key))
