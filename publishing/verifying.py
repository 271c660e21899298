"""Verifying: replay the journal from its first act and compare everything with what is stored.

Nothing here trusts the editions table: periods are rebuilt from the acts alone by the rules of `publishing.timeline`,
documents are opened with their salts, and the columns that editions copy are computed anew.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

import msgspec
from django.utils.translation import gettext as _

from publishing import timeline as rules
from publishing.acting import copied
from publishing.editions import Edition, StoredDocument
from publishing.journal import GENESIS, Act, Head, Verb
from publishing.timeline import Key, Period, Timeline


@dataclass
class Ledger:
    """What the journal alone says."""

    timelines: dict[Key, Timeline] = field(default_factory=lambda: defaultdict(dict))
    documents: dict[tuple[Key, int], str] = field(default_factory=dict)
    erased: set[str] = field(default_factory=set)
    number: int = 0
    hash: str = GENESIS


def faults(expected_head: str = "") -> Iterator[str]:
    """Yield a sentence for everything that does not agree; none means that the history is whole.

    `expected_head` is a hash kept elsewhere (printed on the site, in a mail): a chain that was cut off or written
    anew by somebody with access to the database cannot be seen from inside.
    """
    ledger = Ledger()
    seen = {GENESIS}
    for act in Act.objects.order_by("number").select_related("release").iterator(chunk_size=2000):
        yield from chain_faults(ledger, act)
        replay(ledger, act)
        ledger.number, ledger.hash = act.number, act.hash
        seen.add(act.hash)
    yield from head_faults(ledger, seen, expected_head)
    yield from edition_faults(ledger)
    yield from document_faults(ledger)


def chain_faults(ledger: Ledger, act: Act) -> Iterator[str]:
    """Yield what is wrong with one row of the journal."""
    if act.number != ledger.number + 1:
        yield _("Act %(number)s: numbers before it are missing.") % {"number": act.number}
    if act.previous != ledger.hash:
        yield _("Act %(number)s does not follow the act before it.") % {"number": act.number}
    if act.computed_hash() != act.hash:
        yield _("Act %(number)s was changed after it was written.") % {"number": act.number}
    if act.release.note_salt and act.release.note_commitment != act.note:
        yield _("Act %(number)s: its change note was changed.") % {"number": act.number}


def replay(ledger: Ledger, act: Act) -> None:
    """Apply one act to the timelines."""
    timeline = ledger.timelines[act.key]
    if act.verb in (Verb.PUBLISH, Verb.SCHEDULE, Verb.AGAIN):
        changed = rules.begin(timeline, number=act.edition, act=act.number, starts_at=act.starts_at)
        ledger.documents[act.key, act.edition] = act.document
    elif act.verb == Verb.CANCEL:
        changed = rules.cancel(timeline, number=act.edition, act=act.number) if act.edition in timeline else timeline
    elif act.verb == Verb.WITHDRAW:
        changed = rules.withdraw(timeline, at=act.at, act=act.number)
    else:
        changed = timeline
    if act.verb == Verb.ERASE:
        ledger.erased.add(act.document)
    ledger.timelines[act.key] = changed


def head_faults(ledger: Ledger, seen: set[str], expected: str) -> Iterator[str]:
    """Yield what is wrong with the end of the chain."""
    head = Head.objects.get(pk=1)
    if (head.number, head.hash) != (ledger.number, ledger.hash):
        yield _("The head of the journal says act %(number)s, the last act is another.") % {"number": head.number}
    if expected and expected not in seen:
        yield _("The hash %(hash)s is nowhere in the journal.") % {"hash": expected}


def edition_faults(ledger: Ledger) -> Iterator[str]:
    """Yield editions that differ from the journal, and those that one of the two does not know."""
    unseen = {(key, number) for key, timeline in ledger.timelines.items() for number in timeline}
    for edition in Edition.objects.select_related("document").order_by("pk").iterator(chunk_size=2000):
        key = edition.key
        name = {"edition": f"{edition.kind}/{edition.slug} {edition.language} {edition.number}"}
        expected: Period | None = ledger.timelines.get(key, {}).get(edition.number)
        unseen.discard((key, edition.number))
        if expected is None:
            yield _("Edition %(edition)s: the journal does not know it.") % name
            continue
        if expected != edition.period:
            yield _("Edition %(edition)s: its period is not the journal's.") % name
        if ledger.documents[key, edition.number] != edition.document.commitment:
            yield _("Edition %(edition)s shows another document than the journal says.") % name
        if not edition.document.is_erased and is_miscopied(edition):
            yield _("Edition %(edition)s: title, address or order differ from its document.") % name
    for (kind, object_id, language), number in sorted(unseen):
        name = {"edition": f"{kind} {object_id} {language} {number}"}
        yield _("Edition %(edition)s is in the journal, but not there.") % name


def is_miscopied(edition: Edition) -> bool:
    """Say whether a column that lists use differs from the document, as far as the document can be read."""
    try:
        document = edition.read()
    except (msgspec.DecodeError, ValueError):
        return True
    return any(getattr(edition, name) != value for name, value in copied(document).items())


def document_faults(ledger: Ledger) -> Iterator[str]:
    """Yield documents whose bytes are not those that were hashed."""
    for stored in StoredDocument.objects.iterator(chunk_size=2000):
        name = {"document": stored.commitment[:12]}
        if stored.is_erased and stored.commitment not in ledger.erased:
            yield _("Document %(document)s is gone without an act of erasure.") % name
        elif not stored.is_intact:
            yield _("Document %(document)s was changed after it was published.") % name
