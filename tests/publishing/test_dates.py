"""Wording of days and moments, and the formats that Django is given for Kyrgyz."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emgek.formats.ky import formats
from publishing.dates import clock, day, moment, numeric_day, short_day, weekday

VOTING_DAY = datetime.date(2021, 7, 11)
SILENCE_START = datetime.datetime(2021, 7, 10, 2, tzinfo=datetime.UTC)


@pytest.mark.parametrize(
    ("wording", "ky", "ru", "en"),
    [
        (day, "2021-жылдын 11-июлу", "11 июля 2021 года", "11 July 2021"),
        (short_day, "11-июль", "11 июля", "11 July"),
        (numeric_day, "11.07.2021", "11.07.2021", "11 July 2021"),
        (weekday, "жекшемби", "воскресенье", "Sunday"),
    ],
)
def test_voting_day_is_worded_as_each_language_does(wording, ky, ru, en):
    assert [wording(VOTING_DAY, language) for language in ("ky", "ru", "en")] == [ky, ru, en]


def test_moment_is_told_in_the_time_of_bishkek():
    assert moment(SILENCE_START, "ky") == "2021-жылдын 10-июлу, саат 08:00"
    assert moment(SILENCE_START, "ru") == "10 июля 2021 года, 08:00"
    assert moment(SILENCE_START, "en") == "10 July 2021, 08:00"


def test_clock_has_two_figures_for_the_hour():
    assert clock(datetime.datetime(2021, 7, 10, 18, 5, tzinfo=datetime.UTC)) == "00:05"


def test_moment_late_in_utc_belongs_to_the_next_day_in_bishkek():
    late = datetime.datetime(2021, 7, 10, 20, tzinfo=datetime.UTC)

    assert moment(late, "en") == "11 July 2021, 02:00"
    assert day(late, "ky") == "2021-жылдын 11-июлу"
    assert weekday(late, "ky") == "жекшемби"


def test_moment_without_a_time_zone_is_refused():
    naive = datetime.datetime(2021, 7, 10, 8)  # noqa: DTZ001 - a naive moment is what is tested

    with pytest.raises(ValueError, match="time zone"):
        moment(naive, "ky")


def test_months_of_a_kyrgyz_year_have_their_fixed_forms():
    expected = "январы февралы марты апрели майы июну июлу августу сентябры октябры ноябры декабры"

    forms = [day(datetime.date(2021, month, 1), "ky").removeprefix("2021-жылдын 1-") for month in range(1, 13)]

    assert " ".join(forms) == expected


def test_week_begins_on_monday():
    monday = datetime.date(2021, 7, 5)

    names = [weekday(monday + datetime.timedelta(days=n), "ky") for n in range(7)]

    assert " ".join(names) == "дүйшөмбү шейшемби шаршемби бейшемби жума ишемби жекшемби"


@given(st.dates(), st.dates(), st.sampled_from(["ky", "ru", "en"]))
def test_different_days_have_different_words(one, other, language):
    for wording in (day, numeric_day):
        assert (wording(one, language) == wording(other, language)) == (one == other)


def test_kyrgyz_formats_read_dotted_and_iso_days():
    for text in ("11.07.2021", "11.07.21", "2021-07-11"):
        parsed = [_parse(text, form) for form in formats.DATE_INPUT_FORMATS]
        assert VOTING_DAY in parsed


def test_kyrgyz_formats_write_numbers_as_cldr_does():
    assert (formats.DECIMAL_SEPARATOR, formats.THOUSAND_SEPARATOR, formats.NUMBER_GROUPING) == (",", "\u00a0", 3)


def _parse(text, form):
    try:
        return datetime.datetime.strptime(text, form).date()  # noqa: DTZ007 - a day has no zone
    except ValueError:
        return None
