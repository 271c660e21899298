"""The search page."""

import pytest

pytestmark = pytest.mark.django_db


def test_answer_is_a_result_of_its_own(client, site):
    page = client.get("/ky/search/", {"q": "2-суроо"}).text

    assert f'href="/ky/interviews/{site.talk.slug}/#q2"' in page


def test_matches_are_marked(client, site):
    assert "Ышсыз <mark>Бишкек</mark>" in client.get("/ky/search/", {"q": "bishkek"}).text


def test_search_takes_two_queries(client, site, django_assert_num_queries):
    with django_assert_num_queries(2):
        client.get("/ky/search/", {"q": "үлгү"})


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
