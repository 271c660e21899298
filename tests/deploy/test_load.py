"""`make load` in short: readers, publications, and a report that can say no."""

import pytest

from tools import load


@pytest.mark.parametrize(
    ("looks", "missed"),
    [
        ([(10.2, 0), (10.4, 1), (15.1, 1), (15.3, 2)], [0.2, 0.1]),
        ([(10.1, 1), (15.1, 0), (16.5, 1)], [5.1, 1.5]),  # another process that shows what was before
        ([(9.0, 0), (10.0, 1), (15.0, 2)], [0, 0]),
    ],
)
def test_publication_is_missed_until_the_last_look_that_does_not_show_it(looks, missed):
    assert load.staleness([10.0, 15.0], looks) == missed


@pytest.mark.slow
def test_readers_meet_no_error_and_see_each_publication_within_a_second(capsys):
    status = load.main(["--minutes", "0.4", "--rate", "30", "--candidates", "6"])

    said = capsys.readouterr().out
    assert "errors: 0" in said
    assert "not seen by everybody within 1 s: 0" in said
    assert status == 0
