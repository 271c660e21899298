"""What the party promises, and what became of it."""

from datetime import datetime
from operator import attrgetter

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django_prose_editor.fields import ProseEditorField

from elections.campaign import CampaignRow
from elections.models import Election
from programs.documents import MeasureDocument, PlankDocument, ProgramDocument, StatusChangeDocument, ThemeDocument
from programs.stages import Judging, Status
from publishing.editions import Edition
from publishing.languages import some_words, words
from publishing.ordering import Ordered
from publishing.problems import Level, Problem
from publishing.publishable import Numbered, PartRow
from publishing.richtext import EXTENSIONS, clean


class Program(CampaignRow):
    """The party's programme for an election."""

    kind = "program"
    document_class = ProgramDocument
    part_names = ("themes",)
    public_path = "program/"
    lies_under_election = True

    election = models.OneToOneField(
        Election, on_delete=models.PROTECT, related_name="program", verbose_name=_("election")
    )
    title = models.CharField(_("title"), max_length=200)
    aim = models.TextField(_("aim"), blank=True, help_text=_("What all of it is for, in one paragraph."))

    class Meta:
        verbose_name = _("programme")
        verbose_name_plural = _("programmes")
        constraints = [models.UniqueConstraint(fields=["slug"], name="program_slug_is_unique")]

    def __str__(self):
        return some_words(self, "title") or self.slug

    def bound_elections(self):
        """Return its election."""
        return [self.election_id]

    def build_document(self, language, *, issued):
        """Return the programme in one language; its planks are documents of their own."""
        themes = sorted(self.themes.all(), key=attrgetter("order"))
        return ProgramDocument(
            **self.identity(language),
            title=words(self, "title", language),
            aim=words(self, "aim", language),
            election=self.election_id,
            themes=tuple(ThemeDocument(number=t.number, name=words(t, "name", language)) for t in themes),
            imprint=self.frozen_imprint(issued),
        )


class Theme(Ordered, PartRow):
    """A field of policy; it parts the planks of a programme."""

    parent_field = "program"

    program = models.ForeignKey(Program, on_delete=models.CASCADE, related_name="themes", verbose_name=_("programme"))
    name = models.CharField(_("name"), max_length=80)

    class Meta:
        verbose_name = _("theme")
        verbose_name_plural = _("themes")
        ordering = ["program", "order"]
        constraints = [
            models.UniqueConstraint(fields=["program", "number"], name="theme_number_is_unique"),
            models.UniqueConstraint(fields=["program", "order"], name="theme_order_is_unique"),
        ]

    def __str__(self):
        return some_words(self, "name") or str(self.number)

    def siblings(self):
        """Return the themes of its programme."""
        return Theme.objects.filter(program=self.program_id)


class Plank(Ordered, CampaignRow):
    """One promise area: why, what will be done, and what became of it."""

    kind = "plank"
    document_class = PlankDocument
    part_names = ("measures__changes",)
    document_names = {"summary_text": "summary"}
    public_path = "program/{slug}/"
    part_anchor = "m"
    lies_under_election = True

    program = models.ForeignKey(Program, on_delete=models.PROTECT, related_name="planks", verbose_name=_("programme"))
    theme = models.ForeignKey(
        Theme, on_delete=models.PROTECT, null=True, blank=True, related_name="planks", verbose_name=_("theme")
    )
    title = models.CharField(_("title"), max_length=120, help_text=_("A few words: “Ышсыз Бишкек”."))
    summary = models.CharField(_("one sentence"), max_length=240, blank=True)
    plain_words = models.TextField(_("in plain words"), blank=True, help_text=_("So that everybody understands it."))
    body = ProseEditorField(_("why"), blank=True, extensions=EXTENSIONS, sanitize=True)

    class Meta:
        verbose_name = _("plank")
        verbose_name_plural = _("planks")
        ordering = ["program", "order"]
        constraints = [
            models.UniqueConstraint(fields=["program", "slug"], name="plank_slug_is_unique"),
            models.UniqueConstraint(fields=["program", "order"], name="plank_order_is_unique"),
        ]

    def __str__(self):
        return some_words(self, "title") or self.slug

    def siblings(self):
        """Return the planks of its programme."""
        return Plank.objects.filter(program=self.program_id)

    @property
    def slug_scope(self):
        """Return the programme: slugs are unique within it."""
        return self.program_id

    def bound_elections(self):
        """Return its programme's election."""
        return [self.program.election_id]

    def build_document(self, language, *, issued):
        """Return the plank with its measures in one language."""
        measures = sorted(self.measures.all(), key=attrgetter("order"))
        return PlankDocument(
            **self.identity(language),
            title=words(self, "title", language),
            summary_text=words(self, "summary", language),
            plain_words=words(self, "plain_words", language),
            body=clean(words(self, "body", language)),
            program=self.program_id,
            election=self.program.election_id,
            theme=self.theme.number if self.theme else None,
            order=self.order,
            measures=tuple(measure.build(language) for measure in measures),
            imprint=self.frozen_imprint(issued),
        )

    def may_start(self, at, documents=()):
        """Ask the calendar, and let out no verdict before the council sits."""
        return super().may_start(at, documents) or self.early_verdict(at)

    def early_verdict(self, at: datetime) -> Problem | None:
        """Return why what became of its measures may not be said at a moment; None if it may, or nothing is said."""
        changes = [change for measure in self.measures.all() for change in measure.changes.all()]
        days = [change.day for change in changes if change.status != Status.NOT_RATED]
        if not days:
            return None
        live = Edition.objects.live(at).filter(kind="election", object_id=self.program.election_id)
        edition = live.select_related("document").first()
        judging = Judging.of(edition and edition.read(), at)
        if not judging.is_open:
            sentence = _("What became of a measure is said once the polls have closed and the result is public.")
            return Problem(code="early_verdict", message=sentence)
        if min(days) < judging.since or max(days) > judging.until:
            sentence = _("What became of a measure has a day after the vote, and not one that is still to come.")
            return Problem(code="verdict_day", message=sentence)
        return None

    def checks(self, document):
        """Ask for the source of every verdict."""
        problems = super().checks(document)
        changes = (change for measure in document.measures for change in measure.changes)
        if not all(change.source for change in changes):
            sentence = _("What became of a measure is said without a source.")
            problems.append(Problem(code="no_source", message=sentence, level=Level.WARNING))
        return problems


class Measure(Ordered, PartRow, Numbered):
    """One concrete step under a plank.

    `voice` names the candidate whose own view it is, by reference and not by a foreign key: candidates live on a
    higher floor (design.md §3). Empty is the programme's voice.
    """

    parent_field = "plank"

    plank = models.ForeignKey(Plank, on_delete=models.CASCADE, related_name="measures", verbose_name=_("plank"))
    text = models.CharField(_("measure"), max_length=300)
    voice = models.BigIntegerField(
        _("whose view"), null=True, blank=True, help_text=_("Empty: the programme's. Else the candidate's own view.")
    )

    class Meta:
        verbose_name = _("measure")
        verbose_name_plural = _("measures")
        ordering = ["plank", "order"]
        constraints = [
            models.UniqueConstraint(fields=["plank", "number"], name="measure_number_is_unique"),
            models.UniqueConstraint(fields=["plank", "order"], name="measure_order_is_unique"),
        ]

    def __str__(self):
        return some_words(self, "text") or str(self.number)

    def siblings(self):
        """Return the measures of its plank."""
        return Measure.objects.filter(plank=self.plank_id)

    def build(self, language: str) -> MeasureDocument:
        """Return the measure as a part of its plank's document."""
        changes = sorted(self.changes.all(), key=lambda change: (change.day, change.number))
        return MeasureDocument(
            number=self.number,
            voice=self.voice,
            text=words(self, "text", language),
            changes=tuple(change.build(language) for change in changes),
        )


class StatusChange(PartRow):
    """A change of what became of a measure: when, why, and where one can read it."""

    parent_field = "measure"

    measure = models.ForeignKey(Measure, on_delete=models.CASCADE, related_name="changes", verbose_name=_("measure"))
    status = models.CharField(_("status"), max_length=15, choices=Status)
    day = models.DateField(_("day"))
    note = models.CharField(_("note"), max_length=300, blank=True)
    source = models.URLField(_("source"), blank=True)

    class Meta:
        verbose_name = _("status change")
        verbose_name_plural = _("status changes")
        ordering = ["day", "number"]
        constraints = [
            models.UniqueConstraint(fields=["measure", "number"], name="status_change_number_is_unique"),
            models.CheckConstraint(condition=Q(status__in=Status.values), name="status_is_known"),
        ]

    def __str__(self):
        return f"{self.day:%d.%m.%Y} {self.get_status_display()}"

    def build(self, language: str) -> StatusChangeDocument:
        """Return the change as a part of its measure's document."""
        return StatusChangeDocument(
            number=self.number, status=self.status, day=self.day, source=self.source, note=words(self, "note", language)
        )
