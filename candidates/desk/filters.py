"""By what the desk's list of candidates is narrowed: where a person stands, and how.

A filter through a relation would join the rows and compare all their columns to have each person once; these ask of
each person in turn, so that a page ends with its last line.
"""

from django.contrib import admin
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from candidates.models import Candidacy
from elections.models import Election
from publishing.typed import typed_id


class StandsIn(admin.SimpleListFilter):
    """The election in which a person stands."""

    title = _("election")
    parameter_name = "election"

    def lookups(self, request, model_admin):
        """Offer the elections, the newest first."""
        return [(str(election.pk), str(election)) for election in Election.objects.all()]

    def queryset(self, request, queryset):
        """Keep who stands there."""
        election = typed_id(self.value())
        if election is None:
            return queryset
        return queryset.filter(Exists(Candidacy.objects.filter(candidate=OuterRef("pk"), election=election)))


class StandsAs(admin.SimpleListFilter):
    """What became of a candidacy, in any election."""

    title = _("status")
    parameter_name = "status"

    def lookups(self, request, model_admin):
        """Offer every status."""
        return Candidacy._meta.get_field("status").choices

    def queryset(self, request, queryset):
        """Keep who stands, or stood, with it."""
        if not self.value():
            return queryset
        return queryset.filter(Exists(Candidacy.objects.filter(candidate=OuterRef("pk"), status=self.value())))
