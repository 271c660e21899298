"""A page that changed after it came out says when and why, in its own language, and never what it said before."""

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext

from publishing.acts import cancel, put_again, withdraw
from publishing.cards import Card
from publishing.corrections import corrections
from publishing.editions import Edition
from publishing.reading import page
from tests import factories as make
from tests.factories import CAMPAIGN, MACHINE, moment

pytestmark = pytest.mark.django_db

FIRST, SECOND = moment(7, 9, 10), moment(7, 9, 15)


def correct(talk, lead, at, note="", languages=("ky",)):
    """Publish another lead of an interview in some languages."""
    for code in languages:
        setattr(talk, f"lead_{code}", lead)
    talk.save()
    make.go_live(talk, at=at, languages=list(languages), note=note)


def told(client, path="/en/interviews/talk/") -> str:
    """Return what a page says of its corrections."""
    text = client.get(path).text
    return text.partition('<div class="corrections">')[2].partition("</div>")[0]


def test_first_edition_has_no_correction_and_asks_for_none(client, site, django_assert_num_queries):
    first = card(site.talk)

    with django_assert_num_queries(0):
        assert corrections(first, CAMPAIGN) == []
    assert told(client) == ""


def card(row, language="ky", at=CAMPAIGN) -> Card:
    """Return the live card of a row."""
    return page(row.kind, row.slug, language, at).card


def test_correction_says_its_day_and_its_note_but_not_the_text_before(client, site, at):
    correct(site.talk, "Former words", FIRST, languages=("en",))
    correct(site.talk, "New words", SECOND, note="A figure was wrong.", languages=("en",))
    at(SECOND)

    page = client.get("/en/interviews/talk/").text

    assert 'Corrected on: <time datetime="2021-07-09T15:00:00+06:00">9 July 2021</time>.' in page
    assert '<span lang="">A figure was wrong.</span>' in told(client)
    assert "Former words" not in page
    assert 'href="/en/imprint/"' in told(client)


def test_many_corrections_fold_under_the_newest(client, site, at):
    correct(site.talk, "One", FIRST, note="First reason", languages=("en",))
    correct(site.talk, "Two", SECOND, note="Second reason", languages=("en",))
    at(SECOND)

    newest, _details, earlier = told(client).partition("<details>")

    assert "Second reason" in newest
    assert "Earlier corrections: 1" in earlier
    assert "First reason" in earlier


def test_correction_of_one_language_is_none_of_another(client, site, at):
    correct(site.talk, "Оңдолду", FIRST, note="Үлгү")
    at(FIRST)

    assert "Үлгү" in told(client, "/ky/interviews/talk/")
    assert told(client, "/ru/interviews/talk/") == ""


def test_fact_that_changed_corrects_every_language(client, site, at):
    site.talk.source_url = "https://example.kg/"
    site.talk.save()
    make.go_live(site.talk, at=FIRST, languages=["ky"], note="Булагы кошулду")
    at(FIRST)

    assert "Булагы кошулду" in told(client, "/ru/interviews/talk/")


def test_what_was_put_back_as_it_was_is_no_correction(client, site, at):
    withdraw([site.talk], ("en",), at=FIRST, who=MACHINE, note="Үлгү")
    edition = Edition.objects.get(kind="interview", object_id=site.talk.pk, language="en")
    put_again(edition, at=SECOND, who=MACHINE)
    at(SECOND)

    assert card(site.talk, "en", SECOND).number == 2
    assert told(client) == ""


def test_correction_that_waits_or_was_cancelled_is_not_told(client, site, at):
    correct(site.talk, "One", FIRST, note="Said", languages=("en",))
    for lead, hour in (("Two", 17), ("Three", 18)):
        site.talk.lead_en = lead
        site.talk.save()
        release = make.go_live(
            site.talk, at=FIRST, starts_at=moment(7, 9, hour), languages=["en"], note=f"Not said: {lead}"
        )
        if lead == "Two":
            cancel([release.pk], at=FIRST, who=MACHINE)
    at(SECOND)

    assert "Said" in told(client)
    assert "Not said" not in told(client)


def test_page_without_an_imprint_says_it_at_its_foot(client, site, at):
    about = make.make_page(slug="about")
    make.go_live(about)
    about.lead_en = "New"
    about.save()
    make.go_live(about, at=FIRST, languages=["en"], note="Reworded")
    at(FIRST)

    assert "Reworded" in told(client, "/en/about/")


def test_correction_costs_one_query(client, site, at):
    with CaptureQueriesContext(connection) as first:
        client.get("/ky/interviews/talk/")
    correct(site.talk, "One", FIRST)
    at(FIRST)
    with CaptureQueriesContext(connection) as corrected:
        client.get("/ky/interviews/talk/")

    assert len(corrected) == len(first) + 1


def test_demo_says_what_came_with_the_interview(client, settings):
    settings.DEMO = True
    call_command("load_demo", verbosity=0)

    assert "8 July 2021" in told(client, "/en/candidates/nazir-asanberdiev/")
