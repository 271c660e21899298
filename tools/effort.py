"""What the work costs an editor here and elsewhere: tests/journeys/test_effort_journey.py counted, beside research.

    make effort        runs the jobs in a browser and prints their actions beside those of Wagtail and Django's admin

The other systems' figures are read from ../shared/research/editor-effort.md (EMGEK_SHARED names another folder).
"""

import os
import re
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree
from pathlib import Path

from tools import environment

JOURNEY = "tests/journeys/test_effort_journey.py"
RESEARCH = Path(os.environ.get("EMGEK_SHARED", environment.ROOT.parent / "shared")) / "research" / "editor-effort.md"
JOBS = {
    "J1": "interview public in Kyrgyz, all its structure",
    "J2": "the same in a further language",
    "J3a": "one live answer changed, not public",
    "J3b": "that change published later",
}
COLUMNS = ("Wagtail, structured", "Wagtail, one text", "Django admin")
LEADING_COUNT = re.compile(r"\*\*(impossible|\d+)\*\*")
ROW = "{:<4} {:<46} {:>6} {:>20} {:>18} {:>13}"


def counted(report: Path) -> dict[str, int]:
    """Return the most actions of each job, as the tests wrote them into pytest's report."""
    found: dict[str, int] = {}
    for one in ElementTree.parse(report).iter("property"):  # noqa: S314 -- pytest wrote it a moment ago
        found[one.get("name")] = max(int(one.get("value")), found.get(one.get("name"), 0))
    return found


def elsewhere(text: str) -> dict[str, list[str]]:
    """Return the figures of the other systems by job, from the first table of the research.

    >>> elsewhere("| **J1** interview | **41** actions | **8** actions, but | **36** actions |")
    {'J1': ['41', '8', '36']}
    """
    rows = (line.strip("|").split("|") for line in text.splitlines() if line.startswith("| **J"))
    return {cells[0].split("**")[1]: [figure(cell) for cell in cells[1:]] for cells in rows}


def figure(cell: str) -> str:
    """Return the number of a cell of the research; a dash where nothing was run."""
    found = LEADING_COUNT.search(cell)
    return found[1] if found else "–"


def main() -> int:
    """Run the jobs, print the table; return pytest's exit status."""
    with tempfile.TemporaryDirectory(prefix="emgek-effort-") as folder:
        report = Path(folder) / "report.xml"
        command = [sys.executable, "-m", "pytest", "-q", "--no-header", "-n", "0", f"--junitxml={report}", JOURNEY]
        status = subprocess.run(command, cwd=environment.ROOT).returncode
        actions = counted(report) if report.exists() else {}
    others = elsewhere(RESEARCH.read_text("utf-8")) if RESEARCH.exists() else {}
    print("\n" + ROW.format("", "actions", "emgek", *COLUMNS))
    for job, what in JOBS.items():
        print(ROW.format(job, what, actions.get(job, "–"), *others.get(job, ["–"] * len(COLUMNS))))
    return status


if __name__ == "__main__":
    sys.exit(main())
