"""The second factor: who has one, who needs one, and how one that was lost is taken away."""

from allauth.account.authentication import get_authentication_records
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.db import models, transaction
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from staff import sessions
from staff.audit import Action, AuditEntry, Told, record

Type = Authenticator.Type
MAIN = (Type.TOTP, Type.WEBAUTHN)  # recovery codes only stand in for one of these


class Factor(models.TextChoices):
    """By what somebody signed in, as the audit log calls it."""

    PASSWORD = "password", _("password")
    TOTP = Type.TOTP.value, _("code from the app")
    RECOVERY_CODES = Type.RECOVERY_CODES.value, _("recovery code")
    WEBAUTHN = Type.WEBAUTHN.value, _("passkey")


def factors_of(user) -> models.QuerySet[Authenticator]:
    """Return the second factors of somebody, without recovery codes."""
    return Authenticator.objects.filter(user_id=user.pk, type__in=MAIN)


def is_missing(user) -> bool:
    """Say whether somebody needs a second factor and has none."""
    return settings.SECOND_FACTOR_REQUIRED and user.is_staff and not factors_of(user).exists()


def used(request: HttpRequest, user) -> list[str]:
    """Return by what somebody signed in, in order."""
    records = get_authentication_records(request, user) if hasattr(request, "session") else []
    return [one["type"] if one["method"] == "mfa" else one["method"] for one in records]


@transaction.atomic
def take_away(user, why: str = "") -> None:
    """Take all second factors from somebody and end every session; note the reason where an administrator does it."""
    Authenticator.objects.filter(user_id=user.pk).delete()
    sessions.end(user)
    if why:
        record(Told.of(Action.FACTOR_RESET, user, (why,)))


def reset_unseen(user) -> AuditEntry | None:
    """Return the reset of somebody's second factor since they signed in last, as long as its reason is kept."""
    lines = AuditEntry.objects.filter(kind=user._meta.label_lower, object_id=user.pk)
    last = lines.filter(action__in=(Action.SIGN_IN, Action.FACTOR_RESET)).order_by("-pk").first()
    return last if last and last.action == Action.FACTOR_RESET and last.details else None
