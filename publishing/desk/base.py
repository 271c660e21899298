"""What all forms of the desk share: the order of work, who may change what, and what is public of a row."""

import re

from django import forms
from django.contrib import admin
from django.contrib.admin import ActionLocation
from django.db.models import Exists, OuterRef
from django.utils.html import format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from unfold.admin import ModelAdmin, StackedInline

from publishing.assignments import assign
from publishing.clock import now
from publishing.desk.field_rights import FieldRights
from publishing.desk.finding import INSIDE, found, keep_texts, when_few
from publishing.desk.in_step import AsksMeaning, InStep
from publishing.desk.publishing import PublishingDesk
from publishing.desk.strip import drawn, strips
from publishing.desk.together.form import Together
from publishing.desk.versions import VersionsDesk
from publishing.desk.wording import Wording, labels_of
from publishing.editions import Edition
from publishing.languages import LANGUAGES, NAMES
from publishing.status import live_languages

#: What Django's admin makes an address of a title with while one types; ours are made when a row is saved.
ADDRESS_SCRIPTS = re.compile(r"admin/js/(urlify|prepopulate|vendor/xregexp/xregexp(\.min)?)\.js")


class DeskAdmin(FieldRights, Together, InStep, VersionsDesk, Wording, ModelAdmin):
    """A form of the desk."""

    change_form_before_template = "desk/languages.html"
    list_filter_submit = False
    list_per_page = 50  # a list of 10,000 is as quick as one of 45
    view_on_site = False
    #: Columns with what is said inside, which ⌘K finds and the list does not.
    inner_fields = ()

    def __init__(self, model, admin_site):
        """Keep the words by which the rows are found, and what is said inside them and their parts."""
        super().__init__(model, admin_site)
        keep_texts(model, self.search_fields)
        for one in (self, *self.inlines):
            if one.inner_fields:
                keep_texts(one.model, one.inner_fields, INSIDE)

    @property
    def media(self):
        """Leave out 175 KB of scripts that nothing here uses."""
        found = super().media
        scripts = [one for one in found._js if not ADDRESS_SCRIPTS.fullmatch(getattr(one, "_path", ""))]
        return forms.Media(css=found._css, js=scripts)

    def get_object(self, request, object_id, from_field=None):
        """Fetch a row once for a page that shows it: panel, texts and form look at one; who saves looks anew."""
        if request.method != "GET":
            return super().get_object(request, object_id, from_field)
        key = (self.opts.label_lower, str(object_id), from_field)
        if key not in (shown := vars(request).setdefault("rows_shown", {})):
            shown[key] = super().get_object(request, object_id, from_field)
        return shown[key]

    def get_action_choices(self, request, default_choices=None, action_location=ActionLocation.CHANGE_LIST):
        """Take the argument Django 6.1 asks for: Unfold 0.110 does not know it yet, so its own version is passed by."""
        choices = [("", _("Select action"))]
        return super(ModelAdmin, self).get_action_choices(request, choices, action_location)

    def get_deleted_objects(self, objs, request):
        """Tell what goes with a row, without the bare links between two tables: Django knows no words for them."""
        deleted, counts, missing, protected = super().get_deleted_objects(objs, request)
        links = [
            relation.through._meta
            for relation in self.opts.related_objects
            if relation.many_to_many and relation.through._meta.auto_created
        ]
        bare = tuple(f"{capfirst(link.verbose_name)}: " for link in links)
        for link in links:
            counts.pop(link.verbose_name_plural, None)
        return without(deleted, bare), counts, missing, protected

    def get_search_results(self, request, queryset, search_term):
        """Find every word as it may be typed, ң ө ү or not, and with a slip where nothing has the word itself."""
        return found(queryset, self.search_fields, search_term), False


def without(told: list, beginnings: tuple[str, ...]) -> list:
    """Return a nested list of texts without those that begin in some way."""
    kept = (without(one, beginnings) if isinstance(one, list) else one for one in told)
    return [one for one in kept if one and (isinstance(one, list) or not str(one).startswith(beginnings))]


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
        live = Edition.objects.live(now()).filter(kind=queryset.model.kind, object_id=OuterRef("pk"))
        if self.value() in LANGUAGES:
            return queryset.filter(Exists(live.filter(language=self.value())))
        if self.value() == "no":
            return when_few(queryset, queryset.filter(~Exists(live)))
        return queryset


class PublishableAdmin(PublishingDesk, DeskAdmin):
    """The form and the list of rows that have editions. Saving makes nothing public; only publishing does."""

    form = PublishableForm
    rule_fields = ("slug",)
    list_display = ("__str__", "in_step", "public_in", "saved")
    list_filter = (PublicIn,)

    def log_addition(self, request, obj, message):
        """Note, with the log, for whom the rest of the work waits: who began it."""
        assign([obj], request.user)
        return super().log_addition(request, obj, message)

    def log_change(self, request, obj, message):
        """Note, with the log, for whom the rest of the work waits: who saved it last, of those who can end it."""
        if self.has_publish_permission(request):
            assign([obj], request.user)
        return super().log_change(request, obj, message)

    @admin.display(description=_("public in"))
    def public_in(self, row):
        """Name the languages in which a row is live."""
        return format_html_join(" ", '<span class="desk-tag">{}</span>', [(code,) for code in row.live_in]) or "—"

    def get_changelist_instance(self, request):
        """Give each row of the page its strip and the languages it is live in, each for all in one query."""
        changelist = super().get_changelist_instance(request)
        rows = list(changelist.result_list)
        signs, live = strips(rows), live_languages(self.model.kind, [row.pk for row in rows], now())
        for row in rows:
            row.strip, row.live_in = signs[row.pk], live.get(row.pk, [])
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


class WordsInline(FieldRights, Wording, StackedInline):
    """Parts of a row that carry words, a line for each; their order is set on its own screen.

    `called_by` names the translated field whose beginning stands in the line; parts of few words may `stand_open`.
    """

    template = "desk/parts.html"
    extra = 0
    called_by = ""
    inner_fields = ()
    stands_open = False
    may_order = False

    def get_queryset(self, request):
        """Fetch what the parts refer to for all of them at once."""
        return super().get_queryset(request).prefetch_related(*(field.name for field in self.opts.many_to_many))

    def get_formset(self, request, obj=None, **kwargs):
        """Name the columns like their fields; who sets facts here moves the parts too."""
        self.may_order = self.has_write_permission(request, obj)
        return super().get_formset(request, obj, **{"labels": labels_of(self.model), **kwargs})
