"""Drafts a browser kept come back into the form, and what was sent without a session is not lost."""

import pytest
from django.urls import reverse

from tests.desk.sending import sent_by
from tests.desk.together.forms import address, officer, opened, saved
from tests.factories import make_candidate, make_election, make_interview, make_page

pytestmark = pytest.mark.django_db


@pytest.fixture
def talk():
    """Return an interview of two questions."""
    return make_interview(make_candidate(), make_election(), blocks=2)


def test_a_draft_is_compared_with_what_is_saved(talk):
    mine = officer("Айгүл")
    draft = opened(mine, talk) | {"title_ky": "Үлгү сөз ky", "blocks-TOTAL_FORMS": 3, "blocks-2-answer_ky": "Кошумча"}
    told = saved(mine, talk, draft, _draft="look", **{"blocks-1-DELETE": "on"}).text
    assert "<del>маек</del><ins>сөз</ins>" in told
    assert "Кошумча" in told
    talk.refresh_from_db()
    assert talk.title_ky == "Үлгү маек ky"
    assert talk.blocks.count() == 2


def test_a_draft_of_what_is_saved_differs_in_nothing(talk):
    mine = officer("Айгүл")
    assert "<ins>" not in saved(mine, talk, opened(mine, talk), _draft="look").text


def test_a_draft_that_is_taken_back_is_in_the_form_and_not_saved(talk):
    theirs, mine = officer("Айгүл"), officer("Бакыт")
    draft = opened(mine, talk) | {"title_ky": "Менин аталышым", "draft_id": "abc"}
    saved(theirs, talk, opened(theirs, talk), lead_ky="Алардыкы")
    back = saved(mine, talk, draft, _draft="take")
    form = back.context["adminform"].form
    assert (form["title_ky"].value(), form["lead_ky"].value()) == ("Менин аталышым", "Алардыкы")
    assert back.context["together"]["draft"] == "abc"
    talk.refresh_from_db()
    assert talk.title_ky == "Үлгү маек ky"
    stored = saved(mine, talk, sent_by(back), draft_id="abc")
    assert stored.cookies["desk_saved"].value == "abc"
    talk.refresh_from_db()
    assert (talk.title_ky, talk.lead_ky) == ("Менин аталышым", "Алардыкы")


def test_a_draft_whose_base_cannot_be_read_replaces_nothing_unasked(talk):
    mine = officer("Айгүл")
    draft = opened(mine, talk) | {"filled_with": "nonsense", "title_ky": "Менин аталышым"}
    asked = saved(mine, talk, draft)
    assert asked.status_code == 200
    assert 'name="choice-title_ky"' in asked.text


def test_a_draft_of_a_new_row_comes_back_too():
    mine = officer("Айгүл")
    answered = mine.post(reverse("admin:emgek_page_add"), {"title_ky": "Жаңы барак", "_draft": "take"})
    assert answered.status_code == 200
    assert answered.context["adminform"].form["title_ky"].value() == "Жаңы барак"


def test_what_is_sent_after_the_session_ended_comes_back_after_signing_in(client):
    page = make_page()
    mine = officer("Айгүл")
    user = mine.get(address(page)).wsgi_request.user
    user.set_password("secret-2021")
    user.save()
    mine.force_login(user)
    sheet = opened(mine, page) | {"lead_ky": "Бир\n\nэки", "_save": ""}
    mine.logout()

    asked = mine.post(address(page), sheet)
    carried = asked.context["carried"]
    assert 'name="carried"' in asked.text
    wrong = mine.post(reverse("admin:login"), {"username": "Айгүл", "password": "wrong", "carried": carried})
    assert wrong.context["carried"] == carried
    signed = mine.post(reverse("admin:login"), {"username": "Айгүл", "password": "secret-2021", "carried": carried})
    found = signed.context["carried"]
    assert found.address == address(page)
    assert "_save" not in dict(found.fields)
    back = mine.post(found.address, dict(found.fields))
    assert back.context["adminform"].form["lead_ky"].value() == "Бир\n\nэки"
    page.refresh_from_db()
    assert not page.lead_ky


def test_signing_out_tells_the_browser_whose_drafts_to_throw_away():
    mine = officer("Айгүл")
    user = mine.get(reverse("admin:index")).wsgi_request.user
    assert mine.post(reverse("admin:logout")).cookies["desk_signed_out"].value == str(user.pk)
