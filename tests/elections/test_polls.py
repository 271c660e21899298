"""What is said of the polling stations, by the hour, on any day and across midnight."""

from datetime import timedelta

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from elections import timetable
from elections.documents import ElectionDocument
from elections.polls import HOUR, State, polls
from publishing.dates import BISHKEK
from tests.factories import moment

LANGUAGES = ("ky", "ru", "en")
MOMENTS = st.integers(0, 10 * 365 * 24 * 60).map(lambda minutes: moment(1, 1) + timedelta(minutes=minutes))
OPEN_FOR = st.timedeltas(timedelta(minutes=1), timedelta(hours=40))
AWAY = st.timedeltas(timedelta(days=-4), timedelta(days=4))


OPENS, CLOSES = moment(7, 11, 8), moment(7, 11, 20)


def election(opens=OPENS, closes=CLOSES, **fields) -> ElectionDocument:
    """Return an election of which only the hours are known."""
    known = {"object_id": 1, "slug": "july", "original": "ky", "election_type": "regular"}
    day = opens.astimezone(BISHKEK).date()
    return ElectionDocument(**known | {"voting_day": day, "polls_open_at": opens, "polls_close_at": closes} | fields)


def said(at, *, language="en", **fields) -> tuple[str, str]:
    """Return the sentence and what is left, as a page says them."""
    with translation.override(language):
        told = polls(election(**fields), at)
        return told.sentence, told.note


@pytest.mark.parametrize(
    ("at", "sentence", "note"),
    [
        (moment(7, 8, 12), "The polls open: 11 July, 08:00", "Until the polls open: 3 days"),
        (moment(7, 9, 23, 59), "The polls open: 11 July, 08:00", "Until the polls open: 2 days"),
        (moment(7, 10, 0), "The polls open tomorrow at 08:00", "Until the polls open: 32 hours"),
        (moment(7, 10, 23, 59), "The polls open tomorrow at 08:00", "Until the polls open: 8 hours"),
        (moment(7, 11, 0), "The polls open today at 08:00", "Until the polls open: 8 hours"),
        (moment(7, 11, 6), "The polls open today at 08:00", "Until the polls open: 2 hours"),
        (moment(7, 11, 7, 30), "The polls open today at 08:00", "Until the polls open: under an hour"),
        (moment(7, 11, 8), "The polls are open until 20:00", "Until the polls close: 12 hours"),
        (moment(7, 11, 17), "The polls are open until 20:00", "Until the polls close: 3 hours"),
        (moment(7, 11, 19), "The polls are open until 20:00", "Until the polls close: 1 hour"),
        (moment(7, 11, 19, 1), "The polls are open until 20:00", "Until the polls close: under an hour"),
        (moment(7, 11, 20), "The polls closed at 20:00", "The votes are being counted"),
        (moment(7, 11, 23, 59), "The polls closed at 20:00", "The votes are being counted"),
        (moment(7, 12, 0), "The vote is over", ""),
    ],
)
def test_polls_are_told_by_the_hour(at, sentence, note):
    assert said(at) == (sentence, note)


def test_nothing_is_counted_once_the_result_is_known_or_the_vote_annulled():
    evening = moment(7, 11, 21)

    assert said(evening, seats_won=0) == ("The polls closed at 20:00", "")
    assert said(evening, is_annulled=True) == ("The polls closed at 20:00", "")


def test_polls_that_are_open_across_midnight_say_on_which_day_they_close():
    night = {"opens": moment(7, 11, 20), "closes": moment(7, 12, 8)}

    assert said(moment(7, 11, 22), **night)[0] == "The polls are open until 12 July, 08:00"
    assert said(moment(7, 12, 7, 30), **night) == (
        "The polls are open until 08:00",
        "Until the polls close: under an hour",
    )
    with translation.override("en"):
        assert timetable.hours(election(**night)) == "20:00 – 12 July, 08:00"


def test_kyrgyz_and_russian_say_it_with_their_own_plurals():
    assert said(moment(7, 11, 17), language="ky") == ("Участоктор ачык, жабылат: 20:00", "Жабылганга чейин: 3 саат")
    assert said(moment(7, 11, 17), language="ru") == ("Участки открыты до 20:00", "До закрытия участков: 3 часа")
    assert said(moment(7, 11, 8), language="ru")[1] == "До закрытия участков: 12 часов"
    assert said(moment(7, 10, 11), language="ru")[1] == "До открытия участков: 21 час"


@given(opens=MOMENTS, open_for=OPEN_FOR, away=AWAY)
def test_state_goes_one_way_and_keeps_to_the_moments_of_the_election(opens, open_for, away):
    vote, at = election(opens, opens + open_for), opens + away
    order = list(State)

    now, later = polls(vote, at).state, polls(vote, at + timedelta(minutes=1)).state

    assert order.index(now) <= order.index(later)
    assert (now is State.OPEN) == (vote.polls_open_at <= at < vote.polls_close_at)
    assert (now in (State.CLOSED, State.OVER)) == (at >= vote.polls_close_at)


@given(opens=MOMENTS, open_for=OPEN_FOR, before_end=st.timedeltas(timedelta(0), timedelta(hours=60)))
def test_hours_left_are_never_more_than_there_are_and_less_by_under_an_hour(opens, open_for, before_end):
    vote = election(opens, opens + open_for)
    with translation.override("en"):
        told = polls(vote, vote.polls_close_at - before_end)
    if told.until is None or told.state is State.AHEAD:
        return
    left = told.until - (vote.polls_close_at - before_end)
    words = 0 if told.left == "under an hour" else int(told.left.split()[0])

    assert timedelta(0) <= left - words * HOUR < HOUR


@given(opens=MOMENTS, away=AWAY, language=st.sampled_from(LANGUAGES))
def test_tomorrow_and_today_are_days_of_bishkek(opens, away, language):
    vote, at = election(opens, opens + timedelta(hours=12)), opens + away
    with translation.override(language):
        told = polls(vote, at)
    midnights = (opens.astimezone(BISHKEK).date() - at.astimezone(BISHKEK).date()).days

    assert (told.state is State.TODAY) == (midnights == 0 and at < opens)
    assert (told.state is State.TOMORROW) == (midnights == 1)
    assert told.sentence
