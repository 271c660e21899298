"""Cells of tables that leave the house: a text that a spreadsheet would run stays a text."""

import re

FORMULA = re.compile(r"'*\s*[=+\-@\t\r＝＋－＠]")


def escaped(text: str) -> str:
    """Return a text as a cell that no spreadsheet runs.

    >>> escaped("=1+1"), escaped("'=1"), escaped("Үлгү")
    ("'=1+1", "''=1", 'Үлгү')
    """
    return f"'{text}" if FORMULA.match(text) else text
