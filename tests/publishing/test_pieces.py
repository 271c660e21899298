"""Pieces of pages: kept under all they are told, never stale, bounded, and gone with what is erased."""

from dataclasses import dataclass
from datetime import date

import pytest
from django.template import Context, Engine, TemplateSyntaxError
from django.utils.safestring import mark_safe
from django.utils.translation import gettext_lazy, override

from publishing import pieces
from publishing.pieces import Pieces, key_of

TEMPLATES = {
    "_said.html": "{% load i18n %}[{{ word }} {{ row.name }} {% translate 'Search' %}]",
    "page.html": "{% load pieces %}{% piece '_said.html' with word=word row=row only %}",
    "leaky.html": "{% load pieces %}{% piece '_said.html' with word=word %}",
    "chosen.html": "{% load pieces %}{% piece word with word=word only %}",
}


@dataclass(frozen=True, slots=True)
class Row:
    """Something a template may be told."""

    name: str
    day: date | None = None


@pytest.fixture
def shown(monkeypatch):
    """Show a page in a language; what is kept begins empty. `shown.made` counts what was made."""
    engine = Engine(
        loaders=[("django.template.loaders.locmem.Loader", TEMPLATES)],
        libraries={"pieces": "publishing.templatetags.pieces", "i18n": "django.templatetags.i18n"},
    )
    kept = Pieces(10_000)
    monkeypatch.setattr("publishing.templatetags.pieces.pieces", kept)

    def show(language="en", template="page.html", **told):
        with override(language):
            return engine.get_template(template).render(Context(told))

    show.kept = kept
    return show


def test_what_is_told_alike_is_made_once(shown):
    first = shown(word="Үлгү", row=Row("Үлгүбеков"))
    assert first == "[Үлгү Үлгүбеков Search]"
    assert shown(word="Үлгү", row=Row("Үлгүбеков")) == first
    assert len(shown.kept.made) == 1


def test_whatever_differs_is_another_piece(shown):
    told = [
        {"word": "1", "row": Row("а")},
        {"word": 1, "row": Row("а")},
        {"word": True, "row": Row("а")},
        {"word": "1", "row": Row("б")},
        {"word": "1", "row": Row("а", date(2021, 7, 11))},
        {"word": "<b>", "row": Row("а")},
        {"word": mark_safe("<b>"), "row": Row("а")},
    ]
    assert [shown(**one) for one in told[-2:]] == ["[&lt;b&gt; а Search]", "[<b> а Search]"]
    for one in told:
        shown(**one)
    assert len(shown.kept.made) == len(told)


def test_each_language_has_its_own(shown):
    assert len({shown(language, word="х", row=Row("а")) for language in ("ky", "ru", "en")}) == 3
    assert key_of("a", {"b": gettext_lazy("Search")}) != key_of("a", {"b": "Search!"})


def test_what_may_change_cannot_be_told(shown):
    with pytest.raises(TypeError, match="object"):
        shown(word=object(), row=None)


@pytest.mark.parametrize("template", ["leaky.html", "chosen.html"])
def test_a_piece_sees_only_what_it_is_told(shown, template):
    with pytest.raises(TemplateSyntaxError, match="only what it is told"):
        shown(template=template, word="_said.html")


def test_what_is_kept_has_a_bound_and_the_longest_unasked_goes_first(shown):
    shown.kept.room = 3 * pieces.size_of("[1 а Search]")
    for word in ("1", "2", "3", "1", "4"):
        shown(word=word, row=Row("а"))
    kept = [str(piece) for piece in shown.kept.made.values()]
    assert kept == ["[3 а Search]", "[1 а Search]", "[4 а Search]"]
    assert shown.kept.size <= shown.kept.room


def test_without_room_nothing_is_kept(shown):
    shown.kept.room = 0
    assert shown(word="1", row=Row("а")) == "[1 а Search]"
    assert not shown.kept.made
