"""Finding on the desk: rows, drafts too, in any spelling and language; by right; lists and the box in one way."""

import pytest
from django.contrib.auth.models import Group, Permission
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils.translation import override

from candidates.models import Candidate, QABlock
from emgek.roles import ADMINISTRATOR, PRESS_OFFICER
from programs.models import Plank, Program
from publishing.desk.finding import RowText, rewrite_texts
from staff.models import User
from tests.factories import (
    make_candidate,
    make_election,
    make_imprint,
    make_interview,
    make_page,
    make_plank,
    make_program,
)

BOX = {"HX-Request": "true"}


@pytest.fixture
def talk(db):
    """Return an interview that is a draft, of a candidate who is one too; nothing is public."""
    election = make_election(title_ky="Ош шаардык кеңешин шайлоо", title_ru="Выборы Ошского городского кенеша")
    person = make_candidate(
        election,
        family_name_ky="Өмүрзакова",
        given_name_ky="Жылдыз",
        family_name_ru="Умурзакова",
        given_name_ru="Жылдыз",
    )
    make_plank(make_program(election), title_ky="Ышсыз Бишкек", title_ru="Бишкек без смога", summary_ky="Таза аба")
    make_page(title_ky="Басма сөз үчүн", slug="press")
    make_imprint(election, producer='"Басма үйү" КФ')
    return make_interview(person, election, title_ky="Мектептер жана көчөлөр")


@pytest.fixture
def officer(client, db):
    """Return a press officer who has signed in."""
    user = User.objects.create_user("press", is_staff=True)
    user.groups.set(Group.objects.filter(name=PRESS_OFFICER))
    client.force_login(user)
    return user


def asked(client, words, **headers):
    """Return the titles that the box answers."""
    return [hit.title for hit in client.get(reverse("admin:search"), {"s": words}, headers=headers).context["hits"]]


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("Өмүрзакова", "Жылдыз Өмүрзакова"),
        ("омурзакова жылдыз", "Жылдыз Өмүрзакова"),
        ("omurzakova", "Жылдыз Өмүрзакова"),
        ("Умурзакова", "Жылдыз Өмүрзакова"),
        ("омурзкова", "Жылдыз Өмүрзакова"),
        ("омруазкова", "Жылдыз Өмүрзакова"),
        ("кочолор", "Мектептер жана көчөлөр"),
        ("без смога", "Ышсыз Бишкек"),
        ("таза аб", "Ышсыз Бишкек"),
        ("басма соз", "Басма сөз үчүн"),
        ("ошского", "Ош шаардык кеңешин шайлоо"),
    ],
)
def test_drafts_are_found_in_any_spelling_and_language(client, officer, talk, words, title):
    assert asked(client, words, **BOX)[0] == title


def test_an_interview_is_found_by_its_candidate_also_after_a_new_name(client, officer, talk):
    assert str(talk) in asked(client, "омурзакова")
    talk.candidate.family_name_ky = "Асанова"
    talk.candidate.save()
    assert asked(client, "Асанова") == ["Жылдыз Асанова", str(talk)]


def test_a_name_itself_is_better_than_its_beginning_and_than_a_slip(client, officer, talk):
    make_candidate(family_name_ky="Асанов", given_name_ky="Бек")
    make_candidate(family_name_ky="Асан", given_name_ky="Эрик")
    assert asked(client, "асан") == ["Эрик Асан", "Бек Асанов"]
    assert asked(client, "асанов") == ["Бек Асанов"]


def test_lists_find_as_the_box_does(client, officer, talk):
    address = reverse("admin:candidates_candidate_changelist")
    for words in ("omurzakova", "омурзкова"):
        assert list(client.get(address, {"q": words}).context["cl"].queryset) == [talk.candidate]
    assert not client.get(address, {"q": "мектептер"}).context["cl"].queryset


def test_what_is_found_opens_its_form_and_enter_opens_the_best(client, officer, talk):
    [hit, _interview] = client.get(reverse("admin:search"), {"s": "омурзакова"}).context["hits"]
    form = reverse("admin:candidates_candidate_change", args=[talk.candidate_id])
    assert hit.link == form
    assert client.get(reverse("admin:search"), {"s": "омурзакова", "go": "1"})["Location"] == form
    assert client.get(reverse("admin:search"), {"s": "эчким", "go": "1"}).status_code == 200


def test_the_ways_of_the_desk_are_found_by_their_names(client, officer):
    with override("ky"):
        assert asked(client, "талапкер") == ["Талапкерлер"]


def test_nobody_finds_what_they_may_not_see(client, talk):
    guest = User.objects.create_user("guest", is_staff=True)
    client.force_login(guest)
    assert asked(client, "омурзакова") == []
    guest.user_permissions.set(Permission.objects.filter(codename="view_candidate"))
    assert asked(client, "омурзакова") == ["Жылдыз Өмүрзакова"]


@pytest.mark.parametrize(("role", "found"), [(ADMINISTRATOR, ["Өмүр Сайты"]), (PRESS_OFFICER, [])])
def test_administrators_find_colleagues_and_nobody_else_does(client, db, role, found):
    user = User.objects.create_user("somebody", is_staff=True)
    user.groups.set(Group.objects.filter(name=role))
    colleague = User.objects.create_user("omur", first_name="Өмүр", last_name="Сайты")
    client.force_login(user)
    assert asked(client, "омур") == asked(client, "сайты", **BOX) == found
    if found:
        [hit] = client.get(reverse("admin:search"), {"s": "omur"}).context["hits"]
        assert hit.link == reverse("admin:staff_user_change", args=[colleague.pk])


def test_nothing_and_signs_alone_find_nothing(client, officer, talk):
    for words in ("", "  ", "%", "«»", "\x00", "x" * 5000):
        assert asked(client, words) == asked(client, words, **BOX) == []


@pytest.fixture
def answers(talk):
    """Return the answers of the talk; the second one speaks of smoke, in Kyrgyz and Russian."""
    texts = [
        ("Эмне кыласыз?", "Мектеп курабыз."),
        ("Аба кандай?", "Аны билебиз. Кышында түтүн көп болот. Ошону жоёбуз."),
    ]
    blocks = [talk.blocks.create(order=n, question_ky=q, answer_ky=a) for n, (q, a) in enumerate(texts, 2)]
    blocks[1].answer_ru = "Зимой много дыма от угля."
    blocks[1].save()
    return blocks


@pytest.mark.parametrize(
    ("words", "sentence", "tab"),
    [
        ("түтүн", "Кышында түтүн көп болот.", "ky"),
        ("kyshynda tutun", "Кышында түтүн көп болот.", "ky"),
        ("дыма угля", "Зимой много дыма от угля.", "ru"),
    ],
)
def test_an_answer_is_found_by_what_it_says_and_opens_in_its_form(client, officer, talk, answers, words, sentence, tab):
    [hit] = client.get(reverse("admin:search"), {"s": words}).context["hits"]
    assert (hit.title, hit.description) == (f"{talk} · Аба кандай?", sentence)
    form = reverse("admin:candidates_interview_change", args=[talk.pk])
    assert hit.link == f"{form}?tab={tab}#blocks-2"
    assert f'id="{hit.link.partition("#")[2]}"' in client.get(form).text


def test_all_words_stand_in_one_answer_and_lists_look_at_titles_alone(client, officer, answers):
    assert asked(client, "мектеп түтүн") == []
    assert not client.get(reverse("admin:candidates_interview_changelist"), {"q": "түтүн"}).context["cl"].queryset


def test_the_why_of_a_plank_is_found_without_its_tags(client, officer, talk):
    plank = Plank.objects.get()
    plank.body_ky = "<p>Көмүр <strong>жагылбасын</strong>.</p>"
    plank.save()
    [hit] = client.get(reverse("admin:search"), {"s": "жагылбасын"}).context["hits"]
    assert (hit.title, hit.description) == (str(plank), "Көмүр жагылбасын.")
    assert hit.link.endswith("?tab=ky#id_body_ky")
    assert asked(client, "strong") == []


def test_what_is_called_so_stands_before_what_says_so(client, officer, talk, answers):
    make_plank(Program.objects.get(), title_ky="Түтүн")
    assert asked(client, "түтүн") == ["Түтүн", f"{talk} · Аба кандай?"]


def test_nobody_finds_what_is_said_in_what_they_may_not_see(client, answers):
    guest = User.objects.create_user("guest", is_staff=True)
    guest.user_permissions.set(Permission.objects.filter(codename="view_candidate"))
    client.force_login(guest)
    assert asked(client, "түтүн") == []


def test_answers_that_are_deleted_or_written_in_bulk_are_known(client, officer, talk, answers):
    QABlock.objects.filter(pk=answers[1].pk).delete()
    assert asked(client, "түтүн") == []
    QABlock.objects.bulk_create([QABlock(interview=talk, number=9, order=9, answer_ky="Түтүн жок.")])
    assert len(asked(client, "түтүн")) == 1


def test_words_follow_their_rows(talk):
    text = RowText.objects.get(model="candidates.candidate", object_id=talk.candidate_id)
    assert " омурзакова " in text.text
    talk.delete()
    assert not RowText.objects.filter(model="candidates.interview").exists()


def test_rows_that_were_written_in_bulk_are_found_as_well(client, officer):
    Candidate.objects.bulk_create([Candidate(family_name_ky="Токтогулов", given_name_ky="Бек", slug="bek")])
    assert asked(client, "токтогулов") == ["Бек Токтогулов"]
    rewrite_texts()
    assert asked(client, "токтогулов") == ["Бек Токтогулов"]


def test_many_rows_take_no_more_queries_than_one(client, db):
    user = User.objects.create_user("chief", is_staff=True)
    user.groups.set(Group.objects.filter(name=ADMINISTRATOR))
    client.force_login(user)

    def queries():
        with CaptureQueriesContext(connection) as made:
            assert asked(client, "мисалов")
        return len(made)

    election = make_election()
    make_interview(make_candidate(election), election)
    few = queries()
    for _number in range(30):
        make_interview(make_candidate(election), election)
    assert queries() == few
