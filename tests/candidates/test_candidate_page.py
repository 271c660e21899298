"""The page of a candidate: what became of the candidacy, what he stands for, and every question he was asked."""

import pytest

from candidates.models import Candidacy
from programs.models import StatusChange
from publishing.hyphens import SOFT_HYPHEN
from tests import factories as make
from tests.factories import AFTER, BEFORE

pytestmark = pytest.mark.django_db


@pytest.fixture
def election(at):
    """Return an election that is public."""
    return make.open_campaign()


def page_of(client, person, language="en"):
    """Return the HTML of a candidate's page, without soft hyphens."""
    response = client.get(f"/{language}/candidates/{person.slug}/")
    assert response.status_code == 200
    return response.text.replace(SOFT_HYPHEN, "")


def head_of(page):
    """Return the head of the page, above the facts."""
    return page.partition('<header class="person">')[2].partition("</header>")[0]


def section_of(page, name):
    """Return one section of the page."""
    return page.partition(f'id="{name}"')[2].partition("</section>")[0]


@pytest.mark.parametrize(
    ("status", "word", "is_out"),
    [
        ("withdrawn", "Withdrawn", True),
        ("excluded", "Excluded", True),
        ("elected", "Elected", False),
        ("not_elected", "Not elected", False),
    ],
)
def test_head_says_what_a_candidacy_came_to_with_day_and_source(client, election, status, word, is_out):
    person = make.make_candidate(election)
    standing = {"status": status, "status_date": "2021-07-02", "status_source": "https://example.org/decision"}
    Candidacy.objects.filter(candidate=person).update(**standing)
    make.go_live(person)

    head = head_of(page_of(client, person))

    assert f"<b>{word}: 2 July 2021</b>" in head
    assert '<a href="https://example.org/decision" rel="noopener">example.org</a>' in head
    assert ("person__outcome--out" in head) is is_out


@pytest.mark.parametrize("status", ["", "nominated", "registered"])
def test_head_says_nothing_of_a_candidacy_that_stands(client, election, status):
    person = make.make_candidate(election)
    Candidacy.objects.filter(candidate=person).update(status=status)
    make.go_live(person)

    assert "person__outcome" not in page_of(client, person)


def test_one_who_stood_twice_shows_both_elections_the_older_one_as_past(client, election):
    older = make.make_election(
        slug="older",
        ballot_number=22,
        title_en="The older vote",
        campaign_starts_at=make.moment(3, 1),
        silence_starts_at=None,
        polls_open_at=make.moment(4, 11, 8),
        polls_close_at=make.moment(4, 11, 20),
    )
    make.make_imprint(older)
    make.go_live(older, at=BEFORE)
    person = make.make_candidate(election)
    Candidacy.objects.create(candidate=person, election=older, list_position=9, status="not_elected")
    make.go_live(person)

    present, past = section_of(page_of(client, person), "campaigns").split("<li")[1:]

    assert ["is-past" in present, "is-past" in past] == [False, True]
    assert 'href="/en/elections/older/"' in past
    assert "Place on the list: 9" in past
    assert "Not elected" in past
    assert "Not elected" not in head_of(page_of(client, person))


def test_one_election_needs_no_list_of_elections(client, election):
    person = make.make_candidate(election)
    make.go_live(person)

    assert 'id="campaigns"' not in page_of(client, person)


def test_every_question_is_listed_with_those_not_answered(client, election):
    person = make.make_candidate(election)
    talk = make.make_interview(person, election, blocks=3, slug="talk")
    talk.blocks.filter(number=2).update(answer_en="")
    make.go_live(person, talk)

    lines = section_of(page_of(client, person), "talks").partition('class="asked"')[2].split("<li>")[1:]

    assert [f'href="/en/interviews/talk/#q{number}"' in line for number, line in enumerate(lines, 1)] == [True] * 3
    assert ["no answer" in line for line in lines] == [False, True, False]


def test_one_without_an_interview_says_so(client, election):
    person = make.make_candidate(election)
    make.go_live(person)

    assert "No interview is public yet." in section_of(page_of(client, person), "talks")


def make_promise(election, person):
    """Return a plank with a measure of the programme and one that is a person's own view, both spoken to."""
    program = make.make_program(election)
    plank = make.make_plank(program, measures=2, slug="air")
    plank.measures.filter(number=2).update(voice=person.pk)
    talk = make.make_interview(person, election, slug="talk")
    block = talk.blocks.get()
    block.planks.add(plank)
    block.measures.set(plank.measures.all())
    make.go_live(person, program, plank, talk)
    return plank


def test_candidate_leads_to_his_planks_his_answers_and_his_own_views(client, election):
    person = make.make_candidate(election)
    make_promise(election, person)

    stands = section_of(page_of(client, person), "stands")

    assert 'href="/en/program/air/"' in stands
    assert 'href="/en/interviews/talk/#q1"' in stands
    assert 'Own view: <a href="/en/program/air/#m2">2-чара en</a>' in stands
    assert "<svg" not in stands


def test_own_view_without_an_answer_is_a_plank_he_stands_for(client, election):
    person = make.make_candidate(election)
    program = make.make_program(election)
    plank = make.make_plank(program, measures=1, slug="air")
    plank.measures.update(voice=person.pk)
    make.go_live(person, program, plank)

    assert 'href="/en/program/air/#m1"' in section_of(page_of(client, person), "stands")


def test_after_the_vote_his_promises_say_what_became_of_them(client, election, at):
    person = make.make_candidate(election)
    plank = make_promise(election, person)
    election.seats_won = 12
    election.save()
    make.go_live(election, at=AFTER)
    for measure, status in zip(plank.measures.all(), ["kept", "stalled"], strict=True):
        StatusChange.objects.create(measure=measure, status=status, day="2021-07-20", source="https://example.org/")
    make.go_live(plank, at=AFTER)
    at(AFTER)

    stands = section_of(page_of(client, person), "stands")
    own, programmes = stands.partition("Own view:")[2].split('class="come-to"')[1:]

    assert "<span>Stalled, 20 July 2021</span>" in own
    assert "<span>Kept, 20 July 2021</span>" in programmes


def test_candidate_can_be_compared_with_another(client, election):
    person = make.make_candidate(election)
    make.go_live(person)

    assert f'href="/en/compare/?a={person.slug}"' in head_of(page_of(client, person))


def test_unknown_place_is_announced_later_only_until_the_polls_close(client, election, at):
    person = make.make_candidate(election, position=None)
    make.go_live(person)

    assert "not announced yet" in page_of(client, person)
    at(AFTER)
    assert "not announced yet" not in page_of(client, person)
