"""What the public reads: live editions at an address, of an election, in lists and by reference."""

import pytest

from publishing import reading
from publishing.acts import withdraw
from tests import factories as make
from tests.factories import BEFORE, CAMPAIGN, MACHINE

pytestmark = pytest.mark.django_db


def test_address_that_was_never_public_shows_no_other_election():
    make.open_campaign()

    found = reading.page("election", "no-such-election", "ky", CAMPAIGN)

    assert (found.card, found.languages, found.withdrawn_at) == (None, [], None)
    assert found.chrome.election is not None


def test_election_is_found_at_its_own_address_among_others():
    make.open_campaign()
    other = make.make_election(
        slug="april",
        polls_open_at=make.moment(4, 11, 8),
        polls_close_at=make.moment(4, 11, 20),
        campaign_starts_at=None,
        silence_starts_at=None,
    )
    make.go_live(other, at=BEFORE)

    found = reading.page("election", "april", "ru", CAMPAIGN)

    assert (found.card.object_id, found.document.language) == (other.pk, "ru")
    assert [card.slug for card in found.chrome.elections] == ["april", found.chrome.election.slug]


def test_programme_of_an_election_is_found_without_an_address():
    election = make.open_campaign()
    program = make.make_program(election)
    make.go_live(program, languages=["ky", "ru"])
    around = {code: reading.chrome(code, CAMPAIGN) for code in ("ky", "en")}

    here = reading.page_of_election("program", election.pk, around["ky"])
    absent = reading.page_of_election("program", election.pk, around["en"])

    assert here.document.title == "Үлгү программа ky"
    assert (absent.card, [card.language for card in absent.languages]) == (None, ["ky", "ru"])


def test_programme_that_was_withdrawn_says_when():
    election = make.open_campaign()
    program = make.make_program(election)
    make.go_live(program)
    later = make.moment(7, 9)
    withdraw([program], ["ky", "ru", "en"], at=later, who=MACHINE, note="Үлгү")

    found = reading.page_of_election("program", election.pk, reading.chrome("ky", later))

    assert (found.card, found.languages, found.withdrawn_at) == (None, [], later)


def test_several_lists_in_one_query_are_the_same_as_one_by_one(django_assert_num_queries):
    election = make.open_campaign()
    program = make.make_program(election)
    people = [make.make_candidate(election, position=place) for place in (3, 1, 2)]
    make.go_live(program, *[make.make_plank(program) for _ in range(2)], *people)
    target = ("election", election.pk)
    wanted = [
        reading.Wanted(target=target, role="election", kind="program", documents=True),
        reading.Wanted(target=target, role="election", kind="plank"),
        reading.Wanted(target=target, role="candidacy", kind="candidate", limit=2),
    ]

    with django_assert_num_queries(1):
        programs, planks, candidates = reading.listed_together(wanted, "ky", CAMPAIGN)

    assert [link.card.document.title for link in programs] == ["Үлгү программа ky"]
    assert planks == reading.listed(target, "election", "plank", "ky", CAMPAIGN)
    assert [link.card.object_id for link in candidates] == [people[1].pk, people[2].pk]


def test_links_say_whose_they_are():
    election = make.open_campaign()
    people = [make.make_candidate(election, position=place) for place in (1, 2)]
    talks = [make.make_interview(person, election) for person in people]
    make.go_live(*people, *talks)
    cards = reading.every("interview", "ky", CAMPAIGN)

    found = {link.edition: link.card.object_id for link in reading.links(cards, CAMPAIGN) if link.role == "candidate"}

    assert {card.object_id: found[card.id] for card in cards} == {talk.pk: talk.candidate_id for talk in talks}


def test_answers_to_a_plank_come_in_the_order_in_which_they_were_given():
    election = make.open_campaign()
    program = make.make_program(election)
    plank = make.make_plank(program)
    person = make.make_candidate(election)
    talk = make.make_interview(person, election, blocks=3)
    for block in talk.blocks.all():
        block.planks.add(plank)
    make.go_live(program, plank, person, talk)
    card = reading.page("plank", plank.slug, "ky", CAMPAIGN, scope=program.pk).card

    found = [link for link in reading.links([card], CAMPAIGN, back=("speaks_to",)) if link.is_incoming]

    assert [link.part for link in found] == [1, 2, 3]
    assert found[0].excerpt == "1-суроо? ky\n1-жооп. ky"


def test_interview_falls_with_its_candidate_and_comes_back_with_him(django_assert_max_num_queries):
    election = make.open_campaign()
    person = make.make_candidate(election)
    talk = make.make_interview(person, election)
    make.go_live(person, talk)
    later = make.moment(7, 9)
    withdraw([person], ["ru"], at=later, who=MACHINE, note="Үлгү")

    with django_assert_max_num_queries(2):
        found = reading.page("interview", talk.slug, "ru", later)

    assert (found.card, found.withdrawn_at) == (None, later)
    assert [card.language for card in found.languages] == ["ky", "en"]
    assert [card.language for card in reading.every("interview", "ru", later)] == ["ky"]
    make.go_live(person, at=make.moment(7, 9, 1))
    assert reading.page("interview", talk.slug, "ru", make.moment(7, 9, 2)).card.language == "ru"


def test_every_object_of_a_kind_is_listed_once_in_its_order_and_page_by_page():
    election = make.open_campaign()
    names = {"Жапаров": "ky ru", "Абдиев": "ru", "Өмүров": "ky ru en"}
    for name, languages in names.items():
        person = make.make_candidate(election, languages, **{f"family_name_{c}": name for c in languages.split()})
        make.go_live(person, languages=languages.split())

    first = reading.every("candidate", "ky", CAMPAIGN, limit=2)
    rest = reading.every("candidate", "ky", CAMPAIGN, limit=2, after=(first[-1].sort_key, first[-1].object_id))

    assert [(card.summary["family_name"], card.language) for card in first] == [("Абдиев", "ru"), ("Жапаров", "ky")]
    assert [card.summary["family_name"] for card in rest] == ["Өмүров"]
