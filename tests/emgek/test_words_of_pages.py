"""A public page speaks one language: nothing that the site itself says is left in another one."""

import re
from collections.abc import Iterator
from functools import cache

import html5lib
import pytest

from tests.public_pages import LANGUAGES
from tools import messages

pytestmark = [pytest.mark.django_db, pytest.mark.walk]
READ_OUT = ("aria-label", "alt", "title", "placeholder")
#: Names as they were registered, and notes as they were written, stand in one language on all pages.
AS_THEY_STAND = {"imprint", "hits__matter"}
CYRILLIC = re.compile(r"[Ѐ-ӿ]")
HINT_OF_SEARCH = "ң, ө, ү"


def heard(element, language: str | None = None) -> Iterator[str]:
    """Yield the texts of a page that are read out in its own language, without soft hyphens."""
    page = language or element.get("lang")
    if not isinstance(element.tag, str) or element.tag == "script" or element.get("lang", page) != page:
        return
    if element.get("aria-hidden") or AS_THEY_STAND & set(element.get("class", "").split()):
        return
    said = [element.text, *(element.get(name) for name in READ_OUT)]
    if element.get("name") == "description":
        said.append(element.get("content"))
    yield from (plain(text) for text in said if text)
    for child in element:
        yield from heard(child, page)
        yield plain(child.tail or "")


def plain(text: str) -> str:
    """Return a text in one line without soft hyphens."""
    return " ".join(text.replace("\xad", "").split())


@cache
def sentences() -> dict[str, frozenset[str]]:
    """Return all that the site says, by language; English is the language of the source."""
    found = {"en": set(), "ky": set(), "ru": set()}
    for code in ("ky", "ru"):
        for message in messages.read_catalogue(messages.po_path(code)):
            if message.id and message.string:
                found["en"].update([message.id] if isinstance(message.id, str) else message.id)
                found[code].update([message.string] if isinstance(message.string, str) else message.string)
    return {code: frozenset(filter(None, texts)) for code, texts in found.items()}


@cache
def foreign(language: str) -> re.Pattern:
    """Return what matches a sentence of the site in any language but this; a placeholder stands for anything."""
    texts = set().union(*sentences().values()) - sentences()[language]
    shapes = (re.split(r"%\(\w+\)[a-z]|\{\w*\}", text) for text in texts)
    worded = [parts for parts in shapes if sum(map(len, parts)) > 6 or len(parts) == 1]
    return re.compile("|".join(".+".join(map(re.escape, parts)) for parts in worded))


@pytest.mark.parametrize("language", LANGUAGES)
def test_site_says_everything_in_the_language_of_the_page(public_pages, language):
    wrong = {
        text: key[:2]
        for key, response in public_pages.items()
        if key[2] == language
        for text in heard(html5lib.parse(response.text, namespaceHTMLElements=False))
        if text and foreign(language).fullmatch(text)
    }

    assert wrong == {}


def test_english_pages_are_read_out_without_a_cyrillic_letter(public_pages):
    wrong = {
        text: key[:2]
        for key, response in public_pages.items()
        if key[2] == "en"
        for text in heard(html5lib.parse(response.text, namespaceHTMLElements=False))
        if CYRILLIC.search(text.replace(HINT_OF_SEARCH, ""))
    }

    assert wrong == {}


def test_a_sentence_in_another_language_is_noticed():
    assert foreign("ky").fullmatch("Skip to the content")
    assert foreign("ru").fullmatch("Edition 4")
    assert not foreign("en").fullmatch("Skip to the content")
