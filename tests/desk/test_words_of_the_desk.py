"""No English word stands on a page of the desk in Kyrgyz or Russian: not in a text, a title, a label or a button."""

import re
from html.parser import HTMLParser

import pytest
from django.test import Client
from django.urls import reverse

from staff.models import User
from tests.desk_pages import ADMINISTRATOR, furnish_desk, one_of_each, sign_in
from tests.factories import make_election, make_plank, make_program

WORD = re.compile(r"[A-Za-z]{2,}")
#: Addresses, names of files and of users, codes: what no language translates.
CODES = re.compile(r"\B\.[a-z]+\b|\S*(?:/|@|\w\.\w|\w_\w|\d-\w|\w-\d|[a-z]-[a-z])\S*|\bMP4\b|\{\w+\}|\b[0-9a-f]{6,}\b")
#: Names, formats of files, keys of the keyboard, software and its commands, the language that is named in itself.
KNOWN = set(
    "emgek admin press Press editor lawyer translator about ky ru en KY RU EN English Telegram WhatsApp Facebook Atom"
    " ZIP CSV XLSX JPEG PNG WebP HEIC PDF DOCX ODT MOV HTML URL Ctrl Alt Shift Tab Enter Backspace esc"
    " Django Python SQLite PostgreSQL DatabaseCache LocMemCache RedisCache nightly".split()
)
SAID = ("title", "aria-label", "aria-description", "placeholder", "alt", "data-label")
SILENT = {"script", "style", "template", "textarea", "code", "svg"}
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
ICONS = ("material-symbols-outlined", "material-icons")


class Reader(HTMLParser):
    """Collects what a page says in its own language, without what is marked as another's."""

    def __init__(self, language: str):
        super().__init__()
        self.language = language
        self.open: list[tuple[str, bool]] = []
        self.said: list[str] = []

    def handle_starttag(self, tag, attrs):
        given = dict(attrs)
        foreign = given.get("lang", self.language) != self.language or "notranslate" in given.get("class", "")
        silent = foreign or tag in SILENT or given.get("translate") == "no" or any(quiet for _tag, quiet in self.open)
        if not silent:
            self.said += [given[name] for name in SAID if given.get(name)]
            if tag == "input" and given.get("type") in ("submit", "button", "reset"):
                self.said.append(given.get("value") or "")
        if tag not in VOID:
            drawn = any(icon in given.get("class", "") for icon in ICONS)
            self.open.append((tag, silent or drawn))

    def handle_endtag(self, tag):
        while self.open and self.open.pop()[0] != tag:
            pass

    def handle_data(self, data):
        if data.strip() and not any(quiet for _tag, quiet in self.open):
            self.said.append(data.strip())


def english(page: str, language: str) -> list[str]:
    """Return the texts of a page in which Latin words stand.

    >>> english('<p lang="ky"><b title="Save">Сактоо</b> <i lang="en">Save</i> /en/ emgek</p>', "ky")
    ['Save']
    """
    reader = Reader(language)
    reader.feed(page)
    return [text for text in reader.said if set(WORD.findall(CODES.sub(" ", text))) - KNOWN]


@pytest.fixture
def read(db, settings):
    """Return a function that lists the English texts on pages, read by an administrator in a language."""
    settings.DEMO = True
    client = Client()

    def read(pages: dict[str, str], language: str) -> list[str]:
        client.force_login(User.objects.get(username=ADMINISTRATOR))
        found = []
        for name, address in pages.items():
            answer = client.get(address.replace("/ky/", f"/{language}/", 1), follow=True)
            found += [f"{name}: {text[:100]}" for text in english(answer.content.decode(), language)]
        return found

    return read


@pytest.mark.walk
def test_no_english_stands_on_any_screen_of_the_desk(read):
    screens = list(one_of_each(furnish_desk().pages(ADMINISTRATOR)).items())
    found = read(dict(screens[::2]), "ky") + read(dict(screens[1::2]), "ru")
    assert not found, "\n".join(found)


@pytest.mark.slow
@pytest.mark.parametrize("language", ["ky", "ru"])
def test_no_english_stands_on_any_page_of_the_desk(read, language):
    found = read(furnish_desk().pages(ADMINISTRATOR), language)
    assert not found, "\n".join(found)


@pytest.mark.django_db
@pytest.mark.parametrize("language", ["ky", "ru"])
def test_no_english_stands_where_one_signs_in(client, settings, language):
    settings.DEMO = True
    assert english(client.get(f"/{language}/admin/login/").text, language) == []


@pytest.mark.parametrize("language", ["ky", "ru"])
def test_scripts_speak_the_language_too(page, live_server, admin_user, language):
    """The editor of rich text, the calendar and the clock are drawn in the browser."""
    plank = make_plank(make_program(make_election()))
    sign_in(page, admin_user, live_server.url)
    page.goto(reverse("admin:programs_plank_change", args=[plank.pk]).replace("/ky/", f"/{language}/"))
    page.wait_for_selector(".prose-menubar")
    assert english(page.content(), language) == []

    page.goto(
        reverse("admin:elections_election_change", args=[plank.program.election_id]).replace("/ky/", f"/{language}/")
    )
    for opener in page.locator(".datetimeshortcuts a").all()[:4]:
        opener.dispatch_event("click")
    assert english(page.content(), language) == []
