"""Agreed terms: which translation departs from them, in whatever form the words stand."""

import pytest
from django.core.exceptions import ValidationError

from publishing.proposals import propose, review
from publishing.terms import Glossary, Term
from tests.factories import CAMPAIGN, make_page


@pytest.fixture
def glossary():
    """Return a glossary of three terms that no database holds."""
    return Glossary(
        [
            Term(word_ky="Ышсыз Бишкек", word_ru="Бишкек без дыма", word_en="Smoke-free Bishkek", note="Багыт."),
            Term(word_ky="таштандыны сорттоо", word_ru="сортировка отходов", also_ru="раздельный сбор"),
            Term(word_ky="Үлгү", word_ru="Образец"),
        ]
    )


def wanted(glossary, source, translated, language="ru"):
    """Return the agreed words a translation lacks."""
    return [one.wanted for one in glossary.departures(source, "ky", translated, language)]


@pytest.mark.parametrize(
    ("source", "translated", "lacks"),
    [
        ("Биз ышсыз Бишкекти көздөйбүз.", "Мы хотим Бишкек без смога.", ["Бишкек без дыма"]),
        ("Биз ышсыз Бишкекти көздөйбүз.", "Мы мечтаем о Бишкеке без дыма.", []),
        ("Таштандыны сорттоого шарт жок.", "Для сортировки бытовых отходов нет условий.", []),
        ("Таштандыны сорттоого шарт жок.", "Для раздельного сбора нет условий.", []),
        ("Таштандыны сорттоого шарт жок.", "Мусор не делят.", ["сортировка отходов"]),
        ("Бишкек ышсыз болсун.", "Пусть не будет смога.", []),  # the words do not follow one another
        ("Бул үлгү гана.", "Это лишь пример.", []),  # not the name
        ("Бул Үлгүнүн сөзү.", "Это слова Примера.", ["Образец"]),
        ("Ышсыз Бишкек", "", []),  # what is not translated departs from nothing
    ],
)
def test_a_translation_keeps_to_a_term_in_any_form(glossary, source, translated, lacks):
    assert wanted(glossary, source, translated) == lacks


def test_a_term_without_words_in_a_language_asks_nothing_there(glossary):
    assert wanted(glossary, "Таштандыны сорттоо", "Rubbish", "en") == []


def test_a_departure_says_what_stands_in_the_original_and_why(glossary):
    [found] = glossary.departures("Жаңы «Ышсыз Бишкекке» карай", "ky", "К чистому городу", "ru")
    assert (found.said, found.note) == ("Ышсыз Бишкекке", "Багыт.")


def test_who_begins_a_translation_is_told_all_its_terms(glossary):
    found = glossary.called("Ышсыз Бишкек жана таштандыны сорттоо", "ky", "ru")
    assert [one.wanted for one in found] == ["Бишкек без дыма", "сортировка отходов"]


def test_a_term_needs_two_languages():
    with pytest.raises(ValidationError):
        Term(word_ky="Ышсыз Бишкек").clean()
    Term(word_ky="Ышсыз Бишкек", word_ru="Бишкек без дыма").clean()


@pytest.mark.django_db
def test_publishing_warns_of_a_departing_translation_and_goes_on():
    Term.objects.create(word_ky="Ышсыз Бишкек", word_ru="Бишкек без дыма")
    page = make_page("ky ru", title_ky="Ышсыз Бишкек жөнүндө", title_ru="О Бишкеке без смога")

    [problem] = review([propose(page, ("ky", "ru"), at=CAMPAIGN)])
    assert (problem.code, problem.language, problem.is_error) == ("term", "ru", False)
    assert "Бишкек без дыма" in str(problem.message)

    page.title_ru = "О Бишкеке без дыма"
    assert review([propose(page, ("ky", "ru"), at=CAMPAIGN)]) == []
