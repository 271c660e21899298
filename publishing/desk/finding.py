"""Finding rows on the desk, drafts too, by words as they may be typed: the one way for every list and for ⌘K.

No database here folds Kyrgyz, so the words by which a form's rows are found are kept folded in a table of their own.
A search writes what it misses there (rows of an upgrade or a bulk import) before it looks.
"""

from collections.abc import Iterable, Sequence
from functools import reduce
from operator import or_

from django.db import models
from django.db.models import OuterRef, Q, QuerySet
from django.db.models.signals import post_delete, post_save
from django_prose_editor.fields import ProseEditorField

from publishing.finding.slips import slips_allowed, slips_in
from publishing.finding.trigrams import TrigramIndex, holding
from publishing.kyrgyz import fold, query_words
from publishing.richtext import plain

TRIGRAMS = "row_text_trigrams"
STEP = 500
LONGEST = 100
#: Models and the columns whose words are kept, by the name under which they are; each form of the desk names its own.
KEPT: dict[str, tuple[type[models.Model], list[str]]] = {}
#: Follows the name of a model where the words inside its rows are kept, beside those by which they are called.
INSIDE = "/inside"
MOST_MEANT = 8
#: So many found rows are named one by one, so that a list that counts and shows them reads the texts once.
FEW = 200


class RowText(models.Model):
    """The folded words of one row, between blanks, in all languages together."""

    model = models.CharField(max_length=60)
    object_id = models.PositiveBigIntegerField()
    text = models.TextField()

    class Meta:
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["model", "object_id"], name="one_text_per_row")]
        indexes = [TrigramIndex(fields=["text"], name=TRIGRAMS)]

    def __str__(self):
        return self.text


# Keeping the texts ----------------------------------------------------------------------------------------------------


def keep_texts(model: type[models.Model], fields: Sequence[str], part: str = "") -> None:
    """Keep the texts of a model's rows in step with every save and deletion; `part` parts texts of the same rows.

    Signals, since rows are saved by forms, imports, commands and restored versions alike.
    """
    name, columns = model._meta.label_lower + part, columns_of(fields)
    KEPT[name] = model, columns

    def write(instance, **kwargs):
        write_texts(name, [instance], columns)

    def forget(instance, **kwargs):
        RowText.objects.filter(model=name, object_id=instance.pk).delete()

    post_save.connect(write, sender=model, weak=False, dispatch_uid=f"write text of {name}")
    post_delete.connect(forget, sender=model, weak=False, dispatch_uid=f"forget text of {name}")


def columns_of(fields: Sequence[str]) -> list[str]:
    """Return the columns of the row itself among the fields that a list is searched by.

    >>> columns_of(["title_ky", "candidate__family_name_ky"])
    ['title_ky']
    """
    return [name for name in fields if "__" not in name]


def write_texts(name: str, rows: Iterable[models.Model], columns: Sequence[str]) -> None:
    """Write the texts of some rows."""
    texts = [RowText(model=name, object_id=row.pk, text=text_of(row, columns)) for row in rows]
    RowText.objects.bulk_create(
        texts, update_conflicts=True, unique_fields=["model", "object_id"], update_fields=["text"]
    )


def text_of(row: models.Model, columns: Sequence[str]) -> str:
    """Return the folded words of a row between blanks, so that " аба" asks for the beginning of a word."""
    return f" {fold(' '.join(words_in(row, column) for column in columns))} "


def words_in(row: models.Model, column: str) -> str:
    """Return the words of a column, of rich text without its tags."""
    text = str(getattr(row, column) or "")
    return plain(text) if isinstance(row._meta.get_field(column), ProseEditorField) else text


def write_missing(names: Sequence[str]) -> None:
    """Write the texts that are missing under some names; to count is much cheaper than to look for them."""
    counted = RowText.objects.filter(model__in=names).values_list("model").annotate(models.Count("pk"))
    written = dict(counted.order_by())
    for name in names:
        model, columns = KEPT[name]
        if written.get(name, 0) != model._base_manager.count():
            write_those_missing(name, model, columns)


def write_those_missing(name: str, model: type[models.Model], columns: Sequence[str]) -> None:
    """Write the texts of all rows that have none."""
    known = RowText.objects.filter(model=name, object_id=OuterRef("pk"))
    missing = model._base_manager.filter(~models.Exists(known)).only("pk", *columns).order_by("pk")
    while rows := list(missing[:STEP]):
        write_texts(name, rows, columns)


def rewrite_texts() -> int:
    """Forget all texts, after folding has changed; the next search in each list writes them anew."""
    return RowText.objects.all().delete()[0]


# Finding --------------------------------------------------------------------------------------------------------------


def found(queryset: QuerySet, fields: Sequence[str], asked: str, *, forgiving: bool = True) -> QuerySet:
    """Return the rows that have every asked word, in any spelling; where none has and one may forgive, also slips."""
    words = query_words(asked[:LONGEST])
    if not words or not fields:
        return queryset
    places = places_of(queryset.model, fields)
    write_missing([model._meta.label_lower for model in places.values()])
    whole = reduce(lambda rows, word: rows.filter(having(places, word)), words, queryset)
    if not forgiving:
        return whole
    if some := first_few(whole):
        return named(queryset, whole, some)
    instead = [meant(word, written_like(places, word)) for word in words]
    if not any(instead):
        return queryset.none()
    alike = reduce(lambda rows, pair: rows.filter(having(places, *pair)), zip(words, instead, strict=True), queryset)
    return named(queryset, alike, first_few(alike))


def when_few(queryset: QuerySet, narrowed: QuerySet) -> QuerySet:
    """Return what a queryset was narrowed to, by name where it is little: a list asks for it twice, to count and show.

    For conditions that are dear to look at for every row.
    """
    return named(queryset, narrowed, first_few(narrowed))


def first_few(rows: QuerySet) -> list[int]:
    """Return the keys of some rows, of one more than few at most."""
    return list(rows.order_by().values_list("pk", flat=True)[: FEW + 1])


def named(queryset: QuerySet, narrowed: QuerySet, some: list[int]) -> QuerySet:
    """Return the rows of some keys where those are all, else what was narrowed."""
    return queryset.filter(pk__in=some) if len(some) <= FEW else narrowed


def places_of(model: type[models.Model], fields: Sequence[str]) -> dict[str, type[models.Model]]:
    """Return the models whose texts are asked, by the path to them: the row itself, and what its fields lead to."""
    paths = dict.fromkeys(name.rpartition("__")[0] for name in fields if "__" in name)
    return {"pk": model} | {path: model._meta.get_field(path).related_model for path in paths}


def written_like(places: dict[str, type[models.Model]], spellings: Iterable[str]) -> set[str]:
    """Return the words that begin or end like one of some spellings, and others of the same rows."""
    pairs = [pair for spelling in spellings for pair in halves(spelling)]
    if not pairs:
        return set()
    alike = [stretch for begins, ends in pairs for stretch in (f" {begins}", f"{ends} ")]
    labels = [model._meta.label_lower for model in places.values()]
    texts = RowText.objects.filter(holding(TRIGRAMS, "text", alike), model__in=labels).values_list("text", flat=True)
    return {word for text in texts for word in text.split()}


def halves(spelling: str) -> list[tuple[str, str]]:
    """Return the beginning and the end of which a word with slips keeps one: one slip leaves a half, two a third.

    >>> halves("асанбердив"), halves("аба")
    ([('аса', 'див')], [])
    """
    slips = slips_allowed(spelling)
    piece = len(spelling) // (slips + 1)
    return [(spelling[:piece], spelling[-piece:])] if slips else []


def having(places: dict[str, type[models.Model]], spellings: Iterable[str], instead: Iterable[str] = ()) -> Q:
    """Return the condition that a row, or what it belongs to, has a word in one of some spellings."""
    some = holding(TRIGRAMS, "text", [*spellings, *(f" {word} " for word in instead)])
    return reduce(
        or_,
        (
            Q(**{f"{path}__in": RowText.objects.filter(some, model=model._meta.label_lower).values("object_id")})
            for path, model in places.items()
        ),
    )


def meant(spellings: Sequence[str], written: Iterable[str]) -> list[str]:
    """Return the written words that one was probably meant to be, the nearest first.

    >>> meant(["асанбердив"], ["асанбердиев", "алымкулов"])
    ['асанбердиев']
    """
    near = {}
    for spelling in spellings:
        for begins, ends in halves(spelling):
            # Comparing all words letter by letter is dear.
            alike = (word for word in written if word.startswith(begins) or word.endswith(ends))
            near |= {word: slips for word in alike if (slips := slips_in(spelling, word)) is not None}
    return sorted(near, key=lambda word: (near[word], word))[:MOST_MEANT]
