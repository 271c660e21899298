"""The programme on the desk: its themes and planks, the measures under a plank, what became of each."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action

from programs.desk.forms import MeasureAlone, MeasureForm
from programs.desk.voices import let_choose_voice
from programs.desk.widgets import SuggestedByElection
from programs.models import Measure, Plank, Program, StatusChange, Theme
from publishing.desk.base import DeskAdmin, PublishableAdmin, WordsInline
from publishing.desk.order import order_view
from publishing.desk.wording import by_language
from publishing.languages import columns


class ThemeInline(WordsInline):
    """The themes that part the planks."""

    model = Theme
    called_by = "name"
    stands_open = True
    fieldsets = [by_language("name")]


@admin.register(Program)
class ProgramAdmin(PublishableAdmin):
    """A programme: its aim and its themes; the planks have forms of their own."""

    list_display = ("__str__", "in_step", "election", "public_in", "saved")
    list_select_related = ("election",)
    search_fields = columns("title")
    autocomplete_fields = ["election"]
    rule_fields = ("slug", "election")
    inlines = [ThemeInline]
    actions_detail = ["order_planks", "order_themes"]
    fieldsets = [
        (None, {"fields": ["election", "original_language"]}),
        by_language("title", "aim"),
        (_("Site and imprint"), {"fields": ["slug", "imprint"]}),
    ]

    @action(description=_("Order of planks"), url_path="order/planks", permissions=["write"])
    def order_planks(self, request, object_id):
        """Put the planks into another order."""
        return order_view(self, request, object_id, "planks", _("Order of planks"))

    @action(description=_("Order of themes"), url_path="order/themes", permissions=["write"])
    def order_themes(self, request, object_id):
        """Put the themes into another order."""
        return order_view(self, request, object_id, "themes", _("Order of themes"))


class MeasureInline(WordsInline):
    """The measures of a plank; what became of one is told in its own form."""

    model = Measure
    form = MeasureForm
    called_by = "text"
    show_change_link = True
    fieldsets = [by_language("text"), (None, {"fields": ["voice"]})]

    def get_formset(self, request, obj=None, **kwargs):
        """Name all whose own views are among the measures at once; others are found by typing."""
        formset = super().get_formset(request, obj, **kwargs)
        let_choose_voice(formset.form, obj and obj.measures, is_part=True)
        return formset


@admin.register(Plank)
class PlankAdmin(SuggestedByElection, PublishableAdmin):
    """A plank: what is promised and why, and the measures by which one will see it."""

    list_display = ("__str__", "in_step", "program", "theme", "order", "public_in")
    program_path = "program"
    list_filter = (*PublishableAdmin.list_filter, "program", "theme")
    list_select_related = ("program", "theme")
    search_fields = columns("title", "summary")
    inner_fields = columns("body", "plain_words")
    fixed_fields = ("program",)
    inlines = [MeasureInline]
    actions_detail = ["order_measures"]
    fieldsets = [
        (None, {"fields": ["program", "theme", "original_language"]}),
        by_language("title", "summary", "body", "plain_words"),
        (_("Site and imprint"), {"fields": ["slug", "imprint"]}),
    ]

    @action(description=_("Order of measures"), url_path="order/measures", permissions=["write"])
    def order_measures(self, request, object_id):
        """Put the measures into another order."""
        return order_view(self, request, object_id, "measures", _("Order of measures"))


class StatusChangeInline(WordsInline):
    """What became of a measure, step by step."""

    model = StatusChange
    fieldsets = [(None, {"fields": [("status", "day"), "source"]}), by_language("note")]


@admin.register(Measure)
class MeasureAdmin(SuggestedByElection, DeskAdmin):
    """One measure and what became of it."""

    form = MeasureAlone
    actions_list = ()  # a deleted measure comes back with a version of its plank
    list_display = ("__str__", "plank")
    program_path = "plank__program"
    list_filter = ("plank__program",)
    list_select_related = ("plank",)
    search_fields = columns("text")
    autocomplete_fields = ["plank"]
    fixed_fields = ("plank",)
    inlines = [StatusChangeInline]
    fieldsets = [(None, {"fields": ["plank"]}), by_language("text"), (None, {"fields": ["voice"]})]

    def get_form(self, request, obj=None, change=False, **kwargs):
        """Let whose view it is be found by typing."""
        form = super().get_form(request, obj, change, **kwargs)
        let_choose_voice(form, obj and Measure.objects.filter(pk=obj.pk), is_part=False)
        return form
