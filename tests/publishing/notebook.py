"""A plain model beside the real thing: what somebody with a calendar, a pencil and a notebook would know.

It asks none of the rules it stands beside (`elections.calendar`, `publishing.proposals`, `reviewing`, `overrides`); it
reads stored documents, and keeps its own notes of what people did.
"""

from dataclasses import dataclass, field
from datetime import datetime

from publishing.documents import Document
from publishing.editions import Edition
from publishing.journal import Act, Verb

CAMPAIGN_KINDS = ("candidate", "interview")

type Text = tuple[str, int, str]
"""Kind, object, language."""


@dataclass
class Allowance:
    """An override as two people remember it."""

    kind: str
    object_id: int
    languages: frozenset[str]
    until: datetime
    asked_by: int
    confirmed: bool = False

    def covers(self, edition: Edition) -> bool:
        """Say whether an edition may start under it."""
        where = (self.kind, self.object_id) == (edition.kind, edition.object_id)
        return self.confirmed and where and edition.language in self.languages and edition.starts_at < self.until


@dataclass
class Approval:
    """Who approved which text; `another` is whether it was nobody's own."""

    step: int
    document: Document
    by: int
    another: bool


@dataclass
class Notebook:
    """What was allowed, approved, saved and erased, in the order in which it happened."""

    step: int = 0
    four_eyes: bool = False
    editions_before_rule: set[int] = field(default_factory=set)
    allowances: dict[int, Allowance] = field(default_factory=dict)
    approvals: dict[Text, list[Approval]] = field(default_factory=dict)
    asked: dict[Text, int] = field(default_factory=dict)
    saved: dict[tuple[str, int], list[tuple[int, int]]] = field(default_factory=dict)
    erased: set[tuple[str, int]] = field(default_factory=set)

    # The calendar ---------------------------------------------------------------------------------------------------

    def is_lawful(self, edition: Edition) -> bool:
        """Say whether an edition may start when it does: by the calendar that is public then, or by an override."""
        if edition.kind not in CAMPAIGN_KINDS or may_campaign(edition.starts_at):
            return True
        return calendar(edition.starts_at) is not None and any(one.covers(edition) for one in self.allowances.values())

    # Reviews --------------------------------------------------------------------------------------------------------

    def saves(self, row, by: int) -> None:
        """Note that somebody saved an object."""
        self.step += 1
        self.saved.setdefault((row.kind, row.pk), []).append((self.step, by))

    def is_own(self, text: Text, by: int) -> bool:
        """Say whether somebody asked about a text, or saved anything of it since another person approved it."""
        last = max((one.step for one in self.approvals.get(text, ()) if one.another), default=0)
        saved = self.saved.get(text[:2], ())
        return self.asked.get(text) == by or any(who == by and step > last for step, who in saved)

    def approves(self, text: Text, document: Document, by: int) -> None:
        """Note an approval."""
        self.step += 1
        approval = Approval(self.step, document.undated(), by, not self.is_own(text, by))
        self.approvals.setdefault(text, []).append(approval)
        self.asked.pop(text, None)

    def returns(self, text: Text, document: Document) -> None:
        """Note that a text was returned: no approval of exactly it stands any more."""
        self.step += 1
        standing = [one for one in self.approvals.get(text, ()) if one.document != document.undated()]
        self.approvals[text] = standing
        self.asked.pop(text, None)

    def turns_rule(self, wanted: bool) -> None:
        """Note the rule of four eyes; what was made before it is remembered."""
        if wanted and not self.four_eyes:
            self.editions_before_rule = set(Edition.objects.values_list("pk", flat=True))
        self.four_eyes = wanted

    def is_approved(self, edition: Edition) -> bool:
        """Say whether somebody else approved exactly what an edition says."""
        found = self.approvals.get((edition.kind, edition.object_id, edition.language), ())
        return any(one.another and one.document == edition.read().undated() for one in found)

    def may_go_out(self, edition: Edition, live: dict[Text, Document], together: list[Edition], at: datetime) -> bool:
        """Say whether four eyes let an edition out: it is approved, was public before the rule, or keeps its words.

        `live` is what was public just before, `together` what begins with it.
        """
        if not self.four_eyes or self.is_approved(edition):
            return True
        if any(is_the_same(edition, one) for one in self.public_before_rule(at)):
            return True
        own = [one for one in together if (one.kind, one.object_id) == (edition.kind, edition.object_id)]
        before = live.get((edition.kind, edition.object_id, edition.language))
        return bool(before) and keeps_words(before, edition.read()) and any(self.is_approved(one) for one in own)

    def public_before_rule(self, at: datetime) -> list[Edition]:
        """Return what was made before the rule and has been public by now; what was cancelled never was."""
        made = Edition.objects.filter(pk__in=self.editions_before_rule, starts_at__lte=at).select_related("document")
        cancelled = set(Act.objects.filter(verb=Verb.CANCEL).values_list("number", flat=True))
        return [one for one in made if not (one.is_cancelled and one.ended_by in cancelled)]


def is_the_same(one: Edition, other: Edition) -> bool:
    """Say whether two editions say the same of the same object in the same language."""
    where = (one.kind, one.object_id, one.language) == (other.kind, other.object_id, other.language)
    return where and not other.document.is_erased and one.read() == other.read()


def keeps_words(before: Document, after: Document) -> bool:
    """Say whether whatever is written in a document was written in the one before."""
    old = {text.part: (text.title, text.body) for text in before.search_texts()}
    new = {text.part: (text.title, text.body) for text in after.search_texts()}
    return all(old.get(part) == words or not any(words) for part, words in new.items())


def calendar(then: datetime) -> Document | None:
    """Return the election as it is public at a moment."""
    live = Edition.objects.live(then).filter(kind="election").select_related("document").first()
    return live.read() if live else None


def may_campaign(then: datetime) -> bool:
    """Say whether campaign matter may begin at a moment: in the campaign before the silence, and after the polls."""
    now = calendar(then)
    if now is None:
        return False
    return now.campaign_starts_at <= then < now.silence_starts_at or then >= now.polls_close_at


def live_documents(at: datetime) -> dict[Text, Document]:
    """Return everything that is public at a moment."""
    live = Edition.objects.live(at).select_related("document")
    return {(one.kind, one.object_id, one.language): one.read() for one in live}
