"""Beside the demo's real candidate stand people who do not exist, and nobody can take them for real."""

from io import StringIO

import pytest
from django.core.management import call_command

from candidates.models import Candidate, Interview
from emgek.demo_people import add_sample_people
from publishing import clock
from publishing.clock import now
from publishing.editions import Edition
from publishing.languages import LANGUAGES
from publishing.verifying import faults
from tests.factories import MACHINE, moment

pytestmark = [pytest.mark.django_db, pytest.mark.walk]

REAL = "nazir-asanberdiev"


@pytest.fixture
def demo(settings, monkeypatch):
    """Load the demo with its sample people, without cutting their pictures."""
    settings.DEMO = True
    monkeypatch.setattr("candidates.cutting.make_renditions", lambda *arguments: None)
    call_command("load_demo", sample_people=True, verbosity=0, stdout=StringIO())


def documents(kind, language="ky"):
    """Return the documents of a kind that are live."""
    editions = Edition.objects.live(now()).filter(kind=kind, language=language).select_related("document")
    return [edition.read() for edition in editions.order_by("object_id")]


def test_sample_people_say_in_every_language_that_they_are_made_up(demo):
    for code, word in zip(LANGUAGES, ("үлгү", "улгу", "ulgu"), strict=True):
        made_up = [person for person in documents("candidate", code) if person.slug != REAL]
        assert len(made_up) == 11
        for person in made_up:
            assert word in person.title.lower()
            assert person.lead
            assert "(" in person.profession
        for talk in (talk for talk in documents("interview", code) if not talk.slug.startswith(REAL)):
            assert talk.title.startswith({"ky": "Үлгү", "ru": "Интервью-образец", "en": "Sample"}[code])


def test_sample_people_show_what_a_list_must_bear(demo):
    people = [person for person in documents("candidate") if person.slug != REAL]
    standing = [person.candidacies[0] for person in people]

    assert [candidacy.list_position for candidacy in standing] == [*range(1, 11), None]
    ended = {(c.status, bool(c.status_date), c.status_source) for c in standing if c.status_date}
    assert ended == {("withdrawn", True, "Үлгү"), ("excluded", True, "Үлгү")}
    assert {bool(person.portrait) for person in people} == {True, False}
    assert min(len(person.title) for person in people) < 8 < 30 < max(len(person.title) for person in people)
    assert any(" " not in person.lead for person in people)


def test_sample_people_are_asked_what_others_are_asked_and_one_does_not_answer(demo):
    talks = [talk for talk in documents("interview") if not talk.slug.startswith(REAL)]
    asked = [block.question for talk in talks for block in talk.blocks]

    assert len(talks) == 5
    assert asked.count("Борбордогу кайсы маселе сизди тынчсыздандырат?") == 5
    assert [block.answer for talk in talks for block in talk.blocks].count("") == 1


def test_sample_people_speak_to_no_measure_and_leave_the_real_candidate_alone(demo):
    for talk in documents("interview"):
        if not talk.slug.startswith(REAL):
            assert all(measure is None for block in talk.blocks for _plank, measure in block.planks)
    [real] = Candidate.objects.get(slug=REAL).candidacies.all()
    assert (real.list_position, real.status) == (None, "")
    assert Interview.objects.filter(candidate__slug=REAL).count() == 1


def test_sample_people_are_history_that_is_whole(demo):
    assert list(faults()) == []
    assert not Edition.objects.ever_public(now()).filter(is_backdated=False).exists()


def test_sample_people_are_added_once_and_only_when_asked_for(demo):
    assert add_sample_people(at=now(), who=MACHINE) == 0
    assert Candidate.objects.count() == 12


def test_sample_people_are_left_out_where_the_clock_was_moved_back(settings, capsys):
    settings.DEMO = True
    call_command("load_demo", verbosity=0, stdout=StringIO())
    clock.set_demo_clock(moment(6, 15, 12))

    call_command("load_demo", sample_people=True, verbosity=0)

    assert "left out" in capsys.readouterr().out
    assert Candidate.objects.count() == 1


def test_about_page_says_who_is_made_up(demo):
    for code, name in zip(LANGUAGES, ("Үлгү", "Улгу", "Ulgu"), strict=True):
        [about] = [page for page in documents("page", code) if page.slug == "about"]
        assert name in about.body
