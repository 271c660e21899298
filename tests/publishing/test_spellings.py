"""Words that stand on the site with the other letter: counted as they are published, gone when they are erased."""

import pytest

from publishing.acts import withdraw
from publishing.erasing import erase
from publishing.kyrgyz import in_letters_of
from publishing.rebuilding import rebuild_search
from publishing.spellings import Spelling, usual_of, usual_spellings
from tests.factories import CAMPAIGN, MACHINE, go_live, make_page

pytestmark = pytest.mark.django_db


def page(title, **more):
    """Return a public page of one Kyrgyz title."""
    row = make_page("ky", title_ky=title, **more)
    go_live(row, at=CAMPAIGN, languages=["ky"])
    return row


def counts():
    """Return how often each word was counted."""
    return dict(Spelling.objects.values_list("written", "entries"))


def test_a_word_the_site_writes_with_the_other_letter_is_known():
    page("Шаардагы өзгөрүү", slug="one")

    assert usual_spellings(["озгоруу", "өзгөрүү", "шаардагы", "жок"]) == {"озгоруу": "өзгөрүү"}


def test_a_draft_teaches_nothing():
    make_page("ky", title_ky="Шаардагы өзгөрүү")
    assert usual_spellings(["озгоруу"]) == {}


@pytest.mark.parametrize(
    ("word", "counts", "usual"),
    [
        ("озгоруу", {"озгоруу": 1, "өзгөрүү": 4}, "өзгөрүү"),
        ("озгоруу", {"озгоруу": 1, "өзгөрүү": 3}, ""),  # not clearly the usual one
        ("тон", {"тон": 3, "тоң": 400}, ""),  # it stands often itself
        ("тон", {"тоң": 3, "төн": 2}, ""),  # two spellings, neither the usual one
        ("тоң", {"тон": 2}, ""),  # a letter too much is believed later than one that no keyboard has
        ("тоң", {"тон": 3}, "тон"),
    ],
)
def test_a_word_is_marked_only_where_another_spelling_is_clearly_usual(word, counts, usual):
    assert usual_of(word, counts) == usual


@pytest.mark.parametrize("typed", ["озгоруу", "Озгоруу", "ОЗГОРУУ"])
def test_a_replacement_has_the_capitals_of_what_was_typed(typed):
    right = in_letters_of("өзгөрүү", typed)
    assert (right.islower(), right.istitle(), right.isupper()) == (typed.islower(), typed.istitle(), typed.isupper())


def test_erasing_forgets_the_words_nobody_else_says():
    page("Шаардагы өзгөрүү", slug="one")
    gone = page("Жашыруун өзгөрүү", slug="two")
    both = counts()
    withdraw([gone], ["ky"], at=CAMPAIGN, who=MACHINE, note="")
    erase(gone, at=CAMPAIGN, who=MACHINE, note="Мыйзам боюнча")

    assert both == {"өзгөрүү": 2, "жашыруун": 1}
    assert counts() == {"өзгөрүү": 1}


def test_rebuilding_counts_anew():
    page("Жашыруун өзгөрүү", slug="one")
    Spelling.objects.update(entries=9)
    Spelling.objects.create(written="эски", bare="эски", entries=1)
    for _done in rebuild_search():
        pass

    assert counts() == {"жашыруун": 1, "өзгөрүү": 1}
