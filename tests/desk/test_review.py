"""The screen of a review: asking, deciding part by part, comments beside the blocks, the rule of the site."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.urls import reverse

from candidates.models import Interview
from emgek.agenda import agenda
from emgek.roles import ADMINISTRATOR, EDITOR_IN_CHIEF, TRANSLATOR
from publishing.assignments import Assignment
from publishing.clock import now
from publishing.editions import Edition
from publishing.journal import Act
from publishing.reviewed import standings
from publishing.reviews import Comment, Review, State, four_eyes_since
from staff.audit import AuditEntry
from staff.models import User
from tests.factories import go_live, make_candidate, make_interview, open_campaign

pytestmark = pytest.mark.django_db


def signed_in(role, **fields):
    """Return the browser of somebody of a role."""
    user = User.objects.create_user(f"a {role}", is_staff=True, **fields)
    user.groups.set(Group.objects.filter(name=role))
    browser = Client()
    browser.force_login(user)
    browser.user = user
    return browser


@pytest.fixture
def chief():
    """Return the browser of an editor-in-chief."""
    return signed_in(EDITOR_IN_CHIEF)


@pytest.fixture
def talk():
    """Return an interview of two questions that is not public."""
    election = open_campaign()
    person = make_candidate(election)
    go_live(person)
    return make_interview(person, election, blocks=2)


def screen(name, row):
    """Return the address of a screen."""
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_{name}", args=[row.pk])


def decision(browser, row, *languages, **more):
    """Return what an approver sends: the languages, and what the screen showed."""
    page = browser.get(screen("review", row))
    shown = [line["standing"].digest for line in page.context["languages"]]
    return {"languages": languages, "shown": shown, "do": "approve"} | more


def test_asked_returned_mended_and_approved(desk, chief, talk):
    desk.post(screen("ask", talk), {"languages": ["ky", "ru"], "note": "Бүгүн керек"})
    [line] = agenda(chief.user, now())["to_approve"]
    assert (line.languages, line.note) == (["ky", "ru"], "officer Бүгүн керек")

    sent = decision(chief, talk, "ky", do="return", **{"comment-ky-2": "Жооп толук эмес"})
    chief.post(screen("decide", talk), sent)
    [back] = agenda(User.objects.get(username="officer"), now())["returned"]
    form = desk.get(screen("change", talk)).content.decode()
    beside = form[form.index('id="blocks-1"') :]
    assert back.languages == ["ky"]
    assert "Жооп толук эмес" in beside
    assert "Жооп толук эмес" not in form[form.index('id="blocks-0"') : form.index('id="blocks-1"')]

    block = talk.blocks.last()
    block.answer_ky = "Толук жооп."
    block.save()
    desk.post(screen("settle", talk), {"comments": Comment.objects.get().pk})
    desk.post(screen("ask", talk), {"languages": ["ky"]})
    chief.post(screen("decide", talk), decision(chief, talk, "ky"))
    fresh = Interview.objects.get()
    states = {one.code: one for one in standings(fresh, {"ky": fresh.build_document("ky", issued=now().date())})}
    assert states["ky"].approved.decided_by == chief.user
    assert not Comment.objects.open().exists()
    assert agenda(User.objects.get(username="officer"), now())["returned"] == []


def test_what_was_typed_stays_when_the_text_changed_meanwhile(chief, talk):
    sent = decision(chief, talk, "ky", do="return", answer="Кайра караңыз", **{"comment-ky-1": "Ким экенин айтыңыз"})
    talk.title_ky = "Башка"
    talk.save()
    page = chief.post(screen("decide", talk), sent).content.decode()
    assert "Ким экенин айтыңыз</textarea>" in page
    assert "Кайра караңыз</textarea>" in page
    assert not Comment.objects.exists()


def test_a_translator_asks_for_one_s_own_languages_only(talk):
    translator = signed_in(TRANSLATOR, translates=["ru"])
    translator.post(screen("ask", talk), {"languages": ["ky", "ru"]})
    assert list(Review.objects.values_list("language", "state")) == [("ru", State.ASKED)]


def test_the_publish_screen_says_that_approval_is_missing(desk, talk):
    administrator = signed_in(ADMINISTRATOR)
    administrator.post(reverse("admin:publishing_review_four_eyes"), {"four_eyes": "on"})
    problems = desk.get(screen("publish", talk)).context["problems"]
    assert {one.is_error for one in problems if "approv" in one.message.lower() or "бекит" in one.message.lower()} == {
        True
    }


def test_the_rule_is_the_administrators_and_stands_in_the_log(chief):
    assert chief.post(reverse("admin:publishing_review_four_eyes"), {"four_eyes": "on"}).status_code == 403
    administrator = signed_in(ADMINISTRATOR)
    administrator.post(reverse("admin:publishing_review_four_eyes"), {"four_eyes": "on"})
    assert four_eyes_since()
    administrator.post(reverse("admin:publishing_review_four_eyes"), {})
    assert four_eyes_since() is None
    assert AuditEntry.objects.filter(action="four_eyes", actor_id=administrator.user.pk).count() == 2


def test_the_list_of_reviews_names_objects_and_leads_to_them(desk, talk):
    desk.post(screen("ask", talk), {"languages": ["ky"]})
    page = desk.get(reverse("admin:publishing_review_changelist")).content.decode()
    assert f'href="{screen("review", talk)}"' in page


def test_a_return_says_what_it_cancels_and_cancels_that(desk, chief, talk):
    go_live(talk, languages=["ky"], starts_at=now() + timedelta(hours=2))
    shown = chief.get(screen("review", talk))
    [(language, [edition])] = shown.context["stops"]
    assert str(language) in shown.content.decode()
    sent = decision(chief, talk, "ky", do="return", answer="Толук эмес")
    chief.post(screen("decide", talk), sent)
    assert Edition.objects.waiting(now()).filter(kind="interview").count() == 1
    chief.post(screen("decide", talk), sent | {"stops": [edition.pk]})
    assert not Edition.objects.waiting(now()).filter(kind="interview").exists()
    assert "stops" in desk.get(screen("review", talk)).context
    assert desk.get(screen("review", talk)).context["stops"] == []


def test_what_is_returned_unasked_comes_to_whom_the_object_waits_for(desk, chief, talk):
    officer = User.objects.get(username="officer")
    Assignment.objects.create(kind="interview", object_id=talk.pk, user=officer)
    chief.post(screen("decide", talk), decision(chief, talk, "ky", do="return", answer="Толук эмес"))
    [back] = agenda(officer, now())["returned"]
    assert (back.languages, "Толук эмес" in back.note) == (["ky"], True)
    assert agenda(chief.user, now())["returned"] == []


def test_the_screen_of_the_rule_says_what_turning_it_on_cancels(talk):
    go_live(talk, languages=["ky"], starts_at=now() + timedelta(hours=2))
    administrator, address = signed_in(ADMINISTRATOR), reverse("admin:publishing_review_four_eyes")
    [edition] = administrator.get(address).context["stops"]
    refused = administrator.post(address, {"four_eyes": "on"})
    assert refused.context["problems"]
    assert four_eyes_since() is None
    administrator.post(address, {"four_eyes": "on", "stops": [edition.pk]})
    assert four_eyes_since()
    assert Act.objects.get(verb="cancel").actor == str(administrator.user)
    assert administrator.get(address).context["stops"] == []
