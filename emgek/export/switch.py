"""The switch that lets the proxy show a copy: a file that is there or not, looked for with every request."""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from emgek.export.writing import shown
from publishing.dates import BISHKEK

ON = "on"


class RefusedError(Exception):
    """The copy may not be shown; says why."""


@dataclass(frozen=True, slots=True)
class Facts:
    """What is known of the copy in a folder: as of when, until when it is true, the end of the journal it knows."""

    at: datetime
    valid_until: datetime
    number: int
    hash: str


def facts(folder: Path) -> Facts:
    """Return what is known of the copy that is shown; raise RefusedError where there is none."""
    current = shown(folder)
    if current is None:
        raise RefusedError("There is no copy in this folder yet.")
    told = json.loads((current / "export.json").read_text("utf-8"))
    moments = (datetime.fromisoformat(told[name]) for name in ("at", "valid_until"))
    return Facts(*moments, told["journal"]["number"], told["journal"]["hash"])


def check(known: Facts, now: datetime, newest: str | None) -> None:
    """Raise RefusedError for a copy that is not true any more; `newest` is None where the journal cannot be asked."""
    if now >= known.valid_until:
        moment = f"{known.valid_until.astimezone(BISHKEK):%Y-%m-%d %H:%M}"
        raise RefusedError(f"This copy has expired: it was true until {moment}. Its pages say what is not so any more.")
    if newest not in (None, known.hash):
        raise RefusedError("Something was published or withdrawn since this copy was made.")


def flip(folder: Path) -> None:
    """Let the proxy show the copy."""
    (folder / ON).touch()


def back(folder: Path) -> None:
    """Let the proxy show the site again."""
    (folder / ON).unlink(missing_ok=True)


def is_on(folder: Path) -> bool:
    """Say whether the proxy shows the copy."""
    return (folder / ON).exists()
