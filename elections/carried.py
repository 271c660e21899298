"""What was carried over from the vote that an election repeats, and what must be confirmed again for the new one."""

from collections.abc import Iterable

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from publishing.problems import Level, Problem

IMPRINT, KEY_DATE, SILENCE = "imprint", "keydate", "silence"


class CarryingOver(models.Model):
    """One carrying over, to be undone as one."""

    election = models.ForeignKey("elections.Election", on_delete=models.CASCADE, related_name="carryings")
    source = models.ForeignKey("elections.Election", on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    made_at = models.DateTimeField(default=timezone.now)
    undone_at = models.DateTimeField(null=True)

    class Meta:
        verbose_name = _("carrying over")
        verbose_name_plural = _("carryings over")
        default_permissions = ()
        ordering = ["-pk"]

    def __str__(self):
        return f"{self.source} → {self.election}"


class CarriedObject(models.Model):
    """One object that was made, from which one, and a hash of what it held then: by it one sees whether it was touched.

    `kind` is that of a public object, or *imprint*, *keydate*; *election* is the start of its campaign, *silence* what
    becomes of the campaign in the silence.
    """

    carrying = models.ForeignKey(CarryingOver, on_delete=models.CASCADE, related_name="objects_made")
    kind = models.CharField(max_length=20)
    source_id = models.BigIntegerField()
    object_id = models.BigIntegerField()
    held = models.CharField(max_length=64, blank=True)

    class Meta:
        verbose_name = _("carried object")
        verbose_name_plural = _("carried objects")
        default_permissions = ()
        indexes = [models.Index(fields=["kind", "object_id"], name="carried_by_object")]

    def __str__(self):
        return f"{self.kind} {self.source_id} → {self.object_id}"


class Asked(models.TextChoices):
    """What is to be confirmed."""

    PLACE = "place", _("Place on the list")
    STATUS = "status", _("Status, with its source")
    IMPRINT = "imprint", _("Who made, ordered and paid")
    CAMPAIGN = "campaign", _("Start of the campaign")
    SILENCE = "silence", _("Campaign in the silence")
    DAY = "day", _("Key date")
    AGAIN = "again", _("Still stands for this vote")
    MENTION = "mention", _("Names a number or a day of the earlier vote")
    VOICE = "voice", _("Own view of somebody who does not stand here")
    NOTE = "note", _("Said about the earlier vote; replaced")
    LINKS = "links", _("Links of answers to promises")


class ToConfirmQuerySet(models.QuerySet):
    """Questions by whether they are answered, and by what they are about."""

    def unconfirmed(self):
        """Return those nobody has confirmed yet."""
        return self.filter(confirmed_at=None)

    def of(self, kind: str, pks: Iterable[int]):
        """Return those about some objects of a kind."""
        return self.filter(kind=kind, object_id__in=list(pks))


class ToConfirm(models.Model):
    """One thing to be looked at again by a person; while it is open, publishing its object warns."""

    election = models.ForeignKey("elections.Election", on_delete=models.CASCADE, related_name="to_confirm")
    kind = models.CharField(max_length=20)
    object_id = models.BigIntegerField()
    code = models.CharField(max_length=10, choices=Asked)
    language = models.CharField(max_length=2, blank=True)
    detail = models.CharField(max_length=300, blank=True)
    confirmed_at = models.DateTimeField(null=True)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")

    objects = ToConfirmQuerySet.as_manager()

    class Meta:
        verbose_name = _("thing to confirm")
        verbose_name_plural = _("things to confirm")
        default_permissions = ()
        ordering = ["kind", "object_id", "pk"]
        indexes = [
            models.Index(
                fields=["kind", "object_id"], condition=Q(confirmed_at__isnull=True), name="unconfirmed_by_object"
            )
        ]

    def __str__(self):
        return f"{self.get_code_display()}: {self.detail}" if self.detail else self.get_code_display()

    def confirm(self, user) -> None:
        """Note who looked at it, and that it is right now."""
        self.confirmed_at, self.confirmed_by = timezone.now(), user
        self.save(update_fields=["confirmed_at", "confirmed_by"])

    def reopen(self) -> None:
        """Take a confirmation back."""
        self.confirmed_at = self.confirmed_by = None
        self.save(update_fields=["confirmed_at", "confirmed_by"])


def warnings(objects: ToConfirmQuerySet, language: str) -> list[Problem]:
    """Return one warning for what is not confirmed in a language among some questions, or nothing."""
    found = objects.unconfirmed().filter(language__in=["", language])
    names = list(dict.fromkeys(str(one.get_code_display()) for one in found))
    if not names:
        return []
    sentence = _("Carried over and not confirmed yet: %(what)s.") % {"what": "; ".join(names)}
    return [Problem(code="unconfirmed", message=sentence, level=Level.WARNING)]


def is_imprint_open(pk: int) -> bool:
    """Say whether an imprint was carried over and nobody has confirmed it."""
    return ToConfirm.objects.unconfirmed().of(IMPRINT, [pk]).exists()


def forget(sender, instance, **kwargs) -> None:
    """Delete what is asked about an object that is gone, and where it came from; receives `post_delete`."""
    kind = getattr(instance, "kind", instance._meta.model_name)
    for model in (ToConfirm, CarriedObject):
        model.objects.filter(kind=kind, object_id=instance.pk).delete()
