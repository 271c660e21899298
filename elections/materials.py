"""Campaign material that is not a page of this site: leaflets, posts, videos, what hangs in the street.

Giving a material its number enters it in the register: its imprint is frozen then, and what the law asks for cannot be
changed any more. Pages are in the register by their editions and are not entered here.
"""

import re
from dataclasses import replace
from datetime import date

import msgspec
from django.core.exceptions import ValidationError
from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from elections.carried import is_imprint_open
from elections.documents import ImprintDocument
from elections.imprint import compose
from publishing.languages import CHOICES

#: Capitals that look alike in both scripts, as a keyboard in the wrong layout writes them; and the dashes.
_ALIKE = str.maketrans("ABCEHKMOPTXY‐‑‒–—−", "АВСЕНКМОРТХУ------")


def read_alike(number: str) -> str:
    """Return a register number as it is read on paper: script, case and spaces beside signs make no difference.

    >>> read_alike("A - 5") == read_alike("а–5"), read_alike("1/2") == read_alike("12")
    (True, False)
    """
    return re.sub(r"\s*([^\w\s])\s*", r"\1", " ".join(number.upper().translate(_ALIKE).replace("№", "").split()))


class Medium(models.TextChoices):
    """What a material is."""

    LEAFLET = "leaflet", _("leaflet")
    IMAGE = "image", _("image")
    POST = "post", _("post")
    VIDEO = "video", _("video")
    OUTDOOR = "outdoor", _("outdoor")
    OTHER = "other", _("something else")


class MaterialQuerySet(models.QuerySet):
    """Materials by what the register knows of them."""

    def issued(self):
        """Return those that stand in the register."""
        return self.exclude(number="")


class Material(models.Model):
    """One material; without a number it is a draft. `frozen` is the imprint as it was when it was issued."""

    #: What cannot be changed once the material is in the register.
    FIXED = ("election", "number", "medium", "title", "language", "imprint", "issue_date", "print_run")
    unversioned = ("frozen",)

    election = models.ForeignKey(
        "elections.Election", on_delete=models.PROTECT, related_name="materials", verbose_name=_("election")
    )
    medium = models.CharField(_("medium"), max_length=10, choices=Medium, default=Medium.LEAFLET)
    title = models.CharField(
        _("title"), max_length=200, help_text=_("As it stands on it, so that anybody finds it again.")
    )
    language = models.CharField(_("language"), max_length=2, choices=CHOICES, default="ky")
    imprint = models.ForeignKey(
        "elections.Imprint",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("imprint"),
        help_text=_("Who made, ordered and paid for this. Left empty, the election's usual imprint stands."),
    )
    issue_date = models.DateField(_("issue date"), null=True, blank=True)
    print_run = models.PositiveIntegerField(
        _("print run"), default=1, validators=[MinValueValidator(1)], help_text=_("1 for what is not printed.")
    )
    where = models.CharField(
        _("where and in which format"), max_length=300, blank=True, help_text=_("“A5, both sides” or an address.")
    )
    number = models.CharField(
        _("register number"),
        max_length=40,
        blank=True,
        help_text=_("It enters the material in the register. From then on its imprint and its data are fixed."),
    )
    notes = models.TextField(_("notes"), blank=True, help_text=_("For colleagues, never public."))
    frozen = models.JSONField(null=True, editable=False)

    objects = MaterialQuerySet.as_manager()

    class Meta:
        verbose_name = _("campaign material")
        verbose_name_plural = _("campaign materials")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["election", "number"],
                condition=~Q(number=""),
                name="register_number_is_unique",
                violation_error_message=_("This register number is taken in this election."),
            ),
            models.CheckConstraint(condition=Q(print_run__gte=1), name="material_print_run_is_positive"),
            models.CheckConstraint(
                condition=Q(number="") | Q(frozen__isnull=False, issue_date__isnull=False),
                name="numbered_material_has_an_imprint",
            ),
        ]
        indexes = [models.Index(fields=["election", "issue_date"], name="material_of_election")]

    def __str__(self):
        return f"№ {self.number} {self.title}" if self.number else self.title

    def save(self, *args, **kwargs):
        """Freeze the imprint of what is entered in the register. Raises ValidationError where it may not be."""
        if self.is_issued:
            self.refuse_changes()
        elif self.number:
            self.refuse_unready()
            self.refuse_taken()
            self.frozen = msgspec.to_builtins(self.imprint_document())
        super().save(*args, **kwargs)

    def clean(self):
        """Refuse a number while something is missing, and changes of what was issued."""
        super().clean()
        self.number = " ".join(self.number.split())
        if self.is_issued:
            self.refuse_changes()
        elif self.number:
            self.refuse_unready()
            self.refuse_taken()

    def refuse_taken(self) -> None:
        """Refuse a number that reads on paper like one of the register; the database knows only equal letters."""
        others = type(self).objects.issued().filter(election=self.election_id).exclude(pk=self.pk)
        alike = read_alike(self.number)
        if taken := next((one for one in others.values_list("number", flat=True) if read_alike(one) == alike), ""):
            told = _("This register number is taken in this election: %(number)s.") % {"number": taken}
            raise ValidationError({"number": told})

    def refuse_unready(self) -> None:
        """Refuse a number while the imprint is not whole, or was carried over and nobody has confirmed it."""
        if missing := self.missing():
            told = _("This cannot be entered in the register yet. Missing: %(fields)s.")
            raise ValidationError({"number": told % {"fields": ", ".join(map(str, missing))}})
        if is_imprint_open(self.imprint_row().pk):
            told = _("The imprint was carried over from an earlier vote and nobody has confirmed it yet.")
            raise ValidationError({"number": told})

    @property
    def is_issued(self) -> bool:
        """Say whether it stands in the register."""
        return self.frozen is not None

    def refuse_changes(self) -> None:
        """Refuse to change what stands in the register."""
        before = type(self)._base_manager.get(pk=self.pk)
        changed = [name for name in self.FIXED if value_of(self, name) != value_of(before, name)]
        if changed:
            fields = ", ".join(str(self._meta.get_field(name).verbose_name) for name in changed)
            told = _("This stands in the register and does not change any more: %(fields)s.")
            raise ValidationError(told % {"fields": fields})

    # The imprint -----------------------------------------------------------------------------------------------------

    def imprint_row(self):
        """Return the imprint that was chosen, or the election's usual one, or None."""
        usual = self._meta.get_field("imprint").related_model.usual
        return self.imprint or (usual([self.election_id]) if self.election_id else None)

    def missing(self) -> list:
        """Return the names of what the register asks for and is not there."""
        if self.is_issued:
            return []
        row = self.imprint_row()
        imprint = row.missing() if row else [_("imprint")]
        return imprint + ([] if self.issue_date else [self._meta.get_field("issue_date").verbose_name])

    def imprint_document(self) -> ImprintDocument | None:
        """Return the imprint as it was frozen; of a draft as it would be, None while something is missing."""
        if self.is_issued:
            return msgspec.convert(self.frozen, ImprintDocument)
        if self.missing():
            return None
        frozen = replace(self.imprint_row().frozen(self.issue_date), print_run=self.print_run)
        return replace(frozen, line=compose(frozen, self.language))

    def line(self, language: str) -> str:
        """Return the imprint's line in a language, empty while something is missing."""
        document = self.imprint_document()
        return compose(document, language) if document else ""

    def with_equal_imprint(self) -> models.QuerySet:
        """Return the other materials of the register with the same imprint, day and print run."""
        same = {name: value for name, value in (self.frozen or {}).items() if name != "line"}
        others = type(self).objects.issued().filter(election=self.election_id, issue_date=self.issue_date)
        found = [other.pk for other in others.exclude(pk=self.pk) if same and same.items() <= other.frozen.items()]
        return type(self).objects.filter(pk__in=found)


def value_of(row: Material, name: str):
    """Return what a field holds, a day as a day: a new row may hold it as text."""
    value = getattr(row, row._meta.get_field(name).attname)
    return value.isoformat() if isinstance(value, date) else value


def told_medium(medium: str) -> str:
    """Return what a medium is called at the beginning of a line."""
    return capfirst(str(Medium(medium).label))
