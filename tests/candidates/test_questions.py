"""The same question across candidates: which there are, who answered what, and the way there from an answer."""

import re

import pytest

from candidates import questions
from candidates.models import Candidacy, QABlock
from publishing import paging, reading
from publishing.acts import withdraw
from publishing.hyphens import SOFT_HYPHEN
from tests import factories as make
from tests.factories import CAMPAIGN, MACHINE

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]
SMOKE = "Түтүн кайдан чыгат?"


def asked(election, slug: str, *pairs: tuple[str, str], position=None, **fields):
    """Return the published interview of a new candidate with these questions and answers, in Kyrgyz."""
    person = make.make_candidate(election, "ky", position, slug=slug, family_name_ky=slug.title())
    talk = make.make_interview(person, election, "ky", blocks=0, slug=f"talk-{slug}", **fields)
    for question, answer in pairs:
        QABlock.objects.create(interview=talk, question_ky=question, answer_ky=answer)
    make.go_live(person, talk, languages=["ky"])
    return talk


def text_of(client, path: str, status: int = 200) -> str:
    """Return the HTML of a page, without soft hyphens."""
    response = client.get(path)
    assert response.status_code == status
    return response.content.decode().replace(SOFT_HYPHEN, "")


def listed(page: str) -> list[tuple[str, str, str]]:
    """Return (question, asked, answered) of each line of the list."""
    pattern = r'hits__kind">[^:]*: (\d+)</p>.*?hits__title"><a[^>]*>([^<]*)</a>.*?hits__source">[^:]*: (\d+)</p>'
    return [(question, put, answered) for put, question, answered in re.findall(pattern, page)]


def figures(page: str) -> list[str]:
    """Return how many stand on the list, were asked, and answered."""
    return re.findall(r"<dd>(\d+)</dd>", page.split('class="strip"')[1].split("</dl>")[0])


def answers(page: str) -> list[tuple[str, str]]:
    """Return (name, words) of each answer on a question's page."""
    found = re.findall(r'replies__name"><a[^>]*>([^<]*)</a>.*?replies__text[^>]*>(.*?)</(?:div|p)>\n', page, re.DOTALL)
    return [(name, re.sub(r"<[^>]+>", "", words).strip()) for name, words in found]


# The list of questions ------------------------------------------------------------------------------------------------


def test_only_questions_of_several_are_listed_most_asked_first(client, election):
    asked(election, "aida", ("Жалгыз суроо?", "Ооба."), ("Эки жолу?", "Бир."), (SMOKE, "Мештен."))
    asked(election, "bolot", (SMOKE, "Унаадан."), ("Эки жолу?", ""))
    asked(election, "chynar", ("тутун кайдан чыгат", ""))

    assert listed(text_of(client, "/ky/questions/")) == [(SMOKE, "3", "2"), ("Эки жолу?", "2", "1")]


def test_question_put_twice_to_one_candidate_is_not_of_several(client, election):
    talk = asked(election, "aida", (SMOKE, "Мештен."))
    second = make.make_interview(talk.candidate, election, "ky", blocks=0, slug="second")
    QABlock.objects.create(interview=second, question_ky=SMOKE, answer_ky="Унаадан.")
    make.go_live(second, languages=["ky"])

    assert listed(text_of(client, "/ky/questions/")) == []
    assert questions.shared(reading.page("interview", "second", "ky", CAMPAIGN).card, CAMPAIGN) == {}


def test_questions_of_another_election_are_not_mixed_in(client, election, april):
    asked(election, "aida", (SMOKE, "Мештен."))
    for slug in ("bolot", "chynar"):
        asked(april, slug, (SMOKE, "Унаадан."))

    assert listed(text_of(client, "/ky/questions/")) == []
    assert listed(text_of(client, "/ky/elections/april/questions/")) == [(SMOKE, "2", "2")]


def test_long_list_of_questions_goes_on_and_misses_none(client, election, monkeypatch):
    monkeypatch.setattr(paging, "PAGE", 2)
    monkeypatch.setattr("candidates.views.questions.PAGE", 2)
    pairs = [(f"{number}-суроо?", "Ооба.") for number in range(5)]
    asked(election, "aida", *pairs)
    asked(election, "bolot", *reversed(pairs))

    found, path = [], "/ky/questions/"
    while path:
        page = text_of(client, path)
        found += [question for question, _asked, _answered in listed(page)]
        more = re.search(r'href="([^"]*)" rel="next"', page)
        path = more and f"/ky/questions/{more[1]}"

    assert found == [question for question, _answer in pairs]


def test_no_question_of_several_is_said(client, election):
    page = text_of(client, "/ky/questions/")

    assert "Азырынча бир эле суроо бир нече талапкерге берилген эмес." in page
    assert 'class="imprint"' not in page


# One question ---------------------------------------------------------------------------------------------------------


def test_everybody_who_was_asked_stands_in_the_order_of_the_list(client, election):
    asked(election, "chynar", (SMOKE, ""), position=3)
    asked(election, "aida", ("Башка?", "Жок."), (SMOKE, "Мештен."), position=1)
    asked(election, "bolot", (SMOKE, "Унаадан."))

    page = text_of(client, "/ky/questions/talk-chynar/1/")

    assert answers(page) == [
        ("Үлгү ky Aida", "Мештен."),
        ("Үлгү ky Chynar", "Азырынча жооп жок"),
        ("Үлгү ky Bolot", "Унаадан."),
    ]
    assert '<a href="/ky/interviews/talk-aida/#q2">' in page
    assert figures(page) == ["3", "3", "2"]


def test_any_answer_leads_to_the_one_address_of_its_question(client, election):
    asked(election, "aida", (SMOKE, "Мештен."))
    asked(election, "bolot", ("Башка?", "Жок."), (SMOKE, "Унаадан."))

    response = client.get("/ky/questions/talk-bolot/2/")

    assert (response.status_code, response["Location"]) == (302, "/ky/questions/talk-aida/1/")


def test_answers_go_on_page_by_page_and_miss_nobody(client, election, monkeypatch):
    monkeypatch.setattr(paging, "PAGE", 2)
    monkeypatch.setattr("candidates.views.questions.PAGE", 2)
    for position, slug in enumerate(("aida", "bolot", "chynar", "daniyar", "elmira"), start=1):
        asked(election, slug, (SMOKE, f"{slug}."), position=position)

    found, path = [], "/ky/questions/talk-aida/1/"
    while path:
        page = text_of(client, path)
        found += [words for _name, words in answers(page)]
        more = re.search(r'href="([^"]*)" rel="next"', page)
        path = more and f"/ky/questions/talk-aida/1/{more[1]}"

    assert found == ["aida.", "bolot.", "chynar.", "daniyar.", "elmira."]


def test_answer_that_waits_for_its_translation_leads_to_the_original(client, election):
    talks = []
    for slug in ("aida", "bolot"):
        person = make.make_candidate(election, slug=slug)
        talk = make.make_interview(person, election, "ky ru", blocks=0, slug=f"talk-{slug}")
        QABlock.objects.create(interview=talk, question_ky=SMOKE, question_ru="Откуда дым?", answer_ky="Мештен.")
        make.go_live(person)
        make.go_live(talk, languages=["ky", "ru"])
        talks.append(talk)

    page = text_of(client, "/ru/questions/talk-aida/1/")

    assert '<a href="/ky/interviews/talk-bolot/#q1" hreflang="ky">' in page
    assert "Ответа пока нет" not in page
    assert figures(page) == ["2", "2", "2"]
    assert "Мештен" not in page


def test_one_who_left_the_list_keeps_the_answer_struck_with_the_day(client, election):
    first = asked(election, "aida", (SMOKE, "Мештен."), position=1)
    asked(election, "bolot", (SMOKE, "Унаадан."), position=2)
    Candidacy.objects.filter(candidate=first.candidate).update(status="withdrawn", status_date="2021-07-02")
    make.go_live(first.candidate, languages=["ky"])

    page = text_of(client, "/ky/questions/talk-aida/1/")

    assert page.count("replies__one--out") == 1
    assert "02.07.2021" in page


def test_answers_fall_with_their_candidate(client, election, at):
    asked(election, "aida", (SMOKE, "Мештен."))
    fallen = asked(election, "bolot", (SMOKE, "Унаадан."))
    asked(election, "chynar", (SMOKE, "Мордон."))
    withdraw([fallen.candidate], ["ky"], at=make.moment(7, 9), who=MACHINE, note="Үлгү")
    at(make.moment(7, 9, 1))

    assert [words for _name, words in answers(text_of(client, "/ky/questions/talk-aida/1/"))] == ["Мештен.", "Мордон."]
    assert listed(text_of(client, "/ky/questions/")) == [(SMOKE, "2", "2")]


def test_question_outlives_the_withdrawal_of_who_was_asked_first(client, election, at):
    first = asked(election, "aida", (SMOKE, "Мештен."), ("Жалгыз?", "Ооба."))
    asked(election, "bolot", (SMOKE, "Унаадан."))
    withdraw([first.candidate], ["ky"], at=make.moment(7, 9), who=MACHINE, note="Үлгү")
    at(make.moment(7, 9, 1))

    response = client.get("/ky/questions/talk-aida/1/")

    assert (response.status_code, response["Location"]) == (302, "/ky/questions/talk-bolot/1/")
    text_of(client, "/ky/questions/talk-aida/2/", status=410)


@pytest.mark.parametrize("path", ["talk-aida/3/", "talk-aida/2/", "nobody/1/", "talk-aida/1/?after=x"])
def test_nonsense_is_not_found(client, election, path):
    asked(election, "aida", (SMOKE, "Мештен."), ("", "Сөзсүз."))

    text_of(client, f"/ky/questions/{path}", status=404)


def test_question_in_another_language_says_where_it_is(client, election):
    asked(election, "aida", (SMOKE, "Мештен."))

    assert 'href="/ky/questions/talk-aida/1/"' in text_of(client, "/ru/questions/talk-aida/1/", status=404)


# From an answer -------------------------------------------------------------------------------------------------------


def test_interview_knows_which_of_its_questions_others_were_asked(election, django_assert_num_queries):
    asked(election, "aida", ("Жалгыз?", "Ооба."), (SMOKE, "Мештен."), ("", "Сөзсүз."))
    asked(election, "bolot", (SMOKE, "Унаадан."), ("", "Сөзсүз."))
    talk = reading.page("interview", "talk-aida", "ky", CAMPAIGN).card

    with django_assert_num_queries(1):
        found = questions.shared(talk, CAMPAIGN)

    assert found == {2: "/ky/questions/talk-aida/2/"}
