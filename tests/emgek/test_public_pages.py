"""What holds of every public page, in every language and phase: read once from the demo, then asked about."""

import re
from urllib.parse import urlsplit

import html5lib
import pytest

from tests.public_pages import LANGUAGES, PAGES
from tools import house

pytestmark = pytest.mark.django_db
#: Shown where nothing is public, to staff, or in a copy of the site; each has a test of its own.
LOOKED_AT_ELSEWHERE = {"emgek/home_empty.html", "emgek/moment.html", "closed.html", "switched_off.html"}
POLICY = "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
FETCHING = re.compile(
    r'<(?:link|script|img|source|iframe|video|audio|embed|object)\b[^>]*?\s(?:href|src|data)="([^"]*)"'
)
ALTERNATE = re.compile(r'<link rel="alternate" hreflang="(\w+)" href="http://testserver([^"]*)">')


def test_every_public_template_is_looked_at(public_pages):
    folder = house.ROOT / "templates"
    public = {
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*.html")
        if '{% extends "base.html" %}' in path.read_text("utf-8")
    }

    assert public - LOOKED_AT_ELSEWHERE == {response.templates[0].name for response in public_pages.values()}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", PAGES)
def test_page_answers_with_its_template(public_pages, name, language):
    response = public_pages[name, "campaign", language]

    template, _path, status = PAGES[name]
    assert (response.status_code, response.templates[0].name) == (status, template)
    assert f'<html lang="{language}">' in response.text


def test_reader_gets_no_cookie(public_pages):
    assert [
        key for key, response in public_pages.items() if response.cookies or "Cookie" in response.get("Vary", "")
    ] == []


def test_policy_lets_nothing_in_from_elsewhere(public_pages):
    assert {response["Content-Security-Policy"] for response in public_pages.values()} == {POLICY}


def test_nothing_is_fetched_from_elsewhere(public_pages):
    hosts = {urlsplit(url).netloc for response in public_pages.values() for url in FETCHING.findall(response.text)}

    assert hosts <= {"", "testserver"}  # the latter in canonical addresses, which nobody fetches


def test_no_script_or_style_stands_in_a_page(public_pages):
    assert [
        (key, wrong) for key, response in public_pages.items() if (wrong := house.template_faults(response.text))
    ] == []


def test_html_is_valid(public_pages):
    parser = html5lib.HTMLParser(strict=True)

    for key, response in public_pages.items():
        parser.parse(response.text)  # raises at the first fault
        assert response.text.count("<h1") == 1, key


def test_search_engines_are_told_of_live_languages_only(public_pages):
    for (name, phase, code), response in public_pages.items():
        live = {other for other in LANGUAGES if public_pages[name, phase, other].status_code == 200}
        told = dict(ALTERNATE.findall(response.text))
        assert set(told) == (live if response.status_code == 200 else set()), (name, phase, code)
        assert all(path.startswith(f"/{other}/") for other, path in told.items())
