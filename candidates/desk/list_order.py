"""The order of an election's list on the desk: people change places, and the places themselves stay as they are."""

import json

from django.contrib.admin.models import CHANGE, LogEntry
from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from candidates.lists.applying import clear_places
from candidates.locking import lock_of
from candidates.models import Candidacy, Candidate
from elections.models import Election
from publishing.clock import now
from publishing.desk.order import Line, answered, asked, order_screen, publish_address
from publishing.editions import Edition


class ListOrderDesk:
    """Mixin for the candidates' admin: `lists/order/<election>/` puts the list of an election in order."""

    def get_urls(self):
        """Put the screen before the admin's own addresses."""
        screen = self.admin_path("lists/order/<int:election_id>/", self.list_order_view, self.url_name("list_order"))
        return [screen, *super().get_urls()]

    def list_order_view(self, request, election_id):
        """Show the list in its order, and move a person; a locked list is only shown."""
        self.may_bring_in(request)
        election = get_object_or_404(Election, pk=election_id)
        lock = lock_of(election, now())
        if request.method == "POST" and not lock:
            with transaction.atomic():
                Election.objects.select_for_update(of=("self",)).get(pk=election.pk)  # one move after the other
                standing = placed(election)
                move = asked(request.POST, [candidacy.pk for candidacy in standing])
                if move:
                    put_in_order(standing, move.order, user=request.user)
            return answered(request, move)
        standing = placed(election)
        changed = elsewhere(election, standing)
        unplaced = Candidate.objects.filter(candidacies__in=election.candidacies.filter(list_position=None))
        return order_screen(
            self,
            request,
            [Line(one.pk, str(one.candidate), one.list_position) for one in standing],
            title=_("Order of the list"),
            back=f"{self.address('lists')}?election={election.pk}",
            original=election,
            lock=lock,
            unplaced=unplaced,
            changed=changed,
            publish_address=publish_address(changed),
        )


def placed(election: Election) -> list[Candidacy]:
    """Return the candidacies that have a place, in their order."""
    known = election.candidacies.filter(list_position__isnull=False)
    return list(known.select_related("candidate").order_by("list_position"))


def put_in_order(standing: list[Candidacy], order: list[int], *, user) -> None:
    """Give the places of a list to its people in another order; the log tells whoever has one of them open."""
    by_pk = {candidacy.pk: candidacy for candidacy in standing}
    places = [candidacy.list_position for candidacy in standing]
    moved = {by_pk[pk]: place for pk, place in zip(order, places, strict=True) if by_pk[pk].list_position != place}
    clear_places(list(moved))
    for candidacy, place in moved.items():
        candidacy.list_position = place
        candidacy.save()
    people = [candidacy.candidate for candidacy in moved]
    LogEntry.objects.log_actions(user.pk, people, CHANGE, _("Order of the list"))


def elsewhere(election: Election, standing: list[Candidacy]) -> list[Candidate]:
    """Return the people whom readers see at another place than their own."""
    live = Edition.objects.live(now()).filter(kind=Candidate.kind, object_id__in=[one.candidate_id for one in standing])
    told = {pk: json.loads(summary)["candidacies"] for pk, summary in live.values_list("object_id", "summary")}
    places = {pk: found[str(election.pk)][0] for pk, found in told.items() if str(election.pk) in found}
    return [
        one.candidate
        for one in standing
        if one.candidate_id in places and places[one.candidate_id] != one.list_position
    ]
