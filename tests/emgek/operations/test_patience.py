"""A web server waits for PostgreSQL as long as whoever asks may be kept waiting, and not at all while it hangs."""

import socket
from contextlib import closing

import pytest
from psycopg2 import OperationalError
from psycopg2.extensions import POLL_OK, POLL_READ

from emgek.operations.patience import AGAIN, HARDLY, LONGEST, SHORT, Hanging, patient, seconds_left, wait


@pytest.fixture(autouse=True)
def answering(monkeypatch):
    """Begin with a database of which nothing bad is known."""
    monkeypatch.setattr(Hanging, "until", 0.0)


class Connection:
    """A connection whose other side took it; `answer` is what it says of its answer."""

    status = 1  # no longer connecting

    def __init__(self, answer):
        self.answer, self.ends = answer, socket.socketpair()

    def fileno(self):
        """Return what is waited at."""
        return self.ends[0].fileno()

    def close(self):
        """Hang up, as psycopg2 does after an error."""
        [end.close() for end in self.ends]

    def poll(self):
        """Say how the answer stands."""
        return self.answer


def answer(state):
    """Wait for an answer that stands somehow."""
    with closing(Connection(state)) as connection:
        wait(connection)


def test_desk_waits_for_a_colleague_and_readers_do_not():
    with patient(SHORT):
        of_readers = seconds_left(is_connecting=False)

    assert (seconds_left(is_connecting=False), seconds_left(is_connecting=True), of_readers) == (LONGEST, SHORT, SHORT)


def test_look_without_an_answer_lets_nobody_wait_until_one_gets_its_answer():
    with pytest.raises(OperationalError, match="takes too long"), patient(0.01, is_look=True):
        answer(POLL_READ)

    hanging = seconds_left(is_connecting=False)
    with patient(SHORT, is_look=True):
        again = seconds_left(is_connecting=True)
        answer(POLL_OK)

    assert (hanging, again) == (HARDLY, AGAIN)
    assert seconds_left(is_connecting=False) == LONGEST


def test_page_that_takes_too_long_says_nothing_of_the_database():
    with pytest.raises(OperationalError), patient(0.01):
        answer(POLL_READ)

    assert seconds_left(is_connecting=False) == LONGEST
