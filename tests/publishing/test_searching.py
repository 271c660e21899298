"""Searching means the same on both databases: every word, anywhere, folded, in what is public now."""

import pytest

from publishing.acts import withdraw
from publishing.searching import LONGEST, MOST_WORDS, Query, excerpt, marked, search
from tests import factories as make
from tests.factories import CAMPAIGN, MACHINE

pytestmark = pytest.mark.django_db


def found(text, language="ky", at=CAMPAIGN):
    """Return (kind, part) of what a query finds."""
    return [(hit.card.kind, hit.part) for hit in search(Query.typed(text), language, at)]


@pytest.fixture
def person():
    """Return a public candidate with a name full of Kyrgyz letters."""
    person = make.make_candidate(
        make.open_campaign(), family_name_ky="Өмүрзакова", given_name_ky="Жылдыз", work_ky="«Чоң Таш» айылынын дарыгери"
    )
    make.go_live(person)
    return person


@pytest.mark.parametrize(
    "typed",
    [
        "Өмүрзакова",
        "омурзакова",
        "ӨМҮРЗАКОВА",
        "omurzakova",
        "мурзак",
        "жылдыз өмүр",
        "омур Жылдыз",
        "zhyldyz",
        "чон таш",
    ],
)
def test_name_is_found_however_it_is_typed(person, typed):
    assert found(typed) == [("candidate", None)]


@pytest.mark.parametrize("typed", ["Өмүрзаков Азамат", "жылдызча", "%", "_", "", "«—»"])
def test_what_is_not_there_is_not_found(person, typed):
    assert found(typed) == []


def test_tags_of_rich_text_are_not_found():
    page = make.make_page(body_ky="<p><strong>Маанилүү</strong> сөз</p>")
    make.go_live(page)

    assert found("маанилуу соз") == [("page", None)]
    assert found("strong") == []


def test_every_language_finds_its_own(person):
    assert found("омурзакова", "ru") == []
    assert found("Мисалов ru", "ru") == [("candidate", None)]


def test_answers_and_measures_are_results_of_their_own():
    election = make.open_campaign()
    program = make.make_program(election)
    plank = make.make_plank(program, measures=2)
    person = make.make_candidate(election)
    talk = make.make_interview(person, election, blocks=2)
    make.go_live(program, plank, person, talk)

    hits = {(hit.card.kind, hit.part): hit.source for hit in search(Query.typed("2"), "ky", CAMPAIGN)}

    assert hits == {("plank", 2): "Үлгү программа ky", ("interview", 2): person.name("ky")}


def test_only_what_is_public_at_the_moment_is_found(person):
    person.work_ky = "Жаңы жумуш"
    person.save()
    tomorrow = make.moment(7, 9)
    make.go_live(person, starts_at=tomorrow)

    assert found("жаны жумуш") == []
    assert found("жаны жумуш", at=tomorrow) == [("candidate", None)]
    assert found("чон таш", at=tomorrow) == []


def test_interview_of_a_withdrawn_candidate_is_not_found():
    election = make.open_campaign()
    person = make.make_candidate(election)
    talk = make.make_interview(person, election)
    make.go_live(person, talk)
    later = make.moment(7, 9)
    withdraw([person], ["ky", "ru", "en"], at=later, who=MACHINE, note="Үлгү")

    assert found("маек", at=later) == []


def test_what_matches_as_typed_comes_first():
    election = make.open_campaign()
    for name in ("Он", "Өн"):
        make.go_live(make.make_candidate(election, family_name_ky=name, given_name_ky="Үлгү"))

    first = search(Query.typed("өн"), "ky", CAMPAIGN)[0]

    assert first.card.title == "Үлгү Өн"


def test_long_queries_are_cut():
    asked = Query.typed("бир " * 400 + "эки")
    many = Query.typed(" ".join(f"с{n}" for n in range(20)))

    assert (len(asked.text), asked.is_cut) == (LONGEST, True)
    assert (len(many.words), many.is_cut) == (MOST_WORDS, True)


def test_nothing_is_lost_when_matches_are_marked():
    text = "Ышсыз Бишкек — бишкектиктердин шаары. Bishkek!"
    pieces = list(marked(text, Query.typed("bishkek")))

    assert "".join(piece.text for piece in pieces) == text
    assert [piece.text for piece in pieces if piece.is_match] == ["Бишкек", "бишкектиктердин", "Bishkek"]


def test_excerpt_shows_the_first_match():
    body = "сөз " * 300 + "Бишкек " + "сөз " * 300

    shown = "".join(piece.text for piece in excerpt(body, Query.typed("бишкек")))

    assert "Бишкек" in shown
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert len(shown) < 260
