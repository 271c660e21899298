"""Drafts a browser kept come back into the form, and what was sent without a session is not lost."""

import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from emgek.roles import ADMINISTRATOR
from publishing.desk.together import carried
from staff.models import User
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


def test_a_draft_of_a_new_row_without_translations_is_told_too():
    mine = officer("Айгүл")
    sent = {"producer": "Үлгү басмакана", "_draft": "look"}
    assert "Үлгү басмакана" in mine.post(reverse("admin:elections_imprint_add"), sent).text


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


TEMPORARY, OWN = "Убактылуу-сөз-42", "Менин-өз-сөзүм-43"


@pytest.fixture
def newcomer():
    """Return somebody with a temporary password, in no session."""
    user = User.objects.create_user("bek", password=TEMPORARY, is_staff=True, password_is_temporary=True)
    user.groups.set(Group.objects.filter(name=ADMINISTRATOR))
    return user


def test_what_was_carried_waits_until_a_temporary_password_was_changed(client, newcomer):
    page = make_page()
    sheet = opened(officer("Айгүл"), page) | {"lead_ky": "Көп сөз", "_save": ""}
    packed = client.post(address(page), sheet).context["carried"]
    signed = client.post(reverse("admin:login"), {"username": "bek", "password": TEMPORARY, "carried": packed})
    assert signed.status_code == 302
    change = {"old_password": TEMPORARY, "new_password1": OWN, "new_password2": OWN}
    back = client.post(reverse("admin:password_change"), change, follow=True)
    found = back.context["carried"]
    form = client.post(found.address, dict(found.fields)).context["adminform"].form
    assert form["lead_ky"].value() == "Көп сөз"
    assert client.get(reverse("admin:carried"))["Location"] == reverse("admin:index")


def test_the_first_page_offers_what_was_carried_until_it_is_taken(client, newcomer):
    page = make_page()
    sheet = opened(officer("Айгүл"), page) | {"_save": ""}
    packed = client.post(address(page), sheet).context["carried"]
    client.post(reverse("admin:login"), {"username": "bek", "password": TEMPORARY, "carried": packed})
    User.objects.update(password_is_temporary=False)
    assert reverse("admin:carried") in client.get(reverse("admin:index")).text
    client.get(reverse("admin:carried"))
    assert reverse("admin:carried") not in client.get(reverse("admin:index")).text


def test_files_that_could_not_be_carried_are_named(client):
    person, mine = make_candidate(), officer("Айгүл")
    sheet = opened(mine, person) | {"_save": "", "portrait": SimpleUploadedFile("бет <1>.jpg", b"x")}
    asked = client.post(address(person), sheet)
    found = carried.unpack(asked.context["carried"])
    sent = {name: value for name, value in found.fields if name != "portrait"}
    back = mine.post(found.address, sent)
    assert "бет &lt;1&gt;.jpg" in back.text
