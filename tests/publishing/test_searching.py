"""Searching means the same on both databases: every word, anywhere, folded, in what is public now."""

import pytest

from publishing.acts import withdraw
from publishing.finding.asked import LONGEST, MOST_WORDS, Query
from publishing.finding.marking import Marker, excerpt, marked
from publishing.finding.vocabulary import Sought
from publishing.kyrgyz import fold
from publishing.search import SearchEntry
from publishing.searching import search
from tests import factories as make
from tests.factories import CAMPAIGN, MACHINE

pytestmark = pytest.mark.django_db


def marker(text, *, is_lenient=False):
    """Return what marks the words of a query, without their other forms."""
    return Marker([Sought(word) for word in Query.typed(text).words], is_lenient=is_lenient)


def found(text, language="ky", at=CAMPAIGN):
    """Return (kind, part) of what a query finds."""
    return [(hit.card.kind, hit.part) for hit in search(Query.typed(text), language, at).hits]


@pytest.fixture
def person():
    """Return a public candidate with a name full of Kyrgyz letters."""
    person = make.make_candidate(
        make.open_campaign(), family_name_ky="Өмүрзакова", given_name_ky="Жылдыз", work_ky="«Чоң Таш» айылынын дарыгери"
    )
    make.go_live(person)
    return person


@pytest.mark.parametrize(
    "typed",
    [
        "Өмүрзакова",
        "омурзакова",
        "ӨМҮРЗАКОВА",
        "omurzakova",
        "мурзак",
        "жылдыз өмүр",
        "омур Жылдыз",
        "zhyldyz",
        "чон таш",
    ],
)
def test_name_is_found_however_it_is_typed(person, typed):
    assert found(typed) == [("candidate", None)]


@pytest.mark.parametrize("typed", ["Өмүрзаков Азамат", "жылдызхан", "%", "_", "", "«—»"])
def test_what_is_not_there_is_not_found(person, typed):
    assert found(typed) == []


def test_tags_of_rich_text_are_not_found():
    page = make.make_page(body_ky="<p><strong>Маанилүү</strong> сөз</p>")
    make.go_live(page)

    assert found("маанилуу соз") == [("page", None)]
    assert found("strong") == []


def test_every_language_finds_its_own(person):
    assert found("омурзакова", "ru") == []
    assert found("Мисалов ru", "ru") == [("candidate", None)]


def test_answers_and_measures_are_results_of_their_own():
    election = make.open_campaign()
    program = make.make_program(election)
    plank = make.make_plank(program, measures=2)
    person = make.make_candidate(election)
    talk = make.make_interview(person, election, blocks=2)
    make.go_live(program, plank, person, talk)

    hits = {(hit.card.kind, hit.part): hit.source for hit in search(Query.typed("2"), "ky", CAMPAIGN).hits}

    assert hits == {("plank", 2): "Үлгү программа ky", ("interview", 2): person.name("ky")}


def test_only_what_is_public_at_the_moment_is_found(person):
    person.work_ky = "Жаңы жумуш"
    person.save()
    tomorrow = make.moment(7, 9)
    make.go_live(person, starts_at=tomorrow)

    assert found("жаны жумуш") == []
    assert found("жаны жумуш", at=tomorrow) == [("candidate", None)]
    assert found("чон таш", at=tomorrow) == []


def test_interview_of_a_withdrawn_candidate_is_not_found():
    election = make.open_campaign()
    person = make.make_candidate(election)
    talk = make.make_interview(person, election)
    make.go_live(person, talk)
    later = make.moment(7, 9)
    withdraw([person], ["ky", "ru", "en"], at=later, who=MACHINE, note="Үлгү")

    assert found("маек", at=later) == []


def test_what_matches_as_typed_comes_first():
    election = make.open_campaign()
    for name in ("Он", "Өн"):
        make.go_live(make.make_candidate(election, family_name_ky=name, given_name_ky="Үлгү"))

    first = search(Query.typed("өн"), "ky", CAMPAIGN).hits[0]

    assert first.card.title == "Үлгү Өн"


def test_long_queries_are_cut():
    asked = Query.typed("бир " * 400 + "эки")
    many = Query.typed(" ".join(f"с{n}" for n in range(20)))

    assert (len(asked.text), asked.is_cut) == (LONGEST, True)
    assert (len(many.words), many.is_cut) == (MOST_WORDS, True)


def test_nothing_is_lost_when_matches_are_marked():
    text = "Ышсыз Бишкек — бишкектиктердин шаары. Bishkek!"
    pieces = list(marked(text, marker("bishkek")))

    assert "".join(piece.text for piece in pieces) == text
    assert [piece.text for piece in pieces if piece.is_match] == ["Бишкек", "бишкектиктердин", "Bishkek"]


def test_excerpt_shows_the_first_match():
    body = "сөз " * 300 + "Бишкек " + "сөз " * 300

    shown = "".join(piece.text for piece in excerpt(body, marker("бишкек")))

    assert "Бишкек" in shown
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert len(shown) < 260


def test_equal_questions_have_equal_headings_however_they_are_written():
    election = make.open_campaign()
    for question in ("Түтүнгө каршы эмне кыласыз?", "«тутунго каршы  эмне кыласыз»"):
        talk = make.make_interview(make.make_candidate(election), election, blocks=0)
        talk.blocks.create(question_ky=question, answer_ky="Үлгү")
        make.go_live(talk.candidate, talk, languages=["ky"])

    headings = SearchEntry.objects.filter(language="ky", part__isnull=False).values_list("heading", flat=True)

    assert list(headings) == ["тутунго каршы емне кыласыз"] * 2


def test_heading_of_an_endless_title_is_its_beginning():
    make.go_live(make.make_page(title_ky="сөз " * 39))

    assert SearchEntry.objects.get(language="ky").heading == fold("сөз " * 39)[:120]


# Forms of words, slips, and what may be missing -----------------------------------------------------------------------


@pytest.fixture
def words():
    """Return a function that publishes a page for each text in a language."""

    def publish(language, *texts):
        for text in texts:
            make.go_live(make.make_page(language, **{f"title_{language}": text}), languages=[language])

    return publish


def titles(text, language="ky"):
    """Return the titles that a query finds."""
    return [hit.card.title for hit in search(Query.typed(text), language, CAMPAIGN).hits]


@pytest.mark.parametrize(
    ("language", "written", "typed"),
    [
        ("ky", "Бишкек", "бишкектиктердин"),
        ("ky", "Калдык", "калдыгын"),
        ("ky", "Шайлоо", "шайлоого"),
        ("ky", "Китеп", "китептерибизди"),
        ("ky", "Жаңы мектеп", "мектептердеги"),
        ("ru", "Борьба против смога", "смогу"),
        ("ru", "Избирательный участок", "участки"),
        ("ru", "Наши кандидаты", "кандидатов"),
        ("ru", "Зелёная экономика", "зеленой экономики"),
        ("en", "Our promises", "promised"),
        ("en", "A clean city", "cities"),
    ],
)
def test_another_form_of_a_word_is_found(words, language, written, typed):
    words(language, written, "Үлгү")

    assert titles(typed, language) == [written]


@pytest.mark.parametrize("typed", ["туттн", "тутнү", "ттүн", "түүтүн", "үттүн", "тутүнө"])
def test_one_slip_is_forgiven(words, typed):
    words("ky", "Түтүн", "Үлгү")

    assert titles(typed) == ["Түтүн"]


def test_slips_are_forgiven_only_where_nothing_is_written_so(words):
    words("ky", "Калпак", "Калтак")

    assert titles("калпак") == ["Калпак"]


def test_what_was_meant_is_said_as_it_is_written(words):
    words("ky", "Түтүнсүз шаар")

    assert search(Query.typed("туттнсуз шаар"), "ky", CAMPAIGN).instead == "түтүнсүз шаар"
    assert search(Query.typed("тутунсуз шаар"), "ky", CAMPAIGN).instead == ""


def test_word_that_waits_to_be_public_is_not_given_away():
    page = make.make_page("ky", title_ky="Жашыруун")
    make.go_live(page, languages=["ky"], starts_at=make.moment(7, 9))

    results = search(Query.typed("жашырун"), "ky", CAMPAIGN)

    assert (results.hits, results.near, results.instead) == ([], [], "")


def test_whole_word_comes_before_a_beginning_and_a_title_before_a_text(words):
    words("ky", "Газета", "Газ")
    make.go_live(make.make_page("ky", title_ky="Үлгү", body_ky="<p>Бул жерде газ бар.</p>"), languages=["ky"])

    assert titles("газ") == ["Газ", "Газета", "Үлгү"]


def test_figures_are_found_whole(words):
    words("ky", "11 июль", "110 орун", "2011-жыл")

    assert titles("11") == ["11 июль"]


def test_words_side_by_side_come_first(words):
    words("ky", "Аба мындан да таза", "Таза аба")

    assert titles("таза аба") == ["Таза аба", "Аба мындан да таза"]


def test_one_missing_word_is_forgiven_below_whole_answers(words):
    words("ky", "Таза аба", "Таза суу")

    results = search(Query.typed("таза аба"), "ky", CAMPAIGN)

    assert [hit.card.title for hit in results.hits] == ["Таза аба"]
    assert [hit.card.title for hit in results.near] == ["Таза суу"]
    assert results.count == 1


def test_initials_only_order(words):
    words("ky", "Мисалов Бакыт", "Мисалов Нурлан")

    assert titles("Н. Мисалов") == ["Мисалов Нурлан", "Мисалов Бакыт"]


def test_empty_words_are_not_needed(words):
    words("ky", "Газ жөнүндө")

    assert titles("бул газ менен эмне") == ["Газ жөнүндө"]


@pytest.mark.parametrize("typed", ["н", "и", "a b", "«»", "ь"])
def test_too_little_is_called_so(typed):
    assert Query.typed(typed).is_too_short


def test_pages_of_results_show_everything_once(words):
    words("ky", *(f"Үлгү {number}" for number in range(45)))

    pages = [search(Query.typed("үлгү"), "ky", CAMPAIGN, page=number) for number in (1, 2, 3)]
    shown = [hit.card.title for page in pages for hit in page.hits]

    assert [page.count for page in pages] == [45, 45, 45]
    assert [len(page.hits) for page in pages] == [20, 20, 5]
    assert len(set(shown)) == 45


def test_one_sort_is_shown_with_the_counts_of_all(person):
    make.go_live(make.make_page(title_ky="Жылдыз"))

    results = search(Query.typed("жылдыз"), "ky", CAMPAIGN, sort=("candidate", False))

    assert [hit.card.kind for hit in results.hits] == ["candidate"]
    assert results.counts == {("candidate", False): 1, ("page", False): 1}


def test_dates_of_an_election_are_results_of_their_own():
    election = make.make_election()
    election.key_dates.create(day=make.moment(7, 9).date(), what_ky="Үлгү күн", what_ru="Образец", what_en="Sample")
    make.go_live(election, at=make.BEFORE)

    assert found("9-июль") == [("election", 1)]
    assert found("үлгү күн")[0] == ("election", 1)


def test_excerpt_is_the_sentence_with_most_words():
    body = "Таза суу керек. Таза аба баарынан маанилүү. Аба ырайы."

    shown = "".join(piece.text for piece in excerpt(body, marker("таза аба")))

    assert shown == "… Таза аба баарынан маанилүү. Аба ырайы."


def test_other_forms_and_slips_are_marked_too():
    sought = Sought(Query.typed("бишкектин").words[0], kin=("бишкекте",), meant=("бишкен",))
    pieces = list(marked("Бишкекте бишкен нан", Marker([sought], is_lenient=True)))

    assert [piece.text for piece in pieces if piece.is_match] == ["Бишкекте", "бишкен"]
