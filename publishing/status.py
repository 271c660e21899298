"""What stands where: what of an object is live in which language, what has changed since, and what waits."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import datetime

from publishing.comparing import Difference, compare
from publishing.documents import Document
from publishing.editions import Edition
from publishing.journal import Act, Release, Verb
from publishing.languages import LANGUAGES, NAMES
from publishing.proposals import Proposal, propose
from publishing.publishable import Publishable


@dataclass(kw_only=True)
class LanguageStatus:
    """One language of an object; `document` is what would be public if one published now."""

    code: str
    has_text: bool
    live: Edition | None = None
    waiting: list[Edition] = field(default_factory=list)
    ended: Edition | None = None
    document: Document | None = None
    difference: Difference = field(default_factory=Difference)

    @property
    def name(self) -> str:
        """Return the name of the language."""
        return NAMES[self.code]

    @property
    def has_changed(self) -> bool:
        """Say whether there is text, and publishing it would change what is public."""
        return self.has_text and (self.live is None or bool(self.difference))


@dataclass(kw_only=True)
class Status:
    """An object in all its languages; `newest` is the last release that touched it."""

    row: Publishable
    proposal: Proposal
    languages: list[LanguageStatus]
    newest: Release | None

    @property
    def live(self) -> list[LanguageStatus]:
        """Return the languages in which it is public."""
        return [language for language in self.languages if language.live]

    @property
    def changed(self) -> list[str]:
        """Return the languages that publishing now would change."""
        return [language.code for language in self.languages if language.has_changed]

    @property
    def waiting(self) -> list[Edition]:
        """Return what waits in any language, the next first."""
        return self.proposal.waiting

    @property
    def can_withdraw(self) -> bool:
        """Say whether anything is public or waits to be."""
        return bool(self.live or self.waiting)


def status_of(row: Publishable, at: datetime) -> Status:
    """Return how an object stands at a moment, compared with its saved row."""
    proposal = propose(row, [code for code in LANGUAGES if row.has_words(code)], at=at)
    ended = last_ended(row, at)
    languages = [status_in(code, proposal, ended.get(code)) for code in LANGUAGES]
    return Status(row=row, proposal=proposal, languages=languages, newest=newest_release(row))


def status_in(code: str, proposal: Proposal, ended: Edition | None) -> LanguageStatus:
    """Return how one language of a proposal stands."""
    live, document = proposal.live.get(code), proposal.documents.get(code)
    return LanguageStatus(
        code=code,
        has_text=proposal.row.has_words(code),
        live=live,
        waiting=[edition for edition in proposal.waiting if edition.language == code],
        ended=None if live else ended,
        document=document,
        difference=compare(live.read() if live else None, document) if document else Difference(),
    )


def last_ended(row: Publishable, at: datetime) -> dict[str, Edition]:
    """Return, by language, the edition that ended last."""
    ended = Edition.objects.of(row).ever_public(at).filter(ends_at__lte=at).order_by("ends_at", "number")
    return {edition.language: edition for edition in ended}


def newest_release(row: Publishable) -> Release | None:
    """Return the release of the newest act on an object that made anything public, or took it back."""
    acts = Act.objects.filter(kind=row.kind, object_id=row.pk).exclude(verb=Verb.OVERRIDE)
    act = acts.select_related("release").order_by("-number").first()
    return act.release if act else None


def live_languages(kind: str, ids: Collection[int], at: datetime) -> dict[int, list[str]]:
    """Return in which languages some objects of one kind are public, by id, in the order of languages. One query."""
    found = defaultdict(list)
    live = Edition.objects.live(at).filter(kind=kind, object_id__in=ids)
    for object_id, language in live.values_list("object_id", "language"):
        found[object_id].append(language)
    return {object_id: sorted(codes, key=LANGUAGES.index) for object_id, codes in found.items()}
