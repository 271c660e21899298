"""The rules of periods, tried on arbitrary sequences without a database."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from publishing import timeline as rules

START = datetime(2021, 7, 8, tzinfo=UTC)
STEPS = st.lists(
    st.tuples(st.sampled_from(["begin", "later", "cancel", "withdraw", "tick"]), st.integers(0, 5)), max_size=40
)


def hours(n):
    """Return a moment some hours after the start."""
    return START + timedelta(hours=n)


def played(steps):
    """Play steps by the rules; yield the moment, and the timeline before and after each."""
    timeline, clock, act = {}, 0, 0
    for verb, n in steps:
        before, act = timeline, act + 1
        at = hours(clock)
        waits = rules.waiting(timeline, at)
        if verb == "tick":
            clock += n
            continue
        if verb in ("begin", "later"):
            starts_at = at if verb == "begin" else hours(clock + n + 1)
            timeline = rules.begin(timeline, number=len(timeline) + 1, act=act, starts_at=starts_at)
        elif verb == "cancel" and waits:
            timeline = rules.cancel(timeline, number=waits[n % len(waits)].number, act=act)
        elif verb == "withdraw":
            timeline = rules.withdraw(timeline, at=at, act=act)
        yield at, before, timeline


@given(STEPS)
def test_no_two_editions_are_ever_live_at_once(steps):
    for _at, _before, timeline in played(steps):
        for n in range(-1, 300, 1):
            assert sum(period.covers(hours(n)) for period in timeline.values()) <= 1


@given(STEPS)
def test_no_act_changes_the_past(steps):
    for at, before, after in played(steps):
        for n in range(60):
            if hours(n) < at:
                assert rules.live(before, hours(n)) == rules.live(after, hours(n)) or same(before, after, hours(n))


def same(before, after, moment):
    """Say whether the same edition was live, whatever its end is by now."""
    old, new = rules.live(before, moment), rules.live(after, moment)
    return (old.number if old else None) == (new.number if new else None)


@given(STEPS, st.integers(1, 9))
def test_cancelling_right_after_scheduling_restores_every_moment(steps, n):
    timeline, at = {}, START
    for at, _before, timeline in played(steps):  # noqa: B007
        pass
    scheduled = rules.begin(timeline, number=len(timeline) + 1, act=1000, starts_at=at + timedelta(hours=n))
    restored = rules.cancel(scheduled, number=len(timeline) + 1, act=1001)
    for hour in range(300):
        assert same(timeline, restored, hours(hour))


def test_a_withdrawal_is_never_undone_by_cancelling():
    first = rules.begin({}, number=1, act=1, starts_at=hours(0))
    withdrawn = rules.withdraw(first, at=hours(1), act=2)
    scheduled = rules.begin(withdrawn, number=2, act=3, starts_at=hours(2))
    cancelled = rules.cancel(scheduled, number=2, act=4)
    assert rules.live(cancelled, hours(3)) is None


def test_two_publishes_at_one_moment_have_a_clear_order():
    first = rules.begin({}, number=1, act=1, starts_at=hours(0))
    second = rules.begin(first, number=2, act=2, starts_at=hours(0))
    assert second[1].is_empty
    assert rules.live(second, hours(0)).number == 2
