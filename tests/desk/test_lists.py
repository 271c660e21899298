"""The screens of the whole list: what an administrator sees before, while and after a list is brought in."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from candidates.models import Candidacy, Candidate, ListImport
from elections.carried import ToConfirm
from tests.factories import make_candidate, make_election

LISTS = "/en/admin/candidates/candidate/lists/"
HEADS = "Family name (Kyrgyz);Given name (Kyrgyz);Birth date;Place on the list"


@pytest.fixture
def election(db):
    """Return an election with an empty list."""
    return make_election(slug="ulgu")


def upload(client, election, *rows, head=HEADS):
    """Upload a list and follow to where it leads."""
    file = SimpleUploadedFile("тизме.csv", "\n".join([head, *rows]).encode(), "text/csv")
    return client.post(f"{LISTS}?election={election.pk}", {"file": file}, follow=True)


def press(client, response, do, **data):
    """Press a button below a dry run."""
    shown = re.search(r'name="shown" value="(\w+)"', response.text)
    form = {"do": do, "shown": shown[1] if shown else ""} | data
    return client.post(response.request["PATH_INFO"], form, follow=True)


def test_a_list_is_seen_confirmed_and_undone(admin_client, election):
    seen = upload(admin_client, election, "Асанов;Назар;16.07.1985;1", "Үсөнова;Айгүл;;2")
    assert "New people" in seen.text
    assert not Candidate.objects.exists()
    done = press(admin_client, seen, "apply")
    assert "The list was brought in." in done.text
    assert Candidacy.objects.filter(election=election).count() == 2
    undone = press(admin_client, done, "undo")
    assert "This list was undone." in undone.text
    assert not Candidate.objects.exists()


def test_how_far_it_is_is_told_to_a_script(admin_client, election):
    seen = upload(admin_client, election, *[f"Үлгү{number};Мисал;;{number}" for number in range(1, 61)])
    shown = re.search(r'name="shown" value="(\w+)"', seen.text)[1]
    path = seen.request["PATH_INFO"]
    told = admin_client.post(path, {"do": "apply", "shown": shown}, headers={"accept": "text/plain"})
    assert told.getvalue().decode().split("\n") == ["25 60", "50 60", "60 60", "done", ""]
    again = admin_client.post(path, {"do": "apply", "shown": shown}, headers={"accept": "text/plain"})
    assert again.getvalue() == b"stale\n"


def test_a_twin_is_asked_about_and_the_answer_outlives_a_mended_file(admin_client, election):
    twin = make_candidate(languages="", family_name_ky="Асанов", given_name_ky="Назар")
    asked = upload(admin_client, election, "Асанов;Назар;16.07.1985;1", "Үсөнова;;;2")
    assert "Who is this?" in asked.text
    assert "needed in the original language" in asked.text
    assert 'value="apply"' not in asked.text
    press(admin_client, asked, "answer", **{"twin-2": str(twin.pk)})
    mended = upload(admin_client, election, "Үсөнова;Айгүл;;2", "Асанов;Назар;16.07.1985;1")
    assert ListImport.objects.count() == 1
    press(admin_client, mended, "apply")
    twin.refresh_from_db()
    assert (twin.birth_date.year, twin.candidacies.get().list_position) == (1985, 1)


def test_what_changed_meanwhile_is_shown_again_and_not_done(admin_client, election):
    seen = upload(admin_client, election, "Асанов;Назар;;1")
    make_candidate(election, languages="", family_name_ky="Башка", given_name_ky="Киши", position=1)
    again = press(admin_client, seen, "apply")
    assert "Something changed meanwhile" in again.text
    assert Candidate.objects.count() == 1


def test_a_file_that_is_no_list_is_refused_in_words(admin_client, election):
    refused = upload(admin_client, election, "1;2", head="a;b")
    assert "No column of this file is known." in refused.text
    assert not ListImport.objects.exists()


def test_a_list_nobody_confirms_is_thrown_away_after_a_day(admin_client, election):
    upload(admin_client, election, "Асанов;Назар;;1")
    ListImport.objects.update(uploaded_at=timezone.now() - timedelta(hours=25))
    admin_client.get(LISTS)
    assert not ListImport.objects.exists()


def test_the_desk_says_that_a_list_needs_an_election(admin_client):
    assert "There is no election yet." in admin_client.get(LISTS).text


def test_undo_is_told_to_a_script_and_leaves_what_was_changed_since(admin_client, election):
    done = press(admin_client, upload(admin_client, election, "Асанов;Назар;;1", "Үсөнова;Айгүл;;2"), "apply")
    changed = Candidate.objects.get(family_name_ky="Асанов")
    changed.profession_ky = "Инженер"
    changed.save()
    path = done.request["PATH_INFO"]
    told = admin_client.post(path, {"do": "undo"}, headers={"accept": "text/plain"})
    assert told.getvalue().decode().endswith("done\n")
    assert "was changed since" in admin_client.get(path).text
    assert Candidate.objects.get() == changed


def test_people_of_a_repeated_vote_are_carried_over_without_their_statuses(admin_client, election):
    later = make_election(slug="kayra", repeats=election)
    upload(admin_client, election, "Асанов;Назар;;1", "Үсөнова;Айгүл;;2", "Болотов;Бек;;3")
    press(admin_client, admin_client.get(f"{LISTS}in/{ListImport.objects.get().pk}/"), "apply")
    Candidacy.objects.filter(list_position=3).update(status="withdrawn")
    Candidacy.objects.filter(list_position=1).update(status="registered")
    here = make_candidate(later, languages="", family_name_ky="Башка", given_name_ky="Киши", position=2)

    offered = admin_client.get(f"{LISTS}?election={later.pk}").text
    assert "Бек Болотов" in offered
    assert "Imprint: this election has no usual one yet" in offered
    seen = admin_client.post(f"{LISTS}?election={later.pk}", {"do": "carry"}, follow=True)
    assert "Known people who come onto the list" in seen.text
    press(admin_client, seen, "apply")
    found = later.candidacies.order_by("pk").values_list("candidate__family_name_ky", "list_position", "status")
    assert list(found) == [(here.family_name_ky, 2, ""), ("Асанов", 1, ""), ("Үсөнова", None, "")]
    asked = ToConfirm.objects.filter(election=later).order_by("pk")
    assert {(one.code, one.detail) for one in asked} == {("place", "1"), ("place", "—"), ("status", "")}
    undone = ListImport.objects.get(election=later)
    press(admin_client, admin_client.get(f"{LISTS}in/{undone.pk}/"), "undo")
    assert later.candidacies.count() == 1
    assert not asked.all().exists()
