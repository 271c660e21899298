"""The span of time in which no page changes: between two boundaries, while the journal stands where it does.

Boundaries are every start and end of an edition, every moment of a calendar, the hours that are counted down before
polls open and close, and midnight in Bishkek. What a page shows follows from its address, its declared query and this.
"""

from dataclasses import dataclass
from datetime import datetime

from django.conf import settings

from elections.boundaries import INSTANT, boundaries
from publishing import reading
from publishing.boundaries import Journal, around
from publishing.dates import midnight
from publishing.languages import LANGUAGES


@dataclass(frozen=True, slots=True)
class Window:
    """How far the journal has come, and `[since, until)`."""

    journal: Journal
    since: datetime
    until: datetime

    def holds(self, at: datetime) -> bool:
        """Say whether a moment lies in it."""
        return self.since <= at < self.until


def window(at: datetime) -> Window:
    """Return the window around a moment. Two queries.

    The demo's clock stands still, and its bar shows where: there each moment is a window of its own.
    """
    found = around(at)
    if settings.DEMO:
        return Window(found.journal, at, at + INSTANT)
    elections = reading.chrome(LANGUAGES[0], at).elections
    moments = {moment for card in elections for moment in boundaries(card.document)}
    passed = [moment for moment in moments if moment <= at]
    coming = [moment for moment in moments if moment > at]
    since = max((midnight(at), *found.passed, *passed))
    until = min((midnight(at, days=1), *found.coming, *coming))
    return Window(found.journal, since, until)
