"""Translations kept in step: what each was made from, and whether that still stands."""

import pytest
from django.core.management import call_command
from django.db import connection

from candidates.models import QABlock
from programs.models import Measure, StatusChange
from publishing.erasing import erase
from publishing.translating import (
    State,
    Translation,
    fingerprint,
    note,
    note_everything,
    note_first,
    still_fits,
    tallies,
    to_be_done,
)
from tests.factories import (
    CAMPAIGN,
    MACHINE,
    make_candidate,
    make_election,
    make_interview,
    make_page,
    make_plank,
    make_program,
)

pytestmark = pytest.mark.django_db


def state(row, place, field, language):
    """Return how one translation stands, None where nothing is noted."""
    return Translation.objects.of(row).filter(place=place, field=field, language=language).values_list("state").first()


def changed(row, **columns):
    """Change a row and return it."""
    for name, value in columns.items():
        setattr(row, name, value)
    row.save()
    return row


@pytest.fixture
def page():
    """Return a page in Kyrgyz and Russian whose translation is noted."""
    page = make_page("ky ru")
    note(page)
    return page


def test_translation_is_current_until_its_source_says_something_else(page):
    assert state(page, "", "title", "ru") == (State.CURRENT,)

    note(changed(page, title_ky="Такыр башка"))
    assert state(page, "", "title", "ru") == (State.OUT_OF_DATE,)
    assert Translation.objects.of(page).get(language="ru").source == "Үлгү барак ky"

    note(changed(page, title_ky="Үлгү  барак ky "))  # as it was; spaces do not count
    assert state(page, "", "title", "ru") == (State.CURRENT,)


def test_what_is_not_translated_is_missing_and_counted_in_words(page):
    note(changed(page, title_ky="Үч сөз бар", lead_ky="Бир эки"))

    assert state(page, "", "title", "en") == (State.MISSING,)
    assert tallies("page", [page.pk])[page.pk, "en"].count == 2
    found = to_be_done(Translation.objects.all())
    assert (found["en"]["fields"], found["en"]["words"]) == (2, 5)
    assert (found["ru"][State.MISSING], found["ru"][State.OUT_OF_DATE]) == (1, 1)


def test_a_translation_that_is_made_anew_is_made_from_the_source_as_it_stands(page, admin_user):
    note(changed(page, title_ky="Башка"))
    note(changed(page, title_ru="Другое"), by=admin_user, origin="machine")

    found = Translation.objects.of(page).get(language="ru")
    assert (found.state, found.source, found.origin, found.made_by) == ("current", "Башка", "machine", admin_user)


def test_an_untouched_translation_keeps_its_old_note(page, admin_user):
    note(changed(page, title_ky="Башка", title_en="Something else"), by=admin_user)

    assert state(page, "", "title", "ru") == (State.OUT_OF_DATE,)
    assert state(page, "", "title", "en") == (State.CURRENT,)
    assert Translation.objects.of(page).get(language="ru").made_by is None


def test_where_only_the_spelling_changed_what_was_current_stays_so(page):
    page = changed(page, title_en="Sample page")
    note(page)
    note(changed(page, title_ky="Башка", title_en="Another"))  # the Russian one is out of date now
    note(changed(page, title_ky="Башка!"), meaning_changed=False)

    assert state(page, "", "title", "en") == (State.CURRENT,)
    assert state(page, "", "title", "ru") == (State.OUT_OF_DATE,)


def test_parts_and_their_parts_are_noted_by_number():
    plank = make_plank(make_program(make_election()), measures=2)
    StatusChange.objects.create(
        measure=Measure.objects.get(plank=plank, number=2), status="kept", day="2021-07-27", note_ky="Бүттү"
    )
    note(Measure.objects.get(plank=plank, number=2))

    assert state(plank, "measures:1", "text", "en") == (State.CURRENT,)
    assert state(plank, "measures:2/changes:1", "note", "ru") == (State.MISSING,)


def test_a_part_that_is_gone_is_noted_no_more():
    talk = make_interview(make_candidate(), make_election(), blocks=2)
    note(talk)
    QABlock.objects.filter(interview=talk, number=1).delete()
    note(talk)

    assert set(Translation.objects.of(talk).values_list("place", flat=True)) == {"", "blocks:2"}


def test_another_original_language_keeps_in_step_what_was(page):
    note(changed(page, original_language="ru"))

    assert Translation.objects.of(page).filter(language="ru").count() == 0
    assert state(page, "", "title", "ky") == (State.CURRENT,)
    assert state(page, "", "title", "en") == (State.MISSING,)


def test_what_was_never_noted_is_taken_as_it_stands_before_a_change():
    page = make_page()
    note_first(page)
    note(changed(page, title_ky="Башка"))

    assert state(page, "", "title", "ru") == (State.OUT_OF_DATE,)
    note_first(page)  # it is known by now, and nothing is taken back
    assert state(page, "", "title", "ru") == (State.OUT_OF_DATE,)


def test_who_looked_may_say_that_it_still_fits(page, admin_user):
    note(changed(page, title_ky="Башка"))
    still_fits(Translation.objects.of(page).get(language="ru"), by=admin_user)

    found = Translation.objects.of(page).get(language="ru")
    assert (found.state, found.source, found.made_by) == (State.CURRENT, "Башка", admin_user)


def test_erasing_leaves_no_word_of_the_source():
    person = make_candidate(lead_ky="Унутулсун", lead_ru="Забудьте")
    note(person)
    assert Translation.objects.filter(source="Унутулсун").exists()
    erase(person, at=CAMPAIGN, who=MACHINE, note="Суроо боюнча")

    assert Translation.objects.count() == 0


def test_the_demo_is_in_step(settings):
    settings.DEMO = True
    call_command("load_demo", verbosity=0)

    assert Translation.objects.filter(kind="interview").exists()
    assert not Translation.objects.unfinished().exists()


def test_noting_takes_few_queries_whatever_the_number_of_parts(django_assert_max_num_queries):
    talk = make_interview(make_candidate(), make_election(), blocks=30)
    with django_assert_max_num_queries(8):
        note(talk)
    assert Translation.objects.of(talk).count() == 2 + 30 * 4


def test_all_kinds_are_noted_at_once():
    plank = make_plank(make_program(make_election()))
    note_everything()

    assert set(Translation.objects.values_list("kind", flat=True)) == {"election", "program", "plank"}
    assert state(plank, "", "summary", "en") == (State.CURRENT,)


def test_state_follows_from_the_hashes_in_the_database_itself(page):
    Translation.objects.of(page).filter(language="ru").update(stands=fingerprint("Башка"))

    assert state(page, "", "title", "ru") == (State.OUT_OF_DATE,)
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM publishing_translation WHERE state = 'out_of_date'")
        assert cursor.fetchone() == (1,)
