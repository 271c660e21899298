"""Carrying the people of a repeated vote over to the election that repeats it: a list like any other, seen first."""

from dataclasses import dataclass

from candidates.lists.tables import Table
from candidates.models import Candidacy, CandidacyStatus
from elections.models import Election, Imprint

GONE = (CandidacyStatus.WITHDRAWN, CandidacyStatus.EXCLUDED)


@dataclass(frozen=True, slots=True)
class Carrying:
    """Who would come onto a list from the vote it repeats, and who would not because they had left it."""

    source: Election
    coming: list[Candidacy]
    left: list[Candidacy]
    has_imprint: bool

    @classmethod
    def to(cls, election: Election) -> "Carrying | None":
        """Return what could be carried over to an election, None where it repeats no other."""
        if election.repeats is None:
            return None
        here = election.candidacies.values("candidate")
        found = list(election.repeats.candidacies.exclude(candidate__in=here).select_related("candidate"))
        found.sort(key=lambda one: (one.list_position is None, one.list_position or 0, one.candidate.sort_key))
        coming = [one for one in found if one.status not in GONE]
        left = [one for one in found if one.status in GONE]
        return cls(election.repeats, coming, left, Imprint.usual([election.pk]) is not None)

    def table(self, election: Election) -> Table:
        """Return the list to be brought in: people with their places where these are free, never their statuses."""
        taken = set(election.candidacies.values_list("list_position", flat=True))
        places = [one.list_position if one.list_position not in taken else None for one in self.coming]
        rows = [[one.candidate.slug, str(place or "")] for one, place in zip(self.coming, places, strict=True)]
        return Table(["slug", "list_position"], list(enumerate(rows, start=1)))
