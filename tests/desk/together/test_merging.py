"""Nobody overwrites anybody: two people, or one in two tabs, save one row; what does not clash is merged."""

import threading

import pytest
from django.db import connection

from candidates.models import QABlock
from publishing.ordering import reorder
from tests.desk.sending import sent_by
from tests.desk.together.forms import address, officer, opened, saved, told
from tests.factories import make_candidate, make_election, make_interview, make_page, make_plank, make_program

pytestmark = pytest.mark.django_db


@pytest.fixture
def talk():
    """Return an interview of three questions."""
    return make_interview(make_candidate(), make_election(), blocks=3)


@pytest.fixture
def us():
    """Return the clients of two officers."""
    return officer("Айгүл"), officer("Бакыт")


def answers(talk) -> list[str]:
    """Return the Kyrgyz answers in their order."""
    return list(talk.blocks.order_by("order").values_list("answer_ky", flat=True))


def numbers(talk) -> list[int]:
    """Return the numbers of the questions in their order."""
    return list(talk.blocks.order_by("order").values_list("number", flat=True))


# What does not clash --------------------------------------------------------------------------------------------------


def test_fields_and_parts_that_only_one_of_two_changed_are_merged_and_named(us, talk):
    theirs, mine = us
    sheet, other = opened(mine, talk), opened(theirs, talk)
    assert saved(theirs, talk, other, **{"lead_ky": "Алардыкы", "blocks-0-answer_ky": "Алардыкы 1"}).status_code == 302
    assert saved(mine, talk, sheet, **{"place_ru": "Моё", "blocks-2-answer_ky": "Меники 3"}).status_code == 302
    talk.refresh_from_db()
    assert (talk.lead_ky, talk.place_ru) == ("Алардыкы", "Моё")
    assert answers(talk) == ["Алардыкы 1", "2-жооп. ky", "Меники 3"]
    message = told(mine)
    assert "Айгүл" in message
    assert "кириш сөз (Кыргызча)" in message
    assert "суроо-жооп 1: жооп (Кыргызча)" in message


def test_what_both_changed_alike_is_no_clash(us, talk):
    theirs, mine = us
    sheet = opened(mine, talk)
    saved(theirs, talk, opened(theirs, talk), lead_ky="Бирдей")
    assert saved(mine, talk, sheet, lead_ky="Бирдей", place_ky="Бишкек").status_code == 302


def test_the_same_person_in_two_tabs_is_merged_too(us, talk):
    mine, _other = us
    first, second = opened(mine, talk), opened(mine, talk)
    saved(mine, talk, first, lead_ky="Биринчи")
    assert saved(mine, talk, second, place_ky="Экинчи").status_code == 302
    talk.refresh_from_db()
    assert (talk.lead_ky, talk.place_ky) == ("Биринчи", "Экинчи")


def test_parts_added_by_both_are_both_kept_and_one_deleted_by_one_is_gone(us, talk):
    theirs, mine = us
    sheet, other = opened(mine, talk), opened(theirs, talk)
    new = {"blocks-TOTAL_FORMS": 4, "blocks-3-question_ky": "Жаңы?", "blocks-0-DELETE": "on"}
    assert saved(theirs, talk, other, **new, **{"blocks-3-answer_ky": "Алардыкы"}).status_code == 302
    extra = {"blocks-TOTAL_FORMS": 4, "blocks-3-question_ky": "Дагы?", "blocks-3-answer_ky": "Меники"}
    assert saved(mine, talk, sheet, **extra, **{"blocks-1-answer_ky": "Экинчи"}).status_code == 302
    assert answers(talk) == ["Экинчи", "3-жооп. ky", "Алардыкы", "Меники"]
    assert numbers(talk) == [2, 3, 4, 5]


def test_an_order_that_somebody_changed_meanwhile_stays(us, talk):
    _theirs, mine = us
    sheet = opened(mine, talk)
    reorder(talk.blocks.all(), list(talk.blocks.order_by("-order").values_list("pk", flat=True)))
    assert saved(mine, talk, sheet, **{"blocks-0-answer_ky": "Меники"}).status_code == 302
    assert answers(talk) == ["3-жооп. ky", "2-жооп. ky", "Меники"]


def test_a_new_part_sent_again_after_a_lost_answer_is_stored_once(us, talk):
    mine, _theirs = us
    sheet = opened(mine, talk)
    new = {"blocks-TOTAL_FORMS": 4, "blocks-3-question_ky": "Дагы?", "blocks-3-answer_ky": "Меники", "lead_ky": "Лид"}
    assert [saved(mine, talk, sheet, **new).status_code for _again in range(2)] == [302, 302]
    assert answers(talk).count("Меники") == 1


def test_links_of_an_answer_are_merged_like_its_words(us, talk):
    theirs, mine = us
    plank = make_plank(make_program(talk.election))
    sheet = opened(mine, talk)
    saved(theirs, talk, opened(theirs, talk), **{"blocks-0-planks": [plank.pk]})
    assert saved(mine, talk, sheet, **{"blocks-0-answer_ky": "Меники"}).status_code == 302
    block = talk.blocks.get(number=1)
    assert (block.answer_ky, list(block.planks.all())) == ("Меники", [plank])


# What clashes ---------------------------------------------------------------------------------------------------------


@pytest.fixture
def clash(us, talk):
    """Return the answer to a save that clashes in the lead and in the first answer."""
    theirs, mine = us
    sheet = opened(mine, talk)
    saved(theirs, talk, opened(theirs, talk), **{"lead_ky": "Алардын лиди кеч", "blocks-0-answer_ky": "Алардын жообу"})
    return saved(
        mine, talk, sheet, **{"lead_ky": "Менин лидим кеч", "blocks-0-answer_ky": "Менин жообум", "place_ky": "Ош"}
    )


def test_a_field_that_both_changed_is_asked_about_and_nothing_is_saved(talk, clash):
    assert clash.status_code == 200
    form = clash.context["adminform"].form
    assert form["lead_ky"].value() == "Менин лидим кеч"
    assert "Айгүл" in clash.text
    assert "<ins>Алардын лиди</ins> кеч" in clash.text
    assert 'name="choice-lead_ky"' in clash.text
    assert 'name="choice-blocks-0-answer_ky"' in clash.text
    talk.refresh_from_db()
    assert (talk.lead_ky, talk.place_ky or "") == ("Алардын лиди кеч", "")


@pytest.mark.parametrize(
    ("choice", "lead"), [("mine", "Менин лидим кеч"), ("theirs", "Алардын лиди кеч"), ("hand", "Экөөнүн лиди")]
)
def test_each_clash_is_settled_by_a_choice(us, talk, clash, choice, lead):
    again = sent_by(clash) | {"asked-lead_ky": "1", "asked-blocks-0-answer_ky": "1"}
    if choice == "hand":
        again["lead_ky"] = "Экөөнүн лиди"
    answered = saved(us[1], talk, again, **{"choice-lead_ky": choice, "choice-blocks-0-answer_ky": "theirs"})
    assert answered.status_code == 302
    talk.refresh_from_db()
    assert (talk.lead_ky, talk.place_ky, answers(talk)[0]) == (lead, "Ош", "Алардын жообу")


def test_a_clash_without_a_choice_is_asked_about_again(us, talk, clash):
    again = sent_by(clash) | {"asked-lead_ky": "1", "asked-blocks-0-answer_ky": "1", "choice-lead_ky": "mine"}
    assert saved(us[1], talk, again).status_code == 200
    talk.refresh_from_db()
    assert talk.lead_ky == "Алардын лиди кеч"


def test_a_third_save_between_clash_and_choice_is_asked_about_too(us, talk, clash):
    again = sent_by(clash) | {"choice-lead_ky": "mine", "choice-blocks-0-answer_ky": "mine"}
    saved(us[0], talk, opened(us[0], talk), lead_ky="Дагы башка")
    assert saved(us[1], talk, again).status_code == 200


def test_a_part_somebody_deleted_is_asked_about_when_i_changed_it(us, talk):
    theirs, mine = us
    sheet = opened(mine, talk)
    saved(theirs, talk, opened(theirs, talk), **{"blocks-1-DELETE": "on"})
    asked = saved(mine, talk, sheet, **{"blocks-1-answer_ky": "Менин жообум"})
    assert asked.status_code == 200
    assert answers(talk) == ["1-жооп. ky", "3-жооп. ky"]
    again = sent_by(asked) | {"asked-blocks-2": "1"}
    assert again["blocks-2-answer_ky"] == "Менин жообум"
    assert 'name="choice-blocks-2"' in asked.text

    kept = saved(mine, talk, again, **{"choice-blocks-2": "mine", "blocks-2-kept_number": "2"})
    assert kept.status_code == 302
    assert QABlock.objects.get(interview=talk, number=2).answer_ky == "Менин жообум"


def test_a_part_somebody_changed_is_not_deleted_unseen(us, talk):
    theirs, mine = us
    sheet = opened(mine, talk)
    saved(theirs, talk, opened(theirs, talk), **{"blocks-1-answer_ky": "Алардын жообу"})
    asked = saved(mine, talk, sheet, **{"blocks-1-DELETE": "on"})
    assert asked.status_code == 200
    assert "Алардын жообу" in asked.text
    assert len(answers(talk)) == 3
    again = sent_by(asked)
    assert "blocks-1-DELETE" not in again
    assert saved(mine, talk, again, **{"blocks-1-DELETE": "on"}).status_code == 302
    assert len(answers(talk)) == 2


def test_a_row_changed_since_its_form_was_opened_is_not_deleted_unseen(us, talk):
    theirs, mine = us
    seen = mine.get(address(talk)).context["together"]["seen"]
    saved(theirs, talk, opened(theirs, talk), **{"blocks-1-answer_ky": "Алардын жообу"})
    answered = mine.post(f"{address(talk, 'delete')}?seen={seen}", {"post": "yes"}, follow=True)
    assert "Айгүл" in answered.text
    assert mine.post(answered.redirect_chain[-1][0], {"post": "yes"}).status_code == 302
    assert not type(talk).objects.exists()


def test_what_was_written_into_a_row_that_somebody_deleted_is_shown(us):
    page = make_page()
    sheet = opened(us[1], page)
    type(page).objects.all().delete()
    answered = saved(us[1], page, sheet, lead_ky="Менин көп сөзүм")
    assert answered.status_code == 409
    assert "Менин көп сөзүм" in answered.text


def test_a_mistake_beside_a_merge_is_mended_in_the_merged_form(us, talk):
    theirs, mine = us
    sheet = opened(mine, talk)
    saved(theirs, talk, opened(theirs, talk), lead_ky="Алардыкы")
    faulty = saved(mine, talk, sheet, title_ky="", place_ky="Ош")
    assert faulty.status_code == 200
    assert saved(mine, talk, sent_by(faulty), title_ky="Аталыш").status_code == 302
    talk.refresh_from_db()
    assert (talk.lead_ky, talk.place_ky, talk.title_ky) == ("Алардыкы", "Ош", "Аталыш")


# At one instant -------------------------------------------------------------------------------------------------------


@pytest.mark.django_db(transaction=True)
def test_of_two_saves_at_one_instant_the_second_is_asked(us, talk):
    sheets = [opened(client, talk) for client in us]
    start, answered = threading.Barrier(2), []

    def save(client, sheet, text):
        try:
            start.wait()
            answered.append(saved(client, talk, sheet, lead_ky=text).status_code)
        finally:
            connection.close()

    threads = [threading.Thread(target=save, args=(us[n], sheets[n], f"Лид {n}")) for n in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(answered) == [200, 302]


@pytest.mark.django_db(transaction=True)
def test_of_two_moves_at_one_instant_both_are_made(us, talk):
    first, second, third = talk.blocks.order_by("order").values_list("pk", flat=True)
    start, screen = threading.Barrier(2), address(talk, "order_blocks")

    def move(client, pk):
        try:
            start.wait()
            client.post(screen, {"up": pk})
        finally:
            connection.close()

    threads = [threading.Thread(target=move, args=pair) for pair in zip(us, (third, third), strict=True)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert list(talk.blocks.order_by("order").values_list("pk", flat=True)) == [third, first, second]
