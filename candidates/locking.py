"""The lock of a list: from its day on nobody is added to it, moved on it or taken off it."""

from datetime import datetime

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from elections.models import Election
from publishing.dates import date_of, day


def lock_of(election: Election, at: datetime) -> str:
    """Return the sentence that refuses to change an election's list, or nothing while it is open."""
    if not election.list_locked_date or date_of(at) < election.list_locked_date:
        return ""
    sentence = _(
        "The list of this election is locked. Since: %(day)s. Nobody is added, moved or taken off; an administrator "
        "can lift the lock in the form of the election."
    )
    return sentence % {"day": day(election.list_locked_date, get_language())}
