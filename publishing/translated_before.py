"""From which text an earlier translation was made, read from the versions: for words that come back.

A text brought back from a version, or with a deleted object, is no new translation: it was made from what the original
said when it first stood there. If the original says something else now, it is out of date, as it was before.
"""

from collections.abc import Iterator

from django.db import models

from publishing.languages import LANGUAGES
from publishing.publishable import Publishable
from publishing.translating import fingerprint, translated_names
from publishing.versions import State, part_relations, revisions_of, state_in

type Sources = dict[tuple, dict[str, str]]
"""By place, field and language: the original text, by the fingerprint of each translation that ever stood there."""


def first_sources(row: Publishable) -> Sources:
    """Return what the original said when each wording of a translation first stood in a version of an object."""
    found: Sources = {}
    for revision in reversed(revisions_of(type(row), row.pk).prefetch_related("version_set")):
        state = state_in(revision)
        held = state.get((type(row), row.pk), {})
        original = held.get("original_language", row.original_language)
        for place, name, texts in texts_in(state, type(row), row.pk):
            for language in (code for code in LANGUAGES if code != original):
                if wording := fingerprint(texts[language]):
                    found.setdefault((place, name, language), {}).setdefault(wording, texts[original])
    return found


def texts_in(state: State, model: type[models.Model], pk: int, place: str = "") -> Iterator[tuple[str, str, dict]]:
    """Yield (place, field, text by language) of an object and its parts, as `translating.texts_of` names them."""
    held = state.get((model, pk), {})
    for name in translated_names(model):
        yield place, name, {code: held.get(f"{name}_{code}") or "" for code in LANGUAGES}
    for relation in part_relations(model):
        for (part, part_pk), fields in state.items():
            if part is relation.related_model and fields.get(relation.field.name) == pk:
                inner = f"{place}/{relation.get_accessor_name()}:{fields['number']}".lstrip("/")
                yield from texts_in(state, part, part_pk, inner)
