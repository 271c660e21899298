"""Hints beside the fields of the desk: agreed terms and the other letter, on load, on opening and while typing."""

import json

import pytest
from django.urls import reverse

from publishing.terms import Term
from publishing.translating import Translation, note
from tests.desk.publishing.screens import english, url
from tests.desk.sending import sent_by
from tests.factories import CAMPAIGN, go_live, make_candidate, make_election, make_interview, make_page, make_party

pytestmark = pytest.mark.django_db


@pytest.fixture
def term():
    """Return an agreed term."""
    return Term.objects.create(word_ky="Ышсыз Бишкек", word_ru="Бишкек без дыма", note="Багыттын аты.")


def answered(client, *fields, original="ky"):
    """Return the answer to a question about some fields."""
    sent = {"original": original, "fields": json.dumps(fields)}
    return client.post(reverse("admin:publishing_term_hints"), sent)


def asked(client, **texts):
    """Return the hints of one field, by language."""
    [found] = answered(client, texts).json()["fields"]
    return found


def test_a_departing_translation_is_marked_when_the_form_opens(desk, term):
    page = make_page(title_ky="Ышсыз Бишкекке жол", title_ru="Дорога к чистому городу")
    shown = desk.get(english(url(page, "change"))).content.decode()

    assert "«Ышсыз Бишкекке»: we write" in shown
    assert 'data-put="Бишкек без дыма"' in shown
    assert "Багыттын аты." in shown


def test_open_parts_come_with_hints_and_closed_ones_ask_for_them(desk, term, django_assert_max_num_queries):
    talk = make_interview(make_candidate(), make_election(), blocks=0)
    departing = {"question_ky": "Ышсыз Бишкек?", "question_ru": "Чистый город?", "answer_ky": "Ооба."}
    talk.blocks.create(order=9, **departing)
    with django_assert_max_num_queries(200) as few:
        shown = desk.get(url(talk, "change")).content.decode()
    assert (shown.count('data-put="Бишкек без дыма"'), shown.count("data-unasked")) == (1, 0)

    for number in range(10):
        talk.blocks.create(order=number + 10, **departing)
    with django_assert_max_num_queries(len(few)):
        shown = desk.get(url(talk, "change")).content.decode()
    assert (shown.count('data-put="Бишкек без дыма"'), shown.count("data-unasked")) == (0, 11)


def test_all_fields_of_a_part_are_looked_at_with_few_queries(desk, term, django_assert_max_num_queries):
    departing = {"ky": "Ышсыз Бишкек, ооба?", "ru": "Чистый город?"}
    with django_assert_max_num_queries(200) as few:
        answered(desk, departing)
    with django_assert_max_num_queries(len(few)):
        found = answered(desk, departing, {"ky": "Ооба.", "ru": "Да."}, departing).json()["fields"]
    assert ["Бишкек без дыма" in one["ru"] for one in found] == [True, False, True]


def test_hints_never_stop_a_save(desk, term):
    page = make_page()
    sent = sent_by(desk.get(url(page, "change"))) | {"title_ky": "Ышсыз Бишкек", "title_ru": "Чистый город"}
    assert desk.post(url(page, "change"), sent).status_code == 302

    page.refresh_from_db()
    assert page.title_ru == "Чистый город"


def test_what_is_typed_is_looked_at_as_it_stands(desk, term):
    go_live(make_page("ky", title_ky="Өзгөрүү", slug="public"), languages=["ky"], at=CAMPAIGN)
    found = asked(desk, ky="Ышсыз Бишкек: озгоруу", ru="Чистый <b>город</b>", en="")

    assert 'data-put="Бишкек без дыма"' in found["ru"]
    assert 'data-instead-of="озгоруу"' in found["ky"]
    assert found["en"] == ""
    assert asked(desk, ky="Ышсыз Бишкек: өзгөрүү", ru="Бишкеку без дыма") == {"ky": "", "ru": "", "en": ""}


def test_what_is_typed_comes_back_as_text_and_not_as_markup(desk):
    Term.objects.create(word_ky="Ышсыз Бишкек", word_ru='<img src=x onerror="alert(1)">')
    assert "<img" not in asked(desk, ky="Ышсыз Бишкек", ru="Город")["ru"]


def test_nonsense_is_answered_too(desk, term):
    found = answered(desk, {"ky": "\x00" * 10 + "я" * 100_000, "ru": None, "xx": 1}, original="xx").json()["fields"]
    assert found == [{"ky": "", "ru": "", "en": ""}]
    for fields in ("", "[", "7", "[7]", "{}"):
        sent = desk.post(reverse("admin:publishing_term_hints"), {"fields": fields})
        assert sent.json() == {"fields": []}


def test_a_stranger_is_told_no_hints(client, term):
    make_party()
    answer = answered(client, {"ky": "Ышсыз Бишкек", "ru": "Город"})
    assert answer.status_code in (302, 403, 200)
    assert "\\u0434\\u044b\\u043c" not in answer.content.decode()  # «дым», as JSON writes it


def test_staff_without_the_right_are_told_no_hints(client, term, django_user_model):
    client.force_login(django_user_model.objects.create_user("nobody", is_staff=True))
    assert answered(client, {"ky": "Ышсыз Бишкек", "ru": "Город"}).status_code == 403


def test_the_desk_of_translations_names_the_terms_of_a_missing_text(desk, term):
    page = make_page("ky", title_ky="Ышсыз Бишкекке жол")
    note(page)
    task = Translation.objects.of(page).get(language="ru", field="title")
    shown = desk.get(english(reverse("admin:publishing_translation_change", args=[task.pk]))).content.decode()

    assert "«Ышсыз Бишкекке»: we write <b" in shown


def test_an_officer_writes_a_term(desk):
    address, sent = reverse("admin:publishing_term_add"), {"word_ky": "жашыл экономика"}
    desk.post(address, sent)
    assert not Term.objects.exists()  # one language alone says nothing
    assert desk.post(address, sent | {"word_ru": "зелёная экономика"}).status_code == 302
    assert Term.objects.get().word_ru == "зелёная экономика"
