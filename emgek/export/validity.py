"""Until when a copy is true: the next moment at which the site says something else by itself (design.md §2.13)."""

from datetime import datetime

from elections.boundaries import boundaries
from publishing import reading
from publishing.boundaries import around
from publishing.dates import midnight
from publishing.languages import LANGUAGES


def valid_until(at: datetime) -> datetime:
    """Return the first moment after `at` when an edition starts or ends, a calendar or the day goes on."""
    elections = reading.chrome(LANGUAGES[0], at).elections
    moments = (moment for card in elections for moment in boundaries(card.document))
    coming = [moment for moment in moments if moment > at]
    return min([midnight(at, days=1), *around(at).coming, *coming])
