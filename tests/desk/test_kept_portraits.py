"""A portrait whose form could not be saved: for whom it is kept, for how long, and that nobody else sees it."""

from datetime import timedelta
from io import StringIO

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import call_command
from django.urls import reverse
from django.utils import timezone

from candidates.desk.portrait_widget import address_of, token_of
from candidates.models import Candidate, KeptPortrait
from candidates.portraits import preview, preview_name
from publishing.erasing import erase
from staff.models import User
from tests.desk.test_portraits import picture, send, token_in
from tests.factories import CAMPAIGN, MACHINE, make_candidate

pytestmark = pytest.mark.django_db


def keep(client, person, **picture_options) -> tuple[str, str]:
    """Send a picture in a form that cannot be saved; return the token and the stored name."""
    wrong = send(client, person, picture(**picture_options), family_name_ky="")
    return token_in(wrong), KeptPortrait.objects.order_by("-pk").first().name


def another(client, **fields) -> User:
    """Sign somebody else in and return who it is."""
    user = User.objects.create_user("another", is_staff=True, is_superuser=True, **fields)
    client.force_login(user)
    return user


def test_a_kept_picture_is_seen_by_nobody_but_who_chose_it(admin_client, client, person):
    _token, name = keep(admin_client, person, colour="teal")
    address = address_of(name)
    assert admin_client.get(address)["Cache-Control"].startswith("private")
    assert client.get(address).status_code == 302
    another(client)
    assert client.get(address).status_code == 404


def test_a_kept_picture_is_no_use_to_somebody_else(admin_client, client, person):
    token, _name = keep(admin_client, person, colour="teal")
    another(client)
    assert "Choose it again." in send(client, person, **{"portrait-kept": token}).text
    assert not Candidate.objects.get().portrait


def test_a_kept_picture_has_no_public_address(admin_client, client, person, settings):
    settings.DEMO = True
    _token, name = keep(admin_client, person, colour="teal")
    admin_client.get(address_of(name))
    for stored in (name, preview_name(name)):
        assert default_storage.exists(stored)
        assert client.get(f"/media/{stored}").status_code == 404


def test_after_a_day_the_form_asks_for_the_picture_again(admin_client, admin_user, person, monkeypatch):
    _token, name = keep(admin_client, person)
    later = timezone.now() + timedelta(hours=25)
    with monkeypatch.context() as patch:
        patch.setattr("django.core.signing.time.time", lambda: (later - timedelta(hours=50)).timestamp())
        old = token_of(name, admin_user.pk)
    answer = send(admin_client, person, **{"portrait-kept": old})
    assert "The picture was kept for a day and is gone. Choose it again." in answer.text
    assert send(admin_client, person).status_code == 302


def test_what_nobody_saved_is_swept_with_its_files(admin_client, person, django_capture_on_commit_callbacks):
    _token, name = keep(admin_client, person, colour="olive", size=(903, 902))
    preview(default_storage, name)
    KeptPortrait.objects.update(kept_at=timezone.now() - timedelta(hours=25))
    with django_capture_on_commit_callbacks(execute=True):
        call_command("mend_pictures", stdout=(out := StringIO()))
    assert "1 unsaved uploads forgotten" in out.getvalue()
    assert not KeptPortrait.objects.exists()
    assert not default_storage.exists(name)
    assert not default_storage.exists(preview_name(name))


def test_a_picture_that_somebody_has_is_never_swept(admin_client, person, django_capture_on_commit_callbacks):
    token, name = keep(admin_client, person, colour="maroon", size=(904, 902))
    with django_capture_on_commit_callbacks(execute=True):
        send(admin_client, person, **{"portrait-kept": token})
        other = make_candidate(family_name_ky="Башка")
        send(admin_client, other, picture(colour="maroon", size=(904, 902)), family_name_ky="")
        KeptPortrait.objects.update(kept_at=timezone.now() - timedelta(hours=25))
        call_command("mend_pictures", stdout=StringIO())
    assert Candidate.objects.get(portrait=name)
    assert default_storage.exists(name)


def test_two_people_may_keep_the_same_picture(admin_client, client, person, django_capture_on_commit_callbacks):
    token, name = keep(admin_client, person, colour="purple", size=(905, 902))
    another(client)
    keep(client, person, colour="purple", size=(905, 902))
    assert KeptPortrait.objects.filter(name=name).count() == 2
    with django_capture_on_commit_callbacks(execute=True):
        KeptPortrait.objects.exclude(by__username="another").delete()
    assert default_storage.exists(name)
    assert client.get(address_of(name)).status_code == 200


def test_erasing_somebody_takes_the_pictures_of_unsaved_forms(admin_client, person, django_capture_on_commit_callbacks):
    _token, name = keep(admin_client, person, colour="brown", size=(906, 902))
    with django_capture_on_commit_callbacks(execute=True):
        erase(person, at=CAMPAIGN, who=MACHINE, note="Мыйзам")
    assert not default_storage.exists(name)


def test_a_new_person_s_picture_is_kept_as_well(admin_client):
    address = reverse("admin:candidates_candidate_add").replace("/ky/", "/en/")
    fields = {"portrait_ppoi": "0.5x0.5", "original_language": "ky", "given_name_ky": "Айгүл"}
    fields |= {"candidacies-TOTAL_FORMS": 0, "candidacies-INITIAL_FORMS": 0}
    wrong = admin_client.post(address, fields | {"portrait": SimpleUploadedFile("face.jpg", picture(colour="red"))})
    token = token_in(wrong)
    saved = admin_client.post(address, fields | {"family_name_ky": "Үлгү", "portrait-kept": token})
    assert saved.status_code == 302, saved.context["errors"]
    assert Candidate.objects.get().portrait
