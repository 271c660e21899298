"""The list of candidates: by place or by name, all or those of a name, and what it says while it is empty."""

import re
from urllib.parse import quote

import pytest
from django.test import Client

from candidates.models import Candidacy, Candidate
from elections.models import KeyDate
from publishing.hyphens import SOFT_HYPHEN
from tests import factories as make
from tests.factories import translated

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]


def named(election, family: str, given: str, *, position=None, status="", **fields) -> Candidate:
    """Return a published candidate of this name, in Kyrgyz only."""
    person = Candidate.objects.create(family_name_ky=family, given_name_ky=given, **fields)
    day = "2021-07-02" if status else None
    Candidacy.objects.create(
        candidate=person, election=election, list_position=position, status=status, status_date=day
    )
    make.go_live(person, languages=["ky"])
    return person


def text_of(client: Client, query: str = "", path: str = "/ky/candidates/") -> str:
    """Return the HTML of the list."""
    response = client.get(f"{path}{query}")
    assert response.status_code == 200
    return response.content.decode().replace(SOFT_HYPHEN, "")


def names(page: str) -> list[str]:
    """Return the names on a page of the list, in their order."""
    return re.findall(r'row__name"[^>]*><a [^>]*>([^<]*)</a>', page)


def headings(page: str) -> list[str]:
    """Return the headings that part the list."""
    return re.findall(r'<h2 class="rows__head">([^<]*)</h2>', page)


# Order ----------------------------------------------------------------------------------------------------------------


def test_list_by_name_is_in_the_order_of_the_kyrgyz_alphabet(client, election):
    for place, family in enumerate(["Пак", "Өмүров", "Омаров", "Ңазов", "Назов"], start=1):
        named(election, family, "Үлгү", position=place)

    assert names(text_of(client, "?order=name")) == [
        f"{family} Үлгү" for family in ("Назов", "Ңазов", "Омаров", "Өмүров", "Пак")
    ]
    assert names(text_of(client))[0] == "Үлгү Пак"


def test_order_that_is_read_is_marked_and_said(client, election):
    named(election, "Мисалов", "Үлгү", position=1)

    by_place, by_name = text_of(client), text_of(client, "?order=name")

    assert re.findall(r'<a href="\?([^"]*)" aria-current="true">', by_place) == [""]
    assert re.findall(r'<a href="\?([^"]*)" aria-current="true">', by_name) == ["order=name"]
    assert "партиялык тизмедегидей" in by_place
    assert "Алфавит тартибинде" in by_name


def test_candidates_without_a_place_stand_apart_after_the_others(client, election):
    named(election, "Абдиев", "Орунсуз")
    named(election, "Мисалов", "Үлгү", position=1)

    page = text_of(client)

    assert names(page) == ["Үлгү Мисалов", "Орунсуз Абдиев"]
    assert headings(page) == ["Орду көрсөтүлгөн эмес"]
    assert page.index("Үлгү Мисалов") < page.index("rows__head") < page.index("Орунсуз Абдиев")


def test_list_with_all_places_has_no_heading_for_those_without(client, election):
    named(election, "Мисалов", "Үлгү", position=1)

    assert headings(text_of(client)) == []


def many(election, count: int) -> None:
    """Publish candidates of two letters with places from 1 on."""
    rows = [
        Candidate(slug=f"p-{n}", parts_numbered=1, family_name_ky=f"{'АМ'[n % 2]}{n:03}ов", given_name_ky="Үлгү")
        for n in range(count)
    ]
    made = Candidate.objects.bulk_create(rows)
    Candidacy.objects.bulk_create(
        Candidacy(candidate=person, election=election, list_position=place, number=1)
        for place, person in enumerate(made, start=1)
    )
    make.go_live(*made, languages=["ky"])


def test_long_list_by_name_has_letters_that_lead_to_their_names(client, election):
    many(election, 102)

    page = text_of(client, "?order=name")
    way = re.search(r'<a href="(\?[^"]*)">М</a>', page)[1].replace("&amp;", "&")
    letter = text_of(client, way)

    assert headings(page) == ["А"]
    assert (headings(letter), names(letter)[0], len(names(letter))) == (["М"], "М001ов Үлгү", 50)


def test_filter_and_order_are_kept_from_page_to_page(client, election):
    many(election, 110)

    first = text_of(client, f"?order=name&name={quote('үлгү')}")
    more = re.search(r'href="([^"]*)" rel="next"', first)[1].replace("&amp;", "&")
    second = text_of(client, more)

    assert (len(names(first)), len(names(second))) == (50, 50)
    assert not set(names(first)) & set(names(second))
    assert names(second) == sorted(names(second))


# Filter ---------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed", ["Жылдыз", "омурз", "zhyldyz", "Өмүрзакова Жылдыз", "жылдыз өмүр", "ЭРКИНОВНА жылдыз"]
)
def test_filter_finds_a_name_however_it_is_typed(client, election, typed):
    named(election, "Өмүрзакова", "Жылдыз", position=2, patronymic_ky="Эркиновна", lead_ky="Мугалим.")
    named(election, "Мисалов", "Үлгү", position=1, lead_ky="Жылдыз Эркиновнанын кесиптеши.")

    assert names(text_of(client, f"?name={quote(typed)}")) == ["Жылдыз Өмүрзакова"]


@pytest.mark.parametrize("typed", ["закова", "мугалим", "жылдыз мисалов", "%", "_"])
def test_filter_is_of_the_beginnings_of_one_persons_names(client, election, typed):
    named(election, "Өмүрзакова", "Жылдыз", position=2, lead_ky="Мугалим.")
    named(election, "Мисалов", "Үлгү", position=1)

    found = names(text_of(client, f"?name={quote(typed)}"))

    assert found == (["Үлгү Мисалов", "Жылдыз Өмүрзакова"] if typed in "%_" else [])


def test_filter_without_an_answer_says_so_and_leads_back(client, election):
    named(election, "Мисалов", "Үлгү", position=1)

    page = text_of(client, "?order=name&name=xyz")

    assert "мындай ысымдагы талапкер жок" in page
    assert '<a class="more" href="?order=name">' in page
    assert 'value="xyz"' in page


def test_filter_keeps_to_the_list_of_its_election(client, election):
    other = make.make_election(
        slug="other",
        polls_open_at=make.moment(4, 11, 8),
        polls_close_at=make.moment(4, 11, 20),
        silence_starts_at=None,
        campaign_starts_at=make.moment(4, 1),
    )
    make.make_imprint(other)
    make.go_live(other, at=make.BEFORE)
    named(election, "Мисалов", "Үлгү", position=1)
    named(other, "Мисалов", "Башка", position=1)

    assert names(text_of(client, "?name=misalov", "/ky/elections/other/candidates/")) == ["Башка Мисалов"]
    assert names(text_of(client, "?name=misalov")) == ["Үлгү Мисалов"]


def test_filtered_list_is_kept_by_no_search_engine(client, election):
    named(election, "Мисалов", "Үлгү", position=1)

    assert client.get("/ky/candidates/?name=misalov")["X-Robots-Tag"] == "noindex"
    assert "X-Robots-Tag" not in client.get("/ky/candidates/?order=name")


# Figures --------------------------------------------------------------------------------------------------------------


def test_head_counts_who_stands_and_says_who_left(client, election):
    for place, status in enumerate(["registered", "withdrawn", "excluded", ""], start=1):
        named(election, f"Мисалов{place}", "Үлгү", position=place, status=status)

    page = text_of(client)

    assert "<h1>2 талапкер</h1>" in page
    assert "Тизмеден чыкты: 2." in page
    assert page.count("row--out") == 2


def test_elected_are_marked_and_counted_once_they_are(client, election, at):
    at(make.AFTER)
    named(election, "Мисалов", "Үлгү", position=1, status="elected")
    named(election, "Болжолов", "Үлгү", position=2, status="not_elected")

    page = text_of(client)

    assert page.count("row--in") == 1
    assert page.index("row--in") < page.index("Үлгү Мисалов") < page.index("Үлгү Болжолов")
    assert "Шайланды: 1." in page
    assert "Добуш берүү өттү" in page


def test_list_before_the_vote_says_nothing_of_its_end(client, election):
    named(election, "Мисалов", "Үлгү", position=1)

    assert "Добуш берүү өттү" not in text_of(client)


# Nobody yet -----------------------------------------------------------------------------------------------------------


def announce(election, what: str, day: str) -> None:
    """Publish an election with a key date."""
    KeyDate.objects.create(election=election, day=day, what_ky=what, what_ru=what, what_en=what)
    make.go_live(election)


def test_empty_list_says_when_it_is_announced(client, election):
    announce(election, "Талапкерлердин тизмеси жарыяланат", "2021-07-09")

    page = text_of(client)

    assert "2021-жылдын 9-июлу: Талапкерлердин тизмеси жарыяланат" in page


@pytest.mark.parametrize(
    ("what", "day"), [("Добуш берүү", "2021-07-09"), ("Талапкерлердин тизмеси жарыяланат", "2021-07-07")]
)
def test_empty_list_takes_no_other_date_for_its_announcement(client, election, what, day):
    announce(election, what, day)

    assert what not in text_of(client)


def test_empty_list_before_the_campaign_says_when_it_begins(client, election, at):
    at(make.BEFORE)

    assert "2021-жылдын 21-июну" in text_of(client)


def test_names_of_a_list_without_letters_are_in_one_group(client, election):
    person = make.make_candidate(election, position=1, **translated("ky", lead="Үлгү"))
    make.go_live(person)

    assert headings(text_of(client, "?order=name")) == []
