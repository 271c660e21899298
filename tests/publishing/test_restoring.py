"""Which values bring an earlier text back."""

import pytest

from publishing.editions import Edition
from publishing.restoring import restore
from tests.factories import go_live, make_candidate, make_interview, make_plank, make_program, open_campaign

pytestmark = pytest.mark.django_db


@pytest.fixture
def election():
    return open_campaign()


def document_of(row, language="ky"):
    return Edition.objects.of(row).select_related("document").get(language=language).read()


def test_only_the_columns_of_the_documents_language_are_brought_back(election):
    candidate = make_candidate(election)
    go_live(candidate)
    words = restore(candidate, document_of(candidate, "ru")).values
    assert words["family_name_ru"] == "Мисалов ru"
    assert all(name.endswith("_ru") for name in words)


def test_facts_come_only_when_asked_for(election):
    candidate = make_candidate(election)
    talk = make_interview(candidate, election, place_ky="Бишкек", source_url="https://example.org/a")
    go_live(candidate, talk)
    assert "source_url" not in restore(talk, document_of(talk)).values
    values = restore(talk, document_of(talk), with_facts=True).values
    assert (values["source_url"], values["candidate"]) == ("https://example.org/a", candidate.pk)


def test_a_plank_gets_its_sentence_and_its_theme_back(election):
    program = make_program(election)
    plank = make_plank(program, measures=2)
    go_live(program, plank)
    restored = restore(plank, document_of(plank), with_facts=True)
    assert restored.values["summary_ky"] == "Бир сүйлөм. ky"
    assert restored.values["theme"] == plank.theme_id
    assert [part.words["text_ky"] for part in restored.parts["measures"]] == ["1-чара ky", "2-чара ky"]


def test_an_answer_gets_its_planks_and_measures_back(election):
    program, candidate = make_program(election), make_candidate(election)
    plank = make_plank(program, measures=1)
    talk = make_interview(candidate, election)
    block = talk.blocks.get()
    block.measures.add(plank.measures.get())
    go_live(program, plank, candidate, talk)
    facts = restore(talk, document_of(talk)).parts["blocks"][0].facts
    assert facts == {"planks": [], "measures": [plank.measures.get().pk]}
