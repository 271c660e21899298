"""Carrying over: content of the vote that an election repeats becomes drafts for the new one, chosen object by object.

Each floor carries what it holds and names its way here; the dry run, the record and the undoing are the same for all.
"""

import hashlib
import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property
from typing import Protocol

from django.db import models, transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from elections.calendar import SilencePolicy
from elections.carried import IMPRINT, KEY_DATE, SILENCE, Asked, CarriedObject, CarryingOver, ToConfirm
from elections.mentions import days_pattern, mentions
from elections.models import Election, Imprint, KeyDate
from publishing import kinds
from publishing.assignments import assign
from publishing.copying import held_by
from publishing.dates import BISHKEK, date_of
from publishing.editions import Edition
from publishing.keeping import touch
from publishing.languages import LANGUAGES, words
from publishing.publishable import Publishable
from publishing.translating import texts_of
from staff.models import User


class Stale(Exception):
    """What was confirmed is no longer what would happen; look again."""


@dataclass(frozen=True, kw_only=True, slots=True)
class Doubt:
    """One thing a person has to confirm once an object is carried over."""

    code: Asked
    detail: str = ""
    language: str = ""


@dataclass(frozen=True, kw_only=True, slots=True)
class Offer:
    """One object that could be carried over, or why not; `note` says what is made with it."""

    kind: str
    pk: int
    title: str
    note: str = ""
    doubts: tuple[Doubt, ...] = ()
    refusal: str = ""

    @property
    def key(self) -> str:
        """Return what a form calls it."""
        return f"{self.kind}-{self.pk}"


@dataclass
class Passage:
    """From which vote to which, and what has become of the objects carried over so far, by kind and id."""

    source: Election
    election: Election
    became: dict[tuple[str, int], int] = field(default_factory=dict)

    @classmethod
    def to(cls, election: Election) -> "Passage | None":
        """Return the way to an election, None where it repeats no other."""
        if election.repeats is None:
            return None
        made = CarriedObject.objects.filter(carrying__election=election)
        became = {(kind, old): new for kind, old, new in made.values_list("kind", "source_id", "object_id")}
        return cls(election.repeats, election, became)

    @cached_property
    def days(self) -> re.Pattern:
        """Return what finds the days of the earlier vote in a text."""
        opens = self.source.campaign_starts_at
        started = [date_of(opens)] if opens else []
        return days_pattern([self.source.voting_day, *started, *self.source.key_dates.values_list("day", flat=True)])

    def mentioned(self, row: Publishable, *, without: str = "") -> Iterator[Doubt]:
        """Yield what a row says of the earlier vote, sentence by sentence, each once in a language."""
        seen = set()
        for _place, part, name in texts_of(row):
            if name == without:
                continue
            for code in LANGUAGES:
                for sentence in mentions(words(part, name, code), self.days):
                    if (code, sentence) not in seen:
                        seen.add((code, sentence))
                        yield Doubt(code=Asked.MENTION, detail=sentence, language=code)


class Carrier(Protocol):
    """The way of some kinds of objects; `rank` orders the ways: what others refer to goes first."""

    title: str | Promise
    rank: int

    def offers(self, passage: Passage) -> Iterator[Offer]:
        """Yield what could be carried over."""

    def carry(self, passage: Passage, offer: Offer) -> models.Model:
        """Make what was offered anew and return it."""


CARRIERS: list[Carrier] = []


@dataclass(frozen=True, slots=True)
class Part:
    """What one way offers."""

    carrier: Carrier
    offers: list[Offer]


def plan(passage: Passage, chosen: Collection[str] | None = None) -> list[Part]:
    """Return what could be carried over and was not yet; given keys, what of it is chosen and possible."""
    parts = []
    for carrier in sorted(CARRIERS, key=lambda carrier: carrier.rank):
        offers = [offer for offer in carrier.offers(passage) if (offer.kind, offer.pk) not in passage.became]
        if chosen is not None:
            offers = [offer for offer in offers if offer.key in chosen and not offer.refusal]
        if offers:
            parts.append(Part(carrier, offers))
    return parts


def token(parts: list[Part]) -> str:
    """Return a short name of exactly this plan: what was shown is what is done."""
    return hashlib.sha256(repr([part.offers for part in parts]).encode()).hexdigest()[:32]


@transaction.atomic
def carry(election: Election, chosen: Collection[str], shown: str, user: User) -> CarryingOver:
    """Make everything that was chosen and shown, and note what is to be confirmed. Raises Stale."""
    passage = Passage.to(Election.objects.select_for_update(of=("self",)).get(pk=election.pk))
    parts = plan(passage, chosen) if passage else []
    if not parts or token(parts) != shown:
        raise Stale
    carrying = CarryingOver.objects.create(election=election, source=passage.source, by=user)
    made = []
    for part in parts:
        for offer in part.offers:
            row = part.carrier.carry(passage, offer)
            passage.became[offer.kind, offer.pk] = row.pk
            made.append((offer, row))
    for offer, row in made:
        held = entered(offer.kind, row) if offer.kind in FIELDS else held_by(type(row), row.pk)
        CarriedObject.objects.create(
            carrying=carrying, kind=offer.kind, source_id=offer.pk, object_id=row.pk, held=held
        )
        ask(passage.election, offer.kind, row.pk, offer.doubts)
    assign([row for offer, row in made if isinstance(row, Publishable) and offer.kind not in FIELDS], user)
    return carrying


def ask(election: Election, kind: str, pk: int, doubts: Collection[Doubt]) -> None:
    """Note what of an object is to be confirmed for an election."""
    ToConfirm.objects.bulk_create(
        ToConfirm(election=election, kind=kind, object_id=pk, code=d.code, language=d.language, detail=d.detail[:300])
        for d in doubts
    )


# The floor's own ways -------------------------------------------------------------------------------------------------


class CarryImprint:
    """The usual imprint, where the new election has none."""

    title, rank = Imprint._meta.verbose_name, 10

    def offers(self, passage):
        """Offer it with the names it bears: nobody but a person knows whether they still answer for the material."""
        found = Imprint.objects.filter(election=passage.source, is_usual=True).first()
        if found:
            there = Imprint.objects.filter(election=passage.election, is_usual=True).exists()
            names = ", ".join(filter(None, [found.producer, found.commissioner, found.payer]))
            doubts = (Doubt(code=Asked.IMPRINT, detail=names),)
            refusal = _("This election has its own usual imprint.") if there else ""
            yield Offer(kind=IMPRINT, pk=found.pk, title=str(found), doubts=doubts, refusal=refusal)

    def carry(self, passage, offer):
        """Copy it."""
        found = Imprint.objects.get(pk=offer.pk)
        names = {name: getattr(found, name) for name in Imprint.REQUIRED}
        return Imprint.objects.create(election=passage.election, is_usual=True, **names)


class CarryCalendar:
    """The start of the campaign and the key dates, as far from the new voting day as they were from the old one."""

    title, rank = KeyDate._meta.verbose_name_plural, 20

    def offers(self, passage):
        """Offer each date with the day it would fall on."""
        if passage.source.campaign_starts_at and not passage.election.campaign_starts_at:
            name = Election._meta.get_field("campaign_starts_at").verbose_name
            day = f"{self.start(passage).astimezone(BISHKEK):%d.%m.%Y}"
            yield Offer(
                kind=Election.kind,
                pk=passage.source.pk,
                title=f"{name} → {day}",
                doubts=(Doubt(code=Asked.CAMPAIGN, detail=day),),
            )
        for date in sorted(passage.source.key_dates.all(), key=KeyDate.place):
            day = f"{date.day + self.shift(passage):%d.%m.%Y}"
            yield Offer(
                kind=KEY_DATE,
                pk=date.pk,
                title=f"{date} → {day}",
                doubts=(Doubt(code=Asked.DAY, detail=day), *self.named(passage, date)),
            )

    def named(self, passage, date):
        """Yield the days and numbers a date's own words name."""
        for code in LANGUAGES:
            for name in ("what", "note"):
                for sentence in mentions(words(date, name, code), passage.days):
                    yield Doubt(code=Asked.MENTION, detail=sentence, language=code)

    def shift(self, passage):
        """Return how much later the new vote is."""
        return passage.election.voting_day - passage.source.voting_day

    def start(self, passage):
        """Return when the campaign would start."""
        return passage.source.campaign_starts_at + self.shift(passage)

    def carry(self, passage, offer):
        """Write the start of the campaign, or copy a date."""
        if offer.kind == Election.kind:
            return self.open_campaign(passage)
        found = passage.source.key_dates.get(pk=offer.pk)
        texts = {f"{name}_{code}": words(found, name, code) for name in ("what", "note") for code in LANGUAGES}
        day = found.day + self.shift(passage)
        return KeyDate.objects.create(election=passage.election, day=day, time=found.time, **texts)

    def open_campaign(self, passage):
        """Write when the campaign starts."""
        touch([passage.election])
        passage.election.campaign_starts_at = self.start(passage)
        passage.election.save()
        return passage.election


class CarrySilence:
    """What becomes of the campaign in the silence, where the earlier vote chose something and the new one nothing."""

    title, rank = Election._meta.get_field("silence_policy").verbose_name, 15

    def offers(self, passage):
        """Offer the choice; the party's lawyer made it for the other vote."""
        chosen, usual = passage.source.silence_policy, SilencePolicy.FREEZE
        if chosen != usual and passage.election.silence_policy == usual:
            doubts = (Doubt(code=Asked.SILENCE, detail=passage.source.get_silence_policy_display()),)
            yield Offer(kind=SILENCE, pk=passage.source.pk, title=doubts[0].detail, doubts=doubts)

    def carry(self, passage, offer):
        """Choose the same."""
        touch([passage.election])
        passage.election.silence_policy = passage.source.silence_policy
        passage.election.save()
        return passage.election


CARRIERS += [CarryImprint(), CarrySilence(), CarryCalendar()]


# Undoing --------------------------------------------------------------------------------------------------------------


@dataclass
class Undoing:
    """What undoing would remove, and what stays with the reason."""

    removed: list[tuple[CarriedObject, models.Model]] = field(default_factory=list)
    kept: list[tuple[models.Model, str]] = field(default_factory=list)


def model_of(kind: str) -> type[models.Model]:
    """Return the model of a kind that can be carried over."""
    return {IMPRINT: Imprint, KEY_DATE: KeyDate, SILENCE: Election}.get(kind) or kinds.model_of(kind)


#: What is carried into a field of the election itself, and what is asked about it.
FIELDS = {Election.kind: ("campaign_starts_at", Asked.CAMPAIGN), SILENCE: ("silence_policy", Asked.SILENCE)}


def entered(kind: str, election: Election) -> str:
    """Return what such a field holds, as it is noted."""
    value = getattr(election, FIELDS[kind][0]) or ""
    return value.isoformat() if isinstance(value, datetime) else str(value)


def undoing_of(carrying: CarryingOver) -> Undoing:
    """Return what undoing would do now; what was made last goes first."""
    found = Undoing()
    for made in carrying.objects_made.order_by("-pk"):
        row = model_of(made.kind)._base_manager.filter(pk=made.object_id).first()
        if row is None:
            continue
        is_field = made.kind in FIELDS
        if not is_field and isinstance(row, Publishable) and Edition.objects.of(row).exists():
            found.kept.append((row, _("was public or waits to be")))
        elif made.held != (entered(made.kind, row) if is_field else held_by(type(row), row.pk)):
            found.kept.append((row, _("was changed since")))
        else:
            found.removed.append((made, row))
    return found


@transaction.atomic
def undo(carrying: CarryingOver) -> Undoing:
    """Remove what was made and is as it was made; return what went and what stayed. Raises Stale."""
    carrying = CarryingOver.objects.select_for_update(of=("self",)).get(pk=carrying.pk)
    if carrying.undone_at:
        raise Stale
    planned, done = undoing_of(carrying), Undoing()
    done.kept = planned.kept
    for made, row in planned.removed:
        try:
            with transaction.atomic():
                remove(made, row)
        except ProtectedError:
            done.kept.append((row, _("others still depend on it")))
        else:
            done.removed.append((made, row))
    carrying.undone_at = timezone.now()
    carrying.save()
    return done


def remove(made: CarriedObject, row: models.Model) -> None:
    """Delete what was made; a field of the election is as it was before."""
    if made.kind not in FIELDS:
        row.delete()
        return
    name, code = FIELDS[made.kind]
    setattr(row, name, row._meta.get_field(name).get_default())
    row.save()
    ToConfirm.objects.of(made.kind, [row.pk]).filter(code=code).delete()
    made.delete()
