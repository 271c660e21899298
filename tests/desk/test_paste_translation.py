"""Pasting a translation on the desk: it is laid beside the original, mended, and fills the rows of one language."""

import pytest
from django.contrib.admin.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile

from candidates.models import Interview, PastedText, QABlock
from publishing.terms import Term
from publishing.translating import Translation, note
from staff.models import User
from tests.factories import make_candidate, make_election

TALK = [
    ("Сиз кимсиз?", "Мен мугалиммин, 12 жыл мектепте иштедим."),
    ("Эмне үчүн шайлоого бара жатасыз?", "Шаардын жолдору начар, муну өзгөрткүм келет."),
    ("Пландарыңыз барбы?", "Бар: мектеп курабыз."),
]
RUSSIAN = """Кем быть городу

Короткий рассказ о кандидате и его планах на ближайшее время.

- Кто вы?
- Я учитель, 12 лет работал в школе.
- Почему вы идёте на выборы?
- Дороги города плохие, хочу это изменить.
- Есть ли у вас планы?
- Есть: построим школу.
"""


@pytest.fixture
def talk(db):
    """Return an interview in Kyrgyz, whose blocks have the numbers 1, 2 and 4."""
    election = make_election(slug="ulgu")
    talk = Interview.objects.create(
        candidate=make_candidate(election),
        election=election,
        title_ky="Шаар кандай болот",
        lead_ky="Талапкер жөнүндө кыскача баян.",
        closing_ky="Келиңиздер.",
    )
    for question, answer in (*TALK[:2], ("Өчөт", ""), TALK[2]):
        QABlock.objects.create(interview=talk, question_ky=question, answer_ky=answer)
    talk.blocks.get(number=3).delete()
    return talk


def paste(desk, talk, text=RUSSIAN, language="ru", **data):
    """Paste a translation and follow to where it leads."""
    address = f"/en/admin/candidates/interview/{talk.pk}/translation/"
    return desk.post(address, {"language": language, "text": text} | data, follow=True)


def press(desk, do="", **data):
    """Press a button on the screen."""
    pasted = PastedText.objects.get()
    form = {"revision": pasted.revision, "at": 0, "do": do} | data
    return desk.post(f"/en/admin/candidates/interview/translation/{pasted.pk}/", form, follow=True)


def lines(answer):
    """Return each line that has parts: its number, and the texts of its parts."""
    return [
        (line.number, [shown.piece.text for shown in line.pieces]) for line in answer.context["lines"] if line.pieces
    ]


def place_of(answer, words):
    """Return the place of the part that holds some words."""
    shown = (shown for line in answer.context["lines"] for shown in line.pieces)
    return next(one.place for one in shown if words in one.piece.text)


def russian(talk):
    """Return the Russian questions and answers by number."""
    rows = talk.blocks.order_by("number")
    return {row.number: (row.question_ru or "", row.answer_ru or "") for row in rows}


def test_translation_is_laid_beside_the_numbers_of_its_original_and_saved(desk, talk):
    answer = paste(desk, talk)

    assert [number for number, _texts in lines(answer) if number] == [1, 2, 4]
    assert answer.context["missing"] == 0
    saved = press(desk, "save", title="Кем быть городу")
    talk.refresh_from_db()
    assert saved.redirect_chain[-1][0] == f"/en/admin/candidates/interview/{talk.pk}/change/"
    assert (talk.title_ru, talk.lead_ru) == (
        "Кем быть городу",
        "Короткий рассказ о кандидате и его планах на ближайшее время.",
    )
    assert russian(talk)[4] == ("Есть ли у вас планы?", "Есть: построим школу.")
    assert (talk.title_ky, talk.blocks.count()) == ("Шаар кандай болот", 3)
    assert "ru" in LogEntry.objects.latest("pk").get_change_message()


def test_file_is_read_like_a_pasted_text(desk, talk):
    answer = paste(desk, talk, "", file=SimpleUploadedFile("перевод.txt", RUSSIAN.encode("cp1251")))

    assert [number for number, _texts in lines(answer) if number] == [1, 2, 4]


def test_language_that_lacks_words_is_chosen_already(desk, talk):
    talk.blocks.update(question_ru="Вопрос")

    form = desk.get(f"/en/admin/candidates/interview/{talk.pk}/translation/").context["form"]

    assert [code for code, _name in form.fields["language"].choices] == ["en", "ru"]


def test_text_in_another_language_than_chosen_is_asked_about_and_kept(desk, talk):
    answer = paste(desk, talk, language="en")

    assert answer.context["looks_like"] == "Russian"
    assert (answer.context["form"]["text"].value(), answer.context["form"]["language"].value()) == (RUSSIAN, "ru")
    assert not PastedText.objects.exists()
    paste(desk, talk, anyway="en")
    assert PastedText.objects.get().language == "en"


def test_two_answers_in_one_are_cut_and_find_their_places(desk, talk):
    text = RUSSIAN.replace("\n- Почему вы идёте на выборы?\n- ", " Почему вы идёте на выборы — так. ")
    answer = paste(desk, talk, text)
    assert [number for number, _texts in lines(answer) if number] == [1, 4]
    assert "Пока" not in answer.text

    place = place_of(answer, "Почему")
    joined = next(text for _number, texts in lines(answer) for text in texts if "Почему" in text)
    press(desk, f"split {place} {joined.index('Почему')}")
    answer = press(desk, f"split {place + 1} {len('Почему вы идёте на выборы — так. ')}")

    assert [number for number, _texts in lines(answer) if number] == [1, 2, 4]


def test_question_without_a_place_is_not_saved_until_it_is_placed_or_left_out(desk, talk):
    text = RUSSIAN + "- Ещё один вопрос: где ваш дом?\n- Мой дом в этом городе, тут живут мои дети и родители.\n"
    answer = paste(desk, talk, text)
    loose = next(line for line in answer.context["lines"] if line.is_loose)

    refused = press(desk, "save", title="Кем быть городу")
    assert refused.context["form"].non_field_errors()
    assert russian(talk)[1] == ("", "")
    assert any("Ещё один вопрос" in text for text in refused.context["left_out"])

    press(desk, f"leave {loose.place}")
    press(desk, "save", title="Кем быть городу")

    kept = PastedText.objects.get()
    assert russian(talk)[4][1] == "Есть: построим школу."
    assert "где ваш дом" in kept.raw_text
    again = desk.get(kept.address)
    assert any("Ещё один вопрос" in text for text in again.context["left_out"])


def test_block_is_assigned_by_its_list_and_the_assignment_can_be_undone(desk, talk):
    answer = paste(desk, talk, RUSSIAN.split("- Почему")[0])
    place = place_of(answer, "Кто вы?")

    answer = press(desk, **{f"pair-{place}": "4"})
    assert (4, ["Кто вы?", "Я учитель, 12 лет работал в школе."]) in lines(answer)
    answer = press(desk, "undo")

    assert 4 not in [number for number, _texts in lines(answer)]


def test_words_that_stand_there_are_replaced_only_where_the_officer_says_so(desk, talk):
    first, second = talk.blocks.order_by("number")[:2]
    QABlock.objects.filter(pk=first.pk).update(question_ru="Кто вы?", answer_ru="Стоит давно.")
    QABlock.objects.filter(pk=second.pk).update(answer_ru="Тоже стоит.")
    paste(desk, talk)

    refused = press(desk, "save", title="Кем быть городу")
    assert set(refused.context["form"].errors) == {"stands-answer-1", "stands-answer-2"}
    press(desk, "save", title="Кем быть городу", **{"stands-answer-1": "keep", "stands-answer-2": "replace"})

    assert russian(talk)[1] == ("Кто вы?", "Стоит давно.")
    assert russian(talk)[2][1] == "Дороги города плохие, хочу это изменить."


def test_a_decision_survives_a_correction_and_one_may_decide_for_all(desk, talk):
    talk.blocks.update(answer_ru="Стоит давно.")
    paste(desk, talk)
    press(desk, "sure 0", **{"stands-answer-1": "keep"})

    press(desk, "save", title="Кем быть городу", differing="replace")

    assert russian(talk)[1][1] == "Стоит давно."
    assert russian(talk)[2][1] == "Дороги города плохие, хочу это изменить."


def test_nothing_in_the_pasted_text_is_no_reason_to_empty_what_stands_there(desk, talk):
    talk.closing_ru, talk.title_ru = "Приходите.", "Название"
    talk.save()
    paste(desk, talk, RUSSIAN.split("\n\n", 2)[2])

    press(desk, "save", title="")

    talk.refresh_from_db()
    assert (talk.closing_ru, talk.title_ru) == ("Приходите.", "Название")


def test_thanks_of_the_candidate_alone_are_the_candidates(desk, talk):
    talk.thanks_answer_ky = "Рахмат."
    talk.save()
    answer = paste(desk, talk)
    last = place_of(answer, "построим школу")
    press(desk, f"split {last} 6", **{})

    press(desk, **{f"role-{last + 1}": "thanks"})
    press(desk, "save", title="Кем быть городу")

    talk.refresh_from_db()
    assert (talk.thanks_question_ru or "", talk.thanks_answer_ru) == ("", "построим школу.")


def test_closing_address_is_told_from_the_last_answer_by_the_original(desk, talk):
    closing = "Келиңиздер, добуш бериңиздер, шаарыңыздын келечегин өзүңүздөр тандаңыздар."
    Interview.objects.filter(pk=talk.pk).update(closing_ky=closing)
    last = "Он зовёт прийти и проголосовать, чтобы каждый сам выбрал будущее города."
    answer = paste(desk, talk, f"{RUSSIAN}\n{last}")

    assert [line.name for line in answer.context["lines"] if last in str(line.pieces)] == ["Closing address"]
    answer = press(desk, "undo")
    assert last not in str([line for line in answer.context["lines"] if line.name == "Closing address"])


def test_saved_translation_is_in_step_and_says_who_made_it(desk, talk):
    paste(desk, talk)
    press(desk, "save", title="Кем быть городу")

    noted = Translation.objects.of(talk).filter(language="ru", place="blocks:4", field="answer").get()
    assert (noted.state, noted.made_by.username) == ("current", "officer")


def test_an_equal_text_pasted_again_is_in_step_with_the_changed_original(desk, talk):
    paste(desk, talk)
    press(desk, "save", title="Кем быть городу")
    PastedText.objects.all().delete()
    talk.refresh_from_db()
    talk.title_ky = "Башка шаар"
    talk.save()
    block = talk.blocks.get(number=4)
    block.answer_ky, block.question_ky = "Бар: эки мектеп курабыз.", "Кандай пландарыңыз бар?"
    block.save()
    note(talk)
    behind = Translation.objects.of(talk).filter(language="ru", state="out_of_date")
    of_four = {("blocks:4", "question"), ("blocks:4", "answer")}
    assert set(behind.values_list("place", "field")) == {("", "title"), *of_four}
    paste(desk, talk, RUSSIAN.partition("\n\n")[2].replace("Есть: построим школу.", "Есть: построим две школы."))
    press(desk, "save", **{"differing": "keep"})

    # The question was pasted as it stands; the title was not pasted, and of the answer the old words were kept.
    assert set(behind.values_list("place", "field")) == {("", "title"), ("blocks:4", "answer")}


def test_begun_translation_waits_on_the_interviews_own_page_and_on_the_start_page(desk, talk):
    paste(desk, talk)
    pasted = PastedText.objects.get()

    page = desk.get(f"/en/admin/candidates/interview/{talk.pk}/translation/")

    assert list(page.context["drafts"]) == [pasted]
    assert pasted.address in desk.get("/en/admin/").text
    assert list(desk.get("/en/admin/candidates/interview/paste/").context["drafts"]) == []


@pytest.mark.django_db
def test_nobody_pastes_a_translation_without_the_right_to_change(client, talk):
    client.force_login(User.objects.create_user("guest", is_staff=True))

    assert client.get(f"/en/admin/candidates/interview/{talk.pk}/translation/").status_code == 403


def test_departing_terms_and_mixed_letters_are_marked_before_the_words_are_saved(desk, talk):
    Term.objects.create(word_ky="мектеп", word_ru="гимназия")
    latin = RUSSIAN.replace("Дороги", "Дopоги")  # o and p are Latin

    found = {line.number: line for line in paste(desk, talk, latin).context["lines"]}
    assert [(hint.found, hint.instead) for hint in found[4].hints] == [("мектеп", "гимназия")]
    assert (found[2].hints, found[2].mixed, found[4].mixed) == ((), ("Дopоги",), ())
