"""Deleting several rows from a list asks what deleting one asks: whether they are still as one saw them."""

import re
from datetime import timedelta

import pytest
from django.urls import reverse

from emgek.models import Page
from publishing import acts
from publishing.presence import beat
from staff.models import User
from tests.desk.together.forms import address, officer, opened, saved
from tests.factories import CAMPAIGN, MACHINE, make_election, make_page, make_plank, make_program

pytestmark = pytest.mark.django_db
PAGES = (("Бир", "one"), ("Эки", "two"), ("Үч", "three"))


def ask(client, rows, **answers):
    """Choose rows in their list to be deleted, or answer the question."""
    address = reverse(f"admin:{rows[0]._meta.app_label}_{rows[0]._meta.model_name}_changelist")
    chosen = {"action": "delete_selected", "_selected_action": [row.pk for row in rows]}
    return client.post(address, chosen | answers, follow=True, headers={"accept-language": "en"})


def answers(page) -> dict:
    """Return what the question's form sends."""
    return {"post": "yes", **page.context["seen"]}


def test_what_a_colleague_changed_after_the_question_is_not_deleted():
    mine, theirs = officer("Айгүл"), officer("Бакыт")
    rows = [make_page(title_ky="Бир", slug="one"), make_page(title_ky="Эки", slug="two")]
    asked = ask(mine, rows)
    assert all(f'name="{name}" value="{value}"' in asked.text for name, value in asked.context["seen"].items())
    assert saved(theirs, rows[1], opened(theirs, rows[1]), title_ru="Два").status_code == 302

    again = ask(mine, rows, **answers(asked))
    assert Page.objects.count() == 2
    told = " ".join(map(str, again.context["messages"]))
    assert "Эки: Бакыт" in told
    assert "Бир" not in told

    ask(mine, rows, **answers(again))
    assert not Page.objects.exists()


def test_a_changed_part_is_seen_and_an_answer_without_a_mark_is_asked_again():
    mine, plank = officer("Айгүл"), make_plank(make_program(make_election()), measures=1)
    asked = ask(mine, [plank])
    plank.measures.update(text_ru="Иначе")
    ask(mine, [plank], **answers(asked))
    ask(mine, [plank], post="yes")
    plank.refresh_from_db()

    ask(mine, [plank], **answers(ask(mine, [plank])))
    assert not type(plank).objects.filter(pk=plank.pk).exists()


def test_who_has_one_of_them_open_is_told():
    mine, rows = officer("Айгүл"), [make_page(title_ky="Бир", slug="one"), make_page(title_ky="Эки", slug="two")]
    officer("Бакыт")
    beat(rows[1], User.objects.get(username="Бакыт"), "w")
    shown = ask(mine, rows)
    assert [(line.count("Бакыт"), line.count("Эки")) for line in shown.context["here"]] == [(1, 1)]
    assert shown.context["here"][0] in shown.text


def test_what_was_public_is_named_and_the_others_go_when_one_says_so():
    mine = officer("Айгүл")
    public, ended, draft = (make_page(title_ky=title, slug=slug) for title, slug in PAGES)
    for row in (public, ended):
        acts.publish([row], ["ky"], at=CAMPAIGN, who=MACHINE, note="")
    acts.withdraw([ended], ["ky"], at=CAMPAIGN + timedelta(hours=1), who=MACHINE, note="")

    shown = ask(mine, [public, ended, draft])
    assert {row: live for row, _form, _withdraw, live in shown.context["lines"]} == {public: ["ky"], ended: None}
    assert address(public, "withdraw") in shown.text
    assert address(ended, "withdraw") not in shown.text
    assert "permission" not in shown.text
    assert Page.objects.count() == 3

    assert re.findall('name="_selected_action" value="([^"]+)"', shown.text) == [str(draft.pk)]
    assert 'name="action" value="delete_selected"' in shown.text
    ask(mine, [draft], **answers(ask(mine, [draft])))
    assert set(Page.objects.all()) == {public, ended}


def test_what_was_published_after_the_question_stays():
    mine, rows = officer("Айгүл"), [make_page(title_ky=title, slug=slug) for title, slug in PAGES]
    asked = ask(mine, rows)
    acts.publish([rows[1]], ["ky"], at=CAMPAIGN, who=MACHINE, note="")
    shown = ask(mine, rows, **answers(asked))
    assert [line[0] for line in shown.context["lines"]] == [rows[1]]
    assert Page.objects.count() == 3
    alone = ask(mine, [rows[1]], **answers(asked))
    assert not alone.context["others"]
    assert "Delete only these" not in alone.text
