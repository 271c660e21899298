"""Proposals: what would go live if one published now, and everything that stands against it.

The publish screen shows a proposal; `publishing.acts.publish` makes the same one under the journal's lock and acts on
it, so that the screen cannot promise what the act would not do.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from publishing import kinds
from publishing.documents import Document, encode, facts_of, with_wording_of
from publishing.editions import Edition
from publishing.languages import LANGUAGES, NAMES
from publishing.problems import Problem
from publishing.publishable import Publishable
from publishing.slugs import SlugClaim


@dataclass
class Proposal:
    """One object: its documents by language, which of them would start, and the problems."""

    row: Publishable
    at: datetime
    starts_at: datetime
    live: dict[str, Edition]
    waiting: list[Edition]
    documents: dict[str, Document] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @property
    def starting(self) -> dict[str, Document]:
        """Return the documents that differ from what is live: those make new editions."""
        return {code: document for code, document in self.documents.items() if self.is_new(code)}

    def is_new(self, language: str) -> bool:
        """Say whether the document differs from the live one by a byte."""
        live = self.live.get(language)
        return live is None or encode(self.documents[language]).decode() != live.document.body

    def problem(self, code: str, message, language: str = "", **more) -> None:
        """Note a problem of this object."""
        where = {"kind": self.row.kind, "object_id": self.row.pk, "language": language}
        self.problems.append(Problem(code=code, message=message, **where, **more))


def first_day(row: Publishable, starts_at: datetime) -> date:
    """Return the issue date: the day in Bishkek of the first edition in any language, else of the one proposed."""
    first = (
        Edition.objects.of(row).ever_public(starts_at).order_by("starts_at").values_list("starts_at", flat=True).first()
    )
    return min(first or starts_at, starts_at).astimezone(ZoneInfo(settings.TIME_ZONE)).date()


def look_up(row: Publishable, *, at: datetime, starts_at: datetime) -> Proposal:
    """Return an empty proposal with what is live and what waits."""
    editions = Edition.objects.of(row).select_related("document")
    live = {edition.language: edition for edition in editions.live(starts_at)}
    return Proposal(row, at, starts_at, live, list(editions.waiting(at).order_by("starts_at")))


def propose(
    row: Publishable, languages: Collection[str], *, at: datetime, starts_at: datetime | None = None
) -> Proposal:
    """Build the documents of the chosen languages from the row; the other live languages keep their own live text and
    get the new facts (design.md §2.4)."""
    proposal = look_up(row, at=at, starts_at=starts_at or at)
    issued = first_day(row, proposal.starts_at)
    for code in (code for code in LANGUAGES if code in languages):
        if row.has_words(code):
            proposal.documents[code] = row.build_document(code, issued=issued).settled()
        else:
            message = _("There is no text in this language yet: %(language)s.") % {"language": NAMES[code]}
            proposal.problem("empty_language", message, code)
    carry_facts(proposal)
    return proposal


def propose_again(row: Publishable, editions: Iterable[Edition], *, at: datetime) -> Proposal:
    """Propose earlier editions' documents as they were; the other live languages get their facts."""
    proposal = look_up(row, at=at, starts_at=at)
    proposal.documents = {edition.language: edition.read() for edition in editions}
    carry_facts(proposal)
    return proposal


def carry_facts(proposal: Proposal) -> None:
    """Give the facts of the proposed documents to every other live language."""
    if not proposal.documents:
        return
    facts = facts_of(next(iter(proposal.documents.values())))
    for code, edition in proposal.live.items():
        if code not in proposal.documents:
            words = edition.read()
            proposal.documents[code] = with_wording_of(facts, words).settled()


def review(proposals: list[Proposal], *, keeps_waiting: bool = True) -> list[Problem]:
    """Ask everything that can stop or question a release; return all problems, errors and warnings."""
    together = {(p.row.kind, p.row.pk, code) for p in proposals for code in p.documents}
    for proposal in proposals:
        check_words(proposal)
        check_start(proposal)
        check_targets(proposal, together)
        check_address(proposal)
        if proposal.waiting and keeps_waiting:
            message = _("A later edition of this already waits. Cancel it, or make it anew from the present text.")
            proposal.problem("waiting", message)
    if not any(proposal.starting for proposal in proposals) and not any(p.problems for p in proposals):
        for proposal in proposals:
            proposal.problem("nothing_changed", _("Nothing has changed since the live edition."))
    return [problem for proposal in proposals for problem in proposal.problems]


def check_words(proposal: Proposal) -> None:
    """Ask the object itself, language by language."""
    for code, document in proposal.starting.items():
        located = (replace(p, kind=proposal.row.kind, object_id=proposal.row.pk) for p in proposal.row.checks(document))
        proposal.problems.extend(p if p.language else replace(p, language=code) for p in located)


def check_start(proposal: Proposal) -> None:
    """Ask whether it may be public from then on."""
    if proposal.documents and (problem := proposal.row.may_start(proposal.starts_at)):
        proposal.problems.append(replace(problem, kind=proposal.row.kind, object_id=proposal.row.pk))


def check_targets(proposal: Proposal, together: Iterable) -> None:
    """Ask whether what a document requires is live then, or goes live with it."""
    for code, document in proposal.starting.items():
        for target in document.targets():
            if not target.required or (target.kind, target.id, code) in together:
                continue
            live = Edition.objects.live(proposal.starts_at)
            if not live.filter(kind=target.kind, object_id=target.id, language=code).exists():
                message = _("Must be public in this language first, or together with it: %(what)s.")
                name = kinds.model_of(target.kind)._meta.verbose_name
                proposal.problem("requires", message % {"what": name}, code)


def check_address(proposal: Proposal) -> None:
    """Ask whether the address was ever another object's."""
    row = proposal.row
    claim = SlugClaim.objects.filter(kind=row.kind, scope=row.slug_scope, slug=row.slug).exclude(object_id=row.pk)
    if proposal.starting and claim.exists():
        message = _("The address “%(slug)s” was public for something else. Choose another one.") % {"slug": row.slug}
        proposal.problem("slug_taken", message)
