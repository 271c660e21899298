"""Whose face is shown: the portrait of a row, its words in each language, who took it and by what right it is shown."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from candidates import cutting
from candidates.kept_portraits import KeptPortrait
from candidates.portraits import portrait_name
from publishing.problems import Level, Problem


class Portrayed(models.Model):
    """A row with a portrait. Its renditions are ordered when it is saved."""

    portrait = models.ImageField(
        _("portrait"),
        upload_to=portrait_name,
        blank=True,
        width_field="portrait_width",
        height_field="portrait_height",
        help_text=_("JPEG, PNG, WebP or HEIC, at least 800 pixels wide; a picture from a telephone will do."),
    )
    portrait_width = models.PositiveIntegerField(null=True, blank=True, editable=False)
    portrait_height = models.PositiveIntegerField(null=True, blank=True, editable=False)
    portrait_ppoi = models.CharField(
        _("middle of the face"), max_length=20, default=cutting.MIDDLE, validators=[cutting.is_point]
    )
    portrait_alt = models.CharField(
        _("picture in words"),
        max_length=200,
        blank=True,
        help_text=_("Describe the picture for people who cannot see it."),
    )
    portrait_credit = models.CharField(
        _("photographer"), max_length=120, blank=True, help_text=_("Stands under the facts on the person's page.")
    )
    portrait_rights = models.CharField(
        _("right to show the picture"),
        max_length=200,
        blank=True,
        help_text=_("Contract, licence or consent, with its day. Never public."),
    )

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        """Take the picture over from whoever kept it for the form, and have made what pages show of it."""
        super().save(*args, **kwargs)
        KeptPortrait.settle(self.portrait.name)
        cutting.order(self)

    def checks(self, document):
        """Ask for a description of the portrait, who took it and by what right it is shown."""
        problems = super().checks(document)
        if document.portrait and not document.portrait.alt:
            sentence = _("The portrait has no description for people who cannot see it.")
            field = f"portrait_alt_{document.language}"
            problems.append(Problem(code="no_alt", message=sentence, language=document.language, field=field))
        if document.portrait and not self.portrait_credit:
            sentence = _("The photographer of the portrait is not named; the press kit leaves the picture out.")
            asks = {"level": Level.WARNING, "field": "portrait_credit"}
            problems.append(Problem(code="no_credit", message=sentence, **asks))
        if document.portrait and not self.portrait_rights:
            sentence = _("Nothing says by what right the portrait is shown.")
            problems.append(Problem(code="no_rights", message=sentence, field="portrait_rights"))
        if document.portrait and cutting.is_cut_off((self.portrait_width, self.portrait_height), self.portrait_ppoi):
            sentence = _(
                "The middle of the face lies at the edge of the square that pages show, so the face is cut off."
            )
            asks = {"level": Level.WARNING, "field": "portrait_ppoi"}
            problems.append(Problem(code="face_cut_off", message=sentence, **asks))
        return problems
