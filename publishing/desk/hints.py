"""Hints beside a field while it is written: an agreed term a translation departs from, a word with the other letter.

The form comes with those of all fields that stand open. It asks for those of a part when somebody opens it, and for
those of a field while somebody types in it. A hint stops nothing. Words of mixed script are marked by the form's own
script, which needs no list for it.
"""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.http import HttpRequest, JsonResponse
from django.template.loader import render_to_string

from publishing import spellings
from publishing.comparing import plain
from publishing.finding.marking import WORD
from publishing.kyrgyz import in_letters_of, spelled_words
from publishing.languages import LANGUAGES
from publishing.terms import Departure, Glossary

LONGEST = 60_000  # signs of one text that are looked at while somebody writes

type Texts = dict[str, str]
"""A field's text by language."""
type Hints = dict[str, list["Hint"]]
"""What is said beside each language of a field."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hint:
    """One sentence beside a field: what stands there, or in the original, and what is written instead."""

    found: str
    instead: str
    note: str = ""
    is_letter: bool = False
    language: str = ""


def hints_of(fields: Sequence[Texts], original: str) -> list[Hints]:
    """Return the hints of some fields, in their order; two queries for all of them, none for empty ones."""
    told = [{code: plain(text) for code, text in texts.items() if text} for texts in fields]
    if not any(told):
        return [{} for _texts in fields]
    glossary, letters = Glossary.loaded(), letters_of([texts.get(spellings.LANGUAGE, "") for texts in told])
    return [
        {code: found for code in LANGUAGES if (found := hints_in(texts, code, original, glossary, letters))}
        for texts in told
    ]


def hints_in(texts: Texts, language: str, original: str, glossary: Glossary, letters: dict[str, str]) -> list[Hint]:
    """Return what is said beside a field in one language."""
    text, source = texts.get(language, ""), texts.get(original, "")
    found = []
    if language != original:
        found += terms_as_hints(glossary.departures(source, original, text, language), language)
    if language == spellings.LANGUAGE:
        typed = dict.fromkeys(word[0] for word in WORD.finditer(text))
        slips = ((word, letters[word.casefold()]) for word in typed if word.casefold() in letters)
        found += [
            Hint(found=word, instead=in_letters_of(usual, word), is_letter=True, language=language)
            for word, usual in slips
        ]
    return found


def terms_as_hints(departures: Iterable[Departure], language: str) -> list[Hint]:
    """Return agreed terms as hints."""
    return [Hint(found=one.said, instead=one.wanted, note=one.note, language=language) for one in departures]


def letters_of(texts: Iterable[str]) -> dict[str, str]:
    """Return the words of some Kyrgyz texts that are probably slips, in small letters, with their usual spelling."""
    return spellings.usual_spellings(word for text in texts for word in spelled_words(text))


def hints_view(request: HttpRequest) -> JsonResponse:
    """Answer with the hints of some fields, drawn as the form draws them, in their order; nothing is stored."""
    original = request.POST.get("original")
    found = hints_of(texts_sent(request), original if original in LANGUAGES else LANGUAGES[0])
    return JsonResponse({"fields": [{code: drawn_hints(one.get(code, [])) for code in LANGUAGES} for one in found]})


def texts_sent(request: HttpRequest) -> list[Texts]:
    """Return the texts of the fields that are asked about; nothing where that cannot be read."""
    try:
        sent = json.loads(request.POST.get("fields", ""))
        return [{code: str(one.get(code, ""))[:LONGEST] for code in LANGUAGES} for one in sent]
    except (ValueError, TypeError, AttributeError):
        return []


def drawn_hints(hints: Sequence[Hint]) -> str:
    """Return hints as HTML; nothing where there are none."""
    return render_to_string("desk/_hints.html", {"hints": hints}) if hints else ""
