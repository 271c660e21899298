"""What became of a measure: what may be said when, and how the pages say it."""

from datetime import date

import pytest

from programs.documents import MeasureDocument, StatusChangeDocument
from programs.models import StatusChange
from programs.stages import Judging, Stage, term_end
from publishing.problems import Refused
from tests import factories as make
from tests.factories import AFTER

pytestmark = pytest.mark.django_db
SOURCE = "https://example.org/minutes"
TERM = date(2025, 7, 11)


@pytest.fixture
def election(at):
    """Return an election whose polls have closed and whose result is public; the clock stands after it."""
    election = make.open_campaign()
    election.term_years, election.seats_won = 4, 12
    election.save()
    make.go_live(election, at=AFTER)
    at(AFTER)
    return election


@pytest.fixture
def plank(election):
    """Return a plank with three measures, not public yet."""
    return make.make_plank(make_program(election), slug="air", measures=3)


def make_program(election):
    """Publish a programme and return it."""
    program = make.make_program(election)
    make.go_live(program, at=AFTER)
    return program


def change(measure, status, day="2021-07-20", **fields):
    """Say what became of a measure on a day."""
    return StatusChange.objects.create(**{"measure": measure, "status": status, "day": day, "source": SOURCE} | fields)


def measure(*changes):
    """Return a measure with changes, each a status and a day."""
    made = [StatusChangeDocument(number=n, status=s, day=date.fromisoformat(d)) for n, (s, d) in enumerate(changes, 1)]
    return MeasureDocument(number=1, text="Үлгү", changes=tuple(made))


def document(election, **fields):
    """Return the election's document with some fields set."""
    for name, value in fields.items():
        setattr(election, name, value)
    return election.build_document("en", issued=AFTER.date())


# When it may be said --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fields", "moment", "is_open"),
    [
        ({}, AFTER, True),
        ({}, make.moment(7, 11, 19), False),
        ({"seats_won": None}, AFTER, False),
        ({"is_annulled": True}, AFTER, False),
    ],
)
def test_verdicts_wait_for_the_result_of_a_vote_that_stands(election, fields, moment, is_open):
    assert Judging.of(document(election, **fields), moment).is_open is is_open


def test_what_was_kept_after_the_term_was_kept_late(election):
    judging = Judging.of(document(election), make.moment(7, 27).replace(year=2026))

    assert judging.stage(measure(("kept", "2025-07-11"))).value == "kept"
    assert judging.stage(measure(("kept", "2025-07-12"))).value == "late"
    assert judging.stage(measure(("broken", "2025-07-12"))).value == "broken"


def test_change_of_a_day_to_come_is_not_said_yet(election):
    judging = Judging.of(document(election), AFTER)

    assert judging.stage(measure(("in_the_works", "2021-07-20"), ("kept", "2021-07-28"))).value == "in_the_works"


def test_measure_without_a_change_is_not_rated(election):
    assert Judging.of(document(election), AFTER).stage(measure()) == Stage("not_rated")


@pytest.mark.parametrize(
    ("day", "years", "end"),
    [(date(2021, 7, 11), 4, TERM), (date(2024, 2, 29), 5, date(2029, 2, 28)), (date(2021, 7, 11), None, None)],
)
def test_term_is_counted_from_the_vote(election, day, years, end):
    moments = {"polls_open_at": AFTER.replace(year=day.year, month=day.month, day=day.day)}

    assert term_end(document(election, term_years=years, **moments)) == end


# What is let out ------------------------------------------------------------------------------------------------------


def test_verdict_is_refused_before_the_result_is_public(at):
    election = make.open_campaign()
    plank = make.make_plank(make.make_program(election), measures=1)
    change(plank.measures.get(), "kept")

    with pytest.raises(Refused) as refusal:
        make.go_live(plank.program, plank, at=AFTER)

    assert [problem.code for problem in refusal.value.problems] == ["early_verdict"]


def test_measure_may_be_said_to_be_not_rated_at_any_time(at):
    election = make.open_campaign()
    plank = make.make_plank(make.make_program(election), measures=1)
    change(plank.measures.get(), "not_rated", day="2021-07-01")

    assert plank.may_start(AFTER) is None


@pytest.mark.parametrize("day", ["2021-07-10", "2021-07-28"])
def test_verdict_of_a_day_before_the_vote_or_still_to_come_is_refused(plank, day):
    change(plank.measures.first(), "kept", day=day)

    with pytest.raises(Refused) as refusal:
        make.go_live(plank, at=AFTER)

    assert [problem.code for problem in refusal.value.problems] == ["verdict_day"]


def test_verdict_without_a_source_is_asked_about(plank):
    change(plank.measures.first(), "kept", source="")

    problems = plank.checks(plank.build_document("en", issued=AFTER.date()))

    assert [problem.code for problem in problems if not problem.is_error] == ["no_source"]


# How the pages say it -------------------------------------------------------------------------------------------------


def test_plank_tells_what_became_of_it_with_day_note_and_source(client, plank):
    first = plank.measures.first()
    change(first, "in_the_works", day="2021-07-20", note_en="Begun")
    change(first, "kept", day="2021-07-26", note_en="Adopted")
    make.go_live(plank, at=AFTER)

    page = client.get("/en/program/air/").text
    row = page.partition('id="m1"')[2].partition("</li>")[0]
    told = page.partition('id="turns"')[2]

    assert '<a href="#turns">Kept</a>, 26 July 2021' in row
    assert told.index("Adopted") < told.index("Begun")
    assert told.count(f'href="{SOURCE}"') == 2
    assert 'href="#m1"' in told


def test_page_says_late_and_not_kept_of_what_was_kept_after_the_term(client, plank, at):
    later = make.moment(8, 1, 12).replace(year=2025)
    change(plank.measures.first(), "kept", day="2025-07-30")
    make.go_live(plank, at=later)
    at(later)

    row = client.get("/en/program/air/").text.partition('id="m1"')[2].partition("</li>")[0]

    assert "Kept late, after the term</a>, 30 July 2025" in row


def test_programme_lists_every_measure_and_keeps_to_one_stage(client, plank):
    kept, stalled, _unrated = plank.measures.all()
    change(kept, "kept")
    change(stalled, "stalled")
    make.go_live(plank, at=AFTER)

    whole = client.get("/en/program/").text.partition('id="ledger"')[2]
    some = client.get("/en/program/?stage=stalled").text.partition('id="ledger"')[2].partition("</ol>")[0]

    assert [f'href="/en/program/air/#m{number}"' in whole for number in (1, 2, 3)] == [True] * 3
    assert [f'href="/en/program/air/#m{number}"' in some for number in (1, 2, 3)] == [False, True, False]
    assert "Stalled: 1</a>" in whole
    assert "Broken" not in whole.partition("</section>")[0]
    assert "%" not in whole.partition("</section>")[0]


def test_programme_lists_its_measures_without_a_stage_before_the_vote(client, at):
    program = make.make_program(make.open_campaign())
    make.go_live(program, make.make_plank(program, slug="air", measures=1))

    ledger = client.get("/en/program/").text.partition('id="ledger"')[2].partition("</section>")[0]

    assert 'href="/en/program/air/#m1"' in ledger
    assert ["Not rated" in ledger, "<svg" in ledger] == [False, False]
    assert client.get("/en/program/?stage=kept").status_code == 404


def test_stage_that_does_not_exist_is_not_found(client, plank):
    make.go_live(plank, at=AFTER)

    assert client.get("/en/program/?stage=rather_good").status_code == 404
    assert client.get("/en/program/?stage=broken").status_code == 200
