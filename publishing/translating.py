"""Translations kept in step: from which text each was made, and whether that text still stands.

One row for each translated field of an object or part, and language. `note` brings the rows of an object up to date
after any save (`keeping` does it for whatever the desk saves); it compares what is saved with what it saw last, so it
does not matter who saved or how. A new or changed translation is taken to be made from the source as it stands then; an
untouched one keeps what it was made from.
"""

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from itertools import batched

from django.conf import settings
from django.db import models, transaction
from django.db.models import Case, Count, F, Q, Sum, Value, When
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modeltranslation.fields import TranslationField

from publishing import kinds
from publishing.comparing import Piece, plain, word_difference
from publishing.languages import LANGUAGES, words
from publishing.publishable import PartRow, Publishable
from publishing.versions import Key, part_relations, root_of

STEP = 500


class State(models.TextChoices):
    """How a translation stands to its source."""

    MISSING = "missing", _("missing")
    CURRENT = "current", _("current")
    OUT_OF_DATE = "out_of_date", _("out of date")


class Origin(models.TextChoices):
    """Who translated; it says nothing of whether the translation is current."""

    PERSON = "person", _("a person")
    MACHINE = "machine", _("a machine")


class TranslationQuerySet(models.QuerySet):
    """Translations by object and by state."""

    def of(self, row: Publishable) -> "TranslationQuerySet":
        """Keep those of one object and its parts."""
        return self.filter(kind=row.kind, object_id=row.pk)

    def unfinished(self) -> "TranslationQuerySet":
        """Keep what is missing or out of date."""
        return self.exclude(state=State.CURRENT)


class Translation(models.Model):
    """One field of an object, or of a part of it, in one language that is not the original.

    `place` is empty for the object itself and names a part by its numbers: `blocks:3`, `measures:2/changes:1`.
    `stands` and `wording` are the hashes of source and translation as they were saved last, `made_from` the one of the
    source that the translation was made from, whose text is kept in `source` so that its changes can be shown.
    """

    kind = models.CharField(max_length=20)
    object_id = models.BigIntegerField()
    place = models.CharField(max_length=60, blank=True)
    field = models.CharField(max_length=60)
    language = models.CharField(_("language"), max_length=2)
    source_language = models.CharField(max_length=2)
    source = models.TextField(blank=True)
    made_from = models.CharField(max_length=64, blank=True)
    stands = models.CharField(max_length=64, blank=True)
    wording = models.CharField(max_length=64, blank=True)
    words = models.PositiveIntegerField(_("words"))
    origin = models.CharField(max_length=7, choices=Origin, default=Origin.PERSON)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        related_name="+",
        verbose_name=_("translated by"),
    )
    made_at = models.DateTimeField(_("translated at"), null=True)
    state = models.GeneratedField(
        expression=Case(
            When(wording="", then=Value(State.MISSING.value)),
            When(made_from=F("stands"), then=Value(State.CURRENT.value)),
            default=Value(State.OUT_OF_DATE.value),
        ),
        output_field=models.CharField(max_length=11, choices=State),
        db_persist=True,
    )

    objects = TranslationQuerySet.as_manager()

    class Meta:
        verbose_name = _("translation")
        verbose_name_plural = _("translations")
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "object_id", "place", "field", "language"], name="translation_is_noted_once"
            )
        ]
        # The desk reads what is unfinished and nothing else, in this order; counting it reads the second index alone.
        indexes = [
            models.Index(
                fields=["language", "kind", "object_id", "id"],
                condition=~Q(state="current"),
                name="translation_to_be_done",
            ),
            models.Index(
                fields=["language", "state", "kind", "words"],
                condition=~Q(state="current"),
                name="translation_to_be_counted",
            ),
        ]

    def __str__(self):
        return f"{self.kind} {self.object_id} {self.place} {self.field} {self.language}"

    @property
    def said_state(self) -> str:
        """Return the state in words; Django has no display of a generated field."""
        return State(self.state).label

    @property
    def key(self) -> tuple:
        """Return which field it is the translation of, and into which language."""
        return self.kind, self.object_id, self.place, self.field, self.language

    def take(self, source: str, translated: str, *, original: str, how: "Noted", before: dict[str, str]) -> bool:
        """Note source and translation as they stand; return whether anything is new.

        `before` is the source by the fingerprint of each wording that stood here before, where such may come back.
        """
        was = self.made_from, self.stands, self.wording, self.words, self.source_language
        stands, wording = fingerprint(source), fingerprint(translated)
        was_current = self.made_from == self.stands
        same_meaning = not how.meaning_changed or self.source_language != original
        if not wording:
            self.make(from_text="", origin=Origin.PERSON, by=None, at=None)
        elif wording != self.wording:
            self.make(from_text=before.get(wording, source), origin=how.origin, by=how.by, at=how.at)
        elif was_current and same_meaning:
            self.source, self.made_from = source, stands
        self.stands, self.wording, self.source_language = stands, wording, original
        self.words = len(plain(source).split())
        return was != (self.made_from, self.stands, self.wording, self.words, self.source_language)

    def make(self, *, from_text: str, origin: str, by, at: datetime | None) -> None:
        """Note what a translation was made from, how, by whom and when."""
        self.source, self.made_from = from_text, fingerprint(from_text)
        self.origin, self.made_by, self.made_at = origin, by, at


KEPT = ["source", "made_from", "stands", "wording", "words", "source_language", "origin", "made_by", "made_at"]


@dataclass(frozen=True, kw_only=True)
class Noted:
    """How what is noted came to be: by whom, by person or machine, and whether changed sources mean something else.

    `before` finds the sources of words that come back from a version (`translated_before.first_sources`).
    """

    by: models.Model | None = None
    origin: str = Origin.PERSON
    meaning_changed: bool = True
    at: datetime | None = None
    before: Callable[[Publishable], dict[tuple, dict[str, str]]] | None = None


def fingerprint(text: str) -> str:
    """Return the hash by which a text is known; spaces do not count, and no text has none.

    >>> fingerprint("Бир  эки\\n") == fingerprint("Бир эки"), fingerprint(" ")
    (True, '')
    """
    told = " ".join(text.split())
    return hashlib.sha256(told.encode()).hexdigest() if told else ""


# The texts of an object -----------------------------------------------------------------------------------------------


@cache
def translated_names(model: type[models.Model]) -> tuple[str, ...]:
    """Return the fields of a model that have a column for each language, in its own order."""
    found = (field.translated_field.name for field in model._meta.fields if isinstance(field, TranslationField))
    return tuple(dict.fromkeys(found))


def parts_of(model: type[models.Model]) -> dict[str, type[PartRow]]:
    """Return the kinds of parts a row has, by the name it has for them."""
    return {relation.get_accessor_name(): relation.related_model for relation in part_relations(model)}


def paths_to_parts(model: type[models.Model]) -> Iterator[str]:
    """Yield the relations to be read with an object: its parts, and theirs."""
    for name, part in parts_of(model).items():
        yield name
        yield from (f"{name}__{further}" for further in paths_to_parts(part))


def texts_of(row: models.Model, place: str = "") -> Iterator[tuple[str, models.Model, str]]:
    """Yield (place, row, field) of every translated field of an object and its parts."""
    for name in translated_names(type(row)):
        yield place, row, name
    for relation in parts_of(type(row)):
        for part in getattr(row, relation).all():
            yield from texts_of(part, f"{place}/{relation}:{part.number}".lstrip("/"))


def object_of(row: models.Model) -> Publishable | None:
    """Return the object that a row is, or is a part of; None for a row that is no part of anything public."""
    found = root_of(row)
    return found if isinstance(found, Publishable) else None


# Noting ---------------------------------------------------------------------------------------------------------------


def note(row: models.Model, **how) -> None:
    """Note how the translations of an object stand after it, or a part of it, was saved; see `Noted` for `how`."""
    if found := object_of(row):
        note_all([found], **how)


def note_first(*rows: models.Model) -> None:
    """Take objects of which nothing is noted yet as being in step; called before they are changed."""
    by_kind: dict[str, dict[int, Publishable]] = {}
    for found in filter(None, map(object_of, rows)):
        if found.pk:
            by_kind.setdefault(found.kind, {})[found.pk] = found
    for kind, found in by_kind.items():
        noted = set(Translation.objects.filter(kind=kind, object_id__in=found).values_list("object_id", flat=True))
        note_all(row for pk, row in found.items() if pk not in noted)


def note_all(rows: Iterable[Publishable], **how) -> None:
    """Note how the translations of many objects stand."""
    note_keys(((type(row), row.pk) for row in rows), **how)


def note_keys(keys: Iterable[Key], **how) -> None:
    """Note how the translations of objects stand that are named by model and id, some hundred at a time."""
    how = Noted(**{"at": timezone.now(), **how})
    by_kind: dict[str, list[int]] = {}
    for model, pk in keys:
        if issubclass(model, Publishable):
            by_kind.setdefault(model.kind, []).append(pk)
    for kind, pks in by_kind.items():
        for some in batched(sorted(set(pks)), STEP):
            note_some(kind, some, how)


@transaction.atomic
def note_some(kind: str, pks: Iterable[int], how: Noted) -> None:
    """Bring the notes of some objects of a kind up to date; the objects' own rows are locked meanwhile."""
    model = kinds.model_of(kind)
    rows = model._default_manager.select_for_update(of=("self",)).filter(pk__in=pks).order_by("pk")
    known = {found.key: found for found in Translation.objects.filter(kind=kind, object_id__in=pks)}
    new, changed = [], []
    for row in rows.prefetch_related(*paths_to_parts(model)):
        before = how.before(row) if how.before else {}
        for key, source, translated in translations_of(row):
            found = known.pop(key, None)
            named = dict(zip(("kind", "object_id", "place", "field", "language"), key, strict=True))
            kept = found or Translation(**named, source_language=row.original_language)
            stood = before.get(key[2:], {})
            if kept.take(source, translated, original=row.original_language, how=how, before=stood):
                (changed if found else new).append(kept)
    Translation.objects.filter(pk__in=[gone.pk for gone in known.values()]).delete()
    Translation.objects.bulk_create(new, batch_size=STEP)
    Translation.objects.bulk_update(changed, KEPT, batch_size=100)


def translations_of(row: Publishable) -> Iterator[tuple[tuple, str, str]]:
    """Yield (key, source, translation) of every field that has words in either."""
    for place, part, name in texts_of(row):
        source = words(part, name, row.original_language)
        for language in (code for code in LANGUAGES if code != row.original_language):
            translated = words(part, name, language)
            if source.strip() or translated.strip():
                yield (row.kind, row.pk, place, name, language), source, translated


def still_fits(translation: Translation, *, by: models.Model) -> None:
    """Note that somebody looked at the changed source and the translation may stay as it is."""
    row = kinds.model_of(translation.kind)._default_manager.get(pk=translation.object_id)
    still_fit(row, [translation], by=by)


@transaction.atomic
def still_fit(row: Publishable, translations: Iterable[Translation], *, by: models.Model) -> None:
    """Note it of some translations of one object."""
    row = type(row)._default_manager.select_for_update(of=("self",)).get(pk=row.pk)
    texts = {key: source for key, source, translated in translations_of(row) if translated.strip()}
    for translation in translations:
        if translation.key in texts:
            translation.make(from_text=texts[translation.key], origin=translation.origin, by=by, at=timezone.now())
            translation.stands = translation.made_from
            translation.save()


def note_what_was_there(plan=(), **kwargs) -> None:
    """Take everything as being in step when the table is made; called after `migrate`, when all models fit the tables.

    No migration can do it: this floor's come first, and know nothing of the rows above.
    """
    if any(migration.name == "0007_translation" and not backwards for migration, backwards in plan):
        note_everything()


def note_everything() -> None:
    """Note how all translations stand."""
    for model in kinds.KINDS.values():
        note_all(model._default_manager.only("pk").iterator(STEP))


def forget(sender, instance, **kwargs) -> None:
    """Delete what is noted of an object that is deleted or erased; the receiver of `post_delete` of every kind."""
    Translation.objects.of(instance).delete()


# Questions ------------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class Tally:
    """How many fields are missing or out of date in one language of an object."""

    missing: int = 0
    out_of_date: int = 0

    @property
    def count(self) -> int:
        """Return how many fields are to be done."""
        return self.missing + self.out_of_date


def tallies(kind: str, pks: Iterable[int]) -> dict[tuple[int, str], Tally]:
    """Return what is to be done, by object and language; what is not named is in step. One query."""
    found: dict[tuple[int, str], dict[str, int]] = {}
    unfinished = Translation.objects.unfinished().filter(kind=kind, object_id__in=list(pks)).order_by()
    for pk, language, state, count in unfinished.values_list("object_id", "language", "state").annotate(Count("pk")):
        found.setdefault((pk, language), {})[state] = count
    return {key: Tally(**counts) for key, counts in found.items()}


def to_be_done(translations: TranslationQuerySet) -> dict[str, dict[str, int]]:
    """Return, by language, how many fields and words are missing or out of date."""
    counted = translations.unfinished().order_by().values_list("language", "state")
    found: dict[str, dict[str, int]] = {}
    for language, state, fields, many in counted.annotate(Count("pk"), Sum("words")):
        sums = found.setdefault(language, {"fields": 0, "words": 0, State.MISSING: 0, State.OUT_OF_DATE: 0})
        sums[state] += fields
        sums["fields"] += fields
        sums["words"] += many
    return found


def source_difference(translation: Translation, now: str) -> list[Piece]:
    """Return how the source has changed since the translation was made, word by word."""
    return word_difference(plain(translation.source), plain(now))
