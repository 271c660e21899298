"""Acting: one transaction in which the journal's lock is held, acts are composed and the projection is stored.

Timelines are changed in memory by the rules of `publishing.timeline`; at the end the difference is written in the one
order both databases accept: first what shrinks, then what grows, then the new editions.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime

import msgspec
from django.db import transaction

from publishing import kinds
from publishing import timeline as rules
from publishing.clock import act_moment
from publishing.documents import Document, commitment, encode, fresh_salt
from publishing.editions import Edition, Reference, StoredDocument, StoredPicture
from publishing.journal import Head, Pen, Release, Verb, Who
from publishing.kyrgyz import sort_key
from publishing.problems import Problem
from publishing.search import entries_of, store_entries
from publishing.slugs import SlugClaim
from publishing.timeline import Key, Period, Timeline
from staff.audit import By, Told, record


@dataclass
class New:
    """An edition that is to be made."""

    edition: Edition
    document: Document


@dataclass
class Acting:
    """What one release does; made by `acting()`."""

    at: datetime
    pen: Pen
    closed: list[Problem]
    timelines: dict[Key, Timeline] = field(default_factory=dict)
    stored: dict[Key, dict[int, Edition]] = field(default_factory=lambda: defaultdict(dict))
    new: dict[tuple[Key, int], New] = field(default_factory=dict)

    @property
    def release(self) -> Release:
        """Return the release all acts belong to."""
        return self.pen.release

    def load(self, kind: str, object_ids: Iterable[int]) -> None:
        """Bring the timelines of some objects into memory, in one query a kind."""
        for edition in Edition.objects.filter(kind=kind, object_id__in=list(object_ids)):
            if edition.number not in self.stored[edition.key]:
                self.stored[edition.key][edition.number] = edition
                self.timelines.setdefault(edition.key, {})[edition.number] = edition.period

    def timeline(self, key: Key) -> Timeline:
        """Return the periods of one object in one language, as they are by now."""
        return self.timelines.setdefault(key, {})

    # What can be done ---------------------------------------------------------------------------------------------

    def start(
        self,
        key: Key,
        document: Document,
        *,
        starts_at: datetime,
        verb: Verb,
        stored=None,
        scope=0,
        backdated=False,
        approvers="",
    ):
        """Begin an edition of a document at a moment; `stored` is its row when the same document was live before."""
        kind, object_id, language = key
        number = max(self.timeline(key), default=0) + 1
        stored = stored or store(document)
        act_number = self.pen.next_number
        changed = rules.begin(self.timeline(key), number=number, act=act_number, starts_at=starts_at)
        self.timelines[key] = changed
        act = self.pen.write(
            verb,
            at=self.at,
            kind=kind,
            object_id=object_id,
            language=language,
            edition=number,
            document=stored.commitment,
            starts_at=starts_at,
            ends_at=changed[number].ends_at,
            is_backdated=backdated,
            approvers=approvers,
        )
        edition = Edition(
            kind=kind,
            object_id=object_id,
            language=language,
            number=number,
            document=stored,
            act=act,
            is_backdated=backdated,
            scope=scope,
            **copied(document),
        )
        self.new[key, number] = New(edition, document)

    def cancel(self, key: Key, number: int) -> None:
        """Cancel a waiting edition."""
        period = self.timeline(key)[number]
        self.timelines[key] = rules.cancel(self.timeline(key), number=number, act=self.pen.next_number)
        self._write(Verb.CANCEL, key, number, period.starts_at, period.starts_at)

    def withdraw(self, key: Key) -> bool:
        """End what is live; say whether anything was."""
        period = rules.live(self.timeline(key), self.at)
        if period is None:
            return False
        self.timelines[key] = rules.withdraw(self.timeline(key), at=self.at, act=self.pen.next_number)
        self._write(Verb.WITHDRAW, key, period.number, period.starts_at, self.at)
        return True

    def override(self, kind: str, object_id: int, language: str, *, until: datetime) -> None:
        """Note that an object may start in a language until a moment although its calendar forbids it."""
        self.pen.write(
            Verb.OVERRIDE,
            at=self.at,
            kind=kind,
            object_id=object_id,
            language=language,
            starts_at=self.at,
            ends_at=until,
        )

    def erase(self, edition: Edition) -> None:
        """Note that an edition's document is emptied; the act names the hash that is left."""
        self._write(Verb.ERASE, edition.key, edition.number, edition.starts_at, edition.ends_at)

    def _write(self, verb: Verb, key: Key, number: int, starts_at: datetime, ends_at: datetime) -> None:
        kind, object_id, language = key
        self.pen.write(
            verb,
            at=self.at,
            kind=kind,
            object_id=object_id,
            language=language,
            edition=number,
            document=self.commitment(key, number),
            starts_at=starts_at,
            ends_at=ends_at,
        )

    def commitment(self, key: Key, number: int) -> str:
        """Return the hash of an edition's document."""
        made = self.new.get((key, number))
        return (made.edition if made else self.stored[key][number]).document.commitment

    # Writing it down ----------------------------------------------------------------------------------------------

    def store(self) -> None:
        """Write everything done so far; more may be done afterwards in the same release."""
        self.pen.store()
        self._store_ends()
        self._store_editions()

    def _store_ends(self) -> None:
        shrinking, growing = [], []
        for key, editions in self.stored.items():
            for number, edition in editions.items():
                now = self.timelines[key][number]
                if (edition.ends_at, edition.ended_by) == (now.ends_at, now.ended_by):
                    continue
                (growing if grows(edition.ends_at, now.ends_at) else shrinking).append(edition)
                edition.ends_at, edition.ended_by = now.ends_at, now.ended_by
        Edition.objects.bulk_update(shrinking, ["ends_at", "ended_by"], batch_size=300)
        Edition.objects.bulk_update(growing, ["ends_at", "ended_by"], batch_size=300)

    def _store_editions(self) -> None:
        made = list(self.new.values())
        fresh = {
            new.edition.document.commitment: new.edition.document for new in made if new.edition.document.pk is None
        }
        StoredDocument.objects.bulk_create(fresh.values(), batch_size=500)
        for (key, number), new in self.new.items():
            put(new.edition, self.timelines[key][number])
            new.edition.document_id = new.edition.document.pk
        Edition.objects.bulk_create([new.edition for new in made], batch_size=500)
        Reference.objects.bulk_create([row for new in made for row in references(new)], batch_size=500)
        StoredPicture.objects.bulk_create([row for new in made for row in pictures(new)], batch_size=500)
        store_entries([entry for new in made for entry in entries_of(new.edition, new.document)])
        SlugClaim.objects.bulk_create([claim(new.edition) for new in made], ignore_conflicts=True, batch_size=500)
        for (key, number), new in self.new.items():
            self.stored[key][number] = new.edition
        self.new = {}


@contextmanager
def acting(*, at: datetime, who: Who, note: str = "", title: str = "", by: By | None = None) -> Iterator[Acting]:
    """Hold the journal's lock, do some acts, and store them, all or nothing. `at` is what the caller's clock says.

    `by` is who sits at the desk, where that is not the one who acts.
    """
    with transaction.atomic():
        head = Head.locked()
        moment, closed = act_moment(head.at, at)
        release = Release.objects.create(title=title, at=moment, note=note, actor_id=who.actor_id)
        session = Acting(moment, Pen(head, release, who), closed)
        yield session
        session.store()
        tell(release, who, by or By(who.actor_id, who.actor))


def tell(release: Release, who: Who, by: By) -> None:
    """Note in the audit log what a person did to which object; of the machine's acts, what was erased."""
    acts = release.acts.order_by("number")
    if who.actor_id is None:
        acts = acts.filter(verb=Verb.ERASE)
    languages: dict[tuple[str, str, int], list[str]] = defaultdict(list)
    for act in acts:
        languages[act.verb, act.kind, act.object_id].append(act.language)
    acted_on = Edition.objects.filter(
        kind__in={act.kind for act in acts}, object_id__in={act.object_id for act in acts}
    )
    titles = {
        (kind, pk): title for kind, pk, title in acted_on.order_by("pk").values_list("kind", "object_id", "title")
    }
    record(
        *(
            Told(
                action=verb,
                kind=kinds.model_of(kind)._meta.label_lower,
                object_id=pk,
                title=titles.get((kind, pk), ""),
                details=tuple(dict.fromkeys(codes)),
            )
            for (verb, kind, pk), codes in languages.items()
        ),
        by=by,
    )


def store(document: Document) -> StoredDocument:
    """Return the row of a new document, salted and hashed, unsaved."""
    body, salt = encode(document).decode(), fresh_salt()
    return StoredDocument(commitment=commitment(salt, body), version=document.version, salt=salt, body=body)


def copied(document: Document) -> dict:
    """Return the columns an edition copies from its document for lists."""
    return {
        "slug": document.slug,
        "is_original": document.language == document.original,
        "election_id": document.election_id,
        "position": document.position,
        "sort_key": sort_key(document.sort_text),
        "title": document.title,
        "summary": msgspec.json.encode(document.summary(), order="sorted").decode(),
    }


def references(new: New) -> list[Reference]:
    """Return the rows of what a new edition refers to."""
    edition = new.edition
    return [
        Reference(
            edition=edition,
            role=target.role,
            language=edition.language,
            source_kind=edition.kind,
            source_id=edition.object_id,
            source_part=target.source_part,
            target_kind=target.kind,
            target_id=target.id,
            target_part=target.part,
            is_required=target.required,
            sort_key=target.sort_key or edition.sort_key,
            excerpt=target.excerpt,
        )
        for target in new.document.targets()
    ]


def pictures(new: New) -> list[StoredPicture]:
    """Return the rows of the files a new edition shows."""
    return [StoredPicture(edition=new.edition, name=name) for name in new.document.pictures()]


def claim(edition: Edition) -> SlugClaim:
    """Return the claim of an edition's address."""
    return SlugClaim(kind=edition.kind, scope=edition.scope, slug=edition.slug, object_id=edition.object_id)


def put(edition: Edition, period: Period) -> None:
    """Set an edition's period."""
    edition.starts_at, edition.ends_at, edition.ended_by = period.starts_at, period.ends_at, period.ended_by


def grows(old: datetime | None, new: datetime | None) -> bool:
    """Say whether a period's end moves later."""
    return old is not None and (new is None or new > old)
