"""Who works here."""

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.utils.translation import gettext_lazy as _

from staff.audit import AuditEntry as AuditEntry
from staff.sessions import DeskSession as DeskSession

LANGUAGES = [("ky", _("Kyrgyz")), ("ru", _("Russian")), ("en", _("English"))]


class User(AbstractUser):
    """A member of the press office."""

    language = models.CharField(_("language of the desk"), max_length=2, choices=LANGUAGES, default="ky")
    translates = models.JSONField(_("translates into"), default=list, blank=True)
    password_is_temporary = models.BooleanField(default=False, editable=False)

    class Meta(AbstractUser.Meta):
        verbose_name = _("user")
        verbose_name_plural = _("users")
        permissions = [("set_rules", "Can set rules")]

    def __str__(self):
        return self.get_full_name() or self.username

    def sets_rules(self) -> bool:
        """Say whether this person sets what holds for the whole site: places, statuses, addresses, elections."""
        return self.has_perm("staff.set_rules")
