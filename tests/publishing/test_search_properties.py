"""Whatever is typed is searched for without an error, and marking only marks."""

import pytest
from django.db import connection
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from publishing.finding import vocabulary
from publishing.finding.asked import LONGEST, MOST_WORDS, Query
from publishing.finding.endings import stems
from publishing.finding.marking import EXCERPT, Marker, excerpt, marked
from publishing.finding.slips import slips_between
from publishing.finding.vocabulary import Sought
from publishing.searching import search
from publishing.suggesting import suggestions
from tests import factories as make
from tests.factories import CAMPAIGN

texts = st.one_of(
    st.text(max_size=200),
    st.text("абвгеёжийнңоөпртуүшьэ abehijksuy'\"*():^-+{}%_\\,.№0149\x00", max_size=120),
)
words = st.text("абвгдеиклмнопрстуышья", min_size=1, max_size=14)


@pytest.fixture
def page(db):
    """Return a public page with signs that mean something to databases."""
    page = make.make_page(
        title_ky='"Түтүн" (AND) OR NOT*', body_ky="<p>100% _аба_ NEAR(аба) {x} : шаар. Эки сүйлөм!</p>"
    )
    make.go_live(page)
    return page


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts)
@example('" OR "')
@example("folded : аба")
@example("NEAR(аба шаар, 2)")
@example("аба*")
@example("\x00аба\x00")
@example("\ud800аба")
@example("🗳️ аба 👩‍👩‍👧")
@example("а" * 10_000)
@example("' UNION SELECT 1 --")
@example("%s %(x)s {0} {}")
@example("ſtraße ﬁn ½ Ⅳ ٣ 中文")
@example("ь ъ ьь")
def test_any_text_is_searched_for_in_every_language(page, text):
    for language in ("ky", "ru", "en"):
        found = search(Query.typed(text), language, CAMPAIGN)
        assert found.count >= len(found.hits)
        suggestions(Query.typed(text), language, CAMPAIGN)


@given(texts)
def test_queries_are_short_and_their_words_folded(text):
    asked = Query.typed(text)

    assert len(asked.text) <= LONGEST
    assert len(asked.words) <= MOST_WORDS
    assert asked.needed or asked.is_too_short or not asked.text
    assert all(spelling.isalnum() for word in asked.words for spelling in word.spellings)


@given(texts, texts)
@example("Бишкек — аба. Bishkek!", "bishkek аба")
def test_marking_loses_and_adds_nothing(text, typed):
    marker = Marker([Sought(word) for word in Query.typed(typed).words], is_lenient=True)

    assert "".join(piece.text for piece in marked(text, marker)) == text


@given(texts, texts)
def test_excerpt_is_a_stretch_of_the_text(text, typed):
    marker = Marker([Sought(word) for word in Query.typed(typed).words], is_lenient=True)
    shown = "".join(piece.text for piece in excerpt(text, marker)).removeprefix("… ").removesuffix(" …")

    assert shown.strip() in text
    assert len(shown) <= EXCERPT


@given(words, st.sampled_from(["ky", "ru", "en"]))
def test_stems_are_beginnings_but_for_one_letter(word, language):
    for stem in stems(word, language):
        assert len(stem) <= len(word)
        assert word.startswith(stem[:-1])


@given(words, words)
def test_slips_are_counted_both_ways_alike(one, other):
    assert slips_between(one, other, 2) == slips_between(other, one, 2)
    assert (slips_between(one, other, 2) == 0) == (one == other)


@given(words, words)
def test_one_slip_is_one_slip_whether_or_not_more_are_allowed(one, other):
    assert slips_between(one, other, 1) == min(slips_between(one, other, 2), 2)


@given(words, st.integers(0, 13), st.sampled_from("абвг"))
def test_a_letter_changed_lost_or_turned_is_one_slip(word, at, letter):
    at %= len(word)
    for written in (word[:at] + letter + word[at + 1 :], word[:at] + word[at + 1 :], word[:at] + letter + word[at:]):
        assert slips_between(word, written, 1) == int(word != written)
    turned = word[:at] + word[at : at + 2][::-1] + word[at + 2 :]
    assert slips_between(word, turned, 1) == int(word != turned)


@pytest.mark.parametrize(("column", "index"), [("word", "publishing_searchword"), ("backwards", "search_word_ends")])
def test_words_are_looked_up_by_their_letters_not_walked(db, column, index):
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL plans by what is in the table, which is next to nothing here")
    lookup = vocabulary.ALIKE.format(column=column, like="GLOB", language=vocabulary.LANGUAGE[column])
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {lookup}", ["нит*", "ky", 2, 20, 2000])
        (plan,) = (row[3] for row in cursor.fetchall())

    assert index in plan
    assert f"{column}>?" in plan
