"""A sample of any size: plainly fictional, whole, and the same for the same seed."""

import pytest
from django.core.management import CommandError, call_command

from candidates.models import Candidate, Interview
from elections.models import Election, Party
from emgek.portrait_drawing import COUNT, draw
from emgek.sample_names import STEMS
from emgek.sample_people import People
from emgek.sampling import Sample
from programs.stages import Status
from publishing.editions import Edition
from publishing.journal import Release
from publishing.verifying import faults
from tests.factories import CAMPAIGN, MACHINE, go_live, make_election, make_imprint, moment

AT = "2030-05-01T12:00"


def make_sample(*arguments):
    """Make a sample at a fixed moment."""
    call_command("make_sample", *arguments, "--at", AT, verbosity=0)


def documents(kind, language="ky"):
    """Return the documents of all editions of a kind in a language, in the order of their numbers."""
    editions = Edition.objects.filter(kind=kind, language=language).select_related("document").order_by("object_id")
    return [edition.read() for edition in editions]


@pytest.fixture
def plain_portraits(monkeypatch):
    """Spare the making of pictures, which has its own tests."""
    names = [f"portraits/{number}.jpg" for number in range(COUNT)]
    monkeypatch.setattr("emgek.sample_people.draw_portraits", lambda storage: names)
    monkeypatch.setattr("candidates.cutting.make_renditions", lambda *arguments: None)


pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("plain_portraits"), pytest.mark.walk]


def test_sample_is_public_in_all_languages_with_its_history_whole():
    make_sample("--candidates", "12")

    for code in ("ky", "ru", "en"):
        assert len(documents("candidate", code)) == len(documents("interview", code)) == 12
        assert len(documents("plank", code)) == 6
    assert list(faults()) == []


def test_sample_names_say_that_nobody_is_meant():
    make_sample("--candidates", "20")

    for person in Candidate.objects.all():
        assert person.family_name_ky.startswith(STEMS)
        assert person.given_name_ky.startswith(STEMS)
    assert "Үлгү" in Party.objects.get().title_ky


def people(seed, count):
    """Return the first candidates that a seed makes, without storing them."""
    maker = People(Sample(CAMPAIGN, MACHINE, seed=seed), make_election())
    return [(person.name("ky"), person.slug, person.portrait.name) for person in map(maker.person, range(1, count + 1))]


def test_sample_person_depends_on_seed_and_number_alone():
    assert people(7, 10)[:3] == people(7, 3)
    assert people(7, 3) != people(8, 3)


def test_sample_answers_are_linked_to_planks_and_measures():
    make_sample("--candidates", "3")

    for talk in documents("interview"):
        assert len(talk.blocks) >= 3
        assert not talk.blocks[0].planks
        assert all(measure for block in talk.blocks[1:] for _plank, measure in block.planks)


def test_sample_list_has_places_and_some_without():
    make_sample("--candidates", "13")

    places = [person.candidacies[0].list_position for person in documents("candidate")]
    assert places == [*range(1, 12), None, 13]


def test_sample_speaks_only_the_languages_asked_for():
    make_sample("--candidates", "2", "--languages", "ru,ky")

    assert set(Edition.objects.values_list("language", flat=True)) == {"ky", "ru"}
    assert not Candidate.objects.exclude(family_name_en=None).exclude(family_name_en="").exists()


def test_sample_gives_each_candidate_as_many_interviews_as_asked():
    make_sample("--candidates", "2", "--interviews-per-candidate", "3")

    assert Interview.objects.count() == 6


def test_sample_is_published_in_releases_of_at_most_fifty_objects():
    make_sample("--candidates", "30")

    for release in Release.objects.all():
        assert len(set(release.acts.values_list("kind", "object_id"))) <= 50


def test_sample_refuses_a_database_with_something_in_it():
    make_election()

    with pytest.raises(CommandError, match="something is here already"):
        make_sample("--candidates", "1")

    assert not Candidate.objects.exists()


def test_sample_joins_an_election_that_is_there():
    election = make_election(
        campaign_starts_at=moment(4, 21).replace(year=2030),
        silence_starts_at=None,
        polls_open_at=moment(6, 10, 8).replace(year=2030),
        polls_close_at=moment(6, 10, 20).replace(year=2030),
    )
    make_imprint(election)
    go_live(election, at=CAMPAIGN)

    make_sample("--candidates", "2", "--election", election.slug)

    assert Election.objects.count() == 1
    assert election.candidacies.count() == 2


def test_sample_says_why_an_election_cannot_be_joined():
    election = make_election()
    make_imprint(election)
    go_live(election, at=CAMPAIGN)
    call_command("make_sample", "--candidates", "1", "--election", election.slug, "--at", "2021-07-08T13:00")

    with pytest.raises(CommandError, match="places that are taken"):
        make_sample("--candidates", "1", "--election", election.slug)
    with pytest.raises(CommandError, match="no election"):
        make_sample("--candidates", "1", "--election", "kosmos")
    with pytest.raises(CommandError, match="languages"):
        make_sample("--candidates", "1", "--languages", "ky,kz")


def test_judged_sample_has_every_stage_after_its_own_vote():
    make_sample("--candidates", "1", "--judged")

    changes = [change for plank in documents("plank") for measure in plank.measures for change in measure.changes]
    statuses = {measure.status for plank in documents("plank") for measure in plank.measures}

    assert statuses == set(Status.values)
    assert all(change.source and change.note for change in changes)
    assert documents("election")[-1].seats_won is not None
    assert list(faults()) == []


def test_nothing_is_judged_of_an_election_that_is_not_made_up():
    with pytest.raises(CommandError, match="nothing is invented of real measures"):
        call_command("make_sample", "--candidates", "1", "--election", "bishkek", "--judged")


# The portraits ----------------------------------------------------------------------------------------------------


def test_portraits_are_twenty_different_pictures_and_always_the_same():
    pictures = [draw(number).tobytes() for number in range(COUNT)]

    assert len(set(pictures)) == COUNT
    assert draw(3).tobytes() == pictures[3]


@pytest.mark.parametrize("number", [0, 7, 19])
def test_portrait_is_square_and_grey(number):
    picture = draw(number)

    assert picture.size == (960, 960)
    red, green, blue = picture.split()
    assert red.tobytes() == green.tobytes() == blue.tobytes()
