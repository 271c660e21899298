"""A candidate's own check: a link to an unpublished text for somebody without an account, and what came back by it.

The link's token is signed and random; only its hash is kept. Expiry and answers tell the real time, also in the demo.
"""

import hashlib
import secrets
from datetime import datetime, timedelta
from typing import Self

from django.conf import settings
from django.core import signing
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from publishing.languages import CHOICES
from publishing.reviews import OfObjects

SIGNER = signing.Signer(sep=".", salt="publishing.check")
DAYS = [(3, _("3 days")), (7, _("a week")), (30, _("a month"))]


class CheckLinkQuerySet(OfObjects):
    """Links by whether they still open."""

    def working(self, at: datetime) -> Self:
        """Keep those that open at a moment of the real clock."""
        return self.filter(revoked_at=None, expires_at__gt=at)


class CheckLink(models.Model):
    """A link for one person to one object in one language; a lawyer's only reads."""

    digest = models.CharField(max_length=64, unique=True, editable=False)
    kind = models.CharField(max_length=20)
    object_id = models.BigIntegerField()
    language = models.CharField(_("language"), max_length=2, choices=CHOICES)
    name = models.CharField(_("for whom"), max_length=100)
    only_reads = models.BooleanField(_("only to read"), default=False)
    made_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField()
    expires_at = models.DateTimeField(_("opens until"))
    revoked_at = models.DateTimeField(null=True)
    opened_at = models.DateTimeField(null=True)
    confirmed_at = models.DateTimeField(null=True)
    confirmed = models.CharField(max_length=64, blank=True)
    commented_at = models.DateTimeField(null=True)

    objects = CheckLinkQuerySet.as_manager()

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["kind", "object_id"], name="check_of_object")]

    def __str__(self):
        return f"{self.name}: {self.kind} {self.object_id} {self.language}"

    def works(self, at: datetime) -> bool:
        """Say whether it opens at a moment of the real clock."""
        return self.revoked_at is None and self.expires_at > at

    def is_of(self, digest: str) -> bool:
        """Say whether exactly this text was confirmed."""
        return bool(self.confirmed) and self.confirmed == digest


def new_token() -> str:
    """Return a token for an address: 32 random bytes and their signature."""
    return SIGNER.sign(secrets.token_urlsafe(32))


def digest_of_token(token: str) -> str:
    """Return what is kept of a token: SHA-256 in hex."""
    return hashlib.sha256(token.encode()).hexdigest()


def make_link(row, language: str, *, name: str, only_reads: bool, days: int, by) -> tuple[CheckLink, str]:
    """Make a link for somebody and return it with its token, which cannot be read again later."""
    token, at = new_token(), timezone.now()
    link = CheckLink.objects.create(
        digest=digest_of_token(token),
        kind=row.kind,
        object_id=row.pk,
        language=language,
        name=name,
        only_reads=only_reads,
        made_by=by,
        made_at=at,
        expires_at=at + timedelta(days=days),
    )
    return link, token


def link_of(token: str, at: datetime) -> CheckLink | None:
    """Return the link of a token that opens now; one with a wrong signature is not even looked up."""
    try:
        SIGNER.unsign(token)
    except signing.BadSignature:
        return None
    return CheckLink.objects.working(at).filter(digest=digest_of_token(token)).first()


def forget_links(row) -> None:
    """Forget the links to an object; called when it is erased."""
    CheckLink.objects.of(row).delete()
