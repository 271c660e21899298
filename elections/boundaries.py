"""At which moments an election changes what pages say, by its calendar and by the hours that are counted down."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from elections.documents import ElectionDocument
from elections.polls import HOUR
from publishing.dates import midnight

INSTANT = timedelta.resolution


def boundaries(election: ElectionDocument) -> Iterator[datetime]:
    """Yield every moment of the calendar, and each from which fewer hours are left until the polls open or close.

    Hours are counted from the midnight before the day before (elections/polls.py). "5 hours" is still true exactly
    five hours before, so the count changes an instant later.
    """
    opens, closes = election.polls_open_at, election.polls_close_at
    yield from filter(None, (election.campaign_starts_at, election.silence_starts_at, opens, closes))
    counted_from = midnight(opens, days=-1)
    for moment in (opens, closes):
        for hours in range((moment - counted_from) // HOUR + 1):
            yield moment - hours * HOUR + INSTANT
