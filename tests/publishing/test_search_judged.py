"""What a reader types finds what he means: a judged set, one that search was never improved on, and nonsense."""

import random

import pytest
from django.test import override_settings

from publishing.finding.asked import Query
from publishing.searching import search
from tests.factories import CAMPAIGN
from tests.publishing.judging import furnish, judge, mean_reciprocal_rank, recall

LETTERS = {
    "ky": "абгдежзийклмнңоөпрстуүчшыэюя",
    "ru": "абвгдежзийклмнопрстуфхцчшщыьэюя",
    "en": "abcdefghijklmnopqrstuvwxyz",
}


@pytest.fixture(scope="module")
def verdicts(django_db_setup, django_db_blocker, tmp_path_factory):
    """Return the verdicts of both sets and what nonsense finds; the database is left as it was."""
    from django.db import transaction

    demo = override_settings(DEMO=True, MEDIA_ROOT=tmp_path_factory.mktemp("media"))
    with django_db_blocker.unblock(), demo, transaction.atomic():
        furnish()
        found = {"judged": judge("judged"), "held_out": judge("held_out"), "nonsense": found_by_nonsense()}
        transaction.set_rollback(True)
    return found


def found_by_nonsense() -> list[str]:
    """Return those of 300 runs of random letters that find something."""
    rng = random.Random("фывапролд")
    runs = [
        (language, "".join(rng.choices(letters, k=rng.randint(5, 10))))
        for language, letters in LETTERS.items()
        for _run in range(100)
    ]
    return [
        text for language, text in runs if (found := search(Query.typed(text), language, CAMPAIGN)).hits or found.near
    ]


def test_at_least_sixty_queries_are_judged(verdicts):
    assert len(verdicts["judged"]) >= 60
    assert len(verdicts["held_out"]) >= 40


def test_what_is_meant_is_among_the_first_five(verdicts):
    lost = [str(verdict) for verdict in verdicts["judged"] if verdict.recall < 1]

    assert recall(verdicts["judged"]) >= 0.95, lost


def test_what_is_meant_comes_first(verdicts):
    late = [str(verdict) for verdict in verdicts["judged"] if verdict.expected and verdict.reciprocal_rank < 1]

    assert mean_reciprocal_rank(verdicts["judged"]) >= 0.9, late


def test_queries_search_was_not_made_for_do_as_well(verdicts):
    assert recall(verdicts["held_out"]) >= 0.95
    assert mean_reciprocal_rank(verdicts["held_out"]) >= 0.9


def test_nonsense_hardly_ever_finds_anything(verdicts):
    assert len(verdicts["nonsense"]) <= 6, verdicts["nonsense"]
