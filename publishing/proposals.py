"""Proposals: what would go live if one published now, and everything that stands against it.

The publish screen shows a proposal; `publishing.acts.publish` makes the same one under the journal's lock and acts on
it, so that the screen cannot promise what the act would not do.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from functools import cached_property

from django.db.models import Min, prefetch_related_objects
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from publishing import kinds
from publishing.dates import date_of, said
from publishing.documents import Document, encode, facts_of, with_wording_of
from publishing.editions import Edition
from publishing.languages import LANGUAGES, NAMES, words
from publishing.overrides import Override
from publishing.problems import Level, Problem
from publishing.publishable import Publishable
from publishing.readers_way import found_wrong
from publishing.reviews import approvals, digest_of, four_eyes_since, open_comments
from publishing.slugs import SlugClaim
from publishing.terms import Glossary
from publishing.translating import Tally, tallies

NOTHING_CHANGED = _("Nothing has changed since the live edition.")

type Chosen = Collection[str] | Mapping[tuple[str, int], Collection[str]]
"""Languages: the same for all objects, or those of each by its kind and id."""


@dataclass
class Proposal:
    """One object: its documents by language, which of them would start, and the problems."""

    row: Publishable
    at: datetime
    starts_at: datetime
    live: dict[str, Edition]
    waiting: list[Edition]
    first_at: datetime | None = None
    documents: dict[str, Document] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    override: Override | None = None
    approvers: dict[str, str] = field(default_factory=dict)

    @property
    def issued(self) -> date:
        """Return the issue date: the day in Bishkek of the first edition in any language, else of the one proposed."""
        return date_of(min(self.first_at or self.starts_at, self.starts_at))

    @cached_property
    def starting(self) -> dict[str, Document]:
        """Return the documents that differ from what is live: those make new editions."""
        return {code: document for code, document in self.documents.items() if self.is_new(code)}

    def document_in(self, language: str) -> Document | None:
        """Return what a language would say then: the document proposed, else the live one."""
        live = self.live.get(language)
        return self.documents.get(language) or (live.read() if live else None)

    def is_new(self, language: str) -> bool:
        """Say whether the document differs from the live one by a byte."""
        live = self.live.get(language)
        return live is None or encode(self.documents[language]).decode() != live.document.body

    def problem(self, code: str, message, language: str = "", **more) -> None:
        """Note a problem of this object."""
        where = {"kind": self.row.kind, "object_id": self.row.pk, "language": language}
        self.problems.append(Problem(code=code, message=message, **where, **more))


def same_kind(rows: Iterable[Publishable]) -> dict[str, list[Publishable]]:
    """Sort rows by their kind."""
    groups: dict[str, list[Publishable]] = {}
    for row in rows:
        groups.setdefault(row.kind, []).append(row)
    return groups


@contextmanager
def parts_at_hand(rows: Iterable[Publishable]) -> Iterator[None]:
    """Read the parts of all rows in one query a relation, and forget them afterwards: rows live longer than acts."""
    bare = [row for row in rows if not getattr(row, "_prefetched_objects_cache", None)]
    for kind, group in same_kind(bare).items():
        prefetch_related_objects(group, *kinds.model_of(kind).part_names)
    try:
        yield
    finally:
        for row in bare:
            row._prefetched_objects_cache = {}


def look_up(rows: Sequence[Publishable], *, at: datetime, starts_at: datetime) -> list[Proposal]:
    """Return an empty proposal for each row, with what is live and what waits; two queries a kind.

    Live is asked about now, also for a start that lies ahead: what waits is cancelled before something else is
    scheduled, so it must never be built upon. Only backdated history asks about its own start.
    """
    ground = min(at, starts_at)
    found = {(row.kind, row.pk): Proposal(row, at, starts_at, {}, []) for row in rows}
    for kind, group in same_kind(rows).items():
        known = Edition.objects.filter(kind=kind, object_id__in=[row.pk for row in group])
        near = known.live(ground) | known.waiting(at)
        for edition in near.select_related("document").order_by("starts_at"):
            proposal = found[kind, edition.object_id]
            if edition.period.covers(ground):
                proposal.live[edition.language] = edition
            if edition.period.waits(at):
                proposal.waiting.append(edition)
        for object_id, first_at in known.ever_public(ground).values_list("object_id").annotate(Min("starts_at")):
            found[kind, object_id].first_at = first_at
    return list(found.values())


def propose(
    row: Publishable, languages: Collection[str], *, at: datetime, starts_at: datetime | None = None
) -> Proposal:
    """Propose one row: see `propose_all`."""
    return propose_all([row], languages, at=at, starts_at=starts_at)[0]


def propose_all(
    rows: Sequence[Publishable], languages: Chosen, *, at: datetime, starts_at: datetime | None = None
) -> list[Proposal]:
    """Build the documents of the chosen languages from each row; the other live languages keep their own live text
    and get the new facts (design.md §2.4)."""
    proposals = look_up(rows, at=at, starts_at=starts_at or at)
    with parts_at_hand(rows):
        for proposal in proposals:
            row = proposal.row
            build(proposal, languages.get((row.kind, row.pk), ()) if isinstance(languages, Mapping) else languages)
            carry_facts(proposal)
    return proposals


def build(proposal: Proposal, languages: Collection[str]) -> None:
    """Build a row's documents, or note that there is nothing to build one from."""
    row = proposal.row
    for code in (code for code in LANGUAGES if code in languages):
        if row.has_words(code):
            proposal.documents[code] = row.build_document(code, issued=proposal.issued).settled()
        else:
            message = _("There is no text in this language yet: %(language)s.") % {"language": NAMES[code]}
            lacking = next((name for name in row.required_words if not words(row, name, code)), "")
            proposal.problem("empty_language", message, code, field=f"{lacking}_{code}" if lacking else "")


def propose_again(row: Publishable, editions: Iterable[Edition], *, at: datetime) -> Proposal:
    """Propose earlier editions' documents as they were; the other live languages get their facts."""
    [proposal] = look_up([row], at=at, starts_at=at)
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
            carried = with_wording_of(facts, edition.read())
            proposal.documents[code] = proposal.row.allowed(carried).settled()


def review(proposals: list[Proposal], *, keeps_waiting: bool = True) -> list[Problem]:
    """Ask everything that can stop or question a release; return all problems, errors and warnings."""
    together = {(p.row.kind, p.row.pk, code) for p in proposals for code in p.documents}
    behind, glossary = out_of_date(proposals), Glossary.loaded()
    commented = open_comments([(p.row.kind, p.row.pk) for p in proposals if p.documents])
    for proposal in proposals:
        check_words(proposal)
        check_start(proposal)
        check_targets(proposal, together)
        check_translations(proposal, behind)
        check_terms(proposal, glossary)
        check_comments(proposal, commented)
        if proposal.waiting and keeps_waiting:
            message = _("A later edition of this already waits. Cancel it, or make it anew from the present text.")
            proposal.problem("waiting", message)
    check_addresses(proposals)
    for proposal, problem in found_wrong(proposals, together):
        where = {"kind": proposal.row.kind, "object_id": proposal.row.pk}
        proposal.problems.append(replace(problem, **where))
    check_approvals(proposals)
    if not any(proposal.starting for proposal in proposals) and not any(p.problems for p in proposals):
        for proposal in proposals:
            proposal.problem("nothing_changed", NOTHING_CHANGED)
    return [problem for proposal in proposals for problem in proposal.problems]


def check_words(proposal: Proposal) -> None:
    """Ask the object itself, language by language."""
    for code, document in proposal.starting.items():
        located = (replace(p, kind=proposal.row.kind, object_id=proposal.row.pk) for p in proposal.row.checks(document))
        proposal.problems.extend(p if p.language else replace(p, language=code) for p in located)


def check_start(proposal: Proposal) -> None:
    """Ask whether it may be public from then on, by its calendar or by an override of it."""
    documents = proposal.documents.values()
    if not documents or not (problem := proposal.row.may_start(proposal.starts_at, documents)):
        return
    codes = proposal.starting or proposal.documents
    proposal.override = override_of(problem, proposal.row, codes, proposal.starts_at)
    if proposal.override:
        problem = overridden(proposal.override)
    proposal.problems.append(replace(problem, kind=proposal.row.kind, object_id=proposal.row.pk))


def override_of(problem: Problem, row: Publishable, codes: Collection[str], at: datetime) -> Override | None:
    """Return the override under which a row may start in some languages although its calendar forbids it."""
    if not problem.can_be_overridden:
        return None
    return Override.objects.covering(row.kind, row.pk, codes, starts_at=at)


def overridden(override: Override) -> Problem:
    """Say whose override allows what the calendar forbids."""
    sentence = _("The calendar forbids this; an override allows it until this moment: %(moment)s. Two people: %(who)s.")
    who = f"{override.asked_by}, {override.confirmed_by}"
    message = sentence % {"moment": said(override.until), "who": who}
    return Problem(code="overridden", message=message, level=Level.WARNING)


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
                form = kinds.model_of(target.kind)(pk=target.id)
                proposal.problem("requires", message % {"what": name}, code, form=form)


def out_of_date(proposals: list[Proposal]) -> dict[tuple, Tally]:
    """Return what of the proposed objects is to be translated, by kind, object and language; one query a kind."""
    found = {}
    for kind, rows in same_kind(proposal.row for proposal in proposals).items():
        counted = tallies(kind, [row.pk for row in rows])
        found |= {(kind, *key): tally for key, tally in counted.items()}
    return found


#: What is said of a language that is not in step, by how it goes on; each is followed by its counts.
BEHIND = {
    "out_of_date": _("The original has changed since this was translated."),
    "untranslated": _("Something of this language would be missing."),
    "old_words": _("This language is published anew with its old words and the new facts."),
    "falls_behind": _("This language stays public as it is and falls behind."),
}
COUNTS = {
    "out_of_date": _("Texts out of date: %(count)s."),
    "missing": _("Texts not translated yet: %(count)s."),
}


def check_translations(proposal: Proposal, behind: dict[tuple, Tally]) -> None:
    """Ask to look where a language goes out, or stays public, that is not in step with its original."""
    for code in LANGUAGES if proposal.starting else ():
        tally = behind.get((proposal.row.kind, proposal.row.pk, code))
        if tally and (how := goes_on(proposal, code, tally)):
            counts = [COUNTS[name] % {"count": many} for name in COUNTS if (many := getattr(tally, name))]
            message = format_lazy(" ".join(["{}"] * (1 + len(counts))), BEHIND[how], *counts)
            proposal.problem(how, message, code, level=Level.WARNING)


def check_comments(proposal: Proposal, commented: dict[tuple[str, int], int]) -> None:
    """Ask to look where somebody said something of the text and nobody has settled it."""
    if proposal.starting and (many := commented.get((proposal.row.kind, proposal.row.pk))):
        message = _("There are comments that nobody has settled: %(count)s.") % {"count": many}
        proposal.problem("comments", message, level=Level.WARNING)


def check_approvals(proposals: list[Proposal]) -> None:
    """Name who approved what would go out; with four eyes, stop what no second person has approved.

    Facts are approved with any language of their object, so a public language that keeps its words needs no approval
    of its own. What was public before the rule held may be put live again as it was.
    """
    found, since = approvals(p.row for p in proposals if p.starting), four_eyes_since()
    for proposal in proposals:
        for code, document in proposal.starting.items():
            one = found.get((proposal.row.kind, proposal.row.pk, code, digest_of(document)))
            if one and (one.by_another or since is None):
                proposal.approvers[code] = one.decider
        carried = ", ".join(sorted(set(proposal.approvers.values())))
        for code in [code for code in proposal.starting if code not in proposal.approvers]:
            if carried and keeps_words(proposal, code):
                proposal.approvers[code] = carried
            elif since and not was_public(proposal, code, since):
                message = _("Nobody else has approved this text as it is now. Ask for approval.")
                proposal.problem("not_approved", message, code)


def was_public(proposal: Proposal, language: str, before: datetime) -> bool:
    """Say whether exactly this document was published before a moment of the real clock, not cancelled."""
    editions = Edition.objects.of(proposal.row).filter(language=language, act__recorded_at__lt=before)
    same = editions.begun(proposal.at).filter(document__body=encode(proposal.starting[language]).decode())
    return same.exists()


def keeps_words(proposal: Proposal, language: str) -> bool:
    """Say whether a public language would go out anew with its own old words."""
    live, document = proposal.live.get(language), proposal.starting[language]
    return live is not None and proposal.row.allowed(with_wording_of(document, live.read())).settled() == document


def goes_on(proposal: Proposal, language: str, tally: Tally) -> str:
    """Return how a language that is not in step goes on: one of `BEHIND`; nothing where it is not public at all."""
    live, document = proposal.live.get(language), proposal.starting.get(language)
    if document is None:
        return "falls_behind" if live else ""
    if keeps_words(proposal, language):
        return "old_words"
    return "out_of_date" if tally.out_of_date else "untranslated"


def check_terms(proposal: Proposal, glossary: Glossary) -> None:
    """Ask to look where a language would go out without the party's agreed words for what its original says."""
    original = proposal.row.original_language
    source = texts_by_part(proposal.document_in(original)) if glossary.terms else {}
    for code, document in proposal.starting.items():
        if code == original or not source:
            continue
        told = texts_by_part(document)
        departures = (
            one for part in told for one in glossary.departures(source.get(part, ""), original, told[part], code)
        )
        if missing := ", ".join(dict.fromkeys(one.wanted for one in departures)):
            sentence = _("The translation departs from agreed terms. We write: %(terms)s.")
            proposal.problem("term", sentence % {"terms": missing}, code, level=Level.WARNING)


def texts_by_part(document: Document | None) -> dict[int | None, str]:
    """Return what a document says, by part; None is the whole of it."""
    texts = document.search_texts() if document else ()
    return {text.part: f"{text.title}\n{text.body}" for text in texts}


def check_addresses(proposals: list[Proposal]) -> None:
    """Ask whether an address was ever another object's; one query a place where addresses are unique."""
    places: dict[tuple[str, int], list[Proposal]] = {}
    for proposal in (p for p in proposals if p.starting):
        places.setdefault((proposal.row.kind, proposal.row.slug_scope), []).append(proposal)
    for (kind, scope), group in places.items():
        claims = SlugClaim.objects.filter(kind=kind, scope=scope, slug__in=[p.row.slug for p in group])
        owners = dict(claims.values_list("slug", "object_id"))
        for proposal in group:
            if owners.get(proposal.row.slug, proposal.row.pk) != proposal.row.pk:
                message = _("The address “%(slug)s” was public for something else. Choose another one.")
                proposal.problem("slug_taken", message % {"slug": proposal.row.slug}, field="slug")
