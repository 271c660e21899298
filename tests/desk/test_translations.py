"""Translations on the desk: what forms note, what lists and screens say, and one after the other."""

import re

import pytest
from django.urls import reverse

from candidates.models import Interview
from emgek.roles import PRESS_OFFICER
from programs.models import Plank
from publishing.translating import Translation, note
from tests.desk.publishing.screens import english, text, url, user
from tests.desk.sending import sent_by
from tests.factories import (
    go_live,
    make_candidate,
    make_election,
    make_interview,
    make_page,
    make_plank,
    make_program,
    open_campaign,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def press(client):
    """Return a client of a press officer."""
    client.force_login(user(PRESS_OFFICER))
    return client


@pytest.fixture
def talk():
    """Return an interview in all languages."""
    return make_interview(make_candidate(), make_election(), blocks=2)


def save(client, row, query="", **changes):
    """Save a row's form with some changes."""
    address = url(row, "change")
    return client.post(f"{address}{query}", sent_by(client.get(address)) | changes | {"_save": "1"})


def list_address(**query):
    """Return the address of the list of translations."""
    return english(reverse("admin:publishing_translation_changelist", query=query))


def states(row):
    """Return the unfinished translations of a row: (place, field, language, state)."""
    return set(Translation.objects.of(row).unfinished().values_list("place", "field", "language", "state"))


# Forms ----------------------------------------------------------------------------------------------------------------


def test_a_form_notes_what_its_changes_leave_behind(press, talk):
    save(press, talk, **{"blocks-1-answer_ky": "Такыр башка жооп.", "blocks-1-answer_en": "Quite another answer."})

    assert states(talk) == {("blocks:2", "answer", "ru", "out_of_date")}
    assert Translation.objects.of(talk).get(place="blocks:2", field="answer", language="en").made_by.username


def test_only_spelling_is_an_answer_of_the_form(press, talk):
    assert "Did its meaning change?" not in text(press.get(url(talk, "change")))  # nothing is noted yet
    note(talk)
    assert "Did its meaning change?" in text(press.get(url(talk, "change")))

    save(press, talk, title_ky="Үлгү маек!", meaning="spelling")
    assert states(talk) == set()
    save(press, talk, title_ky="Башка маек", meaning="changed")
    assert states(talk) == {("", "title", "ru", "out_of_date"), ("", "title", "en", "out_of_date")}


def test_a_measure_saved_alone_is_noted_with_its_plank(press):
    plank = make_plank(make_program(make_election()), measures=1)
    save(press, plank.measures.get(), text_ky="Башка чара")

    assert states(plank) == {("measures:1", "text", "ru", "out_of_date"), ("measures:1", "text", "en", "out_of_date")}


def test_a_new_row_is_noted_when_it_is_saved(press):
    plank = make_plank(make_program(make_election()))
    empty = {f"measures-{name}": "0" for name in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS", "MAX_NUM_FORMS")}
    fields = {"program": plank.program_id, "original_language": "ru", "title_ru": "Другое направление"}
    press.post(english(reverse("admin:programs_plank_add")), empty | fields)

    made = Plank.objects.get(title_ru="Другое направление")
    assert states(made) == {("", "title", "ky", "missing"), ("", "title", "en", "missing")}


# The strip ------------------------------------------------------------------------------------------------------------


def test_lists_say_in_one_query_which_languages_are_in_step(press, django_assert_num_queries):
    election = make_election()
    whole = make_interview(make_candidate(), election)
    behind = make_interview(make_candidate(), election, languages="ky ru", blocks=2)
    for row in (whole, behind):
        note(row)
    save(press, behind, **{"title_ky": "Башка", "blocks-0-answer_ky": "Башка"})
    page = press.get(english(reverse("admin:candidates_interview_changelist")))

    strips = re.findall(r'<span class="desk-strip">.*?</span></span></span>', text(page))
    said = [re.sub(r'<span class="sr-only">.*?</span>|<[^>]+>', "", strip) for strip in strips]
    assert said == ["KY ✔ · RU ⚠ 2 · EN ✖", "KY ✔ · RU ✔ · EN ✔"]
    rows = list(page.context["cl"].result_list)
    with django_assert_num_queries(1):
        from publishing.desk.strip import strips as strips_of

        strips_of(rows)


def test_the_form_says_what_is_behind_and_leads_to_it(press, talk):
    note(talk)
    save(press, talk, title_ky="Башка")
    page = text(press.get(url(talk, "change")))

    assert "Texts: out of date: 1." in page
    assert list_address(language="ru", of=f"interview-{talk.pk}").replace("&", "&amp;")[3:] in page


# Publishing -----------------------------------------------------------------------------------------------------------


def test_publishing_what_is_out_of_date_is_warned_of_and_possible(press, settings):
    settings.DEMO = True
    election = open_campaign()
    person = make_candidate(election)
    talk = make_interview(person, election)
    note(talk)
    go_live(person)
    save(press, talk, title_ky="Башка маек")
    page = press.get(url(talk, "publish"))

    assert "The original has changed since this was translated. Texts out of date: 1." in text(page)
    assert "RU ⚠ 1" in text(page)
    answer = press.post(
        url(talk, "publish"), {"languages": ["ru"], "when": "now", "note": "", "shown": page.context["shown"]}
    )
    assert answer.status_code == 302


# One after the other --------------------------------------------------------------------------------------------------


@pytest.fixture
def behind(press, talk):
    """Return the interview after its title and one answer were changed."""
    note(talk)
    save(press, talk, **{"title_ky": "Такыр башка аталыш", "blocks-1-answer_ky": "Башка жооп."})
    return Interview.objects.get(pk=talk.pk)


def test_the_list_names_everything_with_its_words(press, behind):
    page = press.get(list_address(language="ru"))

    assert [line.label for line in page.context["lines"]] == ["Title", "Question and answer 2: answer"]
    assert "2 texts, 5 words" in text(page)
    assert len(press.get(list_address()).context["lines"]) == 4
    assert press.get(list_address(state="missing")).context["lines"] == []


def test_one_follows_the_other_until_the_list(press, behind):
    first = press.get(list_address(language="ru")).context["lines"][0]
    page = press.get(english(first.address))
    assert "<ins>Такыр башка аталыш</ins>" in text(page)
    assert "<del>Үлгү маек ky</del>" in text(page)
    assert page.context["task"].previous_address == ""

    second = press.get(english(page.context["task"].next_address)).context["task"]
    assert second.label == "Question and answer 2: answer"
    assert second.form_address.endswith("#id_blocks-1-answer_ru")
    assert english(second.next_address) == list_address(language="ru")


def test_the_form_opened_for_one_shows_it_and_goes_on_to_the_next(press, behind):
    first = press.get(list_address(language="ru")).context["lines"][0]
    task = press.get(english(first.address)).context["task"]
    form = press.get(english(task.form_address))
    assert 'data-task="id_title_ru"' in text(form)

    answer = save(press, behind, f"?translate={task.translation.pk}&language=ru", title_ru="Совсем другое название")
    assert english(answer["Location"]) == english(task.next_address)
    assert {one[:3] for one in states(behind)} == {
        ("", "title", "en"),
        ("blocks:2", "answer", "ru"),
        ("blocks:2", "answer", "en"),
    }


def test_a_translation_that_still_fits_is_current_again(press, behind):
    first = press.get(list_address(language="en")).context["lines"][0]
    task = press.get(english(first.address)).context["task"]
    answer = press.post(english(task.fits_address))

    assert english(answer["Location"]) == english(task.next_address)
    assert ("", "title", "en", "out_of_date") not in states(behind)


def test_a_form_opened_for_a_translation_may_say_that_it_fits_unchanged(press, behind):
    first = press.get(list_address(language="en")).context["lines"][0]
    task = press.get(english(first.address)).context["task"]
    assert 'name="fits"' in text(press.get(english(task.form_address)))

    save(press, behind, f"?translate={task.translation.pk}&language=en")
    assert ("", "title", "en", "out_of_date") in states(behind)  # saving alone says nothing of it
    save(press, behind, f"?translate={task.translation.pk}&language=en", fits="1")
    assert ("", "title", "en", "out_of_date") not in states(behind)


def test_what_one_may_not_change_is_not_on_the_list(client, press):
    page = make_page("ky")
    note(page)
    assert len(press.get(list_address()).context["lines"]) == 2

    client.force_login(user())  # looks at everything, changes nothing
    assert client.get(list_address()).context["lines"] == []
    some = Translation.objects.of(page).first()
    assert client.get(english(reverse("admin:publishing_translation_change", args=[some.pk]))).status_code == 404
    assert client.post(english(reverse("admin:publishing_translation_fits", args=[some.pk]))).status_code == 404


@pytest.mark.parametrize("query", [{"after": "x-1-2"}, {"after": "page-1"}, {"of": "nothing-9"}, {"language": "de"}])
def test_nonsense_in_the_address_is_no_fault(press, behind, query):
    assert press.get(list_address(**query)).status_code == 200


def test_the_list_is_turned_page_by_page(press):
    for number in range(60):
        note(make_page("ky", slug=f"page-{number}"))
    first = press.get(list_address(language="ru")).context
    second = press.get(english(first["more"])).context

    assert (len(first["lines"]), len(second["lines"]), second["more"]) == (50, 10, "")
    assert first["lines"][-1].translation.object_id < second["lines"][0].translation.object_id
