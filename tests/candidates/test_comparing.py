"""Two candidates side by side, how they are chosen, and what is said of one who is not there."""

import re

import pytest

from candidates.models import Candidacy, QABlock
from publishing.acts import withdraw
from publishing.hyphens import SOFT_HYPHEN
from tests import factories as make
from tests.factories import MACHINE, translated

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]


def person(election, slug: str, position=None, languages="ky ru en", **fields):
    """Return a candidate whose family name is made of the slug."""
    names = {f"family_name_{code}": slug.title() for code in languages.split()}
    return make.make_candidate(election, languages, position, slug=slug, **names | fields)


def talk_of(candidate, election, *pairs: tuple[str, str], slug: str = ""):
    """Return an interview in Kyrgyz with these questions and answers."""
    talk = make.make_interview(candidate, election, "ky", blocks=0, slug=slug or f"talk-{candidate.slug}")
    for question, answer in pairs:
        QABlock.objects.create(interview=talk, question_ky=question, answer_ky=answer)
    return talk


def text_of(client, query: str = "", status: int = 200, language: str = "ky") -> str:
    """Return the HTML of the comparison, without soft hyphens and line breaks."""
    response = client.get(f"/{language}/compare/{query}")
    assert response.status_code == status
    return response.content.decode().replace(SOFT_HYPHEN, "")


def lines(page: str) -> dict[str, list[str]]:
    """Return what the two sides have, in words, by the label of the line."""
    found = {}
    for line in re.split(r'class="versus__line"', page)[1:]:
        label, *sides = re.split(r'<(?:dd|div) class="versus__side[^"]*">', line.split("</li>")[0].split("</dl>")[0])
        found[words(label.partition(">")[2])] = [words(side) for side in sides]
    return found


def words(html: str) -> str:
    """Return HTML as words."""
    return " ".join(re.sub(r"<[^>]*>?", " ", html).split())


# Side by side ---------------------------------------------------------------------------------------------------------


def test_two_stand_in_the_order_of_the_list_whoever_is_chosen_first(client, election):
    make.go_live(person(election, "bolot", 2), person(election, "aida", 1))

    for query in ("?a=bolot&b=aida", "?a=aida&b=bolot"):
        assert re.findall(r'compare__name"><a href="([^"]*)"', text_of(client, query)) == [
            "/ky/candidates/aida/",
            "/ky/candidates/bolot/",
        ]


def test_known_and_unknown_of_both_are_said(client, election):
    one = person(election, "aida", 1, profession_ky="дарыгер")
    other = person(election, "bolot", patronymic_ky="Үлгүевич")
    Candidacy.objects.filter(candidate=one).update(status="registered", status_source="Үлгү БШК")
    make.go_live(one, other)

    found = lines(text_of(client, "?a=aida&b=bolot"))

    names = [one.name("ky"), other.name("ky")]
    assert found["Кесиби"] == [f"{names[0]}: дарыгер", f"{names[1]}: көрсөтүлгөн эмес"]
    assert found["Тизмедеги орду"] == [f"{names[0]}: 1", f"{names[1]}: жарыялана элек"]
    assert found["Каттоо абалы"] == [f"{names[0]}: Катталган Үлгү БШК", f"{names[1]}: белгисиз"]
    assert found["Атасынын аты"] == [f"{names[0]}: көрсөтүлгөн эмес", f"{names[1]}: Үлгүевич"]
    assert list(found).index("Атасынын аты") < list(found).index("Кесиби")


def test_planks_show_what_both_one_and_neither_speak_for(client, election):
    one, other = person(election, "aida", 1), person(election, "bolot", 2)
    program = make.make_program(election)
    both, alone, none = [
        make.make_plank(program, title_ky=title, slug=slug, measures=1)
        for title, slug in (("Аба", "aba"), ("Суу", "suu"), ("Жол", "jol"))
    ]
    alone.measures.update(voice=other.pk, text_ky="Кудук казуу")
    talks = [talk_of(who, election, ("Эмне?", "Бул."), ("Дагы?", "Ошол.")) for who in (one, other)]
    for talk in talks:
        talk.blocks.get(number=1).planks.add(both)
    talks[1].blocks.get(number=2).planks.add(alone)
    make.go_live(one, other, program, both, alone, none)
    make.go_live(*talks, languages=["ky"])

    page = text_of(client, "?a=aida&b=bolot")
    found = lines(page)

    assert found["Аба"] == [f"{who.name('ky')}: Жооптор: 1" for who in (one, other)]
    assert found["Суу"] == [
        f"{one.name('ky')}: Бул тууралуу айткан эмес",
        f"{other.name('ky')}: Жооптор: 2 Өз пикири Кудук казуу",
    ]
    assert "Жол" not in found
    assert re.search(r'Экөө тең сөз кыла элек багыттар: <a href="/ky/program/jol/">Жол</a>', page)
    assert 'href="/ky/interviews/talk-bolot/#q2"' in page
    assert 'href="/ky/program/suu/#m1"' in page


def test_questions_of_both_stand_with_both_answers_and_the_others_say_who_was_not_asked(client, election):
    one, other = person(election, "aida", 1), person(election, "bolot", 2)
    first = talk_of(one, election, ("Түтүн кайдан чыгат?", "Мештен."), ("Өзүңүз?", "Дарыгермин."))
    second = talk_of(other, election, ("Тутун  кайдан чыгат", ""), ("Пландар?", "Көп."))
    make.go_live(one, other)
    make.go_live(first, second, languages=["ky"])

    page = text_of(client, "?a=aida&b=bolot")
    found = lines(page)

    names = [one.name("ky"), other.name("ky")]
    assert found["Түтүн кайдан чыгат?"][0].startswith(f"{names[0]} Мештен. 1-жооп")
    assert found["Түтүн кайдан чыгат?"][1].startswith(f"{names[1]} Азырынча жооп жок")
    assert found["Өзүңүз?"][1] == f"{names[1]} Бул суроо берилген эмес"
    assert found["Пландар?"][0] == f"{names[0]} Бул суроо берилген эмес"
    assert page.index("Экөөнө тең") < page.index("Түтүн кайдан") < page.index("Бирөөнө гана") < page.index("Өзүңүз?")


def test_answer_that_waits_for_its_translation_is_not_called_missing(client, election):
    one, other = person(election, "aida", 1), person(election, "bolot", 2)
    talk = make.make_interview(one, election, "ky", blocks=0, slug="talk", title_ru="Маек ru")
    QABlock.objects.create(interview=talk, question_ky="Эмне?", question_ru="Что?", answer_ky="Бул.")
    make.go_live(one, other)
    make.go_live(talk, languages=["ky", "ru"])

    found = lines(text_of(client, "?a=aida&b=bolot", language="ru"))

    assert "На этом языке ответа пока нет" in found["Что?"][0]


def test_interview_in_another_language_is_named_and_not_compared(client, election):
    one, other = person(election, "aida", 1), person(election, "bolot", 2)
    make.go_live(one, other)
    make.go_live(talk_of(one, election, ("Эмне?", "Бул.")), languages=["ky"])

    page = text_of(client, "?a=aida&b=bolot", language="ru")

    assert '<a href="/ky/interviews/talk-aida/" hreflang="ky" lang="ky">' in page
    assert "Бул." not in page


def test_one_who_left_the_list_is_compared_struck_with_the_day(client, election):
    one, other = person(election, "aida", 1), person(election, "bolot", 2)
    Candidacy.objects.filter(candidate=one).update(status="withdrawn", status_date="2021-07-02", status_source="Үлгү")
    make.go_live(one, other)

    page = text_of(client, "?a=aida&b=bolot")

    assert page.count("compare__one--out") == 1
    assert "02.07.2021. Үлгү" in lines(page)["Каттоо абалы"][0]


def test_comparison_has_its_imprint_and_no_search_engine(client, election):
    make.go_live(person(election, "bolot", 2), person(election, "aida", 1))
    response = client.get("/ky/compare/?a=bolot&b=aida")

    assert response["X-Robots-Tag"] == "noindex"
    assert 'class="imprint"' in response.text
    assert '<link rel="canonical" href="http://testserver/ky/compare/?a=bolot&amp;b=aida">' in response.text


def test_change_of_language_keeps_the_two(client, election):
    make.go_live(person(election, "bolot", 2), person(election, "aida", 1))

    assert '<a href="/ru/compare/?a=bolot&amp;b=aida" lang="ru"' in text_of(client, "?a=bolot&b=aida")


# Choosing -------------------------------------------------------------------------------------------------------------


def test_each_row_chooses_the_first_then_the_second(client, election):
    make.go_live(person(election, "aida", 1), person(election, "bolot", 2))

    first, second = text_of(client), text_of(client, "?a=aida")

    assert re.findall(r'row__name"><a href="([^"]*)"', first) == ["/ky/compare/?a=aida", "/ky/compare/?a=bolot"]
    assert re.findall(r'row__name"><a href="([^"]*)"', second) == [
        "/ky/candidates/aida/",
        "/ky/compare/?a=aida&amp;b=bolot",
    ]


def test_choice_is_filtered_by_name_and_keeps_the_first(client, election):
    make.go_live(person(election, "aida", 1), person(election, "bolot", 2), person(election, "chynar", 3))

    page = text_of(client, "?a=aida&name=bol")

    assert '<input type="hidden" name="a" value="aida">' in page
    assert "b=bolot" in page
    assert "b=chynar" not in page


def test_same_person_twice_is_said_and_the_second_is_chosen_anew(client, election):
    make.go_live(person(election, "aida", 1), person(election, "bolot", 2))

    page = text_of(client, "?a=aida&b=aida")

    assert "Бир эле талапкер эки жолу тандалды." in page
    assert "/ky/compare/?a=aida&amp;b=bolot" in page


@pytest.mark.parametrize("nobody", ["nobody", "%00", "х", "a" * 300])
def test_nobody_is_said_politely(client, election, nobody):
    make.go_live(person(election, "aida", 1))

    page = text_of(client, f"?a={nobody}&b=aida", status=404)

    assert "Бул даректе талапкер жок." in page
    assert "/ky/candidates/aida/" in page


def test_withdrawn_candidate_is_gone_with_the_day(client, election, at):
    one, other = person(election, "aida", 1), person(election, "bolot", 2)
    make.go_live(one, other)
    withdraw([one], ["ky", "ru", "en"], at=make.moment(7, 9), who=MACHINE, note="Үлгү")
    at(make.moment(7, 9, 1))

    page = text_of(client, "?a=aida&b=bolot", status=410)

    assert "2021-жылдын 9-июлу" in page
    assert "Aida" not in page


def test_candidate_of_another_language_is_linked_there(client, election):
    absent = person(election, "aida", 1, "ru", original_language="ru", **translated("ru", given_name="Үлгү"))
    make.go_live(absent, languages=["ru"])
    make.go_live(person(election, "bolot", 2))

    page = text_of(client, "?a=aida&b=bolot", status=404)

    assert '<a href="/ru/candidates/aida/" hreflang="ru" lang="ru">' in page


def test_those_of_two_elections_are_compared_each_with_the_own(client, election, april):
    make.go_live(person(election, "aida", 7), person(april, "bolot", 3))

    found = lines(text_of(client, "?a=aida&b=bolot"))

    assert [side.rpartition(" ")[2] for side in found["Тизмедеги орду"]] == ["3", "7"]


def test_empty_site_has_nobody_to_compare(client):
    page = text_of(client)

    assert "Азырынча бир да талапкер жарыялана элек." in page
    assert 'class="filter"' not in page
