"""How Django itself writes days in Kyrgyz: as the house does (publishing.dates), in lists, histories and filters."""

import datetime

import pytest
from django.utils import translation
from django.utils.formats import date_format, get_format
from django.utils.timesince import timesince

from publishing import dates

DAYS = [datetime.date(2021, month, 11) for month in range(1, 13)]
MOMENT = datetime.datetime(2021, 7, 10, 8, 5, tzinfo=dates.BISHKEK)


@pytest.mark.parametrize("day", DAYS)
def test_django_writes_a_day_as_the_house_does(day):
    with translation.override("ky"):
        assert date_format(day) == dates.day(day, "ky")
        assert date_format(day, "MONTH_DAY_FORMAT") == dates.short_day(day, "ky")
        assert date_format(day, "SHORT_DATE_FORMAT") == dates.numeric_day(day, "ky")


def test_django_writes_a_moment_as_the_house_does():
    with translation.override("ky"):
        assert date_format(MOMENT, "DATETIME_FORMAT") == dates.moment(MOMENT, "ky")
        assert date_format(MOMENT, "YEAR_MONTH_FORMAT") == "2021-жылдын июлу"
        assert timesince(MOMENT, MOMENT + datetime.timedelta(minutes=5)) == "5\u00a0мүнөт"


@pytest.mark.parametrize("language", ["ky", "ru"])
def test_a_form_is_filled_with_a_day_as_one_types_it(language):
    with translation.override(language):
        assert get_format("DATE_INPUT_FORMATS")[0] == "%d.%m.%Y"
        assert get_format("FIRST_DAY_OF_WEEK") == 1
