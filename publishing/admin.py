"""What this floor shows on the desk: registers of what was published, edited by nobody, and what to translate."""

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from publishing import kinds, reviewing
from publishing.clock import now
from publishing.desk import releasing
from publishing.desk.answers import said
from publishing.desk.base import DeskAdmin
from publishing.desk.hints import hints_view
from publishing.desk.pointing import screen_address
from publishing.desk.translations import Scope, listed, task_of
from publishing.desk.wording import by_language
from publishing.editions import Edition
from publishing.journal import Act, Release
from publishing.languages import LANGUAGES, NAMES, columns, words
from publishing.problems import Refused
from publishing.rehearsing import cancelled_by_four_eyes
from publishing.release_drafts import ReleaseDraft
from publishing.reviews import Review, four_eyes_since
from publishing.rights import PUBLISH, SET_RULES
from publishing.terms import Term
from publishing.translating import Translation, still_fits
from publishing.typed import typed_id
from staff.registers import ReadOnlyAdmin


class OfKind(admin.SimpleListFilter):
    """Acts or editions of one kind, each kind said in words."""

    title = _("kind")
    parameter_name = "kind"

    def lookups(self, request, model_admin):
        """Offer every kind that can be public."""
        return [(kind, capfirst(model._meta.verbose_name)) for kind, model in sorted(kinds.KINDS.items())]

    def queryset(self, request, queryset):
        """Keep the chosen kind."""
        return queryset.filter(kind=self.value()) if self.value() in kinds.KINDS else queryset


class RegisterAdmin(ReadOnlyAdmin):
    """A register whose rows say their kind in words."""

    @admin.display(description=_("kind"), ordering="kind")
    def said_kind(self, row):
        """Return what the row's object is called."""
        return capfirst(kinds.model_of(row.kind)._meta.verbose_name)


@admin.register(Act)
class ActAdmin(RegisterAdmin):
    """The journal."""

    list_display = ("number", "at", "verb", "said_kind", "object_id", "language", "edition", "actor")
    list_filter = ("verb", OfKind, "language")
    list_select_related = ("release",)
    search_fields = ("actor", "hash", "document")
    date_hierarchy = "at"
    ordering = ("-number",)
    fields = (
        *("number", "at", "recorded_at", "verb", "said_kind", "object_id", "language", "edition"),
        *("starts_at", "ends_at", "is_backdated", "actor", "approvers", "release"),
        *("document", "note", "software", "previous", "hash"),
    )


@admin.register(Edition)
class EditionAdmin(RegisterAdmin):
    """What is, was and will be public."""

    list_display = ("in_its_language", "said_kind", "language", "number", "starts_at", "ends_at", "is_backdated")
    list_filter = (OfKind, "language", "is_backdated")
    search_fields = ("title", "slug")
    date_hierarchy = "starts_at"
    ordering = ("-starts_at", "-pk")
    fields = (
        *("in_its_language", "said_kind", "language", "number", "starts_at", "ends_at", "is_backdated"),
        *("address", "act"),
    )

    @admin.display(description=_("title"), ordering="title")
    def in_its_language(self, row):
        """Return the title, marked as what it is in: a screen reader changes its voice."""
        return format_html('<span lang="{}">{}</span>', row.language, row.title)

    @admin.display(description=_("address"))
    def address(self, row):
        """Return the part of the address that is the object's own."""
        return row.slug


@admin.register(Release)
class ReleaseAdmin(ReadOnlyAdmin):
    """What was done together."""

    list_display = ("__str__", "at", "actor", "note")
    list_select_related = ("actor",)
    search_fields = ("title", "note")
    date_hierarchy = "at"
    ordering = ("-pk",)
    fields = ("title", "at", "note", "actor")


@admin.register(ReleaseDraft)
class ReleaseDraftAdmin(ReadOnlyAdmin):
    """Releases in preparation: a list, and one screen for each. Whoever publishes works on them."""

    list_display = ("__str__", "counted", "made_by", "made_at")
    list_select_related = ("made_by",)
    search_fields = ("title",)

    def get_urls(self):
        """Put what adds objects before the admin's own addresses."""
        gather = self.admin_site.admin_view(self.gather_view)
        return [path("gather/", gather, name="publishing_releasedraft_gather"), *super().get_urls()]

    def has_view_permission(self, request, obj=None):
        """Ask for the right to publish."""
        return request.user.has_perm(PUBLISH)

    def has_module_permission(self, request):
        """Ask for the right to publish."""
        return request.user.has_perm(PUBLISH)

    def has_change_permission(self, request, obj=None):
        """Ask for the right to publish."""
        return request.user.has_perm(PUBLISH)

    def has_delete_permission(self, request, obj=None):
        """Nothing public goes with a draft, so whoever publishes may throw it away."""
        return request.user.has_perm(PUBLISH)

    def get_deleted_objects(self, objs, request):
        """Say which drafts go; what was gathered in them stays as it is."""
        return [str(one) for one in objs], {}, set(), []

    @admin.display(description=_("objects"))
    def counted(self, draft):
        """Return how many objects were gathered."""
        return draft.gathered.count()

    def gather_view(self, request):
        """Add objects to a release."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return releasing.gather_view(self, request)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Show a release in preparation."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return releasing.draft_view(self, request, get_object_or_404(ReleaseDraft, pk=typed_id(object_id)))

    def screen(self, request, template, title, context):
        """Answer with a screen of the desk."""
        back = reverse("admin:publishing_releasedraft_changelist")
        frame = {**self.admin_site.each_context(request), "opts": self.opts, "title": title, "back": back}
        return TemplateResponse(request, template, frame | context)


@admin.register(Translation)
class TranslationAdmin(ReadOnlyAdmin):
    """What is to be translated: the list, and one after the other. The words themselves are entered in the forms."""

    def get_urls(self):
        """Put the button for “still fits” before the admin's own addresses."""
        fits = self.admin_site.admin_view(self.fits_view)
        return [path("<int:object_id>/fits/", fits, name="publishing_translation_fits"), *super().get_urls()]

    def changelist_view(self, request, extra_context=None):
        """Show everything that is missing or out of date, a page at a time."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        return self.screen(request, "desk/translations.html", _("Translations"), listed(request))

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """Show one of them: what its source says now, what changed, and the way into the form."""
        if request.method != "GET" or not self.has_view_permission(request):
            raise PermissionDenied
        task = task_of(get_object_or_404(Translation, pk=typed_id(object_id)), Scope.asked(request))
        return self.screen(request, "desk/translation.html", task.label, {"task": task})

    def fits_view(self, request, object_id):
        """Note that a translation still fits its changed source, and go on to the next."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        task = task_of(get_object_or_404(Translation, pk=object_id), Scope.asked(request))
        if request.method != "POST":
            return HttpResponseRedirect(task.address)
        following = task.next_address
        still_fits(task.translation, by=request.user)
        return HttpResponseRedirect(following)

    def screen(self, request, template, title, context):
        """Answer with a screen of the desk."""
        frame = {**self.admin_site.each_context(request), "opts": self.opts, "title": title}
        return TemplateResponse(request, template, frame | context)


@admin.register(Review)
class ReviewAdmin(RegisterAdmin):
    """Who asked for approval of what, and who decided; the rule of four eyes."""

    change_list_template = "desk/reviews.html"
    list_display = ("said_object", "said_kind", "language", "state", "asked_by", "decider", "decided_at")
    list_display_links = None
    list_filter = ("state", OfKind, "language")
    list_per_page = 50
    ordering = ("-pk",)
    fields = (
        *("said_kind", "object_id", "language", "state", "asked_by", "asked_at", "note"),
        *("decider", "decided_at", "answer", "by_another"),
    )

    def get_urls(self):
        """Put the screen of the rule before the admin's own addresses."""
        rule = self.admin_site.admin_view(self.four_eyes_view)
        return [path("four-eyes/", rule, name="publishing_review_four_eyes"), *super().get_urls()]

    def get_changelist_instance(self, request):
        """Read the objects of a page at once, a query a kind."""
        changelist = super().get_changelist_instance(request)
        rows = kinds.rows_of((review.kind, review.object_id) for review in changelist.result_list)
        for review in changelist.result_list:
            review.row = rows.get((review.kind, review.object_id))
        return changelist

    @admin.display(description=_("what"))
    def said_object(self, review):
        """Name the object and lead to its review."""
        row = getattr(review, "row", None)
        if row is None:
            return f"№ {review.object_id}"
        return format_html('<a href="{}">{}</a>', screen_address(row, "review"), row)

    def changelist_view(self, request, extra_context=None):
        """Say whether the rule holds."""
        rule = {"four_eyes": four_eyes_since(), "sets_rule": request.user.has_perm(SET_RULES)}
        return super().changelist_view(request, rule | (extra_context or {}))

    def four_eyes_view(self, request):
        """Turn the rule on or off; only for who sets the rules of the site."""
        if not request.user.has_perm(SET_RULES):
            raise PermissionDenied
        problems = []
        if request.method == "POST":
            try:
                self.set_four_eyes(request)
            except Refused as refused:
                problems = said(refused.problems)
            else:
                messages.success(request, _("Saved."))
                return HttpResponseRedirect(reverse("admin:publishing_review_changelist"))
        frame = {**self.admin_site.each_context(request), "opts": self.opts, "title": _("Four eyes")}
        since = four_eyes_since()
        stops = [] if since else cancelled_by_four_eyes(now())
        back = {"back": reverse("admin:publishing_review_changelist"), "four_eyes": since}
        return TemplateResponse(request, "desk/four_eyes.html", frame | back | {"stops": stops, "problems": problems})

    def set_four_eyes(self, request):
        """Do what the form says; it names the waiting editions of which it said that they are cancelled."""
        named = [pk for pk in map(typed_id, request.POST.getlist("stops")) if pk]
        reviewing.set_four_eyes(request.POST.get("four_eyes") == "on", by=request.user, at=now(), cancelling=named)


def word_in(language: str):
    """Return a column of the list that shows the agreed words of a language under its name."""

    @admin.display(description=NAMES[language], ordering=f"word_{language}")
    def shown(term):
        return format_html('<span lang="{}">{}</span>', language, words(term, "word", language))

    shown.__name__ = f"word_in_{language}"
    return shown


@admin.register(Term)
class TermAdmin(DeskAdmin):
    """What is called alike everywhere: the agreed words in each language."""

    list_display = tuple(word_in(code) for code in LANGUAGES)
    search_fields = columns("word", "also")
    ordering = ("word_ky", "pk")
    fieldsets = [by_language("word", "also"), (None, {"fields": ["note"]})]

    def get_urls(self):
        """Put what the forms ask while somebody types before the admin's own addresses."""
        hints = self.admin_site.admin_view(self.hints_view)
        return [path("hints/", hints, name="publishing_term_hints"), *super().get_urls()]

    def hints_view(self, request):
        """Answer with the hints of one field."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        if request.method != "POST":
            return HttpResponseRedirect(reverse("admin:publishing_term_changelist"))
        return hints_view(request)
