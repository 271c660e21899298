"""From a plank to who stands for it and to the very answers, whatever their number."""

import pytest

from candidates.chain import PEOPLE
from candidates.models import Candidacy
from tests import factories as make
from tests.factories import translated

pytestmark = pytest.mark.django_db
LATER = make.moment(7, 8, 12, 1)


@pytest.fixture
def plank(at):
    """Return a public plank with two measures."""
    program = make.make_program(make.open_campaign())
    plank = make.make_plank(program, slug="air", measures=2)
    make.go_live(program, plank)
    return plank


def stand_for(plank, *measures, name="Speaker", position=None, languages="ky ru en", blocks=1):
    """Publish a candidate whose answers speak to a plank, or to some of its measures; return him."""
    names = translated(languages, given_name="A", family_name=name)
    person = make.make_candidate(plank.program.election, languages, position=position, slug=name.lower(), **names)
    talk = make.make_interview(person, plank.program.election, languages, blocks=blocks, slug=f"{name.lower()}-1")
    for block in talk.blocks.all():
        block.planks.add(plank)
        block.measures.set(plank.measures.filter(number__in=measures))
    make.go_live(person, talk, languages=languages.split())
    return person


def section(client, name, query="", language="en"):
    """Return one section of the plank's page."""
    page = client.get(f"/{language}/program/air/{query}").text
    return page.partition(f'id="{name}"')[2].partition("</section>")[0]


def test_those_who_stand_for_a_plank_are_rows_in_the_order_of_the_list(client, plank):
    for position, name in [(7, "Seventh"), (2, "Second"), (None, "Placeless")]:
        stand_for(plank, name=name, position=position, blocks=3)

    people = section(client, "people")

    assert people.index("Second") < people.index("Seventh") < people.index("Placeless")
    assert people.count("<small>3 answers</small>") == 3


def test_answer_that_speaks_to_several_measures_counts_once(client, plank):
    stand_for(plank, 1, 2)

    assert "<small>1 answer</small>" in section(client, "people")
    assert section(client, "answers").count("hits__title") == 1


def test_own_view_makes_one_stand_for_a_plank_without_an_answer(client, plank, at):
    person = make.make_candidate(plank.program.election, family_name_en="Silent")
    plank.measures.filter(number=1).update(voice=person.pk)
    make.go_live(person, plank, at=LATER)
    at(LATER)

    assert "<small>own view</small>" in section(client, "people")


def test_who_speaks_only_in_another_language_is_not_left_out(client, plank):
    stand_for(plank, languages="ru", name="Russian")

    people = section(client, "people")

    assert 'lang="ru"' in people
    assert "<small>1 answer</small>" in people
    assert "No answer in this language" in section(client, "answers")


def test_one_who_withdrew_is_struck_where_he_stood_for_it(client, plank, at):
    person = stand_for(plank)
    Candidacy.objects.filter(candidate=person).update(status="withdrawn", status_date="2021-07-02")
    make.go_live(person, at=LATER)
    at(LATER)

    people = section(client, "people")

    assert "row--out" in people
    assert "2 July 2021" in people


def test_chain_keeps_to_one_measure(client, plank):
    stand_for(plank, 1, name="First")
    stand_for(plank, 2, name="Other")

    assert '<a href="?measure=1#people">' in section(client, "measures")
    people, answers = section(client, "people", "?measure=1"), section(client, "answers", "?measure=1")

    assert ["First" in people, "Other" in people] == [True, False]
    assert ["/first-1/" in answers, "/other-1/" in answers] == [True, False]
    assert "1-чара en" in people


@pytest.mark.parametrize("query", ["?measure=3", "?measure=x", "?people=x", "?people=1", "?after=x"])
def test_place_in_the_chain_that_does_not_exist_is_not_found(client, plank, query):
    assert client.get(f"/en/program/air/{query}").status_code == 404


def test_long_list_of_people_goes_on_and_misses_nobody(client, plank):
    for number in range(1, PEOPLE + 3):
        stand_for(plank, name=f"N{number:02}", position=number if number % 5 else None)

    first = section(client, "people")
    more = first.partition('href="?people=')[2].partition('"')[0]
    second = section(client, "people", f"?people={more.partition('#')[0]}")

    assert first.count('class="row"') == PEOPLE
    assert second.count('class="row"') == 2
    assert {name for name in (f"N{n:02}" for n in range(1, PEOPLE + 3)) if name in first + second} == {
        f"N{n:02}" for n in range(1, PEOPLE + 3)
    }
    assert f'href="#people">{PEOPLE + 2}<' in client.get("/en/program/air/").text
