"""The pages of a programme and of its planks."""

import pytest

from candidates.chain import ANSWERS
from publishing.acts import withdraw
from tests import factories as make
from tests.factories import MACHINE

pytestmark = pytest.mark.django_db


@pytest.fixture
def program(at):
    """Return a public programme without planks."""
    program = make.make_program(make.open_campaign(), aim_en="A city to breathe in")
    make.go_live(program)
    return program


def test_programme_of_an_empty_site_says_so_too(client, db):
    answer = client.get("/ky/program/")

    assert answer.status_code == 200
    assert "Программанын бир да багыты жарыялана элек." in answer.text
    assert "<title>Программа: emgek</title>" in answer.text


def test_programme_that_is_not_public_yet_says_so_where_the_masthead_leads(client, at):
    make.open_campaign()

    response = client.get("/en/program/")

    assert response.status_code == 200
    assert "No plank of the programme is public yet." in response.text


def talk_about(program, plank, blocks=1):
    """Publish an interview whose every answer speaks to a plank."""
    person = make.make_candidate(program.election, family_name_en="Speaker", given_name_en="A")
    talk = make.make_interview(person, program.election, blocks=blocks)
    for block in talk.blocks.all():
        block.planks.add(plank)
    make.go_live(person, talk)
    return talk


def test_programme_shows_its_aim_and_says_which_planks_have_no_measure(client, program):
    make.go_live(make.make_plank(program, title_en="Air", measures=2), make.make_plank(program, title_en="Water"))

    page = client.get("/en/program/").text

    assert "A city to breathe in" in page
    assert page.index("2 measures") < page.index("No measure is written yet")


def test_theme_is_named_once_above_its_planks(client, program):
    make.go_live(*[make.make_plank(program) for _ in range(3)])

    assert client.get("/en/program/").text.count("Үлгү тармак en") == 1


def test_plank_shows_whose_voice_a_measure_is(client, program):
    person = make.make_candidate(program.election, given_name_en="Own", family_name_en="Voice")
    plank = make.make_plank(program, measures=2, slug="air")
    plank.measures.filter(number=2).update(voice=person.pk)
    make.go_live(person, plank)

    page = client.get("/en/program/air/").text
    programmes, own = page.split('<div class="measures__voice">')[1:]

    assert programmes.startswith("<p>Programme</p>")
    assert f'<a href="/en/candidates/{person.slug}/">Own Voice</a>: own view' in own


def test_own_view_of_somebody_not_public_names_nobody(client, program):
    person = make.make_candidate(program.election, given_name_en="Own", family_name_en="Voice")
    plank = make.make_plank(program, measures=1, slug="air")
    plank.measures.update(voice=person.pk)
    make.go_live(plank)

    page = client.get("/en/program/air/").text

    assert "own view" in page
    assert "Own Voice" not in page


def test_plank_leads_to_the_very_answer(client, program):
    plank = make.make_plank(program, slug="air")
    make.go_live(plank)
    talk = talk_about(program, plank, blocks=2)

    page = client.get("/en/program/air/").text

    assert f'<a href="/en/interviews/{talk.slug}/#q2">2-суроо? en</a>' in page
    assert "A Speaker" in page


def test_plank_goes_on_with_its_answers_page_by_page(client, program):
    plank = make.make_plank(program, slug="air")
    make.go_live(plank)
    talk_about(program, plank, blocks=ANSWERS + 1)

    first = client.get("/en/program/air/").text
    after = first.partition('href="?after=')[2].partition("#")[0]
    second = client.get(f"/en/program/air/?after={after}").text

    assert (first.count("hits__title"), second.count("hits__title")) == (ANSWERS, 1)
    assert f"{ANSWERS + 1}-суроо?" in second


def test_programme_of_another_election_has_its_own_address(client, program):
    later = make.make_election(
        slug="later",
        polls_open_at=make.moment(9, 1, 8),
        polls_close_at=make.moment(9, 1, 20),
        silence_starts_at=None,
        campaign_starts_at=make.moment(7, 1),
    )
    make.make_imprint(later)
    make.go_live(later)
    other = make.make_program(later, title_en="Another programme")
    make.go_live(other, make.make_plank(other, slug="air", title_en="Another air"))
    make.go_live(make.make_plank(program, slug="air", title_en="Our air"))

    assert "Another programme" in client.get("/en/elections/later/program/").text
    assert "Another air" in client.get("/en/elections/later/program/air/").text
    assert "Our air" in client.get("/en/program/air/").text
    assert 'href="/en/elections/later/program/air/"' in client.get("/en/elections/later/program/").text


def test_plank_of_a_withdrawn_programme_is_gone(client, program, at):
    make.go_live(make.make_plank(program, slug="air"))
    later = make.moment(7, 9)
    withdraw([program], ["ky", "ru", "en"], at=later, who=MACHINE, note="Үлгү")
    at(later)

    assert client.get("/en/program/").status_code == 410
    assert client.get("/en/program/air/").status_code == 410


def test_plank_that_is_not_translated_says_where_it_is(client, program):
    make.go_live(make.make_plank(program, "ky", slug="air"), languages=["ky"])

    response = client.get("/ru/program/air/")

    assert response.status_code == 404
    assert 'href="/ky/program/air/"' in response.text


@pytest.mark.parametrize(("address", "queries"), [("/en/program/", 3), ("/en/program/air/", 3)])
def test_number_of_queries_does_not_grow(client, program, address, queries, django_assert_num_queries):
    planks = [make.make_plank(program, slug="air", measures=3), *[make.make_plank(program) for _ in range(8)]]
    make.go_live(*planks)
    for _ in range(3):
        talk_about(program, planks[0], blocks=3)

    with django_assert_num_queries(queries):
        assert client.get(address).status_code == 200


def test_translated_plank_says_so_and_links_the_original(client, program):
    make.go_live(make.make_plank(program, slug="air", original_language="ky"))

    page = client.get("/en/program/air/").text

    assert "Translated from Kyrgyz" in page
    assert '<a href="/ky/program/air/" hreflang="ky">Read the original</a>' in page
    assert 'hreflang="ky">' not in client.get("/ky/program/air/").text.partition("<main")[2]
