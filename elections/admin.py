"""Elections on the desk: the party, what is voted on, and who stands in an imprint."""

from django.contrib import admin, messages
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from elections.desk.carrying import CarryDesk
from elections.desk.materials import AttachmentDesk
from elections.desk.registering import RegisterDesk
from elections.models import Election, Imprint, KeyDate, Material, Party
from publishing.desk.base import DeskAdmin, PublishableAdmin, WordsInline
from publishing.desk.wording import by_language
from publishing.languages import LANGUAGES, columns
from publishing.rights import SET_RULES

CALENDAR = ["campaign_starts_at", "silence_starts_at", "polls_open_at", "polls_close_at", "silence_policy"]


@admin.register(Party)
class PartyAdmin(PublishableAdmin):
    """The party whose site this is."""

    list_filter = ()
    right_to_write = SET_RULES
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
    """The dated events of an election; they belong to its calendar."""

    right_to_write = Election.SET_CALENDAR

    model = KeyDate
    fieldsets = [(None, {"fields": [("day", "time")]}), by_language("what", "note")]


@admin.register(Election)
class ElectionAdmin(CarryDesk, PublishableAdmin):
    """A vote: its days, its figures, how one votes, and what came out."""

    list_display = ("__str__", "in_step", "polls_open_at", "ballot_number", "public_in")
    date_hierarchy = "polls_open_at"
    search_fields = columns("title")
    inlines = [KeyDateInline]
    actions_detail = ["carry_over"]
    right_to_write = SET_RULES
    field_rights = dict.fromkeys(CALENDAR, Election.SET_CALENDAR) | {"list_locked_date": Election.LOCK_LIST}
    fieldsets = [
        by_language("title", "body", heading=_("What is voted on")),
        (_("Kind"), {"fields": ["election_type", "repeats", "is_annulled"]}),
        (
            _("Calendar"),
            {
                "fields": CALENDAR,
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

    right_to_write = "elections.change_imprint"
    list_display = ("__str__", "election", "is_usual", "print_run")
    list_filter = ("election", "is_usual")
    list_select_related = ("election",)
    search_fields = ("producer", "commissioner", "payer", "finance_representative")
    fieldsets = [
        (None, {"fields": ["election", "is_usual"]}),
        (_("Made by"), {"fields": ["producer", "producer_address", "print_run"]}),
        (_("Ordered and paid by"), {"fields": ["commissioner", "payer", "finance_representative"]}),
    ]


class Entered(admin.SimpleListFilter):
    """Whether a material stands in the register."""

    title = _("in the register")
    parameter_name = "entered"

    def lookups(self, request, model_admin):
        """Offer both."""
        return [("yes", _("yes")), ("no", _("not yet"))]

    def queryset(self, request, queryset):
        """Keep what was asked for."""
        if self.value() == "yes":
            return queryset.issued()
        return queryset.filter(number="") if self.value() == "no" else queryset


@admin.register(Material)
class MaterialAdmin(AttachmentDesk, RegisterDesk, DeskAdmin):
    """Leaflets, images, posts, videos, outdoor: press officers enter them, a number makes them final."""

    right_to_write = "elections.add_material"
    field_rights = {"number": "elections.change_material"}
    list_display = ("title", "number", "medium", "state", "issue_date", "election")
    list_filter = (Entered, "medium", "election")
    list_select_related = ("election",)
    search_fields = ("title", "number", "where")
    actions_list = ["register"]
    actions_detail = ["files"]
    readonly_fields = ("imprint_lines",)
    fieldsets = [
        (None, {"fields": ["election", ("medium", "language"), "title", "where"]}),
        (_("Imprint"), {"fields": ["imprint", ("issue_date", "print_run"), "imprint_lines"]}),
        (_("Register"), {"fields": ["number"]}),
        (_("Notes"), {"fields": ["notes"]}),
    ]

    def get_queryset(self, request):
        """Fetch the imprints too: each line of the list says what is missing."""
        return super().get_queryset(request).select_related("imprint", "election")

    def get_readonly_fields(self, request, obj=None):
        """Lock what stands in the register."""
        fixed = Material.FIXED if obj and obj.is_issued else ()
        return (*super().get_readonly_fields(request, obj), *fixed)

    def get_changeform_initial_data(self, request):
        """Begin with the newest election."""
        return {"election": Election.newest()} | super().get_changeform_initial_data(request)

    def has_delete_permission(self, request, obj=None):
        """What stands in the register stays; a draft goes when its files are erased."""
        kept = obj is not None and (obj.is_issued or obj.attachments.filter(erased_at=None).exists())
        return not kept and super().has_delete_permission(request, obj)

    def save_model(self, request, obj, form, change):
        """Point out materials of the register with the same imprint data; they may be right."""
        super().save_model(request, obj, form, change)
        if "number" in form.changed_data and (others := list(obj.with_equal_imprint()[:5])):
            told = _("The register has other materials with the same imprint data, day and print run:")
            links = format_html_join(
                ", ", '<a class="desk-message__link" href="{}">{}</a>', ((self.address("change", o), o) for o in others)
            )
            messages.warning(request, format_html("{} {}", told, links))

    @admin.display(description=_("state"))
    def state(self, row):
        """Say whether it stands in the register, or what it lacks."""
        if row.is_issued:
            return format_html('<span class="desk-tag desk-tag--good">{}</span>', _("in the register"))
        missing = ", ".join(map(str, row.missing()))
        if missing:
            return format_html('<span class="desk-tag desk-tag--bad">{}</span> {}', _("missing imprint"), missing)
        return format_html('<span class="desk-tag">{}</span>', _("draft"))

    @admin.display(description=_("line to be printed"))
    def imprint_lines(self, row):
        """Show the imprint's line in every language, to be copied onto the material; or what it lacks."""
        if not row.pk:
            return _("Save first: then the line stands here in three languages.")
        if missing := row.missing():
            return _("missing: %(fields)s") % {"fields": ", ".join(map(str, missing))}
        return format_html_join("", '<p lang="{}">{}</p>', ((code, row.line(code)) for code in LANGUAGES))
