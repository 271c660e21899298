"""Carrying over on the desk: choose what comes over, see what would be made, make it, undo it as one; confirm it."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action

from elections.carried import CarryingOver
from elections.carrying import Passage, Stale, carry, plan, token, undo, undoing_of
from elections.desk.confirming import confirm_view
from elections.models import Election
from publishing.typed import typed_id


class CarryDesk:
    """Mixin for the elections' admin: `<id>/carry/` carries content over, `<id>/confirm/` asks what is still right."""

    def get_urls(self):
        """Put the screens before the admin's own addresses."""
        return [
            self.admin_path("<int:object_id>/confirm/", self.opened(confirm_view, "view"), self.url_name("confirm")),
            *super().get_urls(),
        ]

    @action(description=_("Carry over…"), url_path="carry", permissions=["write"])
    def carry_over(self, request, object_id):
        """Offer what can come over from the vote that an election repeats, show what would be made, and make it."""
        election = get_object_or_404(Election.objects.select_related("repeats"), pk=object_id)
        if not self.has_write_permission(request, election):
            raise PermissionDenied
        do = request.POST.get("do")
        verbs = {"carry": self.carry_chosen, "undo": self.undo_carrying}
        if request.method == "POST" and do in verbs and (answer := verbs[do](request, election)):
            return answer
        return self.carry_screen(request, election, request.POST.getlist("chosen") if do in ("see", "carry") else None)

    def carry_screen(self, request, election, chosen: list[str] | None):
        """Show what can be chosen, or what was chosen with all that is to be confirmed of it."""
        passage = Passage.to(election)
        parts = plan(passage, chosen or None) if passage else []
        carryings = election.carryings.filter(undone_at=None).select_related("source", "by")
        context = {
            "election": election,
            "passage": passage,
            "parts": parts,
            "is_seen": bool(chosen) and bool(parts),
            "shown": token(parts),
            "carryings": [(carrying, undoing_of(carrying)) for carrying in carryings],
            "open_count": election.to_confirm.unconfirmed().count(),
            "problem": _("Nothing was chosen.") if chosen == [] else "",
        }
        return self.screen(request, "desk/carry.html", title=_("Carry over"), row=election, **context)

    def carry_chosen(self, request, election):
        """Make what was chosen, and go on to what is to be confirmed."""
        try:
            carrying = carry(election, request.POST.getlist("chosen"), request.POST.get("shown", ""), request.user)
        except Stale:
            messages.warning(request, _("Something changed meanwhile, so nothing was done. Here is how it stands now."))
            return None
        sentence = _("Carried over as drafts: %(count)d. Nothing is public. Confirm what is listed here.")
        messages.success(request, sentence % {"count": carrying.objects_made.count()})
        return HttpResponseRedirect(self.address("confirm", election))

    def undo_carrying(self, request, election):
        """Undo one carrying over, and say what stayed."""
        carrying = get_object_or_404(CarryingOver, pk=typed_id(request.POST.get("carrying")), election=election)
        try:
            done = undo(carrying)
        except Stale:
            messages.warning(request, _("Something changed meanwhile, so nothing was done. Here is how it stands now."))
            return HttpResponseRedirect(request.path)
        messages.success(request, _("Undone. Removed: %(count)d.") % {"count": len(done.removed)})
        for row, why in done.kept:
            messages.warning(request, _("Stays: %(what)s (%(why)s)") % {"what": row, "why": why})
        return HttpResponseRedirect(request.path)
