"""What can be wrong with publishing, said in the reader's language."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from django.db.models import Model
from django.utils.functional import Promise


class Level(StrEnum):
    """An error stops, a warning asks."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, kw_only=True)
class Problem:
    """One sentence for the person who wants to publish: what is wrong, where, and until when if a clock decides.

    `code` is for tests and templates, `message` is a lazily translated sentence. `field` is the column of the form that
    mends it, `place` the part that column is on (“blocks:3”, by number), `form` the row whose form it is, where that is
    not the object itself. `allowed_from` is when a calendar allows it again, `can_be_overridden` that two people may
    decide otherwise (publishing/overrides.py).
    """

    code: str
    message: str | Promise
    level: Level = Level.ERROR
    kind: str = ""
    object_id: int | None = None
    language: str = ""
    field: str = ""
    place: str = ""
    form: Model | None = None
    allowed_from: datetime | None = None
    can_be_overridden: bool = False

    @property
    def is_error(self) -> bool:
        """Say whether it stops."""
        return self.level is Level.ERROR


class Refused(Exception):
    """Nothing was written; `problems` say why, in sentences."""

    def __init__(self, *problems: Problem):
        super().__init__("; ".join(str(problem.message) for problem in problems))
        self.problems = problems
