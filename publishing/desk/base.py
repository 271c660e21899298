"""What all forms of the desk share: the order of work, who may change what, and what is public of a row."""

from django.contrib import admin
from django.contrib.admin import ActionLocation
from django.db.models import Exists, OuterRef, Q
from django.utils.html import format_html_join
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin, StackedInline

from publishing.assignments import assign
from publishing.clock import now
from publishing.desk.finding import found, keep_texts
from publishing.desk.in_step import AsksMeaning, InStep
from publishing.desk.publishing import PublishingDesk
from publishing.desk.strip import drawn, strips
from publishing.desk.together.form import Together
from publishing.desk.versions import VersionsDesk
from publishing.desk.wording import Wording, labels_of
from publishing.editions import Edition
from publishing.languages import LANGUAGES, NAMES


class DeskAdmin(Together, InStep, VersionsDesk, Wording, ModelAdmin):
    """A form of the desk.

    `rule_fields` are those only administrators change (addresses, places, statuses, calendars); `fixed_fields` are set
    once, when the row is made.
    """

    rule_fields: tuple[str, ...] = ()
    fixed_fields: tuple[str, ...] = ()
    change_form_before_template = "desk/languages.html"
    list_filter_submit = False
    list_per_page = 50  # a list of 10,000 is as quick as one of 45
    view_on_site = False

    def __init__(self, model, admin_site):
        """Keep the words by which the rows are found."""
        super().__init__(model, admin_site)
        keep_texts(model, self.search_fields)

    def get_action_choices(self, request, default_choices=None, action_location=ActionLocation.CHANGE_LIST):
        """Take the argument Django 6.1 asks for: Unfold 0.110 does not know it yet, so its own version is passed by."""
        choices = [("", _("Select action"))]
        return super(ModelAdmin, self).get_action_choices(request, choices, action_location)

    def get_readonly_fields(self, request, obj=None):
        """Lock what this person may not change, and what nobody changes later."""
        rules = () if request.user.sets_rules() else self.rule_fields
        fixed = self.fixed_fields if obj else ()
        return (*super().get_readonly_fields(request, obj), *rules, *fixed)

    def get_search_results(self, request, queryset, search_term):
        """Find every word as it may be typed, ң ө ү or not, and with a slip where nothing has the word itself."""
        return found(queryset, self.search_fields, search_term), False


class PublishableForm(AsksMeaning):
    """The form of a row that has editions: it needs its words in the language it was written in."""

    def clean(self):
        """Ask for the words without which nothing could be published in the original language."""
        cleaned = super().clean()
        language = cleaned.get("original_language") or self.instance.original_language
        for name in self._meta.model.required_words:
            column = f"{name}_{language}"
            if column in self.fields and column not in self.errors and not cleaned.get(column):
                self.add_error(column, _("This is needed in the original language."))
        return cleaned


class PublicIn(admin.SimpleListFilter):
    """Where a row is public now."""

    title = _("public in")
    parameter_name = "public"

    def lookups(self, request, model_admin):
        """Offer the languages, and nowhere."""
        return [*NAMES.items(), ("no", _("nowhere"))]

    def queryset(self, request, queryset):
        """Keep what is live in the chosen language."""
        if self.value() in LANGUAGES:
            return queryset.filter(**{f"is_live_{self.value()}": True})
        if self.value() == "no":
            return queryset.exclude(Q(*[(f"is_live_{code}", True) for code in LANGUAGES], _connector=Q.OR))
        return queryset


class PublishableAdmin(PublishingDesk, DeskAdmin):
    """The form and the list of rows that have editions. Saving makes nothing public; only publishing does."""

    form = PublishableForm
    rule_fields = ("slug",)
    list_display = ("__str__", "in_step", "public_in", "saved")
    list_filter = (PublicIn,)

    def get_queryset(self, request):
        """Say of every row in which languages it is live, in the one query of the list."""
        editions = Edition.objects.live(now()).filter(kind=self.model.kind, object_id=OuterRef("pk"))
        live = {f"is_live_{code}": Exists(editions.filter(language=code)) for code in LANGUAGES}
        return super().get_queryset(request).annotate(**live)

    def log_addition(self, request, obj, message):
        """Note, with the log, for whom the rest of the work waits: who began it."""
        assign([obj], request.user)
        return super().log_addition(request, obj, message)

    def log_change(self, request, obj, message):
        """Note, with the log, for whom the rest of the work waits: who saved it last."""
        assign([obj], request.user)
        return super().log_change(request, obj, message)

    @admin.display(description=_("public in"))
    def public_in(self, row):
        """Name the languages in which a row is live."""
        live = [(code,) for code in LANGUAGES if getattr(row, f"is_live_{code}")]
        return format_html_join(" ", '<span class="desk-tag">{}</span>', live) or "—"

    def get_changelist_instance(self, request):
        """Give each row of the page its strip, all in one query."""
        changelist = super().get_changelist_instance(request)
        signs = strips(list(changelist.result_list))
        for row in changelist.result_list:
            row.strip = signs[row.pk]
        return changelist

    @admin.display(description=_("texts"))
    def in_step(self, row):
        """Show in which languages the text is there, and where something is to be done."""
        return drawn(row.strip)

    @admin.display(description=_("last saved"), ordering="updated_at")
    def saved(self, row):
        """Say when a row was last saved."""
        return row.updated_at

    def has_delete_permission(self, request, obj=None):
        """What was ever public, or waits to be, is withdrawn or erased, never deleted (design.md §2.8)."""
        kept = obj is not None and Edition.objects.of(obj).exists()
        return not kept and super().has_delete_permission(request, obj)


class WordsInline(Wording, StackedInline):
    """Parts of a row that carry words, a line for each; their order is set on its own screen.

    `called_by` names the translated field whose beginning stands in the line; parts of few words may `stand_open`.
    """

    template = "desk/parts.html"
    extra = 0
    called_by = ""
    stands_open = False

    def get_queryset(self, request):
        """Fetch what the parts refer to for all of them at once."""
        return super().get_queryset(request).prefetch_related(*(field.name for field in self.opts.many_to_many))

    def get_formset(self, request, obj=None, **kwargs):
        """Name the columns like their fields."""
        return super().get_formset(request, obj, **{"labels": labels_of(self.model), **kwargs})
