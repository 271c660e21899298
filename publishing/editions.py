"""Editions: what is public, when, and the documents and references that make it up (design.md §2.2, §2.7)."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from publishing import kinds
from publishing.constraints import PeriodsNeverOverlap
from publishing.documents import Document, commitment, decode
from publishing.journal import Act, Verb
from publishing.languages import CHOICES
from publishing.timeline import Key, Period


class StoredDocument(models.Model):
    """The bytes of a document as they were hashed; only erasure may change a row, by emptying body and salt."""

    commitment = models.CharField(max_length=64)
    version = models.PositiveSmallIntegerField()
    salt = models.CharField(max_length=64, null=True)  # noqa: DJ001  null is "erased", which an empty text is not
    body = models.TextField(null=True)  # noqa: DJ001

    class Meta:
        constraints = [models.UniqueConstraint(fields=["commitment"], name="document_commitment_is_unique")]

    def __str__(self):
        return self.commitment[:12]

    @property
    def is_erased(self) -> bool:
        """Say whether only the hash is left."""
        return self.body is None

    @property
    def is_intact(self) -> bool:
        """Say whether the bytes are still those that were hashed; an erased document has none to compare."""
        return self.body is None or (self.salt is not None and commitment(self.salt, self.body) == self.commitment)


def live_at(at: datetime, prefix: str = "") -> Q:
    """Return the one definition of *live*: begun, and not ended."""
    return Q(**{f"{prefix}starts_at__lte": at}) & (
        Q(**{f"{prefix}ends_at__isnull": True}) | Q(**{f"{prefix}ends_at__gt": at})
    )


class EditionQuerySet(models.QuerySet):
    """Editions for the desk; public pages read them through `publishing.reading`."""

    def of(self, row):
        """Return the editions of one object."""
        return self.filter(kind=row.kind, object_id=row.pk)

    def live(self, at: datetime):
        """Return what is public at a moment."""
        return self.filter(live_at(at))

    def waiting(self, at: datetime):
        """Return what will start after a moment and was not cancelled."""
        return self.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")), starts_at__gt=at)

    def released_with(self, editions):
        """Return what belongs to the releases of some editions, these among them."""
        these = Edition.objects.filter(pk__in=[edition.pk for edition in editions])
        return self.filter(act__release__in=these.values("act__release"))

    def next_first(self):
        """Return what starts first before what starts later."""
        return self.order_by("starts_at", "kind", "pk")

    def ever_public(self, at: datetime):
        """Return what is public at a moment or was before it."""
        return self.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")), starts_at__lte=at)

    def begun(self, at: datetime):
        """Return what began up to a moment, also what was replaced within its own; what was cancelled never began."""
        cancels = Act.objects.filter(verb=Verb.CANCEL).values("number")
        return self.filter(starts_at__lte=at).exclude(ends_at=F("starts_at"), ended_by__in=cancels)


class Edition(models.Model):
    """One object in one language for one period. Immutable, but for the end of its period."""

    kind = models.CharField(max_length=20)
    object_id = models.BigIntegerField()
    language = models.CharField(_("language"), max_length=2, choices=CHOICES)
    number = models.PositiveIntegerField(_("number"))
    document = models.ForeignKey(StoredDocument, on_delete=models.PROTECT, related_name="editions")
    starts_at = models.DateTimeField(_("public from"))
    ends_at = models.DateTimeField(_("public until"), null=True)
    act = models.ForeignKey(Act, on_delete=models.PROTECT, related_name="editions", verbose_name=_("act"))
    ended_by = models.BigIntegerField(null=True)
    is_backdated = models.BooleanField(_("backdated"), default=False)

    # Copied from the document, for lists.
    slug = models.CharField(max_length=100)
    scope = models.BigIntegerField(default=0)
    is_original = models.BooleanField()
    election_id = models.BigIntegerField(null=True)
    position = models.PositiveIntegerField(null=True)
    sort_key = models.CharField(max_length=220)
    title = models.TextField(_("title"))
    summary = models.TextField(default="{}")

    objects = EditionQuerySet.as_manager()

    class Meta:
        verbose_name = _("edition")
        verbose_name_plural = _("editions")
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "object_id", "language", "number"], name="edition_number_is_unique"
            ),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gte=F("starts_at")), name="edition_ends_after_it_starts"
            ),
            PeriodsNeverOverlap(name="edition_periods_never_overlap"),
        ]
        indexes = [
            models.Index(
                fields=["kind", "language", "sort_key", "object_id", "starts_at", "ends_at"], name="edition_list"
            ),
            # Whether an object is public, without a look at its editions: asked of every object by a list of the desk.
            models.Index(fields=["kind", "object_id", "starts_at", "ends_at", "language"], name="edition_of_object"),
            # Lists of a kind without holes go through all languages at once.
            models.Index(fields=["kind", "sort_key", "object_id"], name="edition_order"),
            models.Index(fields=["starts_at"], name="edition_starts"),
            models.Index(fields=["ends_at"], name="edition_ends"),
        ]

    def __str__(self):
        return f"{self.title} · {self.get_language_display()} · № {self.number}"

    @property
    def key(self) -> Key:
        """Return whose edition it is."""
        return self.kind, self.object_id, self.language

    @property
    def period(self) -> Period:
        """Return its period for the rules of `publishing.timeline`."""
        return Period(self.number, self.act_id, self.starts_at, self.ends_at, self.ended_by)

    @property
    def is_cancelled(self) -> bool:
        """Say whether it never was, and never will be, public."""
        return self.period.is_empty

    def read(self) -> Document:
        """Return its document as today's dataclass; the row of the stored text must be at hand (`select_related`)."""
        return decode(kinds.document_of(self.kind), self.document.version, self.document.body)


def waiting_no_more(waited: list[Edition], at: datetime) -> list[Edition]:
    """Return which of some editions that waited do so no more, in their order."""
    left = set(Edition.objects.waiting(at).values_list("pk", flat=True))
    return [edition for edition in waited if edition.pk not in left]


class Reference(models.Model):
    """An edition points to another object, or a part of it; its own copies make both directions one query."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="references")
    role = models.CharField(max_length=20)
    language = models.CharField(max_length=2)
    source_kind = models.CharField(max_length=20)
    source_id = models.BigIntegerField()
    source_part = models.PositiveIntegerField(null=True)
    target_kind = models.CharField(max_length=20)
    target_id = models.BigIntegerField()
    target_part = models.PositiveIntegerField(null=True)
    is_required = models.BooleanField(default=False)
    sort_key = models.CharField(max_length=220)
    excerpt = models.TextField(default="")

    class Meta:
        default_permissions = ()
        indexes = [
            models.Index(
                fields=["target_kind", "target_id", "role", "language", "sort_key", "edition"], name="reference_target"
            ),
            # Who stands in an election: in the order of the list, in whichever language.
            models.Index(fields=["target_kind", "target_id", "role", "sort_key", "source_id"], name="reference_order"),
            # What an edition cannot be public without: few editions say so, and every list asks each of its rows.
            models.Index(fields=["edition"], condition=models.Q(is_required=True), name="reference_required"),
        ]

    def __str__(self):
        return f"{self.source_kind} {self.source_id} {self.role} {self.target_kind} {self.target_id}"


class StoredPicture(models.Model):
    """A file that an edition shows or showed; the file stays as long as this row does."""

    edition = models.ForeignKey(Edition, on_delete=models.CASCADE, related_name="pictures")
    name = models.CharField(max_length=200, db_index=True)

    class Meta:
        default_permissions = ()

    def __str__(self):
        return self.name
