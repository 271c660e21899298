"""What all campaign rows share: an imprint that must be whole, and the calendars that bind them."""

from collections.abc import Iterable
from datetime import date, datetime

from django.db import models
from django.utils.translation import gettext_lazy as _

from elections import calendar
from elections.carried import ToConfirm, is_imprint_open, warnings
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

    def calendars(self, elections: list[int], at: datetime) -> dict[int, ElectionDocument]:
        """Return the calendars of some elections as they are public at a moment."""
        live = Edition.objects.live(at).filter(kind="election", object_id__in=elections).select_related("document")
        return {edition.object_id: edition.read() for edition in live}

    def stops_at(self, at: datetime) -> datetime | None:
        """Return the start of the next silence that binds it, if it may start now."""
        found = self.calendars(self.bound_elections(), at).values()
        starts = [one.silence_starts_at or one.polls_open_at for one in found if one.polls_close_at > at]
        return min((start for start in starts if start > at), default=None)

    def may_start(self, at: datetime, documents: Iterable[Document] = ()) -> Problem | None:
        """Ask every binding calendar as it is public at that moment; without one nothing may start.

        What would start is bound by the elections it speaks of, too, whatever the row says by now.
        """
        spoken_of = [one.id for document in documents for one in document.targets() if one.kind == "election"]
        elections = list(dict.fromkeys([*self.bound_elections(), *spoken_of]))
        calendars = self.calendars(elections, at)
        if not elections or len(calendars) < len(elections):
            sentence = _("The election is not public yet, so its calendar is not known. Publish the election first.")
            return Problem(code="no_calendar", message=sentence)
        answers = (calendar.may_start(calendars[election], at) for election in elections)
        return next((problem for problem in answers if problem), None)

    def frozen_imprint(self, issued: date) -> ImprintDocument | None:
        """Return the imprint as a document freezes it; None when no row is there or something is missing."""
        imprint = self.imprint or Imprint.usual(self.bound_elections())
        return imprint.frozen(issued) if imprint and not imprint.missing() else None

    def belongings(self) -> list[models.QuerySet]:
        """Return what is asked about it: the questions quote its sentences."""
        return [ToConfirm.objects.of(self.kind, [self.pk]), *super().belongings()]

    def checks(self, document: Document) -> list[Problem]:
        """A campaign edition without a whole imprint is against the law (language-and-law.md §1.4)."""
        return self.imprint_problems(document) + warnings(ToConfirm.objects.of(self.kind, [self.pk]), document.language)

    def imprint_problems(self, document: Document) -> list[Problem]:
        """Return why the imprint does not do: it is not whole, or was carried over and nobody has confirmed it."""
        if not isinstance(document, CampaignDocument):
            return []
        imprint = self.imprint or Imprint.usual(self.bound_elections())
        if document.imprint is None:
            missing = ", ".join(str(name) for name in imprint.missing()) if imprint else str(_("all of it"))
            sentence = _("The imprint is not complete. Missing: %(fields)s.") % {"fields": missing}
            return [Problem(code="imprint", message=sentence, **mended_by(imprint))]
        if imprint and is_imprint_open(imprint.pk):
            sentence = _("The imprint was carried over from an earlier vote and nobody has confirmed it yet.")
            return [Problem(code="imprint_unconfirmed", message=sentence, **mended_by(imprint))]
        return []


def mended_by(imprint: Imprint | None) -> dict:
    """Return where an imprint is mended: in its form, at the first column it lacks; without one, it is chosen."""
    if imprint is None:
        return {"field": "imprint"}
    return {"form": imprint, "field": imprint.first_missing()}
