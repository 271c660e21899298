"""Controls that choose among what the party promises."""

from django.contrib.admin.widgets import AutocompleteSelectMultiple


class PromisedFor(AutocompleteSelectMultiple):
    """Chooses planks or measures by typing; where an election is known, from the programme for it alone."""

    election: int | None = None

    def get_url(self):
        """Name the election in the address that is asked for suggestions."""
        return f"{super().get_url()}?election={self.election}" if self.election else super().get_url()


class SuggestedByElection:
    """Mixin for the desk of what `PromisedFor` chooses; `program_path` leads from the row to its programme."""

    program_path: str

    def get_search_results(self, request, queryset, search_term):
        """Keep to the programme for the election that the control names."""
        election = request.GET.get("election", "")
        if election.isdigit():
            queryset = queryset.filter(**{f"{self.program_path}__election": election})
        return super().get_search_results(request, queryset, search_term)
