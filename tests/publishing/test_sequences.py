"""Whatever a press office does, in whatever order, the promises of design.md §2 and the law hold. On both databases."""

import os
import threading

import pytest
from django.db import connection
from hypothesis import settings as hypothesis_settings
from hypothesis.stateful import run_state_machine_as_test

from publishing.editions import Edition
from publishing.journal import Act, Verb
from publishing.verifying import faults
from tests.factories import go_live, make_page
from tests.publishing.supervised import SupervisedOffice

MANY = int(os.environ.get("SEQUENCES", "150"))


@pytest.mark.django_db
def test_no_sequence_of_acts_breaks_a_promise():
    run_state_machine_as_test(SupervisedOffice, settings=hypothesis_settings(max_examples=8, stateful_step_count=15))


@pytest.mark.slow
@pytest.mark.django_db
def test_no_long_sequence_of_acts_breaks_a_promise():
    many = hypothesis_settings(max_examples=MANY, stateful_step_count=40)
    run_state_machine_as_test(SupervisedOffice, settings=many)


@pytest.mark.django_db(transaction=True)
def test_two_publishers_at_the_same_moment_end_in_a_clear_order():
    page = make_page(title_ky="Бир")
    start, errors = threading.Barrier(4), []

    def publish(number):
        try:
            row = type(page).objects.get(pk=page.pk)
            row.title_ky = f"Үлгү {number}"
            start.wait()
            go_live(row, languages=["ky"])
        except Exception as error:  # reported below, in the main thread
            errors.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=publish, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert errors == []
    numbers = list(Act.objects.order_by("number").values_list("number", "edition"))
    assert numbers == [(1, 1), (2, 2), (3, 3), (4, 4)]
    assert Edition.objects.live(Act.objects.last().at).count() == 1
    assert list(faults()) == []
    assert set(Act.objects.values_list("verb", flat=True)) == {Verb.PUBLISH}
