"""What a decision would do, before the click: which address is public from when, and what stands against it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from publishing import reading
from publishing.addresses import address_of
from publishing.in_turn import ByObject, parted, with_languages
from publishing.languages import LANGUAGES, NAMES
from publishing.problems import Problem
from publishing.proposals import Proposal, propose_all, review
from publishing.publishable import Publishable


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One page that would be public, or would change: `keeps_words` where only facts are new in it."""

    title: str
    language: str
    code: str
    address: str
    starts_at: datetime | None
    keeps_words: bool
    card_url: str


def proposed(rows: Sequence[Publishable], chosen: ByObject, decision: dict, at: datetime) -> list[list[Proposal]]:
    """Propose what a decision says: one list for each release it makes."""
    late, begin = decision.get("late", ()), decision.get("starts_at") or at
    if not late:
        return [propose_all(with_languages(rows, chosen), chosen, at=at, starts_at=max(begin, at))]
    first, second = parted(chosen, late)
    return [
        propose_all(with_languages(rows, first), first, at=at),
        propose_all(with_languages(rows, second), second, at=at, starts_at=max(begin, at)),
    ]


def stands_against(releases: list[list[Proposal]], *, keeps_waiting: bool) -> list[Problem]:
    """Return every problem of the releases."""
    return [one for proposals in releases if proposals for one in review(proposals, keeps_waiting=keeps_waiting)]


def lines(releases: Iterable[list[Proposal]], chosen: ByObject, at: datetime) -> list[Line]:
    """Return the pages that would be public, in the order of the release; a start of None is at once."""
    chromes = {code: reading.chrome(code, at) for code in LANGUAGES}
    return [
        Line(
            title=document.title,
            language=str(NAMES[code]),
            code=code,
            address=address_of(document, chromes[code]),
            starts_at=proposal.starts_at if proposal.starts_at > at else None,
            keeps_words=code not in chosen.get((proposal.row.kind, proposal.row.pk), ()),
            card_url=reverse("admin:share_card", args=[proposal.row.kind, proposal.row.pk, code]),
        )
        for proposals in releases
        for proposal in proposals
        for code, document in proposal.starting.items()
    ]
