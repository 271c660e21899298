"""Elections on the desk: the party, what is voted on, and who stands in an imprint."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from elections.models import Election, Imprint, KeyDate, Party
from publishing.desk.base import DeskAdmin, PublishableAdmin, WordsInline
from publishing.desk.wording import by_language
from publishing.languages import columns


@admin.register(Party)
class PartyAdmin(PublishableAdmin):
    """The party whose site this is."""

    list_filter = ()
    search_fields = columns("title")
    fieldsets = [
        by_language("title", "full_name", "slogan", "about"),
        (_("Look"), {"fields": ["accent"]}),
        (_("How to reach it"), {"fields": ["address", "phone", "email", "links"]}),
        (_("Site"), {"fields": ["original_language", "slug"]}),
    ]

    def has_add_permission(self, request):
        """There is one party per installation."""
        return super().has_add_permission(request) and not Party.objects.exists()


class KeyDateInline(WordsInline):
    """The dated events of an election."""

    model = KeyDate
    fieldsets = [(None, {"fields": [("day", "time")]}), by_language("what", "note")]


@admin.register(Election)
class ElectionAdmin(PublishableAdmin):
    """A vote: its days, its figures, how one votes, and what came out."""

    list_display = ("__str__", "in_step", "polls_open_at", "ballot_number", "public_in")
    date_hierarchy = "polls_open_at"
    search_fields = columns("title")
    inlines = [KeyDateInline]
    fieldsets = [
        by_language("title", "body", heading=_("What is voted on")),
        (_("Kind"), {"fields": ["election_type", "repeats", "is_annulled"]}),
        (
            _("Calendar"),
            {
                "fields": ["campaign_starts_at", "silence_starts_at", "polls_open_at", "polls_close_at"],
                "description": _("Times are those of Bishkek. What is public follows the published calendar only."),
            },
        ),
        (_("On the ballot"), {"fields": [("ballot_number", "lists_on_ballot"), "list_locked_date", "preference_vote"]}),
        (_("Figures"), {"fields": [("seats", "term_years", "threshold_percent")]}),
        by_language("how_to_vote", heading=_("How to vote")),
        (_("Result"), {"fields": ["seats_won", "result_source"]}),
        by_language("result_note", heading=_("Result")),
        (_("Site"), {"fields": ["original_language", "slug"]}),
    ]


@admin.register(Imprint)
class ImprintAdmin(DeskAdmin):
    """Who made, ordered and paid for campaign material; names stand as they are registered, in one language."""

    list_display = ("__str__", "election", "is_usual", "print_run")
    list_filter = ("election", "is_usual")
    list_select_related = ("election",)
    search_fields = ("producer", "commissioner", "payer", "finance_representative")
    fieldsets = [
        (None, {"fields": ["election", "is_usual"]}),
        (_("Made by"), {"fields": ["producer", "producer_address", "print_run"]}),
        (_("Ordered and paid by"), {"fields": ["commissioner", "payer", "finance_representative"]}),
    ]
