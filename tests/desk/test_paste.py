"""Pasting an interview on the desk: the text goes in, is corrected without losing anything, and becomes a draft."""

import io

import docx
import pytest
from django.contrib.auth.models import Group
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from candidates.models import Interview, PastedText
from elections.models import Imprint
from emgek.roles import ADMINISTRATOR, PRESS_OFFICER
from publishing.editions import Edition
from publishing.languages import words
from staff.models import User
from tests.factories import make_candidate, make_election, make_imprint

TALK = """- Сиз кимсиз?
- Мен мугалиммин. Кечинде кайдасыз? Үйдөмүн.
- Пландарыңыз барбы?
- Бар.
"""
PASTE = "/en/admin/candidates/interview/paste/"


@pytest.fixture
def election(db):
    """Return an election in which a text can be of somebody."""
    return make_election(slug="ulgu")


def page_of(pasted) -> str:
    """Return the address of the parts of a text."""
    return f"{PASTE}{pasted.pk}/"


def paste(desk, election, text=TALK, **data):
    """Paste a text of an invented person and follow to where it leads."""
    person = make_candidate(election)
    form = {"candidate": person.pk, "election": election.pk, "text": text} | data
    return desk.post(PASTE, form, follow=True)


def correct(desk, pasted, do, **data):
    """Press a button on the screen of parts."""
    pasted.refresh_from_db()
    form = {"revision": pasted.revision, "at": 0, "do": do} | data
    return desk.post(page_of(pasted), form, follow=True)


def said(pasted) -> list[str]:
    """Return the texts of the parts as they stand."""
    pasted.refresh_from_db()
    return [piece.text for piece in pasted.parts().pieces]


# The text goes in --------------------------------------------------------------------------------


@pytest.mark.parametrize(("role", "adds"), [(ADMINISTRATOR, True), (PRESS_OFFICER, False)])
def test_who_comes_before_there_is_a_candidate_is_told_who_adds_one(client, election, role, adds):
    user = User.objects.create_user("first", is_staff=True)
    user.groups.set(Group.objects.filter(name=role))
    client.force_login(user)
    page = client.get(PASTE)
    assert "Not here yet: candidates." in page.text
    assert "Not here yet: elections." not in page.text
    assert (reverse("admin:candidates_candidate_add").replace("/ky/", "/en/") in page.text) == adds
    assert ("An administrator adds them." in page.text) != adds
    make_candidate(election)
    assert "Not here yet" not in client.get(PASTE).text


def test_pasted_text_comes_back_as_parts(desk, election):
    answer = paste(desk, election)

    assert answer.redirect_chain[-1][0] == page_of(PastedText.objects.get())
    assert [shown.name for shown in answer.context["pieces"]] == ["Question 1", "Answer 1", "Question 2", "Answer 2"]
    assert answer.context["missing"] == 0
    assert not Interview.objects.exists()


def test_only_candidate_and_current_election_are_chosen_already(desk, election):
    person = make_candidate(election)

    form = desk.get(PASTE).context["form"]

    assert (form["candidate"].value(), form["election"].value()) == (person.pk, election.pk)


def word_file() -> bytes:
    """Return a Word document with an interview, its questions bold."""
    document, file = docx.Document(), io.BytesIO()
    document.add_paragraph().add_run("Сиз кимсиз?").bold = True
    document.add_paragraph("Мен мугалиммин.")
    document.save(file)
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("маек.txt", "Сиз кимсиз?\n\nМен мугалиммин.".encode("cp1251")),
        ("маек.docx", word_file()),
        ("маек.html", "<p><b>Сиз кимсиз?</b></p><p>Мен мугалиммин.</p>".encode()),
    ],
    ids=["txt", "docx", "html"],
)
def test_file_is_read_like_a_pasted_text(desk, election, name, data):
    paste(desk, election, "", file=SimpleUploadedFile(name, data))

    assert said(PastedText.objects.get()) == ["Сиз кимсиз?", "Мен мугалиммин."]


@pytest.mark.parametrize(
    ("name", "data"),
    [("a.pdf", b"%PDF-1.7"), ("a.doc", b"\xd0\xcf\x11\xe0"), ("a.docx", b"PK broken"), ("a.txt", b"--")],
)
def test_file_that_cannot_be_read_is_refused_with_a_reason(desk, election, name, data):
    answer = paste(desk, election, "", file=SimpleUploadedFile(name, data))

    assert answer.status_code == 200
    assert answer.context["form"].errors
    assert not PastedText.objects.exists()


def test_text_stays_in_the_field_when_something_is_wrong(desk, election):
    answer = desk.post(PASTE, {"election": election.pk, "text": TALK})

    assert answer.context["form"]["text"].value() == TALK
    assert "candidate" in answer.context["form"].errors


def test_text_of_a_file_stays_in_the_field_when_something_is_wrong(desk, election):
    file = SimpleUploadedFile("маек.txt", TALK.encode())

    answer = desk.post(PASTE, {"election": election.pk, "text": "", "file": file})

    assert answer.context["form"]["text"].value() == TALK


def test_known_text_is_asked_about_and_read_when_told(desk, election):
    person = make_candidate(election)
    twin = Interview.objects.create(candidate=person, election=election, title_ky="Үлгү", raw_text=TALK)
    form = {"candidate": person.pk, "election": election.pk, "text": TALK.replace("\n", "\r\n")}

    asked = desk.post(PASTE, form)

    assert list(asked.context["twins"]) == [twin]
    assert f"/en/admin/candidates/interview/{twin.pk}/change/" in asked.text
    assert not PastedText.objects.exists()
    desk.post(PASTE, form | {"anyway": "1"})
    assert PastedText.objects.exists()


def test_text_somebody_has_begun_with_is_asked_about(desk, election):
    paste(desk, election)

    assert list(paste(desk, election).context["waiting"]) == [PastedText.objects.get()]


# Its parts are corrected -------------------------------------------------------------------------


def test_corrections_are_kept_and_undone_one_by_one(desk, election):
    paste(desk, election)
    pasted = PastedText.objects.get()
    first = said(pasted)

    correct(desk, pasted, f"split 1 {first[1].index('Кечинде')}")
    cut = said(pasted)
    correct(desk, pasted, "join 4")
    correct(desk, pasted, "undo")

    assert cut[1:3] == ["Мен мугалиммин.", "Кечинде кайдасыз? Үйдөмүн."]
    assert said(pasted) == cut
    correct(desk, pasted, "undo")
    assert said(pasted) == first


def test_roles_chosen_in_the_form_go_before_the_button_that_was_pressed(desk, election):
    paste(desk, election)
    pasted = PastedText.objects.get()

    correct(desk, pasted, "join 1", **{"role-3": "left_over", "role-0": "lead"})

    pasted.refresh_from_db()
    pieces = pasted.parts().pieces
    assert [piece.role.value for piece in pieces] == ["lead", "question", "left_over"]


def test_typed_title_and_names_survive_a_correction(desk, election):
    paste(desk, election)
    pasted = PastedText.objects.get()

    answer = correct(desk, pasted, "split 1 16", title="Үлгү маек", producer="«Үлгү» КФ")

    assert answer.context["form"]["title"].value() == "Үлгү маек"
    assert answer.context["form"]["producer"].value() == "«Үлгү» КФ"


def test_correction_in_an_outdated_window_is_not_made(desk, election):
    paste(desk, election)
    pasted = PastedText.objects.get()
    correct(desk, pasted, "up 1")
    before = said(pasted)

    answer = correct(desk, pasted, "join 2", revision=0, title="Үлгү")

    assert said(pasted) == before
    assert answer.context["form"]["title"].value() == "Үлгү"
    assert [str(message) for message in answer.context["messages"]]


@pytest.mark.parametrize("do", ["split 1 0", "split 77 1", "join 0", "role 1 king", "nonsense", "keep 5", "split x y"])
def test_correction_of_nothing_changes_nothing(desk, election, do):
    paste(desk, election)
    pasted = PastedText.objects.get()
    before = said(pasted)

    assert correct(desk, pasted, do).status_code == 200
    assert said(pasted) == before


@pytest.mark.walk
def test_huge_text_shows_a_page_of_parts(desk, election):
    answer = paste(desk, election, "- Эмне үчүн?\n- Анткени ушундай болду. Дагы бир сүйлөм айтам.\n" * 8_000)

    assert len(answer.context["pieces"]) == 40
    assert len(answer.content) < 400_000


@pytest.mark.walk
def test_one_huge_part_is_shown_in_pieces(desk, election):
    answer = paste(desk, election, "Бул жөн гана узун сөз. " * 20_000)

    assert answer.context["pieces"][0].hidden > 100_000
    assert len(answer.content) < 400_000


# They become rows --------------------------------------------------------------------------------


def test_saved_parts_become_a_draft_that_nobody_outside_sees(desk, election):
    paste(desk, election)
    pasted = PastedText.objects.get()
    usual = make_imprint(election)

    answer = correct(desk, pasted, "save", title="Үлгү маек", original_language="ky", imprint=usual.pk)

    interview = Interview.objects.get()
    assert answer.redirect_chain[-1][0] == f"/en/admin/candidates/interview/{interview.pk}/change/"
    assert words(interview, "title", "ky") == "Үлгү маек"
    assert interview.blocks.count() == 2
    assert interview.imprint is None
    assert interview.raw_text.splitlines() == TALK.splitlines()
    assert not PastedText.objects.exists()
    assert not Edition.objects.exists()


def test_draft_without_title_is_not_saved_and_nothing_is_lost(desk, election):
    paste(desk, election)
    pasted = PastedText.objects.get()

    answer = correct(desk, pasted, "save", original_language="ky", imprint="new", producer="«Үлгү» КФ")

    assert "title" in answer.context["form"].errors
    assert answer.context["form"]["title"].as_widget().count("autofocus") == 1
    assert answer.context["form"]["producer"].value() == "«Үлгү» КФ"
    assert not Interview.objects.exists()


NAMED = f'{TALK}\nАткаруучу: "Үлгү Медиа" КФ. Буйрутмачы: "Үлгү" партиясы. Нускасы: 1.'


def test_imprint_the_text_names_is_offered_and_made(desk, election):
    make_imprint(election, producer="«Башка» КФ")
    form = paste(desk, election, NAMED).context["form"]
    pasted = PastedText.objects.get()
    names = {name: form[name].value() for name in form.IMPRINT}
    assert form["imprint"].value() == "new"

    correct(desk, pasted, "save", title="Үлгү", original_language="ky", imprint="new", **names)

    made = Interview.objects.get().imprint
    assert (made.producer, made.commissioner, made.is_usual) == ('"Үлгү Медиа" КФ', '"Үлгү" партиясы', False)


def test_imprint_that_says_the_same_is_chosen_already(desk, election):
    usual = make_imprint(election, producer="«Үлгү Медиа» КФ", commissioner="«Үлгү» партиясы")

    form = paste(desk, election, NAMED).context["form"]

    assert form["imprint"].value() == str(usual.pk)
    assert Imprint.objects.count() == 1


def test_election_the_text_speaks_of_is_compared_with_the_chosen_one(desk, election):
    note = "Шайлоо 2021-жылдын 11-июлуна белгиленген. Шайлоо бюллетенинде партия 22 деген номер менен катталган."
    election.ballot_number = 4
    election.save()

    facts = {str(fact.name): fact for fact in paste(desk, election, f"{TALK}\n{note}").context["facts"]}

    ballot = facts["number on the ballot"]
    assert facts["voting day"].agrees
    assert (ballot.said, ballot.kept, ballot.agrees) == ("22", "4", False)


def test_text_can_be_thrown_away(desk, election):
    paste(desk, election)

    correct(desk, PastedText.objects.get(), "drop")

    assert not PastedText.objects.exists()


@pytest.mark.django_db
def test_nobody_pastes_without_the_right_to_add(client):
    client.force_login(User.objects.create_user("guest", is_staff=True))

    assert client.get(PASTE).status_code == 403
