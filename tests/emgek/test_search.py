"""The search page."""

import pytest

from tests.factories import go_live, make_page, moment

pytestmark = pytest.mark.django_db


def test_answer_is_a_result_of_its_own(client, site):
    page = client.get("/ky/search/", {"q": "2-суроо"}).text

    assert f'href="/ky/interviews/{site.talk.slug}/#q2"' in page


def test_matches_are_marked(client, site):
    assert "Ышсыз <mark>Бишкек</mark>" in client.get("/ky/search/", {"q": "bishkek"}).text


@pytest.mark.parametrize(("query", "queries"), [("", 1), ("4", 2), ("үлгү", 3), ("үлгу жокжерде", 4), ("жокжерде", 4)])
def test_search_takes_four_queries_at_most(client, site, query, queries, django_assert_num_queries):
    with django_assert_num_queries(queries):
        client.get("/ky/search/", {"q": query})


def test_kind_narrows_the_results(client, site):
    page = client.get("/ky/search/", {"q": "үлгү", "kind": "programme"}).text

    assert page.count('<p class="label hits__kind">') == 1


@pytest.mark.parametrize(
    "query", ["", "   ", "«»", "x" * 5000, "бир " * 500, "%", "\x00", "<script>alert(1)</script>", "' OR 1=1 --"]
)
def test_search_takes_whatever_is_typed(client, site, query):
    response = client.get("/ky/search/", {"q": query})

    assert response.status_code == 200
    assert "<script>alert" not in response.text
    assert '<meta name="robots" content="noindex">' in response.text


def test_nothing_found_offers_a_way_on(client, site):
    page = client.get("/en/search/", {"q": "qqqqqq"}).text

    assert "Nothing was found." in page
    assert 'href="/en/candidates/"' in page


# Pages, ways on, suggestions ------------------------------------------------------------------------------------------


def test_further_results_are_one_link_away(client, site):
    for number in range(25):
        go_live(make_page("ky", title_ky=f"Ашпозчу {number}"), languages=["ky"])

    first = client.get("/ky/search/", {"q": "ашпозчу"}).text
    second = client.get("/ky/search/", {"q": "ашпозчу", "page": 2}).text

    assert 'href="?q=%D0%B0%D1%88%D0%BF%D0%BE%D0%B7%D1%87%D1%83&amp;page=2" rel="next"' in first
    assert (first.count("hits__title"), second.count("hits__title")) == (20, 5)
    assert 'rel="next"' not in second
    assert '<ol class="hits" start="21">' in second


@pytest.mark.parametrize("page", ["0", "-1", "51", "x", "²", "9" * 50])
def test_pages_nobody_links_to_are_not_there(client, site, page):
    assert client.get("/ky/search/", {"q": "үлгү", "page": page}).status_code == 404


def test_what_was_meant_is_offered(client, site):
    page = client.get("/ky/search/", {"q": "Өмирзакова"}).text

    assert "өмүрзакова</a>" in page
    assert "<mark>Өмүрзакова</mark>" in page


def test_too_short_a_query_says_what_is_enough(client, site):
    assert "Type at least two letters" in client.get("/en/search/", {"q": "a"}).text


def test_nothing_found_offers_the_other_languages(client, site):
    page = client.get("/en/search/", {"q": "qqqqqq"}).text

    assert 'href="/ky/search/?q=qqqqqq" hreflang="ky"' in page
    assert 'href="/en/search/?q=qqqqqq" hreflang="en"' not in page


def test_suggestions_lead_to_their_pages(client, site):
    answer = client.get("/ky/search/suggestions/", {"q": "омур"}).json()

    assert answer["suggestions"] == [
        {
            "kind": "Талапкер",
            "title": [["Жылдыз ", False], ["Өмүрзакова", True]],
            "url": f"/ky/candidates/{site.person.slug}/",
        }
    ]


def test_suggested_measures_stand_under_their_election(client, site):
    url = client.get("/ky/search/suggestions/", {"q": "1-чара"}).json()["suggestions"][0]["url"]

    assert url == f"/ky/elections/july/program/{site.plank.slug}/#m1"
    assert client.get(url).status_code == 200


@pytest.mark.parametrize(("query", "queries"), [("", 1), ("ж", 1), ("жыл", 2), ("жокжерде", 2)])
def test_suggestions_take_two_queries(client, site, query, queries, django_assert_num_queries):
    with django_assert_num_queries(queries):
        client.get("/ky/search/suggestions/", {"q": query})


def test_suggestions_at_a_chosen_moment_are_not_kept(site, admin_client):
    session = admin_client.session
    session["site_moment"] = "2021-07-08T12:00:00+06:00"
    session.save()
    assert "no-store" in admin_client.get("/ky/search/suggestions/?q=жыл")["Cache-Control"]


def test_suggestions_of_what_is_not_public_are_not_made(client, site):
    make_page("ky", title_ky="Каралама")
    go_live(make_page("ky", title_ky="Каникул"), languages=["ky"], starts_at=moment(7, 9))

    assert client.get("/ky/search/suggestions/", {"q": "кан"}).json()["suggestions"] == []
    assert client.get("/ky/search/suggestions/", {"q": "кар"}).json()["suggestions"] == []
