"""What stands in the register of an election: issued materials, and every page edition that is or was public.

First only what orders and finds lines is read, for all of them; whole lines are read a few hundred at a time, so a
register of 10,000 editions is never in memory at once.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, time
from itertools import batched

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from elections.attachments import Attachment, AttachmentKind
from elections.documents import ImprintDocument
from elections.materials import Material, told_medium
from elections.models import Election
from publishing import kinds
from publishing.dates import BISHKEK
from publishing.editions import Edition, Reference
from publishing.kyrgyz import fold
from publishing.languages import NAMES
from publishing.register import campaign_kinds

STEP = 500
PAGE = "page"


@dataclass(frozen=True, slots=True)
class Key:
    """What orders a line and finds it: the moment it begins, whether it is an edition, and its number."""

    since: datetime
    is_edition: bool
    pk: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line; `number` is that of the register, of an edition «#» and its act in the journal."""

    number: str
    medium: str
    title: str
    language: str
    tongue: str
    address: str
    where: str = ""
    imprint: ImprintDocument | None
    since: datetime | None = None
    until: datetime | None = None
    hash: str = ""


def editions_of(election: Election, at: datetime):
    """Return the editions of an election's campaign that began up to a moment.

    A person stands in several elections, so their editions refer to them; what was erased refers to none, and stands
    in every register rather than in none.
    """
    refers = Reference.objects.filter(edition=OuterRef("pk"), target_kind="election", target_id=election.pk)
    erased = Q(election_id=None, document__body=None)
    found = Edition.objects.ever_public(at).filter(kind__in=campaign_kinds())
    return found.filter(Q(election_id=election.pk) | Exists(refers) | erased)


def keys(election: Election, at: datetime, *, medium: str = "", asked: str = "") -> list[Key]:
    """Return what the register holds, the newest first; `medium` is one of `Medium` or PAGE. Two queries."""
    words = fold(asked).split()
    found = []
    if medium in ("", PAGE):
        rows = editions_of(election, at).values_list("starts_at", "pk", "title")
        found += [Key(since, True, pk) for since, pk, title in rows.iterator() if has(words, title)]
    if medium != PAGE:
        materials = Material.objects.issued().filter(election=election, **({"medium": medium} if medium else {}))
        for day, pk, number, title in materials.values_list("issue_date", "pk", "number", "title"):
            if has(words, f"{number} {title}"):
                found.append(Key(datetime.combine(day, time(), BISHKEK), False, pk))
    return sorted(found, key=lambda key: (key.since, key.is_edition, key.pk), reverse=True)


def has(words: list[str], text: str) -> bool:
    """Say whether a text has words that begin with each of some folded ones."""
    folded = f" {fold(text)}" if words else ""
    return all(f" {word}" in folded for word in words)


def lines(found: Iterable[Key]) -> Iterator[Line]:
    """Yield the lines of some keys, in their order; three queries for each 500."""
    for some in batched(found, STEP, strict=False):
        editions = Edition.objects.select_related("document").in_bulk([key.pk for key in some if key.is_edition])
        numbers = [key.pk for key in some if not key.is_edition]
        materials = Material.objects.in_bulk(numbers)
        files = Attachment.objects.filter(material__in=numbers, kind=AttachmentKind.FILE)
        hashes = dict(files.order_by("-pk").values_list("material_id", "sha256"))
        for key in some:
            if key.is_edition:
                yield of_edition(editions[key.pk])
            else:
                yield of_material(materials[key.pk], hashes.get(key.pk, ""))


def of_edition(edition: Edition) -> Line:
    """Return the line of an edition; what was erased has left its period and its hash."""
    document = None if edition.document.is_erased else edition.read()
    return Line(
        number=f"#{edition.act_id}",
        medium=_("page: %(kind)s") % {"kind": kinds.model_of(edition.kind)._meta.verbose_name},
        title=edition.title if document else _("Erased"),
        language=edition.language,
        tongue=str(NAMES[edition.language]),
        address=reverse("admin:publishing_edition_change", args=[edition.pk]),
        imprint=document.imprint if document else None,
        since=edition.starts_at,
        until=edition.ends_at,
        hash=edition.document.commitment,
    )


def of_material(material: Material, file_hash: str) -> Line:
    """Return the line of an issued material; its hash is that of its file, where one is attached."""
    return Line(
        number=material.number,
        medium=told_medium(material.medium),
        title=material.title,
        language=material.language,
        tongue=str(NAMES[material.language]),
        address=reverse("admin:elections_material_change", args=[material.pk]),
        where=material.where,
        imprint=material.imprint_document(),
        hash=file_hash,
    )


def heads() -> list[str]:
    """Return what the columns of the register are called, in the language of the desk."""
    named = Material._meta.get_field
    return [
        capfirst(str(head))
        for head in (
            _("№ or act"),
            *(named(name).verbose_name for name in ("medium", "title", "language", "issue_date", "print_run")),
            *(_("producer"), _("producer's address"), _("commissioner"), _("payer"), _("finance representative")),
            *(_("public from"), _("public until"), named("where").verbose_name, _("hash (SHA-256)")),
            _("imprint"),
        )
    ]
