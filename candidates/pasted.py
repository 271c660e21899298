"""A pasted interview, or a translation of one, on its way to becoming rows."""

import msgspec
from django.conf import settings
from django.core import serializers
from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from candidates.desk.pieces import Parts, correct, corrected
from candidates.reading import Piece, Repeat, normalise, read_interview
from elections.models import Election
from publishing.languages import CHOICES
from staff.leaving import WORK, Task
from staff.models import User


class PastedQuerySet(models.QuerySet):
    """Pasted texts by how far they have come."""

    def begun(self) -> "PastedQuerySet":
        """Keep what is not saved yet."""
        return self.filter(saved_at=None)


class PastedText(models.Model):
    """A text somebody pasted, how it was read, and what was corrected since; gone once the interview is saved.

    A text that `translates` an interview stays when its words are saved: the interview keeps the raw text of its
    original only, and what was left out of a translation stands nowhere else. All lie in the database and not in the
    form, so that nothing is lost when a session ends or a window closes.
    The pieces are those of the first reading: a later version of the reader does not move an editor's borders.
    """

    candidate = models.ForeignKey(
        "candidates.Candidate", on_delete=models.CASCADE, related_name="+", verbose_name=_("candidate")
    )
    election = models.ForeignKey(Election, on_delete=models.CASCADE, related_name="+", verbose_name=_("election"))
    raw_text = models.TextField(_("raw text"))
    raw_hash = models.CharField(max_length=64, db_index=True)
    reading = models.JSONField()
    corrections = models.JSONField(default=list)
    entered = models.JSONField(default=dict)
    revision = models.PositiveIntegerField(default=0)
    translates = models.ForeignKey(
        "candidates.Interview", on_delete=models.CASCADE, null=True, related_name="+", verbose_name=_("interview")
    )
    language = models.CharField(_("language"), max_length=2, choices=CHOICES, blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    pasted_at = models.DateTimeField()
    saved_at = models.DateTimeField(null=True)

    objects = PastedQuerySet.as_manager()

    class Meta:
        verbose_name = _("pasted text")
        verbose_name_plural = _("pasted texts")
        default_permissions = ()
        ordering = ["-pasted_at", "-pk"]

    def __str__(self):
        return self.opening

    @property
    def address(self) -> str:
        """Return where its parts are corrected."""
        return reverse(f"admin:candidates_interview_{'beside' if self.translates_id else 'parts'}", args=[self.pk])

    @property
    def opening(self) -> str:
        """Return the first words, by which a person knows the text."""
        return " ".join(self.raw_text[:200].split())[:80]

    def read(self) -> None:
        """Read the raw text for the first time."""
        parsed = read_interview(self.raw_text)
        self.reading = msgspec.to_builtins({"pieces": parsed.pieces, "repeats": parsed.repeats})

    def parts(self) -> Parts:
        """Return the parts as they are after all corrections."""
        pieces = msgspec.convert(self.reading["pieces"], tuple[Piece, ...])
        repeats = msgspec.convert(self.reading["repeats"], tuple[Repeat, ...])
        return corrected(Parts(normalise(self.raw_text), pieces, repeats), self.corrections)

    def correct(self, parts: Parts, correction: str) -> Parts:
        """Note a correction and return the parts after it. Raises NoSuchPlace."""
        changed = correct(parts, correction)
        self.corrections.append(correction)
        return changed

    def undo(self) -> None:
        """Take the last correction back."""
        del self.corrections[-1:]


class KeptRawText(models.Model):
    """The texts of an interview that was deleted as a draft: its raw text, and translations pasted for it, as JSON.

    Versions never hold them; recovering gives them back. The candidate may be deleted too, and recovered, so this is a
    number and no key; erasing either takes the texts away.
    """

    interview = models.BigIntegerField(unique=True)
    candidate = models.BigIntegerField(db_column="candidate_id", db_index=True)
    raw_text = models.TextField()
    raw_hash = models.CharField(max_length=64, db_index=True)
    translations = models.TextField(default="")

    class Meta:
        default_permissions = ()

    def __str__(self):
        return str(self.interview)

    @classmethod
    def keep(cls, sender, instance, **kwargs) -> None:
        """Keep the texts of what is deleted; the receiver of `pre_delete`: bulk deletions call nothing else."""
        pasted = PastedText.objects.filter(translates=instance)
        if instance.raw_text or pasted:
            kept = {
                "candidate": instance.candidate_id,
                "raw_text": instance.raw_text,
                "raw_hash": instance.raw_hash,
                "translations": serializers.serialize("json", pasted),
            }
            cls.objects.update_or_create(interview=instance.pk, defaults=kept)

    def give_back(self) -> str:
        """Make the pasted translations anew and return the raw text; nothing is kept any more."""
        for found in serializers.deserialize("json", self.translations or "[]"):
            found.save()
        self.delete()
        return self.raw_text


class PastedTexts:
    """Texts a person pasted and did not save, as work that goes to a colleague when the person leaves."""

    def unfinished(self, user: User) -> list[Task]:
        """Return them, the newest first."""
        texts = PastedText.objects.begun().filter(by=user).select_related("candidate").defer("reading")
        return [
            Task(
                f"{text.candidate}: {text.opening}…",
                str(text._meta.verbose_name),
                text.address,
            )
            for text in texts
        ]

    def hand_over(self, user: User, to: User) -> None:
        """Let them be another person's."""
        PastedText.objects.begun().filter(by=user).update(by=to)


WORK.append(PastedTexts())
