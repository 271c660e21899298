"""The record of backups: what the page of the site's state tells of the last one."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Backup(models.Model):
    """A backup that was made and written down whole. The file itself lies where the command was told to put it."""

    made_at = models.DateTimeField(_("made"))
    name = models.CharField(_("file"), max_length=255)
    size = models.PositiveBigIntegerField(_("size"))
    sha256 = models.CharField(max_length=64)
    is_sealed = models.BooleanField(_("behind a passphrase"))
    acts = models.BigIntegerField(_("acts of the journal"))
    rows = models.BigIntegerField(_("rows"))
    files = models.BigIntegerField(_("files"))

    class Meta:
        verbose_name = _("backup")
        verbose_name_plural = _("backups")
        default_permissions = ()
        get_latest_by = "made_at"

    def __str__(self):
        return self.name
