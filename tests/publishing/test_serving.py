"""The edge of the public site: which moment is asked about, and how an address answers."""

from datetime import timedelta

import pytest
from django.contrib.auth import get_user_model
from django.core.management import call_command

from publishing import stylesheet
from publishing.acts import withdraw
from publishing.palette import theme_css
from tests import factories as make
from tests.factories import CAMPAIGN, MACHINE

pytestmark = pytest.mark.django_db
LATER = make.moment(7, 9)


@pytest.fixture(autouse=True)
def stand_at(at):
    """Let the site's clock stand in the campaign; return what moves it."""
    return at


@pytest.fixture
def election():
    """Return an election that is public, with its party."""
    election = make.open_campaign()
    make.go_live(make.make_party(accent="#d4261c"))
    return election


def publish_person(election, languages="ky ru en", **fields):
    """Return a candidate who is public in some languages."""
    person = make.make_candidate(election, languages, **fields)
    make.go_live(person, languages=languages.split())
    return person


# What an address answers ----------------------------------------------------------------------------------------------


def test_address_that_was_never_public_is_not_found(client, election):
    make.make_candidate(election, slug="draft")

    assert client.get("/ky/candidates/draft/").status_code == 404


def test_address_that_was_left_leads_to_the_present_one_for_good(client, election, stand_at):
    person = publish_person(election, slug="before")
    person.slug = "after"
    person.save()
    make.go_live(person, at=LATER)
    stand_at(LATER + timedelta(hours=1))

    response = client.get("/ru/candidates/before/")

    assert (response.status_code, response["Location"]) == (301, "/ru/candidates/after/")


def test_page_that_lacks_a_language_names_those_it_has_and_shows_none_of_their_text(client, election):
    publish_person(election, "ru", slug="only-ru", original_language="ru")

    response = client.get("/ky/candidates/only-ru/")
    page = response.content.decode()

    assert (response.status_code, response["X-Robots-Tag"]) == (404, "noindex")
    assert '<meta name="robots" content="noindex">' in page
    assert '<a href="/ru/candidates/only-ru/" hreflang="ru">' in page
    assert "/en/candidates/only-ru/" in page  # the switcher leads to the page that says so
    assert 'rel="alternate" hreflang=' not in page
    assert "Мисалов" not in page


def test_withdrawn_page_is_gone_and_says_since_when(client, election, stand_at):
    person = publish_person(election, slug="person")
    withdraw([person], ["ky", "ru", "en"], at=LATER, who=MACHINE, note="Үлгү")
    stand_at(LATER + timedelta(hours=1))

    response = client.get("/ky/candidates/person/")
    page = response.content.decode()

    assert (response.status_code, response["X-Robots-Tag"]) == (410, "noindex")
    assert "2021-жылдын 9-июлу" in page
    assert "Мисалов" not in page


def test_page_withdrawn_in_one_language_names_the_others(client, election, stand_at):
    person = publish_person(election, slug="person")
    withdraw([person], ["ky"], at=LATER, who=MACHINE, note="Үлгү")
    stand_at(LATER + timedelta(hours=1))

    response = client.get("/ky/candidates/person/")

    assert response.status_code == 410
    assert '<a href="/ru/candidates/person/" hreflang="ru">' in response.content.decode()


def test_only_live_languages_are_named_to_search_engines(client, election):
    publish_person(election, "ky ru", slug="person")

    page = client.get("/ky/candidates/person/").content.decode()

    named = [code for code in ("ky", "ru", "en") if f'<link rel="alternate" hreflang="{code}"' in page]
    assert named == ["ky", "ru"]
    assert '<link rel="canonical" href="http://testserver/ky/candidates/person/">' in page
    assert 'class="is-absent"' in page.split('lang="en" hreflang="en"')[1].split(">")[0]


def test_translation_says_from_what_and_links_the_original(client, election):
    publish_person(election, "ky ru", slug="person")

    assert '<a href="/ky/candidates/person/" hreflang="ky">' in client.get("/ru/candidates/person/").content.decode()
    assert 'class="label translated"' not in client.get("/ky/candidates/person/").content.decode()


# What readers get besides ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("path", ["candidates/", "candidates/person/", "interviews/", "candidates/only-ru/"])
def test_reader_gets_no_cookie_and_a_page_that_depends_on_none(client, election, path):
    publish_person(election, slug="person")
    publish_person(election, "ru", slug="only-ru", original_language="ru")

    response = client.get(f"/ky/{path}")

    assert not response.cookies
    assert "Cookie" not in response.get("Vary", "")
    assert "'unsafe" not in response["Content-Security-Policy"]


def test_colours_of_the_party_come_with_the_style_sheet(client, election):
    page = client.get("/ky/candidates/").content.decode()
    address = next(part for part in page.split('"') if part.startswith("/site."))

    response = client.get(address)

    assert (response.status_code, response["Content-Type"].split(";")[0]) == (200, "text/css")
    assert response.text.endswith(theme_css("#d4261c"))


def test_fonts_are_served_under_names_of_their_content(settings, tmp_path, monkeypatch):
    settings.STATIC_ROOT = tmp_path
    settings.STORAGES = settings.STORAGES | {
        "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}
    }
    monkeypatch.setattr(stylesheet, "_state", lambda: ("collected",))

    call_command("collectstatic", interactive=False, verbosity=0, ignore=["admin", "unfold", "django_prose_editor"])

    fonts = [path.name for path in (tmp_path / "fonts").glob("*.*.woff2")]
    assert len(fonts) == 2
    assert all(f'url("/static/fonts/{name}")' in stylesheet.stylesheet().decode() for name in fonts)


# The moment -----------------------------------------------------------------------------------------------------------


def choose(client, moment, *, is_staff: bool):
    """Sign somebody in and choose a moment, as the desk does."""
    client.force_login(get_user_model().objects.create_user("u", is_staff=is_staff))
    session = client.session
    session["site_moment"] = moment.isoformat()
    session.save()


def test_staff_see_the_site_as_of_a_moment_that_is_never_kept(client, election):
    publish_person(election, slug="person")
    choose(client, CAMPAIGN - timedelta(days=1), is_staff=True)

    response = client.get("/ky/candidates/person/")

    assert response.status_code == 404
    assert "no-store" in response["Cache-Control"]


def test_what_others_carry_in_their_session_moves_no_clock(client, election):
    publish_person(election, slug="person")
    choose(client, CAMPAIGN - timedelta(days=1), is_staff=False)

    assert client.get("/ky/candidates/person/").status_code == 200
