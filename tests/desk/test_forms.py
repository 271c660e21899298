"""The change forms of the desk: three languages beside one another, many parts at the cost of one."""

import re

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.urls import reverse
from django.utils import translation

from candidates.models import QABlock
from emgek.roles import PRESS_OFFICER, TRANSLATOR
from staff.models import User
from tests.desk.sending import sent_by
from tests.factories import make_candidate, make_election, make_interview, make_plank, make_program


def change_address(row):
    return reverse(f"admin:{row._meta.app_label}_{row._meta.model_name}_change", args=[row.pk])


def make_talk(blocks):
    """Return an interview whose answers all speak of two planks and a measure."""
    election = make_election()
    program = make_program(election)
    planks = [make_plank(program, measures=1) for _ in range(2)]
    talk = make_interview(make_candidate(), election, blocks=blocks)
    for block in talk.blocks.all():
        block.planks.set(planks)
        block.measures.set([planks[0].measures.get()])
    return talk


def queries_of(client, address):
    """Return how many questions a page asks the database."""
    client.get(address)
    counted = []
    with connection.execute_wrapper(lambda run, *rest: (counted.append(rest[0]), run(*rest))[1]):
        assert client.get(address).status_code == 200
    return len(counted)


@pytest.mark.django_db
def test_thirty_questions_ask_the_database_no_more_than_one(admin_client):
    few, many = make_talk(1), make_talk(30)
    assert queries_of(admin_client, change_address(many)) <= queries_of(admin_client, change_address(few))


@pytest.mark.django_db
def test_thirty_measures_ask_the_database_no_more_than_one(admin_client):
    program = make_program(make_election())
    few, many = make_plank(program, measures=1), make_plank(program, measures=30)
    assert queries_of(admin_client, change_address(many)) <= queries_of(admin_client, change_address(few))


@pytest.mark.django_db
def test_many_parts_are_closed_and_a_faulty_one_stands_open(admin_client):
    talk = make_talk(3)
    page = admin_client.get(change_address(talk))
    parts = folds(page)
    assert parts == [False, False, False]

    formset = page.context["inline_admin_formsets"][0].formset
    sent = sent_by(page) | {formset.forms[1].add_prefix("planks"): ["999999"]}
    assert folds(admin_client.post(change_address(talk), sent)) == [False, True, False]


def folds(response):
    """Return which parts of a form stand open, the empty one aside."""
    lines = [line for line in response.text.splitlines() if "data-fold" in line]
    return [" open" in line for line in lines[:3]]


@pytest.mark.django_db
def test_the_line_of_a_part_is_in_the_original_language_and_says_what_is_not_translated(admin_client):
    talk = make_interview(make_candidate(), make_election(), blocks=2, original_language="ru")
    QABlock.objects.filter(number=2).update(question_ru="Что дальше?", answer_en="")
    with translation.override("en"):
        page = admin_client.get(change_address(talk)).text
    first, second = page.split('class="desk-part__title" data-title>')[1:3]
    assert first.startswith("1-суроо? ru<")
    assert "not translated" not in first.split("</summary>")[0]
    assert second.startswith("Что дальше?<")
    assert "English: not translated" in second.split("</summary>")[0]


@pytest.mark.django_db
def test_a_line_of_words_stays_one_line_whatever_is_pasted(admin_client):
    talk = make_talk(1)
    sent = sent_by(admin_client.get(change_address(talk)))
    admin_client.post(change_address(talk), sent | {"title_ky": "Бир\r\n эки "})
    talk.refresh_from_db()
    assert talk.title_ky == "Бир эки"


@pytest.mark.django_db
@pytest.mark.parametrize(
    "model", ["emgek_page", "programs_program", "elections_party", "publishing_term", "staff_user"]
)
def test_a_form_without_parts_has_the_scripts_of_its_fields_too(admin_client, model):
    page = admin_client.get(reverse(f"admin:{model}_add")).content.decode()
    is_of_words = model != "staff_user"
    assert ("/static/desk/letters.js" in page, "/static/desk/names.js" in page) == (is_of_words, is_of_words)


@pytest.mark.django_db
def test_the_form_loads_no_script_twice_and_none_that_makes_addresses(admin_client):
    page = admin_client.get(change_address(make_talk(1))).text
    scripts = re.findall(r'<script src="([^"]+)"', page)
    assert "/static/desk/parts.js" in scripts
    assert len(scripts) == len(set(scripts))
    assert not any("xregexp" in one or "urlify" in one for one in scripts)


@pytest.mark.django_db
@pytest.mark.parametrize(("role", "is_led_on"), [(PRESS_OFFICER, True), (TRANSLATOR, False)])
def test_who_publishes_is_led_on_from_what_was_saved(client, role, is_led_on):
    user = User.objects.create_user("somebody", is_staff=True, translates=["ru"])
    user.groups.set(Group.objects.filter(name=role))
    client.force_login(user)
    talk = make_talk(1)
    answer = client.post(change_address(talk), sent_by(client.get(change_address(talk))), follow=True)
    way = reverse("admin:candidates_interview_publish", args=[talk.pk])
    assert any(way in str(message) for message in answer.context["messages"]) == is_led_on
    assert (f'href="{way}"' in answer.text) == is_led_on
