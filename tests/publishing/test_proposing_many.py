"""Many rows are proposed with few queries, and what was read for it is forgotten."""

from datetime import date, time

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from candidates.models import QABlock
from elections.models import KeyDate
from publishing.proposals import propose, propose_all
from tests.factories import CAMPAIGN, go_live, make_candidate, make_election, make_interview, make_page, open_campaign

pytestmark = pytest.mark.django_db


def test_publishing_forty_pages_takes_as_many_queries_as_ten():
    counts = []
    for number in (10, 40):
        pages = [make_page() for _ in range(number)]
        with CaptureQueriesContext(
            connection,
        ) as queries:
            go_live(*pages)
        counts.append(len(queries))

    assert counts[0] == counts[1]


def test_proposing_many_is_proposing_each():
    election = open_campaign()
    talks = [make_interview(make_candidate(election), election, blocks=3) for _ in range(3)]

    together = propose_all(talks, ("ky", "ru"), at=CAMPAIGN)

    assert [proposal.documents for proposal in together] == [
        propose(talk, ("ky", "ru"), at=CAMPAIGN).documents for talk in talks
    ]


def test_part_that_was_added_after_publishing_is_seen_by_the_next_act():
    election = open_campaign()
    person = make_candidate(election)
    talk = make_interview(person, election, blocks=1)
    go_live(person, talk)

    QABlock.objects.create(interview=talk, question_ky="Дагы?", answer_ky="Ооба.")

    assert len(propose(talk, ("ky",), at=CAMPAIGN).documents["ky"].blocks) == 2


def test_key_date_without_an_hour_stands_before_the_hours_of_its_day():
    election = make_election()
    for hour in (time(8), None, time(7)):
        KeyDate.objects.create(election=election, day=date(2021, 7, 11), time=hour, what_ky="Күн")

    document = election.build_document("ky", issued=CAMPAIGN.date())

    assert [key.time for key in document.key_dates] == ["", "07:00", "08:00"]
