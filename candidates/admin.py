"""Candidates on the desk: the people, where they stand, and what they were asked."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _
from unfold.decorators import action

from candidates.consents import AGREED
from candidates.desk.filters import StandsAs, StandsIn
from candidates.desk.forms import CandidacyForm, CandidacyFormSet, CandidateForm
from candidates.desk.list_order import ListOrderDesk
from candidates.desk.lists import ListDesk
from candidates.desk.paste import PasteDesk
from candidates.desk.paste_translation import TranslationDesk
from candidates.desk.portraits import PortraitsDesk
from candidates.locking import lock_of
from candidates.models import Candidacy, Candidate, Interview, QABlock
from programs.desk.widgets import PromisedFor
from publishing.clock import now
from publishing.desk.base import PublishableAdmin, WordsInline
from publishing.desk.order import order_view
from publishing.desk.wording import by_language
from publishing.languages import columns

PORTRAIT = ["portrait", "portrait_ppoi", "portrait_credit", "portrait_rights", "portrait_withdrawn_date"]


class CandidacyInline(WordsInline):
    """Where a person stands: place, status and its source; only administrators change them."""

    model = Candidacy
    form = CandidacyForm
    formset = CandidacyFormSet
    autocomplete_fields = ["election"]
    fieldsets = [
        (None, {"fields": [("election", "list_position"), ("status", "status_date"), "status_source"]}),
        by_language("name_on_ballot"),
    ]


@admin.register(Candidate)
class CandidateAdmin(ListDesk, ListOrderDesk, PortraitsDesk, PublishableAdmin):
    """A person who stands: name, face, life; then where."""

    class Media:
        css = {"all": ["desk/portrait.css"]}
        js = ["desk/portrait.js"]

    form = CandidateForm
    list_filter = (*PublishableAdmin.list_filter, StandsIn, StandsAs)
    search_fields = columns("family_name", "given_name", "patronymic")
    inlines = [CandidacyInline]
    actions_list = ("lists", *PublishableAdmin.actions_list)
    fieldsets = [
        by_language("family_name", "given_name", "patronymic", "lead", heading=_("Name")),
        (_("Portrait"), {"fields": PORTRAIT}),
        by_language("portrait_alt", heading=_("Portrait in words")),
        by_language("origin", "education", "profession", "work", "residence", "biography", heading=_("Life")),
        (_("Birth date"), {"fields": ["birth_date"]}),
        (
            _("Consents"),
            {
                "fields": [(f"{name}_consent", f"{name}_withdrawn_date") for name in AGREED],
                "classes": ["pairs"],
                "description": _(
                    "A field is public only where it is written here when and how the person agreed to it. Once a "
                    "consent is withdrawn, enter the day and publish anew: the new edition is without the field."
                ),
            },
        ),
        (_("Site and imprint"), {"fields": ["links", "original_language", "slug", "imprint"]}),
    ]

    def get_form(self, request, obj=None, change=False, **kwargs):
        """Tell the form who has it open: a picture that cannot be saved yet is kept for that person."""
        form = super().get_form(request, obj, change, **kwargs)
        return type(form.__name__, (form,), {"user": request.user})

    def get_deleted_objects(self, objs, request):
        """Delete nobody who stands on a locked list."""
        deleted, counts, missing, protected = super().get_deleted_objects(objs, request)
        standing = Candidacy.objects.filter(candidate__in=objs).select_related("election", "candidate")
        locked = [f"{one.candidate}: {lock}" for one in standing if (lock := lock_of(one.election, now()))]
        return deleted, counts, missing, [*protected, *locked]


class QABlockInline(WordsInline):
    """The questions and answers, as they were spoken, and the planks they speak of."""

    model = QABlock
    called_by = "question"
    inner_fields = columns("question", "answer")
    autocomplete_fields = ["planks", "measures"]
    fieldsets = [by_language("question", "answer"), (None, {"fields": ["planks", "measures"]})]

    def get_queryset(self, request):
        """Fetch what all answers speak of at once."""
        return super().get_queryset(request).prefetch_related(*self.autocomplete_fields)

    def get_formset(self, request, obj=None, **kwargs):
        """Offer the planks and measures of the programme for the interview's election; name those chosen at once."""
        formset = super().get_formset(request, obj, **kwargs)
        for name in {*self.autocomplete_fields} & {*formset.form.base_fields}:
            field = formset.form.base_fields[name]
            chosen = field.queryset.filter(blocks__interview=obj).distinct() if obj else ()
            names = {row.pk: str(row) for row in chosen}
            election = obj.election_id if obj else None
            field.widget = PromisedFor(QABlock._meta.get_field(name), self.admin_site, election=election, names=names)
            field.widget.choices = field.choices
        return formset


@admin.register(Interview)
class InterviewAdmin(TranslationDesk, PasteDesk, PublishableAdmin):
    """A talk: with whom and where, how it begins and ends, and its questions and answers."""

    list_display = ("__str__", "in_step", "candidate", "election", "public_in", "saved")
    list_filter = (*PublishableAdmin.list_filter, "election", "form", "original_language")
    list_select_related = ("candidate", "election")
    search_fields = (*columns("title"), *(f"candidate__{name}" for name in columns("family_name", "given_name")))
    inner_fields = columns("lead", "thanks_question", "thanks_answer", "closing", "election_note")
    autocomplete_fields = ["candidate", "election"]
    readonly_fields = ("raw_text",)
    inlines = [QABlockInline]
    actions_detail = ["paste_translation", "order_blocks"]
    fieldsets = [
        (None, {"fields": [("candidate", "election"), ("original_language", "form"), ("held_date", "source_url")]}),
        by_language("title", "asked_by", "place", "lead", heading=_("Beginning")),
        by_language("thanks_question", "thanks_answer", "closing", "election_note", heading=_("End")),
        (_("Site and imprint"), {"fields": ["slug", "imprint"]}),
        (
            _("Raw text"),
            {
                "fields": ["raw_text"],
                "classes": ["collapse"],
                "description": _("As it was pasted. It is kept and never changed."),
            },
        ),
    ]

    @action(description=_("Order of questions"), url_path="order/questions", permissions=["write"])
    def order_blocks(self, request, object_id):
        """Put the questions into another order."""
        return order_view(self, request, object_id, "blocks", _("Order of questions"))
