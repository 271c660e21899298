"""What all campaign rows share: an imprint that must be whole, and the calendars that bind them."""

from datetime import date, datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from elections import calendar
from elections.documents import CampaignDocument, ElectionDocument, ImprintDocument
from elections.models import Imprint
from publishing.documents import Document
from publishing.editions import Edition
from publishing.problems import Problem
from publishing.publishable import Publishable


class CampaignRow(Publishable):
    """A row whose editions are campaign material."""

    is_campaign = True

    imprint = models.ForeignKey(
        Imprint,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("imprint"),
        help_text=_("Who made, ordered and paid for this. Left empty, the election's usual imprint stands."),
    )

    class Meta:
        abstract = True

    def bound_elections(self) -> list[int]:
        """Return the ids of the elections whose calendars bind it."""
        raise NotImplementedError

    def may_start(self, at: datetime) -> Problem | None:
        """Ask every binding calendar as it is public at that moment; without one nothing may start."""
        elections = self.bound_elections()
        live = Edition.objects.live(at).filter(kind="election", object_id__in=elections).select_related("document")
        calendars: dict[int, ElectionDocument] = {edition.object_id: edition.read() for edition in live}
        if not elections or len(calendars) < len(set(elections)):
            sentence = _("The election is not public yet, so its calendar is not known. Publish the election first.")
            return Problem(code="no_calendar", message=sentence)
        answers = (calendar.may_start(calendars[election], at) for election in elections)
        return next((problem for problem in answers if problem), None)

    def frozen_imprint(self, issued: date) -> ImprintDocument | None:
        """Return the imprint as a document freezes it; None when no row is there or something is missing."""
        imprint = self.imprint or Imprint.usual(self.bound_elections())
        return imprint.frozen(issued) if imprint and not imprint.missing() else None

    def checks(self, document: Document) -> list[Problem]:
        """A campaign edition without a whole imprint is against the law (language-and-law.md §1.4)."""
        if isinstance(document, CampaignDocument) and document.imprint is None:
            imprint = self.imprint or Imprint.usual(self.bound_elections())
            missing = ", ".join(str(name) for name in imprint.missing()) if imprint else str(_("all of it"))
            sentence = _("The imprint is not complete. Missing: %(fields)s.") % {"fields": missing}
            return [Problem(code="imprint", message=sentence)]
        return []
