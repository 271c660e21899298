"""What waits although its text was returned, or, with four eyes, although no second person has approved it.

A schedule rests on what was approved when it was made. A return, and the rule of four eyes when it is turned on, take
that ground away: then what waits is cancelled as acts, in the transaction of that very decision.
"""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from publishing import kinds
from publishing.acting import acting
from publishing.acts import cancel_editions, follow_calendar, refuse_errors
from publishing.clock import act_moment
from publishing.editions import Edition, waiting_no_more
from publishing.journal import Head, Who
from publishing.problems import Problem, Refused
from publishing.proposals import check_approvals, look_up
from publishing.publishable import Publishable
from publishing.reviews import digest_of, four_eyes_since


def stopped(rows: Iterable[Publishable], returned: Collection[str] = (), *, at: datetime) -> list[Edition]:
    """Return what waits and may not go out: of some rows the texts returned (by digest) and those that four eyes stop,
    with everything that was to go live together with them; the next first."""
    lost = []
    for proposal in look_up(list(rows), at=at, starts_at=at):
        proposal.documents = {edition.language: edition.read() for edition in proposal.waiting}
        if four_eyes_since():
            check_approvals([proposal])
        refused = {problem.language for problem in proposal.problems}
        refused |= {code for code, document in proposal.documents.items() if digest_of(document) in returned}
        lost += [edition for edition in proposal.waiting if edition.language in refused]
    return list(Edition.objects.waiting(at).released_with(lost).next_first())


def rows_that_wait(at: datetime) -> list[Publishable]:
    """Return every object of which something waits; one query a kind."""
    return list(kinds.rows_of(Edition.objects.waiting(at).values_list("kind", "object_id")).values())


def moment_held(at: datetime) -> datetime:
    """Hold the journal's lock until the transaction ends, so that nobody schedules meanwhile; return the moment."""
    return act_moment(Head.locked().at, at)[0]


def cancel_stopped(editions: list[Edition], *, at: datetime, who: Who, note: str) -> list[Edition]:
    """Cancel what is stopped, as acts with a reason; return everything that waits no more, the next first.

    That can be more than was stopped: what else may no longer start where a calendar waited.
    """
    if not editions:
        return []
    with acting(at=at, who=who, note=note) as session:
        refuse_errors(session, session.closed)
        waited = list(Edition.objects.waiting(session.at).next_first())
        cancel_editions(session, editions)
        follow_calendar(session, editions)
        session.store()
        return waiting_no_more(waited, session.at)


def refuse_unnamed(cancelled: list[Edition], named: Collection[int] | None) -> None:
    """Raise Refused where something was cancelled that the screen did not name; None where there was no screen."""
    if named is not None and {edition.pk for edition in cancelled} - set(named):
        sentence = _("Something waits that this would cancel, and it was not shown to you. Look, then decide again.")
        raise Refused(Problem(code="meanwhile", message=sentence))
