"""Lists are read from an index in their order: no page of one is sorted out of everybody there is."""

import pytest
from django.db import connection

from candidates import roll
from candidates.roll import Order
from publishing import reading
from tests.factories import CAMPAIGN

pytestmark = pytest.mark.django_db


@pytest.fixture
def plans(monkeypatch):
    """Return how the database goes about what is asked meanwhile, a line each."""
    found = []

    def query(sql, params):
        with connection.cursor() as cursor:
            cursor.execute(f"EXPLAIN QUERY PLAN {sql}", params)
            found.extend(row[-1] for row in cursor.fetchall())
        return []

    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL chooses by what it has counted, so a plan for an empty table says nothing")
    monkeypatch.setattr(reading, "query", query)
    monkeypatch.setattr(roll, "query", query)
    return found


@pytest.mark.parametrize("after", [None, ("00010", 5)])
@pytest.mark.parametrize(("order", "index"), [(Order.PLACE, "reference_order"), (Order.NAME, "edition_order")])
def test_roll_goes_along_an_index(plans, order, index, after):
    roll.roll(1, "ky", CAMPAIGN, limit=46, order=order, after=after)

    assert index in plans[0]
    assert not [line for line in plans if "TEMP B-TREE" in line]


@pytest.mark.parametrize("after", [None, ("00010", 5)])
def test_list_of_what_points_to_a_target_goes_along_an_index(plans, after):
    reading.listed(("election", 1), "candidacy", "candidate", "ky", CAMPAIGN, limit=7, after=after)

    assert "reference_order" in plans[0]
    assert not [line for line in plans if "TEMP B-TREE" in line]


@pytest.mark.parametrize("after", [None, ("00010", 5)])
def test_list_of_a_kind_goes_along_an_index(plans, after):
    reading.every("interview", "ky", CAMPAIGN, limit=46, after=after)

    assert "edition_order" in plans[0]
    assert not [line for line in plans if "TEMP B-TREE" in line]


def test_chrome_is_not_looked_for_among_everything_that_began(plans):
    reading.chrome("ky", CAMPAIGN)

    assert not [line for line in plans if "edition_starts" in line]
