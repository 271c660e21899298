"""The desk of translations: everything missing or out of date, by language, opened one after the other.

The list is read by keyset (language, kind, object, id) from an index of what is unfinished only, a page at a time, and
counted from another such index; nothing but the objects of the page is loaded. So it costs the same at 10,000 people.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from urllib.parse import urlencode

from django.db import models
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan, TupleLessThan
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils.text import capfirst

from publishing import kinds
from publishing.comparing import Piece, plain
from publishing.desk.hints import Hint, terms_as_hints
from publishing.desk.pointing import field_id, screen_address
from publishing.languages import LANGUAGES, NAMES, words
from publishing.paging import PAGE
from publishing.publishable import Publishable
from publishing.rights import languages_of as own_languages
from publishing.rights import right_to
from publishing.terms import Glossary
from publishing.translating import (
    State,
    Translation,
    TranslationQuerySet,
    parts_of,
    source_difference,
    to_be_done,
)
from publishing.typed import typed_id

ORDER = ("kind", "object_id", "id")
OBJECT = re.compile(r"([a-z]+)-(\d{1,18})")
AFTER = re.compile(r"([a-z]+)-(\d{1,18})-(\d{1,18})")


@dataclass(frozen=True, kw_only=True)
class Scope:
    """Which translations somebody goes through: of one language, in one state, of one object; as the address says."""

    kinds: tuple[str, ...]
    languages: tuple[str, ...] = LANGUAGES
    language: str = ""
    state: str = ""
    of: str = ""

    @classmethod
    def asked(cls, request: HttpRequest) -> "Scope":
        """Return what an address asks for, within what this person may change."""
        mine = tuple(kind for kind, model in kinds.KINDS.items() if request.user.has_perm(right_to("change", model)))
        language, state, of = (request.GET.get(name, "") for name in ("language", "state", "of"))
        return cls(
            kinds=mine,
            languages=(own := own_languages(request.user)),
            language=language if language in own else "",
            state=state if state in (State.MISSING, State.OUT_OF_DATE) else "",
            of=of if OBJECT.fullmatch(of) else "",
        )

    @property
    def query(self) -> dict[str, str]:
        """Return what an address says of it."""
        asked = {"language": self.language, "state": self.state, "of": self.of}
        return {name: value for name, value in asked.items() if value}

    def within(self) -> TranslationQuerySet:
        """Return the unfinished translations of the object asked for, or of all this person works on."""
        found = Translation.objects.unfinished()
        if self.of:
            kind, object_id = OBJECT.fullmatch(self.of).groups()
            found = found.filter(kind=kind, object_id=int(object_id))
        if self.languages != LANGUAGES:
            found = found.filter(language__in=self.languages)
        return found if len(self.kinds) == len(kinds.KINDS) else found.filter(kind__in=self.kinds)

    def unfinished(self) -> TranslationQuerySet:
        """Return what is to be gone through, in order."""
        found = self.within().filter(**({"language": self.language} if self.language else {}))
        return found.filter(**({"state": self.state} if self.state else {})).order_by(*ORDER)

    def after(self, place: tuple) -> Translation | None:
        """Return what comes after a place in the order."""
        return self.unfinished().filter(TupleGreaterThan(Tuple(*ORDER), place)).first()

    def before(self, place: tuple) -> Translation | None:
        """Return what comes before a place in the order."""
        return self.unfinished().filter(TupleLessThan(Tuple(*ORDER), place)).reverse().first()

    def list_address(self, **more) -> str:
        """Return the address of the list."""
        return with_query(reverse("admin:publishing_translation_changelist"), self.query | more)

    def item_address(self, translation: Translation | None) -> str:
        """Return the address of one translation, or of the list when there is none."""
        if translation is None:
            return self.list_address()
        address = reverse("admin:publishing_translation_change", args=[translation.pk])
        return with_query(address, self.query)


def with_query(address: str, query: dict[str, str]) -> str:
    """Return an address with what follows its question mark."""
    return f"{address}?{urlencode(query)}" if query else address


def place_of(translation: Translation) -> tuple[str, int, int]:
    """Return where a translation stands in the order."""
    return translation.kind, translation.object_id, translation.pk


# One translation ------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, kw_only=True)
class Named:
    """A translation with the object it belongs to, in the words of the form."""

    translation: Translation
    row: Publishable | None
    address: str

    @property
    def language(self) -> str:
        """Return the name of the language."""
        return NAMES[self.translation.language]

    @cached_property
    def model(self) -> type[models.Model]:
        """Return the model of the row that the field is on."""
        model = kinds.model_of(self.translation.kind)
        for step in filter(None, self.translation.place.split("/")):
            model = parts_of(model)[step.partition(":")[0]]
        return model

    @property
    def label(self) -> str:
        """Return the name of the field; of a part with its number: «Question and answer 3: answer»."""
        column = self.model._meta.get_field(f"{self.translation.field}_{self.translation.language}")
        name = str(column.translated_field.verbose_name)
        if not self.translation.place:
            return capfirst(name)
        number = self.translation.place.rpartition(":")[2]
        return f"{capfirst(self.model._meta.verbose_name)} {number}: {name}"

    @property
    def kind(self) -> str:
        """Return what the object is called."""
        return kinds.model_of(self.translation.kind)._meta.verbose_name


@dataclass(frozen=True, kw_only=True)
class Task(Named):
    """One translation to be made, with its texts, the way into the form, and what comes before and after it."""

    scope: Scope

    @cached_property
    def line_of_rows(self) -> list[models.Model]:
        """Return the object, its part, and so on to the row that the field is on; raise Http404 where one is gone."""
        rows = [self.row]
        for step in filter(None, self.translation.place.split("/")):
            relation, _colon, number = step.partition(":")
            part = getattr(rows[-1], relation).filter(number=number).first() if rows[-1] else None
            rows.append(part)
        if None in rows:
            raise Http404
        return rows

    @property
    def source(self) -> str:
        """Return the text in the original language, without its markup."""
        return plain(words(self.line_of_rows[-1], self.translation.field, self.row.original_language))

    @property
    def translated(self) -> str:
        """Return the translation as it is saved, without its markup."""
        return plain(words(self.line_of_rows[-1], self.translation.field, self.translation.language))

    @cached_property
    def terms(self) -> list[Hint]:
        """Return the agreed words the translation lacks; of a text that is still missing, all that it will need."""
        sides, glossary = (self.row.original_language, self.translation.language), Glossary.loaded()
        if self.translated:
            found = glossary.departures(self.source, sides[0], self.translated, sides[1])
        else:
            found = glossary.called(self.source, *sides)
        return terms_as_hints(found, self.translation.language)

    @property
    def pieces(self) -> list[Piece]:
        """Return how the source has changed since the translation was made."""
        row = self.line_of_rows[-1]
        return source_difference(self.translation, words(row, self.translation.field, self.row.original_language))

    @property
    def original(self) -> str:
        """Return the name of the original language."""
        return NAMES[self.row.original_language]

    @cached_property
    def field_id(self) -> str:
        """Return the id of the field in the form: an inline's are numbered in the order of its parts."""
        column = f"{self.translation.field}_{self.translation.language}"
        if not self.translation.place:
            return field_id(column)
        *_above, parent, part = self.line_of_rows
        relation = self.translation.place.rpartition("/")[2].partition(":")[0]
        return field_id(column, relation, part, parent)

    @property
    def form_address(self) -> str:
        """Return the address of the form at its field; the parts of a part stand in the form of that part."""
        owner = self.line_of_rows[-2] if self.translation.place else self.row
        form = with_query(screen_address(owner), {"translate": self.translation.pk} | self.scope.query)
        return f"{form}#{self.field_id}"

    @property
    def fits_address(self) -> str:
        """Return where one says that a translation still fits."""
        address = reverse("admin:publishing_translation_fits", args=[self.translation.pk])
        return with_query(address, self.scope.query)

    @cached_property
    def next_address(self) -> str:
        """Return the address of the next one, or of the list after the last."""
        return self.scope.item_address(self.scope.after(place_of(self.translation)))

    @cached_property
    def previous_address(self) -> str:
        """Return the address of the one before, nothing before the first."""
        found = self.scope.before(place_of(self.translation))
        return self.scope.item_address(found) if found else ""


def task_of(translation: Translation, scope: Scope) -> Task:
    """Return a translation as a task; raise Http404 where this person may not change its object, or it is gone."""
    row = kinds.model_of(translation.kind)._default_manager.filter(pk=translation.object_id).first()
    if row is None or translation.kind not in scope.kinds or translation.language not in scope.languages:
        raise Http404
    return Task(translation=translation, row=row, address=scope.item_address(translation), scope=scope)


def asked_for(request: HttpRequest, row: Publishable) -> Task | None:
    """Return the translation that a form was opened for; None when it was opened for something else."""
    pk = typed_id(request.GET.get("translate"))
    found = Translation.objects.of(row).filter(pk=pk).first() if pk else None
    return task_of(found, Scope.asked(request)) if found else None


# The list -------------------------------------------------------------------------------------------------------------


def listed(request: HttpRequest) -> dict:
    """Return a page of the list, and what there is to do by language."""
    scope = Scope.asked(request)
    unfinished = scope.unfinished()
    asked = AFTER.fullmatch(request.GET.get("after", ""))
    if asked:
        place = asked[1], int(asked[2]), int(asked[3])
        unfinished = unfinished.filter(TupleGreaterThan(Tuple(*ORDER), place))
    found = list(unfinished[: PAGE + 1])
    shown = found[:PAGE]
    more = "-".join(map(str, place_of(shown[-1]))) if len(found) > PAGE else ""
    done = to_be_done(scope.within())
    return {
        "lines": named(shown, scope),
        "more": scope.list_address(after=more) if more else "",
        "first": scope.list_address() if asked else "",
        "languages": [(code, NAMES[code], done.get(code), replace(scope, language=code)) for code in scope.languages],
        "states": [(state, replace(scope, state=state)) for state in (State.MISSING, State.OUT_OF_DATE)],
        "every_language": replace(scope, language="", state=""),
        "every_state": replace(scope, state=""),
        "scope": scope,
        "of": next((line.row for line in named(shown[:1], scope)), None) if scope.of else None,
    }


def named(translations: Sequence[Translation], scope: Scope) -> list[Named]:
    """Return lines of the list with their objects, one query a kind."""
    rows = kinds.rows_of((one.kind, one.object_id) for one in translations)
    return [
        Named(translation=one, row=rows.get((one.kind, one.object_id)), address=scope.item_address(one))
        for one in translations
    ]
