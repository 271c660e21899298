"""Finding on the desk what is said inside: answers of interviews, the why of a plank; drafts too, in any spelling.

A list finds a row by what it is called; here each text is asked by itself, so that all words stand in one passage.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import reduce
from itertools import groupby
from operator import and_

from django.db import models
from django.forms.models import _get_foreign_key
from django.urls import reverse

from publishing.desk.finding import INSIDE, KEPT, TRIGRAMS, RowText, words_in, write_missing
from publishing.finding.trigrams import SHORTEST, holding
from publishing.kyrgyz import fold, query_words
from publishing.languages import LANGUAGES

MOST = 20
WIDTH = 120
SENTENCE = re.compile(r"[^.!?…\n]+[.!?…]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A text inside a row of a form, the sentence in which words were found, and where in the form it stands."""

    row: models.Model
    part: models.Model | None
    sentence: str
    link: str


def passages(desks: Iterable, request, asked: str) -> list[Passage]:
    """Return the newest passages that have every asked word, of the rows somebody may see; two queries a kind more."""
    words = query_words(asked)
    if not any(len(word[0]) >= SHORTEST for word in words):
        return []
    sources = {name: (desk, inline) for desk in desks for name, inline in sources_of(desk)}
    write_missing(list(sources))
    every = reduce(and_, (holding(TRIGRAMS, "text", spellings) for spellings in words))
    texts = RowText.objects.filter(every, model__in=sources).order_by("-pk").values_list("model", "object_id")[:MOST]
    found = []
    for name, pairs in groupby(sorted(texts), key=lambda pair: pair[0]):
        found += passages_in(*sources[name], name, request, [pk for _name, pk in pairs], words)
    return found


def sources_of(desk) -> list[tuple[str, type | None]]:
    """Return the names under which the inner texts of a form's rows are kept, and the inline that holds them."""
    own = [(desk.model._meta.label_lower + INSIDE, None)] if desk.inner_fields else []
    return own + [(one.model._meta.label_lower + INSIDE, one) for one in desk.inlines if one.inner_fields]


def passages_in(desk, inline, name: str, request, pks: Sequence[int], words) -> list[Passage]:
    """Return the passages of one kind of text."""
    rows = desk.get_queryset(request)
    if desk.list_select_related:
        rows = rows.select_related(*desk.list_select_related)
    columns = KEPT[name][1]
    if inline is None:
        return [passage(desk, row, None, "", columns, words) for row in rows.filter(pk__in=pks)]
    above = _get_foreign_key(desk.model, inline.model, inline.fk_name).name
    parts = {part.pk: part for part in inline.model._default_manager.filter(pk__in=pks)}
    by_pk = {row.pk: row for row in rows.filter(pk__in={getattr(part, f"{above}_id") for part in parts.values()})}
    siblings = inline.model._default_manager.filter(**{f"{above}__in": by_pk})
    # A form numbers its parts in their order.
    places, relation = {}, inline.model._meta.get_field(above).remote_field.get_accessor_name()
    for parent, pk in siblings.values_list(above, "pk"):
        places.setdefault(parent, []).append(pk)
    return [
        passage(desk, by_pk[parent], part, f"{relation}-{places[parent].index(part.pk)}", columns, words)
        for part in parts.values()
        if (parent := getattr(part, f"{above}_id")) in by_pk
    ]


def passage(desk, row, part, place: str, columns: Sequence[str], words) -> Passage:
    """Return the passage with the sentence that says most of what was asked, and the way to it."""
    sentences = [(told(one, words), column, one) for column in columns for one in sentences_of(part or row, column)]
    _count, column, sentence = max(sentences, key=lambda one: one[0], default=(0, columns[0], ""))
    form = reverse(f"admin:{desk.opts.app_label}_{desk.opts.model_name}_change", args=[row.pk])
    language = column.rpartition("_")[2]
    tab = f"?tab={language}" if language in LANGUAGES else ""
    link = f"{form}{tab}#{place or f'id_{column}'}"
    return Passage(row=row, part=part, sentence=shortened(sentence, words), link=link)


def sentences_of(row: models.Model, column: str) -> list[str]:
    """Return the sentences of a column."""
    return [one.strip() for one in SENTENCE.findall(words_in(row, column)) if one.strip()]


def told(sentence: str, words) -> int:
    """Return how many of the asked words a sentence has."""
    folded = fold(sentence)
    return sum(any(spelling in folded for spelling in word) for word in words)


def shortened(sentence: str, words) -> str:
    """Return a sentence of at most a line, with the first asked word in it.

    >>> shortened(f"{'бир ' * 30}түтүн {'эки ' * 30}", query_words("тутун"))[57:79]
    'бир бир түтүн эки эки '
    """
    if len(sentence) <= WIDTH:
        return sentence
    written = sentence.split()
    first = next((n for n, word in enumerate(written) if told(word, words)), 0)
    before = " ".join(written[:first])
    begin = before.rfind(" ", 0, max(0, len(before) - WIDTH // 2)) + 1 if len(before) > WIDTH // 2 else 0
    whole = " ".join(written)
    cut = whole[begin : begin + WIDTH].strip()
    return f"{'…' if begin else ''}{cut}{'…' if begin + WIDTH < len(whole) else ''}"
