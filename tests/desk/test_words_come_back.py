"""Words brought back from a version or with a deleted object: what was out of date is not current by that."""

import pytest
from django.urls import reverse

from candidates.models import Interview
from emgek.roles import ADMINISTRATOR
from publishing import versions
from publishing.translating import Translation
from tests.desk.publishing.screens import url, user
from tests.desk.sending import sent_by
from tests.factories import make_candidate, make_election, make_interview

pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(client):
    """Sign an administrator in: may delete what is not public."""
    client.force_login(user(ADMINISTRATOR))
    return client


@pytest.fixture
def talk(officer):
    """Return an interview whose Russian title stayed behind for a while and was then made anew; English never was."""
    election = make_election()
    talk = make_interview(make_candidate(election), election, blocks=1, title_ky="Бир", title_ru="Один")
    save(officer, talk, title_ky="Эки", **{"blocks-0-answer_ky": "Башка"})
    save(officer, talk, title_ru="Два")
    return talk


def save(client, row, query="", **changes):
    """Send a form as it was opened, with something changed."""
    address = f"{url(row, 'change')}{query}"
    sent = client.post(address, sent_by(client.get(address)) | changes | {"_save": "1"})
    assert sent.status_code == 302, sent.context["errors"]


def version(row, place):
    """Return the id of a version, counted from the first."""
    return list(versions.revisions_of(type(row), row.pk).reverse())[place].pk


def behind(row):
    """Return what is out of date."""
    found = Translation.objects.of(row).filter(state="out_of_date")
    return set(found.values_list("place", "field", "language"))


ALWAYS = {("", "title", "en"), ("blocks:1", "answer", "ru"), ("blocks:1", "answer", "en")}


def test_an_old_translation_that_comes_back_alone_is_out_of_date_again(officer, talk):
    assert behind(talk) == ALWAYS
    save(officer, talk, f"?version={version(talk, 1)}&language=ru")

    assert Interview.objects.get(pk=talk.pk).title_ru == "Один"
    assert behind(talk) == ALWAYS | {("", "title", "ru")}
    assert Translation.objects.of(talk).get(field="title", language="ru", place="").source == "Бир"


def test_a_version_that_comes_back_whole_stands_as_it_stood(officer, talk):
    save(officer, talk, f"?version={version(talk, 1)}")
    assert behind(talk) == ALWAYS | {("", "title", "ru")}

    save(officer, talk, f"?version={version(talk, 0)}")
    assert behind(talk) == set()


def test_what_is_written_by_hand_into_a_form_brought_back_is_made_from_what_stands_there(officer, talk):
    save(officer, talk, f"?version={version(talk, 1)}&language=ru", title_ru="Именно два")
    assert behind(talk) == ALWAYS


def test_a_question_that_comes_back_is_as_far_behind_as_it_was(officer, talk):
    talk_at = version(talk, 2)
    save(officer, talk, **{"blocks-0-DELETE": "on"})
    assert behind(talk) == {("", "title", "en")}
    save(officer, talk, f"?version={talk_at}")

    assert behind(talk) == ALWAYS


def test_a_deleted_draft_is_recovered_as_far_behind_as_it_was(officer, talk):
    officer.post(url(talk, "delete"), {"post": "yes"})
    assert not Translation.objects.exists()
    gone = versions.deleted(Interview).get()
    officer.post(reverse("admin:candidates_interview_deleted_objects"), {"version": gone.pk})

    assert behind(Interview.objects.get(pk=talk.pk)) == ALWAYS
