"""The council as squares."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elections.chamber import SIDE, chamber

SQUARE = re.compile(r"M(\d+) (\d+)h10v10h-10z")
COUNCILS = st.integers(1, 150).flatmap(lambda seats: st.tuples(st.just(seats), st.integers(0, seats)))


@given(COUNCILS)
def test_there_is_one_square_a_seat_and_none_stands_on_another_or_outside(council):
    seats, won = council

    drawn = chamber(seats, won)
    ours, others = SQUARE.findall(drawn.ours), SQUARE.findall(drawn.others)

    assert (len(ours), len(others)) == (won, seats - won)
    assert len({*ours, *others}) == seats
    assert all(int(x) + SIDE < drawn.width and int(y) + SIDE < drawn.height for x, y in ours + others)
    assert drawn.height <= drawn.width


@pytest.mark.parametrize("council", [(None, 11), (45, None), (0, 0), (45, 46)])
def test_figures_that_are_missing_or_make_no_sense_are_not_drawn(council):
    assert chamber(*council) is None
