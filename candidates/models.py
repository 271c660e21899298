"""Who stands, and what they say."""

import hashlib
from operator import attrgetter

from django.core.validators import MinValueValidator
from django.db import models
from django.db.models import Q
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from django_prose_editor.fields import ProseEditorField

from candidates import cutting, verbatim
from candidates.consents import PersonalData
from candidates.documents import BlockDocument, CandidacyDocument, CandidateDocument, InterviewDocument
from candidates.kept_portraits import KeptPortrait
from candidates.list_imports import ListImport
from candidates.list_imports import ListImportLine as ListImportLine
from candidates.pasted import KeptRawText, PastedText
from candidates.portrait_batches import PortraitBatch
from candidates.portrayed import Portrayed
from elections.campaign import CampaignRow
from elections.models import Election
from programs.models import Measure, Plank
from publishing.kyrgyz import sort_key
from publishing.languages import CHOICES, LANGUAGES, some_words, words
from publishing.ordering import Ordered
from publishing.problems import Level, Problem
from publishing.publishable import PartRow
from publishing.richtext import EXTENSIONS, clean
from publishing.typed import refuse_other_links


class Candidate(PersonalData, Portrayed, CampaignRow):
    """A person who stands. About the person only; place and status belong to the candidacy."""

    WORDS = (
        *("family_name", "given_name", "patronymic", "lead", "origin", "education"),
        *("profession", "work", "residence"),
    )

    kind = "candidate"
    document_class = CandidateDocument
    part_names = ("candidacies",)
    document_names = {"portrait.alt": "portrait_alt", "portrait.credit": "portrait_credit"}
    public_path = "candidates/{slug}/"
    required_words = ("family_name", "given_name")

    family_name = models.CharField(_("family name"), max_length=80)
    given_name = models.CharField(_("given name"), max_length=80)
    patronymic = models.CharField(_("patronymic"), max_length=80, blank=True)
    lead = models.TextField(_("in one or two sentences"), blank=True, help_text=_("Stands large under the name."))
    birth_date = models.DateField(_("birth date"), null=True, blank=True)
    origin = models.CharField(_("comes from"), max_length=160, blank=True)
    education = models.CharField(_("education"), max_length=240, blank=True)
    profession = models.CharField(_("profession"), max_length=120, blank=True)
    work = models.CharField(_("work"), max_length=240, blank=True)
    residence = models.CharField(_("lives in"), max_length=120, blank=True, help_text=_("Town only, never an address."))
    biography = ProseEditorField(_("biography"), blank=True, extensions=EXTENSIONS, sanitize=True)
    links = models.TextField(_("links"), blank=True, help_text=_("One address a line."))
    sort_key = models.CharField(max_length=220, editable=False, default="")

    class Meta:
        verbose_name = _("candidate")
        verbose_name_plural = _("candidates")
        ordering = ["sort_key", "pk"]
        constraints = [models.UniqueConstraint(fields=["slug"], name="candidate_slug_is_unique")]
        indexes = [
            models.Index(fields=["sort_key", "id"], name="candidate_by_name"),
            models.Index(fields=["updated_at", "id"], name="candidate_by_saved"),
        ]

    def __str__(self):
        return next((self.name(code) for code in LANGUAGES if self.name(code)), self.slug)

    def save(self, *args, **kwargs):
        """Keep the key by which lists are in Kyrgyz alphabetical order on both databases."""
        self.sort_key = self.alphabetical()
        super().save(*args, **kwargs)

    def alphabetical(self) -> str:
        """Return the key of the name."""
        code = next((code for code in LANGUAGES if words(self, "family_name", code)), "ky")
        return sort_key(f"{words(self, 'family_name', code)} {words(self, 'given_name', code)}")

    def name(self, language: str) -> str:
        """Return given and family name in one language."""
        return " ".join(filter(None, [words(self, "given_name", language), words(self, "family_name", language)]))

    def clean(self):
        """Take no links but those to pages of the web."""
        super().clean()
        refuse_other_links(self)

    @property
    def slug_source(self):
        """Return the name a slug is made from."""
        return next((self.name(code) for code in LANGUAGES if self.name(code)), "")

    def belongings(self):
        """Return the lists and pictures that wait to be brought in: any of them may name or show the person."""
        kept = KeptRawText.objects.filter(candidate=self.pk)
        waiting = [ListImport.objects.waiting(), PortraitBatch.objects.all(), KeptPortrait.objects.all()]
        return [*waiting, kept, *super().belongings()]

    def bound_elections(self):
        """Return every election in which there is a candidacy."""
        return [candidacy.election_id for candidacy in self.candidacies.all()]

    def build_document(self, language, *, issued):
        """Return the person with the candidacies in one language, without what nobody agreed to show."""
        document = CandidateDocument(
            **self.identity(language),
            title=self.name(language),
            biography=clean(words(self, "biography", language)),
            birth_date=self.birth_date,
            portrait=cutting.portrait_picture(self, language),
            links=tuple(self.links.split()),
            candidacies=tuple(c.build(language) for c in sorted(self.candidacies.all(), key=attrgetter("number"))),
            imprint=self.frozen_imprint(issued),
            **{name: words(self, name, language) for name in self.WORDS},
        )
        return self.allowed(document)


class CandidacyStatus(models.TextChoices):
    """Where a candidacy stands; empty is *unknown*, and the page says so."""

    NOMINATED = "nominated", _("nominated")
    REGISTERED = "registered", _("registered")
    WITHDRAWN = "withdrawn", pgettext_lazy("a candidacy", "withdrawn")
    EXCLUDED = "excluded", _("excluded")
    ELECTED = "elected", _("elected")
    NOT_ELECTED = "not_elected", _("not elected")


class Candidacy(PartRow):
    """A candidate in an election."""

    parent_field = "candidate"

    candidate = models.ForeignKey(
        Candidate, on_delete=models.CASCADE, related_name="candidacies", verbose_name=_("candidate")
    )
    election = models.ForeignKey(
        Election, on_delete=models.PROTECT, related_name="candidacies", verbose_name=_("election")
    )
    list_position = models.PositiveIntegerField(
        _("place on the list"),
        null=True,
        blank=True,
        validators=[MinValueValidator(1)],
        help_text=_("Empty while it is not announced; the site then says so."),
    )
    status = models.CharField(_("status"), max_length=12, choices=CandidacyStatus, blank=True)
    status_date = models.DateField(_("since"), null=True, blank=True)
    status_source = models.CharField(_("source of the status"), max_length=300, blank=True)
    name_on_ballot = models.CharField(_("name on the ballot"), max_length=160, blank=True)

    class Meta:
        verbose_name = _("candidacy")
        verbose_name_plural = _("candidacies")
        constraints = [
            models.UniqueConstraint(fields=["candidate", "election"], name="one_candidacy_per_person_and_election"),
            # Unknown places are many; a known one is one person's.
            models.UniqueConstraint(
                fields=["election", "list_position"],
                condition=Q(list_position__isnull=False),
                name="one_person_per_place_on_the_list",
            ),
            models.UniqueConstraint(fields=["candidate", "number"], name="candidacy_number_is_unique"),
            models.CheckConstraint(
                condition=Q(status__in=["", *CandidacyStatus.values]), name="candidacy_status_is_known"
            ),
        ]

    def __str__(self):
        return f"{self.election}: {self.list_position or '—'}"

    def build(self, language: str) -> CandidacyDocument:
        """Return the candidacy as a part of its candidate's document."""
        return CandidacyDocument(
            number=self.number,
            election=self.election_id,
            list_position=self.list_position,
            status=self.status,
            status_date=self.status_date,
            status_source=self.status_source,
            name_on_ballot=words(self, "name_on_ballot", language),
        )


class InterviewForm(models.TextChoices):
    """How close the text is to what was said."""

    VERBATIM = "verbatim", _("verbatim")
    EDITED = "edited", _("edited")
    RETOLD = "retold", _("retold")


class Interview(CampaignRow):
    """What a candidate was asked and answered. The raw text stays as it came."""

    WORDS = ("title", "asked_by", "place", "lead", "thanks_question", "thanks_answer", "closing", "election_note")

    kind = "interview"
    document_class = InterviewDocument
    part_names = ("blocks__planks", "blocks__measures")
    public_path = "interviews/{slug}/"
    part_anchor = "q"
    unversioned = ("raw_text", "raw_hash")

    candidate = models.ForeignKey(
        Candidate, on_delete=models.PROTECT, related_name="interviews", verbose_name=_("candidate")
    )
    election = models.ForeignKey(
        Election, on_delete=models.PROTECT, related_name="interviews", verbose_name=_("election")
    )
    title = models.CharField(_("title"), max_length=200)
    form = models.CharField(_("form"), max_length=10, choices=InterviewForm, default=InterviewForm.EDITED)
    asked_by = models.CharField(_("asked by"), max_length=160, blank=True, help_text=_("Name or outlet."))
    place = models.CharField(_("place"), max_length=160, blank=True)
    held_date = models.DateField(_("day of the talk"), null=True, blank=True)
    source_url = models.URLField(_("source address"), blank=True)
    lead = models.TextField(_("lead"), blank=True)
    thanks_question = models.TextField(_("thanks of the interviewer"), blank=True)
    thanks_answer = models.TextField(_("thanks of the candidate"), blank=True)
    closing = models.TextField(_("closing address"), blank=True)
    election_note = models.TextField(_("said about the election"), blank=True)
    raw_text = models.TextField(_("raw text"), blank=True, editable=False)
    raw_hash = models.CharField(max_length=64, blank=True, editable=False, db_index=True)

    class Meta:
        verbose_name = _("interview")
        verbose_name_plural = _("interviews")
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["slug"], name="interview_slug_is_unique"),
            models.CheckConstraint(condition=Q(form__in=InterviewForm.values), name="interview_form_is_known"),
            models.CheckConstraint(
                condition=Q(original_language__in=[code for code, _name in CHOICES]), name="interview_original_is_known"
            ),
        ]

    def __str__(self):
        return some_words(self, "title") or self.slug

    @property
    def slug_source(self):
        """Return the title, or the candidate's name while there is none."""
        return super().slug_source or str(self.candidate)

    @staticmethod
    def hash_of(raw_text: str) -> str:
        """Return the hash by which a second paste of the same text is noticed; spaces do not count."""
        return hashlib.sha256(" ".join(raw_text.split()).encode()).hexdigest()

    def save(self, *args, **kwargs):
        """Keep the hash of the raw text in step with it."""
        self.raw_hash = self.hash_of(self.raw_text) if self.raw_text else ""
        super().save(*args, **kwargs)

    def bound_elections(self):
        """Return its election."""
        return [self.election_id]

    def build_document(self, language, *, issued):
        """Return the interview with its blocks in one language."""
        return InterviewDocument(
            **self.identity(language),
            candidate=self.candidate_id,
            election=self.election_id,
            form=self.form,
            held_date=self.held_date,
            source_url=self.source_url,
            blocks=tuple(block.build(language) for block in sorted(self.blocks.all(), key=attrgetter("order"))),
            imprint=self.frozen_imprint(issued),
            **{name: words(self, name, language) for name in self.WORDS},
        )

    def belongings(self):
        """Return the texts pasted for it or as translations, and what holds the same raw text after a deletion."""
        kept = KeptRawText.objects.filter(interview=self.pk)
        raw_hash = self.raw_hash or kept.values_list("raw_hash", flat=True).first()
        same = [model.objects.filter(raw_hash=raw_hash) for model in (PastedText, KeptRawText) if raw_hash]
        return [PastedText.objects.filter(translates=self.pk), *same, kept, *super().belongings()]

    def after_recovery(self):
        """Take the raw text and the pasted translations back."""
        if kept := KeptRawText.objects.filter(interview=self.pk).first():
            self.raw_text = kept.give_back()
            self.save()

    def checks(self, document):
        """Ask for questions, and warn of what a reader would stumble over."""
        problems = super().checks(document)
        if not any(block.question or block.answer for block in document.blocks):
            sentence = _("There are no questions and answers in this language.")
            problems.append(Problem(code="no_blocks", message=sentence))
        elif any(not (block.question or block.answer) for block in document.blocks):
            sentence = _("Some questions have no text in this language; readers see a link to the original instead.")
            empty = next(block.number for block in document.blocks if not (block.question or block.answer))
            where = {"place": f"blocks:{empty}", "field": f"question_{document.language}"}
            problems.append(Problem(code="gaps", message=sentence, level=Level.WARNING, **where))
        if not any(block.planks for block in document.blocks):
            sentence = _("No answer is linked to a plank of the programme.")
            where = {"place": f"blocks:{document.blocks[0].number}", "field": "planks"} if document.blocks else {}
            problems.append(Problem(code="no_planks", message=sentence, level=Level.WARNING, **where))
        if self.form == InterviewForm.VERBATIM and document.language == self.original_language:
            problems += verbatim.departures(document.blocks, self.spoken)
        return problems

    @cached_property
    def spoken(self) -> str:
        """Return the words of the raw text, with which answers are compared."""
        return verbatim.spoken(self.raw_text)


class QABlock(Ordered, PartRow):
    """One question and its answer, plain text; a blank line parts paragraphs. It is speech, not a layout."""

    parent_field = "interview"

    interview = models.ForeignKey(
        Interview, on_delete=models.CASCADE, related_name="blocks", verbose_name=_("interview")
    )
    question = models.TextField(_("question"), blank=True)
    answer = models.TextField(_("answer"), blank=True)
    planks = models.ManyToManyField(Plank, blank=True, related_name="blocks", verbose_name=_("planks"))
    measures = models.ManyToManyField(Measure, blank=True, related_name="blocks", verbose_name=_("measures"))

    class Meta:
        verbose_name = _("question and answer")
        verbose_name_plural = _("questions and answers")
        ordering = ["interview", "order"]
        constraints = [
            models.UniqueConstraint(fields=["interview", "number"], name="block_number_is_unique"),
            models.UniqueConstraint(fields=["interview", "order"], name="block_order_is_unique"),
        ]

    def __str__(self):
        return some_words(self, "question")[:80] or str(self.number)

    def siblings(self):
        """Return the blocks of its interview."""
        return QABlock.objects.filter(interview=self.interview_id)

    def remark(self):
        """Say whether the answer is still what the raw text says."""
        return verbatim.remark(words(self, "answer", self.interview.original_language), self.interview.spoken)

    def facts_to_enter(self, document):
        """Return the planks and measures the answer spoke to, as far as they are still there."""
        measures = [
            Measure.objects.filter(plank=plank, number=number).values_list("pk", flat=True).first()
            for plank, number in document.planks
            if number
        ]
        planks = Plank.objects.filter(pk__in=[plank for plank, number in document.planks if not number])
        return {"planks": list(planks.values_list("pk", flat=True)), "measures": [pk for pk in measures if pk]}

    def build(self, language: str) -> BlockDocument:
        """Return the block as a part of its interview's document; a linked measure names its plank too."""
        spoken = [(measure.plank_id, measure.number) for measure in self.measures.all()]
        alone = {plank.pk for plank in self.planks.all()} - {plank for plank, _measure in spoken}
        return BlockDocument(
            number=self.number,
            planks=tuple(
                sorted([*spoken, *((plank, None) for plank in alone)], key=lambda pair: (pair[0], pair[1] or 0))
            ),
            question=words(self, "question", language),
            answer=words(self, "answer", language),
        )
