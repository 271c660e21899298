"""What the publish screen says of public languages that are not in step with what goes out."""

import pytest

from publishing.proposals import propose, review
from publishing.translating import note
from tests.factories import CAMPAIGN, go_live, make_page, make_plank, make_program, open_campaign

pytestmark = pytest.mark.django_db


def said(row, *languages):
    """Return (code, language) of what would be said when some languages are published."""
    found = review([propose(row, languages, at=CAMPAIGN)])
    return [(problem.code, problem.language) for problem in found]


@pytest.fixture
def page():
    """Return a page that is public in Kyrgyz and Russian, whose Kyrgyz words have changed since."""
    page = make_page("ky ru", title_ky="Бир", title_ru="Один")
    note(page)
    go_live(page, languages=["ky", "ru"])
    page.title_ky = "Эки"
    page.save()
    note(page)
    return page


def test_a_language_that_stays_public_and_falls_behind_is_named(page):
    assert said(page, "ky") == [("falls_behind", "ru")]
    assert said(page, "ky", "ru") == [("falls_behind", "ru")]  # chosen too, it says the same as before
    [problem] = review([propose(page, ["ky"], at=CAMPAIGN)])
    assert not problem.is_error
    assert str(problem.message).endswith("1.")


def test_a_language_published_with_its_old_words_and_new_facts_is_named(page):
    page.slug = "another-address"
    page.save()
    assert said(page, "ky") == [("old_words", "ru")]


def test_a_language_with_other_words_that_are_out_of_date_is_named(page):
    page.title_ru, page.lead_ky, page.lead_ru = "Два", "Башы", "Начало"
    page.save()
    note(page)
    page.lead_ky = "Башкача башы"
    page.save()
    note(page)
    assert said(page, "ky", "ru") == [("out_of_date", "ru")]


def test_a_part_that_is_not_translated_yet_is_named():
    plank = make_plank(make_program(open_campaign()), measures=1)
    go_live(plank.program, plank)
    note(plank)
    plank.measures.create(text_ky="Жаңы чара")
    note(plank)

    assert said(plank, "ky") == [("old_words", "ru"), ("old_words", "en")]


def test_what_is_in_step_and_what_is_not_public_is_not_named(page):
    page.title_ru = "Два"
    page.save()
    note(page)
    assert said(page, "ky", "ru") == []  # English is missing and was never public
