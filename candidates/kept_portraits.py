"""Portraits that were chosen in a form which could not be saved: kept for whoever chose them, for a day."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import models
from django.utils.translation import gettext_lazy as _

from candidates.portraits import portrait_name

KEPT_FOR = timedelta(hours=24)


class KeptPortraitQuerySet(models.QuerySet):
    """Kept pictures by their age."""

    def stale(self, at: datetime):
        """Return those whose form was never saved: faces are not kept longer than that."""
        return self.filter(kept_at__lt=at - KEPT_FOR)


class KeptPortrait(models.Model):
    """A re-encoded picture that no row shows yet, and who chose it. It is gone once a row shows it."""

    name = models.CharField(_("file"), max_length=100, db_index=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kept_at = models.DateTimeField()

    objects = KeptPortraitQuerySet.as_manager()

    class Meta:
        verbose_name = _("portrait of an unsaved form")
        verbose_name_plural = _("portraits of unsaved forms")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["name", "by"], name="kept_once_for_each")]

    def __str__(self):
        return self.name

    @classmethod
    def keep(cls, picture: ContentFile, by, at: datetime) -> str:
        """Store a picture, one content under one name, and note who may go on with it; return the name."""
        cls.objects.stale(at).delete()
        name = portrait_name(None, picture.name)
        is_new = not default_storage.exists(name)
        if is_new:
            default_storage.save(name, picture)
        if is_new or cls.objects.filter(name=name).exists():
            cls.objects.update_or_create(name=name, by=by, defaults={"kept_at": at})
        return name

    @classmethod
    def settle(cls, name: str) -> None:
        """Forget who kept a picture that a row shows now: from here on it is no longer swept."""
        if name:
            cls.objects.filter(name=name).delete()

    @classmethod
    def may_see(cls, name: str, user) -> bool:
        """Say whether a picture is nobody's alone, or this person's."""
        keepers = set(cls.objects.filter(name=name).values_list("by", flat=True))
        return not keepers or user.pk in keepers
