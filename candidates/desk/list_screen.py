"""What the screen of one list shows: its rows by what becomes of them, or what undoing it would do."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from candidates.list_imports import ListImport
from candidates.lists.planning import Fate, Plan, Row, heads_understood, plan_of
from candidates.lists.undoing import undoing_of

#: Longer parts are folded: what stops the list is to be seen first.
MOST_OPEN = 60
PARTS = (
    (Fate.FAILS, _("Cannot be brought in"), _("Mend these rows in the file and upload it again. Nothing was changed.")),
    (Fate.ASKS, _("Who is this?"), _("Somebody with such a name is known already. Say whether it is the same person.")),
    (Fate.CHANGED, _("Will be changed"), ""),
    (Fate.STANDS, _("Known people who come onto the list"), ""),
    (Fate.ADDED, _("New people"), _("They are added as drafts. Nobody outside sees them before you publish them.")),
    (Fate.SAME, _("Stay as they are"), ""),
)


@dataclass(frozen=True)
class Part:
    """The rows with one fate."""

    fate: Fate
    title: str
    help: str
    rows: list[Row]

    @property
    def is_open(self) -> bool:
        """Say whether it is unfolded."""
        return self.fate in (Fate.FAILS, Fate.ASKS) or (self.fate is not Fate.SAME and len(self.rows) <= MOST_OPEN)


def parts_of(plan: Plan) -> Iterator[Part]:
    """Yield the parts that have rows; a question that was answered stays, so that the answer can be changed."""
    for fate, title, help_text in PARTS:
        rows = plan.of(fate)
        if fate is Fate.ASKS:
            rows = [row for row in plan.rows if row.twins and row.fate is not Fate.FAILS]
        if rows:
            yield Part(fate, title, help_text, rows)


def import_context(done: ListImport, at: datetime) -> dict:
    """Return what the screen of one list shows."""
    if done.state == ListImport.State.WAITING:
        plan = plan_of(done, at)
        return {"plan": plan, "parts": list(parts_of(plan)), "heads": heads_understood(done)}
    if done.state == ListImport.State.APPLIED:
        lines = list(done.lines.select_related("candidate"))
        return {"undoing": undoing_of(done, at), "lines": lines, "count": len(lines)}
    return {"lines": list(done.lines.select_related("candidate"))}
