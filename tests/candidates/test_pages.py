"""The pages of candidates and interviews: what stands on them, in which order, for how many queries."""

import html5lib
import pytest
from django.test import Client

from candidates.models import Candidacy, Candidate, Interview, QABlock
from publishing.acts import withdraw
from publishing.hyphens import SOFT_HYPHEN
from tests import factories as make
from tests.factories import MACHINE, translated

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("at")]
PLACE = 'class="number row__number">{}<'


def text_of(client: Client, path: str, status: int = 200) -> str:
    """Return the HTML of a page, without soft hyphens."""
    response = client.get(path)
    assert response.status_code == status, (path, response.status_code)
    return response.content.decode().replace(SOFT_HYPHEN, "")


def people(election, count: int) -> list:
    """Return published candidates with places from 1 on; many at once, so past `save`."""
    names = translated("ky", family_name="Мисалов", given_name="Үлгү")
    rows = [Candidate(slug=f"person-{place}", parts_numbered=1, **names) for place in range(1, count + 1)]
    made = Candidate.objects.bulk_create(rows)
    Candidacy.objects.bulk_create(
        Candidacy(candidate=person, election=election, list_position=place, number=1)
        for place, person in enumerate(made, start=1)
    )
    for start in range(0, count, 250):
        make.go_live(*made[start : start + 250], languages=["ky"])
    return made


# Lists ----------------------------------------------------------------------------------------------------------------


def test_list_keeps_the_order_of_places_and_puts_those_without_last(client, election):
    unknown = make.make_candidate(election, family_name_ky="Абдиев", slug="without-place")
    make.go_live(unknown, *(make.make_candidate(election, position=p, slug=f"place-{p}") for p in (10, 2)))

    page = text_of(client, "/ky/candidates/")

    places = [page.index(f'/ky/candidates/{slug}/"') for slug in ("place-2", "place-10", "without-place")]
    assert places == sorted(places)
    assert page.count("row__none") == 1


def test_list_has_no_hole_where_a_translation_is_missing(client, election):
    person = make.make_candidate(election, "ru", slug="only-ru", original_language="ru", profession_ru="Учитель")
    make.go_live(person, languages=["ru"])

    page = text_of(client, "/ky/candidates/")

    assert '<h3 class="row__name" lang="ru"><a href="/ru/candidates/only-ru/">Үлгү ru Мисалов ru</a>' in page
    assert "Only in Russian so far" in page or "орус" in page


def test_withdrawn_candidacy_is_struck_with_its_day(client, election):
    person = make.make_candidate(election, position=7)
    Candidacy.objects.filter(candidate=person).update(status="withdrawn", status_date="2021-07-02")
    make.go_live(person)

    page = text_of(client, "/ky/candidates/")

    assert 'class="row row--out"' in page
    assert "02.07.2021" in page


def test_long_list_goes_on_page_by_page_and_misses_nobody(client, election):
    people(election, 51)

    first = text_of(client, "/ky/candidates/")
    more = first.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0]
    second = text_of(client, f"/ky/candidates/{more}")

    assert [PLACE.format(place) in first for place in (1, 50, 51)] == [True, True, False]
    assert [PLACE.format(place) in second for place in (50, 51)] == [False, True]
    assert 'rel="next"' not in second


def test_nonsense_after_a_page_is_not_found(client, election):
    text_of(client, "/ky/candidates/?after=x", status=404)


def test_candidates_of_an_election_have_an_address_of_their_own(client, election):
    people(election, 1)

    assert PLACE.format(1) in text_of(client, f"/ky/elections/{election.slug}/candidates/")


def test_interviews_stand_newest_first_with_the_name_of_who_speaks(client, election, at):
    person = make.make_candidate(election)
    make.go_live(person, make.make_interview(person, election, slug="older"))
    make.go_live(make.make_interview(person, election, slug="newer"), at=make.moment(7, 9))
    at(make.moment(7, 9, 1))

    page = text_of(client, "/ky/interviews/")

    assert page.index("/ky/interviews/newer/") < page.index("/ky/interviews/older/")
    assert page.count("Үлгү ky Мисалов ky") == 2


def test_interviews_of_one_day_stand_newest_first(client, election):
    person = make.make_candidate(election)
    make.go_live(person, *(make.make_interview(person, election, slug=slug) for slug in ("morning", "noon")))

    page = text_of(client, "/ky/interviews/")

    assert page.index("/ky/interviews/noon/") < page.index("/ky/interviews/morning/")


# A candidate ----------------------------------------------------------------------------------------------------------


def test_page_of_a_candidate_says_what_is_unknown(client, election):
    person = make.make_candidate(election, education_ky="Үлгү университети")
    make.go_live(person)

    page = text_of(client, f"/ky/candidates/{person.slug}/")

    assert "<h1" in page
    assert page.count('class="unknown"') == 5  # place, registration, origin, profession, work
    assert "Үлгү университети" in page
    assert "Буйрутмачы" in page  # the imprint


def test_page_of_a_candidate_says_a_known_status(client, election):
    person = make.make_candidate(election, position=1)
    Candidacy.objects.filter(candidate=person).update(status="registered", status_source="Үлгү")
    make.go_live(person)

    assert "каттал" in text_of(client, f"/ky/candidates/{person.slug}/").lower()


def test_birth_date_is_shown_only_with_consent(client, election):
    silent = make.make_candidate(election, slug="silent", birth_date="1985-03-02")
    agreed = make.make_candidate(election, slug="agreed", birth_date="1985-03-02", birth_date_consent="Үлгү")
    make.go_live(silent, agreed)

    assert "1985" not in text_of(client, "/ky/candidates/silent/")
    assert "1985-жылдын 2-марты" in text_of(client, "/ky/candidates/agreed/")


def test_page_of_a_candidate_leads_to_the_answers_on_each_plank(client, election):
    person, talk, plank = make_talk(election)
    make.go_live(make.make_plank(plank.program, title_ky="Башка багыт"))

    page = text_of(client, f"/ky/candidates/{person.slug}/")

    assert f'<h3 class="plank__name"><a href="/ky/program/{plank.slug}/">{plank.title_ky}</a>' in page
    assert f'<a href="/ky/interviews/{talk.slug}/#q1">1' in page
    assert "Үлгү тармак ky" in page
    assert "own view" in page or "өз пикири" in page
    assert f'href="/ky/interviews/{talk.slug}/"' in page
    assert "Башка багыт" not in page


def test_interview_in_another_language_is_listed_with_its_language(client, election):
    person = make.make_candidate(election)
    talk = make.make_interview(person, election, "ky", slug="only-ky")
    make.go_live(person)
    make.go_live(talk, languages=["ky"])

    assert '<a href="/ky/interviews/only-ky/" hreflang="ky">' in text_of(client, f"/ru/candidates/{person.slug}/")


def test_what_editors_write_is_sanitised_or_escaped(client, election):
    person = make.make_candidate(
        election, biography_ky="<p onclick='x()'>Өмүр <script>x()</script><strong>баяны</strong></p>", lead_ky="<b>Лид"
    )
    make.go_live(person)

    page = text_of(client, f"/ky/candidates/{person.slug}/")

    assert "<p>Өмүр <strong>баяны</strong></p>" in page
    assert "&lt;b&gt;Лид" in page


# An interview ---------------------------------------------------------------------------------------------------------


def make_talk(election, **fields):
    """Return a published candidate, his interview and the plank its first answer speaks to, in his own view too."""
    person = make.make_candidate(election, profession_ky="саясат таануучу")
    program = make.make_program(election)
    plank = make.make_plank(program, measures=2)
    plank.measures.filter(number=2).update(voice=person.pk)
    talk = make.make_interview(person, election, blocks=2, **fields)
    block = talk.blocks.get(number=1)
    block.planks.add(plank)
    block.measures.add(plank.measures.get(number=2))
    block.measures.add(plank.measures.get(number=1))
    make.go_live(person, program, plank, talk)
    return person, talk, plank


def test_interview_stands_question_by_question_with_voices_in_the_margin(client, election):
    person, talk, plank = make_talk(election, closing_ky="Бир.\n\nЭки.")

    page = text_of(client, f"/ky/interviews/{talk.slug}/")

    assert 'id="q1"' in page
    assert 'id="q2"' in page
    assert "<p>Бир.</p>\n<p>Эки.</p>" in page
    note = page.split('class="note"')[1].split("</aside>")[0]
    assert f'<a href="/ky/program/{plank.slug}/">{plank.title_ky}</a>' in note
    assert f'{person.name("ky")}</span><a href="/ky/program/{plank.slug}/#m2">2-чара ky</a>' in note
    assert f"http://testserver/ky/interviews/{talk.slug}/#q1" in page


def test_answer_of_a_word_is_set_as_a_headline(client, election):
    person = make.make_candidate(election)
    talk = make.make_interview(person, election, blocks=0)
    for answer in ("Кара түтүн.", "Жыйырма төрт белгиден узун жооп."):
        QABlock.objects.create(interview=talk, **translated("ky", question="Эмне?"), answer_ky=answer)
    make.go_live(person, talk, languages=["ky"])

    page = text_of(client, f"/ky/interviews/{talk.slug}/")

    assert page.count("reading--word") == 1


def test_part_without_translation_links_the_original(client, election):
    person = make.make_candidate(election)
    talk = make.make_interview(person, election, blocks=1)
    QABlock.objects.create(interview=talk, **translated("ky", question="Экинчи?", answer="Экинчи жооп."))
    make.go_live(person, talk)

    page = text_of(client, f"/ru/interviews/{talk.slug}/")

    assert f'<a href="/ky/interviews/{talk.slug}/#q2" hreflang="ky">' in page
    assert f'<a href="/ky/interviews/{talk.slug}/" hreflang="ky">' in page  # translated from Kyrgyz
    assert "Экинчи" not in page


def test_correction_says_when_and_keeps_the_issue_date(client, election, at):
    _person, talk, _plank = make_talk(election)
    Interview.objects.filter(pk=talk.pk).update(lead_ky="Оңдолгон.")
    talk.refresh_from_db()
    make.go_live(talk, at=make.moment(7, 9))
    path = f"/ky/interviews/{talk.slug}/"

    assert "2021-жылдын 9-июлу" not in text_of(client, path)
    at(make.moment(7, 9, 1))
    imprint = text_of(client, path).split('class="imprint"')[1]

    assert ["08.07.2021" in imprint, "2021-жылдын 9-июлу" in imprint] == [True, True]


def test_interview_falls_with_its_candidate(client, election, at):
    person, talk, _plank = make_talk(election)
    withdraw([person], ["ky"], at=make.moment(7, 9), who=MACHINE, note="Үлгү")
    at(make.moment(7, 9, 1))

    gone = text_of(client, f"/ky/interviews/{talk.slug}/", status=410)

    assert "2021-жылдын 9-июлу" in gone
    assert "1-жооп" not in gone
    assert f'href="/ky/interviews/{talk.slug}/"' not in text_of(client, "/ky/interviews/")
    text_of(client, f"/ru/interviews/{talk.slug}/")


# The whole ------------------------------------------------------------------------------------------------------------


def paths(person, talk, election) -> list[str]:
    """Return one path for each template, after the language."""
    return [
        "candidates/",
        f"candidates/{person.slug}/",
        "interviews/",
        f"interviews/{talk.slug}/",
        f"elections/{election.slug}/candidates/",
    ]


@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_pages_are_valid_html(client, election, language):
    person, talk, _plank = make_talk(election, thanks_question_ky="Рахмат!", election_note_ky="11-июлда.")
    absent = make.make_candidate(election, "ky", slug="only-ky")
    make.go_live(absent, languages=["ky"])
    parser = html5lib.HTMLParser(strict=True)

    for path in [*paths(person, talk, election), "candidates/only-ky/"]:
        page = client.get(f"/{language}/{path}").content.decode()
        parser.parse(page)
        assert page.count("<h1") == 1, path


@pytest.mark.parametrize("count", [1, pytest.param(200, marks=pytest.mark.walk)])
def test_pages_cost_few_queries_whatever_the_list(client, election, count, django_assert_max_num_queries):
    person, talk, _plank = make_talk(election)
    people(election, count)

    for path in paths(person, talk, election):
        with django_assert_max_num_queries(3):
            assert client.get(f"/ky/{path}").status_code == 200


@pytest.mark.slow
@pytest.mark.parametrize("language", ["ky", "ru", "en"])
def test_axe_finds_nothing(open_page, axe, language):
    election = make.open_campaign()
    make.go_live(make.make_party(accent="#d4261c"))
    person, talk, _plank = make_talk(election, thanks_question_ky="Рахмат!")
    make.go_live(make.make_candidate(election, "en", slug="only-en"), languages=["en"])
    window = open_page(viewport={"width": 360, "height": 740}, bypass_csp=True)  # axe itself sets styles

    for path in [*paths(person, talk, election)[:4], "candidates/only-en/"]:
        window.goto(f"/{language}/{path}")
        for details in window.locator("details").all():
            details.locator("summary").click() if details.is_visible() else None
        assert axe(window) == [], path
        assert window.evaluate("document.documentElement.scrollWidth") == 360, path
