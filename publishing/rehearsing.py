"""Rehearsals: everything is done as publishing does it, looked at, and taken back (design.md §2.6).

So a preview is exact by construction: the public view itself runs, over rows that no other connection ever sees.
"""

from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from functools import partial

from django.db import transaction

from publishing import kinds
from publishing.acting import acting
from publishing.acts import begin_all, follow_calendar, load
from publishing.documents import Document
from publishing.editions import Edition, waiting_no_more
from publishing.journal import Verb, Who
from publishing.problems import Problem, Refused
from publishing.proposals import Proposal, propose
from publishing.publishable import Publishable
from publishing.reviewing import take_approvals_back, turn_four_eyes
from publishing.reviews import digest_of
from publishing.unapproved import cancel_stopped, rows_that_wait, stopped

NOBODY = Who(actor_id=None, actor="rehearsal")


class TakenBack(Exception):
    """Ends the transaction of a rehearsal without a trace."""


@contextmanager
def rehearsed(row: Publishable, language: str, *, at: datetime) -> Iterator[datetime]:
    """Let a row be live in a language while the block runs, with what it requires; yield the moment to look at.

    Nothing is checked, nothing is kept. A row without text in the language stays as it is.
    """
    with suppress(TakenBack), acting(at=at, who=NOBODY) as session:
        proposals = list(with_required(row, language, session.at))
        load(session, proposals)
        begin_all(session, proposals, verb=Verb.PUBLISH)
        session.store()
        yield session.at
        raise TakenBack


@contextmanager
def recalled(edition: Edition, *, at: datetime) -> Iterator[datetime]:
    """Let the document of an edition be live while the block runs, whatever became of it."""
    with suppress(TakenBack), acting(at=at, who=NOBODY) as session:
        session.load(edition.kind, [edition.object_id])
        document, stored = edition.read(), edition.document
        session.start(edition.key, document, starts_at=session.at, verb=Verb.AGAIN, stored=stored, scope=edition.scope)
        session.store()
        yield session.at
        raise TakenBack


def with_required(row: Publishable, language: str, at: datetime) -> Iterator[Proposal]:
    """Yield the proposal of a row, then of what it requires and is not live yet."""
    proposal = propose(row, [language], at=at)
    yield proposal
    for document in proposal.documents.values():
        for target in missing(document, at):
            yield from with_required(kinds.row_of(target.kind, target.id), language, at)


def missing(document: Document, at: datetime) -> Iterator:
    """Yield what a document requires and is not live in its language."""
    for target in document.targets():
        live = Edition.objects.live(at).filter(kind=target.kind, object_id=target.id, language=document.language)
        if target.required and not live.exists():
            yield target


def refusals(act: Callable[[], object]) -> list[Problem]:
    """Return why an act would be refused now, before anybody clicks; nothing is kept of it."""
    try:
        with transaction.atomic():
            act()
            raise TakenBack
    except TakenBack:
        return []
    except Refused as refused:
        return list(refused.problems)


def lost_by(act: Callable[[], object], own: Collection[tuple[str, int]], *, at: datetime) -> list[Edition]:
    """Return what waits and would wait no more after an act on a calendar, but for the object's own editions.

    `own` names the objects acted on by kind and number; where none of them sets a calendar, nothing else can go.
    """
    if not any(kinds.model_of(kind).sets_calendar for kind, _pk in own):
        return []
    waited = list(Edition.objects.waiting(at).next_first())
    lost: list[Edition] = []
    with suppress(TakenBack, Refused), transaction.atomic():
        act()
        lost = waiting_no_more(waited, at)
        raise TakenBack
    return [edition for edition in lost if (edition.kind, edition.object_id) not in own]


def cancelled_by(row: Publishable, languages: Collection[str], *, at: datetime) -> list[Edition]:
    """Return what waits and would be cancelled if a row with a calendar were published now, the next first."""
    found: list[Edition] = []
    with suppress(TakenBack), acting(at=at, who=NOBODY) as session:
        waited = list(Edition.objects.waiting(session.at).next_first())
        proposals = [propose(row, languages, at=session.at)]
        load(session, proposals)
        begin_all(session, proposals, verb=Verb.PUBLISH)
        follow_calendar(session, proposals)
        session.store()
        found = waiting_no_more(waited, session.at)
        raise TakenBack
    return found


def cancelled_by_return(row: Publishable, documents: dict[str, Document], *, at: datetime) -> dict[str, list[Edition]]:
    """Return what waits and would be cancelled if a language were returned, by language; only those of which any is."""

    def returned(document: Document) -> list[Edition]:
        take_approvals_back(row, [digest_of(document)])
        return stopped([row], [digest_of(document)], at=at)

    waits = Edition.objects.of(row).waiting(at).exists()
    found = {code: cancelled(partial(returned, one), at) for code, one in documents.items() if waits}
    return {code: editions for code, editions in found.items() if editions}


def cancelled_by_four_eyes(at: datetime) -> list[Edition]:
    """Return what waits and would be cancelled if four eyes were turned on."""

    def turned_on() -> list[Edition]:
        turn_four_eyes(True)
        return stopped(rows_that_wait(at), at=at)

    return cancelled(turned_on, at)


def cancelled(decision: Callable[[], list[Edition]], at: datetime) -> list[Edition]:
    """Return what a decision would cancel, of which it stops some; nothing is kept of it."""
    found: list[Edition] = []
    with suppress(TakenBack, Refused), transaction.atomic():
        found = cancel_stopped(decision(), at=at, who=NOBODY, note="")
        raise TakenBack
    return found
