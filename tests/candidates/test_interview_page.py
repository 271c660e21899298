"""The page of an interview: what it says where words are missing, what may be quoted, what stands in the margin."""

from pathlib import Path

import pytest
from django.conf import settings

from programs.models import StatusChange
from publishing.hyphens import SOFT_HYPHEN
from tests import factories as make
from tests.factories import AFTER

pytestmark = pytest.mark.django_db
LONG = "Көзөмөлдөнөт жана көрктөндүрүлөт."


@pytest.fixture
def election(at):
    """Return an election that is public."""
    return make.open_campaign()


def make_talk(election, blocks=1, languages="ky ru en", **fields):
    """Return an interview with its candidate, not public yet."""
    person = make.make_candidate(election, given_name_ky="Үлгү", family_name_ky="Мисалов")
    return make.make_interview(person, election, languages, blocks=blocks, slug="talk", **fields)


def show(client, talk, language="ky"):
    """Publish an interview with its candidate and return its page."""
    make.go_live(talk.candidate, talk)
    return client.get(f"/{language}/interviews/talk/").text


def answer_of(page, number):
    """Return one answer of the page."""
    return page.partition(f'<section class="answer" id="q{number}"')[2].partition("</section>")[0]


def slip_of(page, number=1):
    """Return what is copied of an answer."""
    return answer_of(page, number).partition("data-quote-slip>")[2].partition("</div>")[0]


def test_quote_carries_question_words_source_and_address_without_soft_hyphens(client, election):
    talk = make_talk(election, title_ky="Үлгү маек", asked_by_ky="Үлгү гезит", place_ky="Үлгү шаары", form="retold")
    talk.blocks.update(question_ky="Эмне болот?", answer_ky=LONG)

    page = show(client, talk)
    slip = slip_of(page)

    assert SOFT_HYPHEN in answer_of(page, 1)
    assert SOFT_HYPHEN not in slip
    assert f"<p>— Эмне болот?</p><p>{LONG}</p>" in slip
    assert "«Үлгү маек» (кыска баян). Маектешкен: Үлгү гезит. Үлгү шаары. 08.07.2021" in slip
    assert "<p>http://testserver/ky/interviews/talk/#q1</p>" in slip
    assert slip.count("http://") == 1


def test_quote_from_a_translation_carries_the_original(client, election):
    slip = slip_of(show(client, make_talk(election, blocks=2), "en"), 2)

    assert "<p>http://testserver/en/interviews/talk/#q2</p>" in slip
    assert "<p>Translated from Kyrgyz: http://testserver/ky/interviews/talk/#q2</p>" in slip


def test_every_answer_has_a_link_to_itself(client, election):
    page = show(client, make_talk(election, blocks=2), "en")

    assert ['class="quote__link" href="#q2"' in answer_of(page, number) for number in (1, 2)] == [False, True]


def test_script_of_the_quote_is_small_and_needed_by_nobody(client, election):
    page = show(client, make_talk(election))

    assert 'src="/static/js/quote.js" type="module"' in page
    assert "data-quote-copy" in page.partition(" hidden>")[0].rpartition("<button")[2]
    assert (Path(settings.BASE_DIR) / "static/js/quote.js").stat().st_size <= 2048


def test_question_nobody_answered_says_so_and_cannot_be_quoted(client, election):
    talk = make_talk(election)
    talk.blocks.update(answer_ky="", answer_ru="", answer_en="")

    answer = answer_of(show(client, talk), 1)

    assert '<p class="answer__none">Жооп жок</p>' in answer
    assert "data-quote" not in answer


def test_head_counts_the_answers_where_some_are_missing(client, election):
    talk = make_talk(election, blocks=3)
    talk.blocks.filter(number=2).update(answer_en="")

    page = show(client, talk, "en")

    assert "3 questions<small>Answered: 2</small>" in page


def test_answer_that_is_not_translated_leads_to_the_original(client, election):
    talk = make_talk(election)
    talk.blocks.update(answer_en="")

    answer = answer_of(show(client, talk, "en"), 1)

    assert "No answer in this language" in answer
    assert '<a href="/ky/interviews/talk/#q1" hreflang="ky">' in answer


@pytest.mark.parametrize(("blocks", "lists", "figures"), [(1, 0, 0), (2, 2, 0), (60, 2, 1)])
def test_table_of_questions_suits_their_number(client, election, blocks, lists, figures):
    page = show(client, make_talk(election, blocks=blocks))

    assert page.count('href="#q1"><span>1</span>') == lists
    assert page.count("questions--figures") == figures


def test_margin_says_after_the_vote_what_became_of_what_was_said(client, election, at):
    talk = make_talk(election)
    program = make.make_program(election)
    plank = make.make_plank(program, measures=3, slug="air")
    plank.measures.filter(number=3).update(voice=talk.candidate_id)
    talk.blocks.get().measures.set(plank.measures.all())
    make.go_live(talk.candidate, program, plank, talk)
    before = client.get("/en/interviews/talk/").text
    election.seats_won = 12
    election.save()
    make.go_live(election, at=AFTER)
    for measure, status in zip(plank.measures.all(), ["kept", "kept", "broken"], strict=True):
        StatusChange.objects.create(measure=measure, status=status, day="2021-07-20", source="https://example.org/")
    make.go_live(plank, at=AFTER)
    at(AFTER)

    programmes, own = (
        answer_of(client.get("/en/interviews/talk/").text, 1).partition('class="note"')[2].split("<li>")[1:]
    )

    assert "come-to" not in before
    assert "<span>Kept: 2</span>" in programmes
    assert "<span>Broken, 20 July 2021</span>" in own
    assert 'href="/en/program/air/#m3"' in own


def test_question_that_others_were_asked_too_leads_to_them(client, election):
    talk = make_talk(election, blocks=2)
    other = make.make_candidate(election, slug="other")
    same = make.make_interview(other, election, blocks=1, slug="same")
    make.go_live(other, same)

    page = show(client, talk, "en")

    assert ["answer__others" in answer_of(page, number) for number in (1, 2)] == [True, False]
