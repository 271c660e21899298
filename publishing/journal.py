"""The journal: one row per act for the whole site, each chained to the row before by its hash (design.md §2.9)."""

import hashlib
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from typing import Self

import msgspec
from django.conf import settings
from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from publishing.documents import commitment, fresh_salt
from publishing.languages import CHOICES
from publishing.timeline import Key

GENESIS = "0" * 64

try:
    SOFTWARE = f"emgek {version('emgek')}"
except PackageNotFoundError:
    SOFTWARE = "emgek 0.1.0"


class Verb(models.TextChoices):
    """What can be done to what is public."""

    PUBLISH = "publish", _("published")
    SCHEDULE = "schedule", _("scheduled")
    CANCEL = "cancel", _("cancelled")
    WITHDRAW = "withdraw", _("withdrawn")
    AGAIN = "again", _("put live again")
    OVERRIDE = "override", _("overridden")
    ERASE = "erase", _("erased")


class Release(models.Model):
    """Acts that happened together or not at all: one object in its languages, or several objects."""

    title = models.CharField(_("title"), max_length=200, blank=True)
    at = models.DateTimeField(_("moment"))
    note = models.TextField(_("change note"), blank=True)
    note_salt = models.CharField(max_length=64, default=fresh_salt, editable=False)
    actor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, verbose_name=_("by"))

    class Meta:
        verbose_name = _("release")
        verbose_name_plural = _("releases")
        default_permissions = ("view",)
        permissions = [  # publishing/rights.py says what each is for
            ("publish", "Can publish"),
            ("withdraw", "Can withdraw"),
            ("approve", "Can approve"),
            ("override", "Can override the calendar"),
            ("erase", "Can erase"),
            ("prove_release", "Can give evidence of what was public"),
            ("write", "Can write in all languages"),
            ("translate", "Can write in their own languages"),
        ]

    def __str__(self):
        return self.title or f"{self._meta.verbose_name} {self.pk}"

    @property
    def note_commitment(self) -> str:
        """Return the salted hash of the change note that its acts carry; empty when there is no note."""
        return commitment(self.note_salt, self.note) if self.note else ""


class Act(models.Model):
    """One act on one object in one language. Never updated, never deleted.

    `document` and `note` hold salted hashes: the texts themselves can be erased and the chain still holds.
    """

    number = models.BigIntegerField(_("number"), primary_key=True)
    at = models.DateTimeField(_("moment"))
    recorded_at = models.DateTimeField(_("recorded"))
    verb = models.CharField(_("act"), max_length=10, choices=Verb)
    kind = models.CharField(_("kind"), max_length=20)
    object_id = models.BigIntegerField(_("number of the object"))
    language = models.CharField(_("language"), max_length=2, choices=CHOICES)
    edition = models.PositiveIntegerField(_("edition"), null=True)
    document = models.CharField(_("hash of the document"), max_length=64, blank=True)
    starts_at = models.DateTimeField(_("public from"), null=True)
    ends_at = models.DateTimeField(_("public until"), null=True)
    is_backdated = models.BooleanField(_("backdated"), default=False)
    actor_id = models.BigIntegerField(_("number of the user"), null=True)
    actor = models.CharField(_("by"), max_length=200)
    approvers = models.CharField(_("approved by"), max_length=500, blank=True)
    note = models.CharField(_("hash of the change note"), max_length=64, blank=True)
    release = models.ForeignKey(Release, on_delete=models.PROTECT, related_name="acts", verbose_name=_("release"))
    software = models.CharField(_("software"), max_length=50)
    previous = models.CharField(_("hash of the act before"), max_length=64)
    hash = models.CharField(_("hash"), max_length=64)

    class Meta:
        verbose_name = _("act")
        verbose_name_plural = _("journal")
        ordering = ["number"]
        default_permissions = ("view",)
        constraints = [models.UniqueConstraint(fields=["hash"], name="act_hash_is_unique")]
        indexes = [models.Index(fields=["kind", "object_id", "number"], name="act_of_object")]

    def __str__(self):
        return f"{self.number}: {self.get_verb_display()}"

    @property
    def key(self) -> Key:
        """Return on what it was done."""
        return self.kind, self.object_id, self.language

    def body(self) -> bytes:
        """Return the canonical text that is hashed: every field but the hash itself, moments in UTC."""
        fields = [field.attname for field in self._meta.concrete_fields if field.attname != "hash"]
        return msgspec.json.encode({name: _plain(getattr(self, name)) for name in fields}, order="sorted")

    def computed_hash(self) -> str:
        """Return SHA-256 of the body in hex."""
        return hashlib.sha256(self.body()).hexdigest()


def _plain(value):
    return value.astimezone(UTC).isoformat() if isinstance(value, datetime) else value


class Head(models.Model):
    """The one row that holds the end of the chain; who holds its lock may act."""

    number = models.BigIntegerField(default=0)
    hash = models.CharField(max_length=64, default=GENESIS)
    at = models.DateTimeField(null=True)
    #: How often what is derived from documents was made anew: pages change by that, and no act tells of it.
    rebuilt = models.PositiveIntegerField(default=0)

    class Meta:
        default_permissions = ()
        constraints = [models.CheckConstraint(condition=models.Q(pk=1), name="journal_has_one_head")]

    def __str__(self):
        return f"{self.number} {self.hash}"

    @classmethod
    def locked(cls) -> Self:
        """Return the head under its lock; call inside a transaction (SQLite: `BEGIN IMMEDIATE` is the lock)."""
        if not transaction.get_connection().in_atomic_block:
            raise RuntimeError("The journal is written inside a transaction only")
        return cls._base_manager.select_for_update().get(pk=1)


@dataclass(frozen=True, kw_only=True)
class Who:
    """Who acts: the user's id for the desk, and the name as text for ever."""

    actor_id: int | None
    actor: str
    approvers: str = ""

    @classmethod
    def user(cls, user) -> Self:
        """Describe a user of the desk; None is the machine itself, a command run by hand."""
        return cls(actor_id=user.pk, actor=str(user)) if user else cls(actor_id=None, actor="manage.py")


class Pen:
    """Composes acts onto the chain while the head's lock is held; `store()` writes them and moves the head."""

    def __init__(self, head: Head, release: Release, who: Who):
        self.head, self.release, self.who = head, release, who
        self.acts: list[Act] = []

    @property
    def next_number(self) -> int:
        """Return the number the next act will get."""
        return self.head.number + 1

    def write(self, verb: Verb, *, at: datetime, kind: str, object_id: int, language: str, **details) -> Act:
        """Compose one act; `details` are edition, document, starts_at, ends_at, is_backdated, approvers.

        Who approved the text is named before who approved the act as a whole.
        """
        approved = ", ".join(filter(None, (details.pop("approvers", ""), self.who.approvers)))
        act = Act(
            number=self.next_number,
            at=at,
            recorded_at=timezone.now(),
            verb=verb,
            kind=kind,
            object_id=object_id,
            language=language,
            note=self.release.note_commitment,
            release=self.release,
            software=SOFTWARE,
            previous=self.head.hash,
            **asdict(self.who) | {"approvers": approved[:500]} | details,
        )
        act.hash = act.computed_hash()
        self.acts.append(act)
        self.head.number, self.head.hash, self.head.at = act.number, act.hash, at
        return act

    def store(self) -> None:
        """Store what was composed, and where the chain ends now."""
        Act.objects.bulk_create(self.acts)
        self.acts = []
        self.head.save()
