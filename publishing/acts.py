"""The verbs: publish, schedule, cancel, withdraw, put live again, undo. To erase has a room of its own, `erasing`.

Each is one transaction under the journal's lock: the moment is taken, the checks are asked about it, the acts are
chained and the editions stored, or `Refused` says in sentences why nothing happened (design.md §2.10).
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from publishing import kinds
from publishing import timeline as rules
from publishing.acting import Acting, acting
from publishing.editions import Edition
from publishing.journal import Act, Release, Verb, Who
from publishing.overrides import Override
from publishing.problems import Problem, Refused
from publishing.proposals import (
    Chosen,
    Proposal,
    override_of,
    parts_at_hand,
    propose,
    propose_again,
    propose_all,
    review,
)
from publishing.publishable import Publishable
from publishing.timeline import Key


class Waiting(StrEnum):
    """What to do with editions that wait when one publishes over them."""

    REFUSE = "refuse"
    CANCEL = "cancel"
    RENEW = "renew"


type Shown = dict[Key, int | None]
"""Which live edition number the form showed, for (kind, object id, language)."""


def publish(
    rows: Sequence[Publishable],
    languages: Chosen,
    *,
    at: datetime,
    who: Who,
    starts_at: datetime | None = None,
    note: str = "",
    title: str = "",
    shown: Shown | None = None,
    waiting: Waiting = Waiting.REFUSE,
) -> Release:
    """Make the rows public in some languages, now or from `starts_at` on, all together or not at all."""
    with acting(at=at, who=who, note=note, title=title) as session, parts_at_hand(rows):
        begin = starts_at or session.at
        proposals = propose_all(rows, languages, at=session.at, starts_at=begin)
        # What waits can be made anew beside a publication of now; beside a second schedule, two would wait.
        keeps = waiting is Waiting.REFUSE or (waiting is Waiting.RENEW and begin > session.at)
        problems = review(proposals, keeps_waiting=keeps)
        refuse_errors(session, problems + moment_problems(session, begin) + meanwhile(proposals, shown))
        load(session, proposals)
        renewed = cancel_waiting(session, proposals)
        begin_all(session, proposals, verb=Verb.SCHEDULE if begin > session.at else Verb.PUBLISH)
        if waiting is Waiting.RENEW:
            renew(session, renewed)
        follow_calendar(session, proposals)
        return session.release


def backdate(
    rows: Sequence[Publishable],
    languages: Collection[str],
    *,
    starts_at: datetime,
    at: datetime,
    who: Who,
    note: str = "",
):
    """Load history by a command: an edition whose start lies in the past, marked *backdated* wherever it is shown.

    The past of what was published here is closed, so only objects whose editions were all backdated may get one, and
    only after the last of these.
    """
    with acting(at=at, who=who, note=note) as session, parts_at_hand(rows):
        proposals = propose_all(rows, languages, at=session.at, starts_at=starts_at)
        refuse_errors(session, review(proposals) + history_problems(proposals, session.at))
        load(session, proposals)
        begin_all(session, proposals, verb=Verb.PUBLISH, backdated=True)
        follow_calendar(session, proposals)
        return session.release


def cancel(release_ids: Iterable[int], *, at: datetime, who: Who, note: str = "") -> Release:
    """Cancel everything of some releases that still waits; what they would have cut stays live."""
    with acting(at=at, who=who, note=note) as session:
        refuse_errors(session, session.closed)
        waiting = list(Edition.objects.waiting(session.at).filter(act__release__in=list(release_ids)))
        if not waiting:
            raise Refused(Problem(code="nothing_waits", message=_("Nothing of this waits any more.")))
        cancel_editions(session, waiting)
        follow_calendar(session, waiting)
        return session.release


def withdraw(
    rows: Sequence[Publishable],
    languages: Collection[str],
    *,
    at: datetime,
    who: Who,
    note: str,
    with_dependents: bool = False,
    shown: Shown | None = None,
) -> Release:
    """Take rows out of public in some languages; waiting editions of the same languages go too."""
    with acting(at=at, who=who, note=note) as session:
        keys = {(row.kind, row.pk, code) for row in rows for code in languages}
        if with_dependents:
            keys |= dependents(keys, session.at)
        for kind, ids in kinds.ids_by_kind(keys).items():
            session.load(kind, ids)
        refuse_errors(session, session.closed + shown_problems(session, shown))
        waiting = Edition.objects.waiting(session.at).filter(kind__in={key[0] for key in keys})
        cancel_editions(session, [edition for edition in waiting if edition.key in keys])
        if not sum(session.withdraw(key) for key in sorted(keys)):
            raise Refused(Problem(code="not_live", message=_("This is not public, so there is nothing to withdraw.")))
        follow_calendar(session, rows)
        return session.release


def put_again(edition: Edition, *, at: datetime, who: Who, note: str = "", shown: Shown | None = None) -> Release:
    """Put an earlier edition live again: a new edition with the same document."""
    with acting(at=at, who=who, note=note) as session:
        start_again(session, [edition], shown=shown)
        follow_calendar(session, [edition])
        return session.release


def undo(release: Release, *, at: datetime, who: Who) -> Release:
    """Take back what a release did: cancel what it scheduled, put back what it replaced, withdraw what it began."""
    with acting(at=at, who=who, note=str(_("Undo of release %(number)s")) % {"number": release.pk}) as session:
        refuse_errors(session, session.closed)
        waiting = list(Edition.objects.waiting(session.at).filter(act__release=release))
        begun = begun_by(release, waiting)
        ended = list(release.acts.filter(verb=Verb.WITHDRAW))
        if not waiting and not begun and not ended:
            raise Refused(Problem(code="nothing_to_undo", message=_("There is nothing to undo.")))
        cancel_editions(session, waiting)
        for kind, ids in kinds.ids_by_kind(act.key for act in begun + ended).items():
            session.load(kind, ids)
        refuse_if_moved_on(session, begun, ended)
        before = replaced_by(begun) + replaced_by(ended)
        put_back = {edition.key for edition in before}
        for act in begun:
            if act.key not in put_back:
                session.withdraw(act.key)
        session.store()
        if before:
            start_again(session, before)
        follow_calendar(session, begun + ended)
        return session.release


# The steps they share -------------------------------------------------------------------------------------------------


def refuse_errors(session: Acting, problems: list[Problem]) -> None:
    """Stop when there is an error; the transaction then leaves no trace."""
    errors = [problem for problem in problems if problem.is_error]
    if errors:
        raise Refused(*errors)


def moment_problems(session: Acting, begin: datetime) -> list[Problem]:
    """Ask whether one may act at all, and whether the start lies ahead."""
    if begin < session.at:
        return [*session.closed, Problem(code="past", message=_("This moment has passed; choose one that lies ahead."))]
    return session.closed


def meanwhile(proposals: list[Proposal], shown: Shown | None) -> list[Problem]:
    """Compare the live editions with those the form showed."""
    if shown is None:
        return []
    moved = [
        proposal
        for proposal in proposals
        for code in proposal.documents
        if (key := (proposal.row.kind, proposal.row.pk, code)) in shown
        and shown[key] != (proposal.live[code].number if code in proposal.live else None)
    ]
    return [meanwhile_problem(p.row.kind, p.row.pk) for p in moved[:1]]


def shown_problems(session: Acting, shown: Shown | None) -> list[Problem]:
    """Compare the live editions in memory with those the form showed."""
    for key, number in (shown or {}).items():
        live = rules.live(session.timeline(key), session.at)
        if (live.number if live else None) != number:
            return [meanwhile_problem(key[0], key[1])]
    return []


def meanwhile_problem(kind: str, object_id: int) -> Problem:
    """Say that a colleague was quicker."""
    message = _("Someone published meanwhile. Look at what is live now, then decide again.")
    return Problem(code="meanwhile", message=message, kind=kind, object_id=object_id)


def history_problems(proposals: list[Proposal], at: datetime) -> list[Problem]:
    """Ask whether a backdated edition would touch a past that is closed."""
    for proposal in proposals:
        begun = Edition.objects.of(proposal.row).filter(language__in=proposal.starting)
        if proposal.starts_at > at or begun.filter(is_backdated=False).exists():
            return [Problem(code="past", message=_("The past of what was published here is closed."))]
        if begun.filter(starts_at__gt=proposal.starts_at).exists():
            return [Problem(code="past", message=_("History is loaded in its order, the oldest edition first."))]
    return []


def load(session: Acting, proposals: list[Proposal]) -> None:
    """Bring the timelines of all proposed objects into memory."""
    for kind, ids in kinds.ids_by_kind((p.row.kind, p.row.pk) for p in proposals).items():
        session.load(kind, ids)


def begin_all(session: Acting, proposals: list[Proposal], *, verb: Verb, backdated: bool = False) -> None:
    """Start every document of every proposal that differs from what is live."""
    note_overrides(session, proposals)
    for proposal in proposals:
        for code, document in proposal.starting.items():
            key = (proposal.row.kind, proposal.row.pk, code)
            session.start(
                key,
                document,
                starts_at=proposal.starts_at,
                verb=verb,
                scope=proposal.row.slug_scope,
                backdated=backdated,
                approvers=proposal.approvers.get(code, ""),
            )


def cancel_waiting(session: Acting, proposals: list[Proposal]) -> list[Edition]:
    """Cancel what waits of the proposed objects, with everything released together with it."""
    proposed = [edition for proposal in proposals for edition in proposal.waiting]
    waiting = list(Edition.objects.waiting(session.at).released_with(proposed))
    cancel_editions(session, waiting)
    return waiting


def cancel_editions(session: Acting, editions: list[Edition]) -> None:
    """Cancel waiting editions, each as an act."""
    for kind, ids in kinds.ids_by_kind(edition.key for edition in editions).items():
        session.load(kind, ids)
    for edition in sorted(editions, key=lambda edition: (edition.starts_at, edition.key), reverse=True):
        session.cancel(edition.key, edition.number)


def note_overrides(session: Acting, proposals: list[Proposal]) -> None:
    """Note which overrides were used: those stay in the record."""
    note_used(session, {proposal.override.pk for proposal in proposals if proposal.override})


def note_used(session: Acting, overrides: Collection[int]) -> None:
    """Note that something starts, or waits to start, under some overrides."""
    if overrides:
        Override.objects.filter(pk__in=overrides, used_at=None).update(used_at=session.at)


def renew(session: Acting, cancelled: list[Edition]) -> None:
    """Make cancelled editions anew from the present rows, at the moments they waited for."""
    session.store()
    groups = defaultdict(set)
    for edition in cancelled:
        groups[edition.starts_at, edition.kind, edition.object_id].add(edition.language)
    for (starts_at, kind, object_id), languages in sorted(groups.items()):
        row = kinds.row_of(kind, object_id)
        proposal = propose(row, languages, at=session.at, starts_at=starts_at)
        refuse_errors(session, [p for p in review([proposal]) if p.code != "nothing_changed"])
        begin_all(session, [proposal], verb=Verb.SCHEDULE)
        session.store()


def start_again(session: Acting, editions: list[Edition], *, shown: Shown | None = None) -> None:
    """Start earlier editions' documents anew, each object's languages together."""
    if any(edition.document.is_erased for edition in editions):
        sentence = _("A part of this was erased, so it cannot be put live again.")
        raise Refused(Problem(code="erased", message=sentence))
    groups = defaultdict(dict)
    for edition in editions:
        groups[edition.kind, edition.object_id][edition.language] = edition
    proposals = [propose_again(kinds.row_of(*key), group.values(), at=session.at) for key, group in groups.items()]
    refuse_errors(session, review(proposals) + session.closed + meanwhile(proposals, shown))
    note_overrides(session, proposals)
    load(session, proposals)
    for proposal, group in zip(proposals, groups.values(), strict=True):
        for code, document in proposal.starting.items():
            earlier = group.get(code)
            session.start(
                (proposal.row.kind, proposal.row.pk, code),
                document,
                starts_at=session.at,
                verb=Verb.AGAIN if earlier else Verb.PUBLISH,
                stored=earlier.document if earlier else None,
                scope=proposal.row.slug_scope,
                approvers=proposal.approvers.get(code, ""),
            )


def begun_by(release: Release, waiting: list[Edition]) -> list[Act]:
    """Return the acts of a release whose editions have begun, also those that were replaced since."""
    made = Edition.objects.filter(act__release=release).exclude(pk__in=[edition.pk for edition in waiting])
    editions = list(made.select_related("act"))
    ends = [edition.ended_by for edition in editions if edition.is_cancelled]
    cancelled = set(Act.objects.filter(verb=Verb.CANCEL, number__in=ends).values_list("number", flat=True))
    return [edition.act for edition in editions if edition.ended_by not in cancelled]


def replaced_by(acts: list) -> list[Edition]:
    """Return the editions that some acts ended and that were live until then."""
    numbers = [act.number for act in acts]
    return list(Edition.objects.filter(ended_by__in=numbers).exclude(act__in=numbers).select_related("document"))


def refuse_if_moved_on(session: Acting, begun: list, ended: list) -> None:
    """Refuse an undo when what the release left live is not what is live now."""
    for act in [*begun, *ended]:
        live = rules.live(session.timeline(act.key), session.at)
        expected = act.edition if act in begun else None
        if (live.number if live else None) != expected:
            raise Refused(meanwhile_problem(act.kind, act.object_id))


def dependents(keys: set[Key], at: datetime) -> set[Key]:
    """Return what may only be live while these are, in the same language."""
    found = set()
    for kind, object_id, language in keys:
        live = Edition.objects.live(at).filter(
            references__is_required=True,
            references__target_kind=kind,
            references__target_id=object_id,
            language=language,
        )
        found |= set(live.values_list("kind", "object_id", "language"))
    return found | dependents(found, at) if found - keys else found


def follow_calendar(session: Acting, touched: Iterable) -> None:
    """After a change of a calendar, cancel as acts every waiting edition that may no longer start."""
    if not any(kinds.model_of(getattr(item, "kind", "") or item.row.kind).sets_calendar for item in touched):
        return
    session.store()
    waiting = Edition.objects.waiting(session.at)
    stopped, leaning = set(), defaultdict(set)
    for edition in waiting.filter(kind__in=kinds.campaign_kinds()).select_related("act", "document"):
        problem, override = stands_against(edition)
        if override:
            leaning[edition.act.release_id].add(override.pk)
        elif problem:
            stopped.add(edition.act.release_id)
    cancel_editions(session, list(waiting.filter(act__release__in=stopped)))
    note_used(session, {pk for release, pks in leaning.items() if release not in stopped for pk in pks})


def stands_against(edition: Edition) -> tuple[Problem | None, Override | None]:
    """Return why a waiting edition may not start by the calendars as they are now, and the override that lets it."""
    row = kinds.row_of(edition.kind, edition.object_id)
    problem = row.may_start(edition.starts_at, [edition.read()])
    override = override_of(problem, row, [edition.language], edition.starts_at) if problem else None
    return problem, override
