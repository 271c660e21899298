"""What a row must be able to say so that it can be public."""

from collections.abc import Container, Iterable
from datetime import date, datetime
from itertools import chain, count
from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from publishing import kinds
from publishing.documents import Document
from publishing.kyrgyz import slugify
from publishing.languages import CHOICES, some_words, words
from publishing.overrides import Override
from publishing.problems import Problem
from publishing.slugs import SlugClaim


class Numbered(models.Model):
    """A row whose parts get numbers: each number is given once and never used again (design.md §2.8)."""

    parts_numbered = models.PositiveIntegerField(default=0, editable=False)

    class Meta:
        abstract = True

    def next_number(self) -> int:
        """Take the next number for a part; the counter is raised in the database, so two tabs never share one."""
        type(self)._base_manager.filter(pk=self.pk).update(parts_numbered=models.F("parts_numbered") + 1)
        self.refresh_from_db(fields=["parts_numbered"])
        return self.parts_numbered


class Documented(models.Model):
    """A row that a document, or a part of one, is made from; so its form can be filled from a document again.

    `document_names` says which field is called otherwise in the document: `{"summary_text": "summary"}`; `unversioned`
    which fields no version on the desk holds.
    """

    document_names: ClassVar[dict[str, str]] = {}
    unversioned: ClassVar[tuple[str, ...]] = ()

    class Meta:
        abstract = True

    def facts_to_enter(self, document) -> dict:
        """Return what the form takes for facts that have no field of the same name in the document."""
        return {}


class PartRow(Documented):
    """A part of something: it belongs to one parent (`parent_field`) and keeps its number for life."""

    parent_field: ClassVar[str]

    number = models.PositiveIntegerField(_("number"), editable=False)

    class Meta:
        abstract = True

    @property
    def parent(self):
        """Return the row it is a part of."""
        return getattr(self, self.parent_field)

    def remark(self) -> str:
        """Return what the desk says beside it in a few words, if anything."""
        return ""

    def save(self, *args, **kwargs):
        """Give a new part its number: only the parent knows the used ones, and forms, imports and shells all save."""
        if self.number is None:
            self.number = self.parent.next_number()
        super().save(*args, **kwargs)


class Publishable(Documented, Numbered):
    """A working row that has editions. `publishing` asks these questions and knows nothing else of it."""

    kind: ClassVar[str]
    document_class: ClassVar[type[Document]]
    public_path: ClassVar[str]
    part_anchor: ClassVar[str] = "p"
    part_names: ClassVar[tuple[str, ...]] = ()
    lies_under_election: ClassVar[bool] = False
    is_campaign: ClassVar[bool] = False
    sets_calendar: ClassVar[bool] = False
    required_words: ClassVar[tuple[str, ...]] = ("title",)

    slug = models.SlugField(
        _("address"),
        max_length=100,
        blank=True,
        db_index=False,
        help_text=_("The last part of the page's address, in Latin letters. Left empty, it is made from the name."),
    )
    original_language = models.CharField(
        _("original language"),
        max_length=2,
        choices=CHOICES,
        default="ky",
        help_text=_("The language in which the text was first written or said; the other two are translations of it."),
    )
    created_at = models.DateTimeField(auto_now_add=True, editable=False)
    updated_at = models.DateTimeField(auto_now=True, editable=False)

    class Meta:
        abstract = True

    def __init_subclass__(cls, **kwargs):
        super().__init_subclass__(**kwargs)
        if "kind" in cls.__dict__:
            kinds.register(cls)

    def save(self, *args, **kwargs):
        """Make an address from the name when none was given: forms, imports and shells all need one."""
        if not self.slug:
            self.slug = self.free_slug()
        super().save(*args, **kwargs)

    # Questions ---------------------------------------------------------------------------------------------------

    def build_document(self, language: str, *, issued: date) -> Document:
        """Return what would be public now in this language; `issued` is the day of the first edition."""
        raise NotImplementedError

    def identity(self, language: str) -> dict:
        """Return what every document says of its object first."""
        return {
            "object_id": self.pk,
            "slug": self.slug,
            "original": self.original_language,
            "language": language,
        }

    def checks(self, document: Document) -> list[Problem]:
        """Return what stops a document, or should be looked at, before it goes out."""
        return []

    def allowed(self, document: Document) -> Document:
        """Return a document that is about to start without what may not be shown, whoever wrote it and when."""
        return document

    def regret(self, document: Document) -> Problem | None:
        """Return what a public document shows that it may show no more, and what to do."""
        return None

    def may_start(self, at: datetime, documents: Iterable[Document] = ()) -> Problem | None:
        """Return what forbids being public from this moment on; the calendar of an election, for example.

        `documents` are what would start: an earlier one may be bound by more than the row of today.
        """
        return None

    def stops_at(self, at: datetime) -> datetime | None:
        """Return from when on nothing of it may start any more, though it may at this moment; None for no such end."""
        return None

    def has_words(self, language: str) -> bool:
        """Say whether there is anything to publish in a language."""
        return all(words(self, name, language) for name in self.required_words)

    def belongings(self) -> list[models.QuerySet]:
        """Return rows that hold its texts without being parts of it; erasure takes them along."""
        return [Override.objects.of(self.kind, self.pk)]

    def after_recovery(self) -> None:
        """Put back what versions do not hold, when a deleted row was made anew."""

    @property
    def slug_scope(self) -> int:
        """Return the id within which slugs are unique; 0 is the whole kind."""
        return 0

    @property
    def slug_source(self) -> str:
        """Return the words a slug is made from."""
        return some_words(self, "title")

    def free_slug(self, taken: Container[str] | None = None) -> str:
        """Return a slug from the name that no object of this kind has or ever had; `taken` spares asking which."""
        stem = slugify(self.slug_source, max_length=90) or self.kind
        taken = self.taken_slugs(stem) if taken is None else taken
        return next(slug for slug in chain([stem], (f"{stem}-{n}" for n in count(2))) if slug not in taken)

    def taken_slugs(self, stem: str = "") -> set[str]:
        """Return the slugs that begin with `stem` and belong to others, by row or by an address once public."""
        rows = type(self)._base_manager.filter(slug__startswith=stem).exclude(pk=self.pk)
        claims = SlugClaim.objects.filter(kind=self.kind, scope=self.slug_scope, slug__startswith=stem)
        return {*rows.values_list("slug", flat=True), *claims.exclude(object_id=self.pk).values_list("slug", flat=True)}
