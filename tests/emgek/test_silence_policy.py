"""An election may hide campaign sections in its silence: their addresses are closed, the home page says how to vote."""

from datetime import UTC
from email.utils import parsedate_to_datetime

import pytest
from django.urls import URLPattern

from candidates import urls as candidate_urls
from programs import urls as programme_urls
from publishing.serving import is_campaign_page
from tests import factories as make
from tests.factories import AFTER, CAMPAIGN, SILENCE, VOTING

pytestmark = pytest.mark.django_db
CLOSED = ("candidates/", "interviews/", "interviews/talk/", "program/", "program/yshsyz-bishkek/", "compare/")
CLOSED += ("questions/", "questions/talk/1/", "elections/july/candidates/", "feed.xml", "press-kit.zip")


@pytest.fixture
def hidden(site):
    """Hide the campaign in the silence of the site's election."""
    site.election.silence_policy = "hide"
    site.election.save()
    make.go_live(site.election, at=CAMPAIGN)
    return site


@pytest.mark.parametrize("path", CLOSED)
@pytest.mark.parametrize("moment", [SILENCE, VOTING])
def test_campaign_addresses_are_closed_until_the_polls_close(client, hidden, at, path, moment):
    at(moment)

    answer = client.get(f"/ky/{path}")

    assert answer.status_code == 503
    assert parsedate_to_datetime(answer["Retry-After"]) == hidden.election.polls_close_at.astimezone(UTC)
    assert "no-store" in answer["Cache-Control"]
    assert answer["X-Robots-Tag"] == "noindex"


def test_the_closed_page_says_how_to_vote_and_nothing_of_the_campaign(client, hidden, at):
    at(SILENCE)

    page = client.get(f"/ky/program/{hidden.plank.slug}/").text

    assert "Документ алыңыз" in page
    assert "2021-жылдын 11-июлу, саат 20:00" in page
    assert not any(word in page for word in ("Ышсыз", "Үлгү ураан", "Өмүрзакова", "og:image"))


def test_the_home_page_stays_with_how_to_vote_and_no_campaign(client, hidden, at):
    at(SILENCE)

    home = client.get("/ky/")

    assert home.status_code == 200
    assert "Документ алыңыз" in home.text
    assert not any(word in home.text for word in ("Ышсыз", "Үлгү ураан", "Өмүрзакова", "Үлгү маек", "/feed.xml"))


def test_a_share_image_is_closed_too(client, hidden, at):
    picture = client.get(f"/ky/candidates/{hidden.person.slug}/").text.split('og:image" content="')[1].split('"')[0]
    at(SILENCE)

    assert client.get(picture).status_code == 503


def test_search_suggestions_and_sitemaps_name_nothing_that_is_closed(client, hidden, at):
    asked = "/ky/search/?q=Ышсыз", "/ky/search/suggestions/?q=Ышс", "/sitemap.xml", "/sitemap-lists-0.xml"
    before = [client.get(path).text for path in asked]
    at(SILENCE)
    after = [client.get(path).text for path in asked]
    names = "/program/yshsyz-bishkek/", "/program/yshsyz-bishkek/", "sitemap-candidate-0.xml", "/ky/interviews/"

    assert [name in text for name, text in zip(names, before, strict=True)] == [True] * 4
    assert [name in text for name, text in zip(names, after, strict=True)] == [False] * 4
    assert client.get("/sitemap-candidate-0.xml").status_code == 404


def test_everything_is_back_when_the_polls_have_closed(client, hidden, at):
    at(AFTER)

    assert {client.get(f"/ky/{path}").status_code for path in CLOSED} == {200}


def test_freezing_is_usual_and_closes_nothing(client, site, at):
    at(SILENCE)

    assert site.election.silence_policy == "freeze"
    assert {client.get(f"/ky/{path}").status_code for path in CLOSED} == {200}


def test_a_preview_shows_the_page_all_the_same(admin_client, hidden, at):
    at(SILENCE)

    answer = admin_client.get(f"/ky/admin/programs/plank/{hidden.plank.pk}/preview/ky/")

    assert answer.status_code == 200
    assert "Ышсыз" in answer.text


def test_every_page_of_candidates_and_programmes_is_marked():
    patterns: list[URLPattern] = [*candidate_urls.urlpatterns, *programme_urls.urlpatterns]

    assert [one.name for one in patterns if not is_campaign_page(one.callback)] == []


def test_a_link_that_is_sent_in_the_silence_does_not_name_the_party(client, site, at):
    named = '<meta property="og:site_name" content="Үлгү ky">'
    campaign = client.get("/ky/candidates/").text
    at(SILENCE)
    silence = client.get("/ky/candidates/").text

    assert (named in campaign, named in silence) == (True, False)
